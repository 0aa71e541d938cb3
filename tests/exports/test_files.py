"""A file is written whole or not at all, and trouble comes as a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from einsamkeit_desktop.errors import BadTarget
from einsamkeit_desktop.exports.files import place_of, write_whole


def test_the_content_replaces_what_was_there(tmp_path):
    target = tmp_path / "Übersicht ß.pdf"
    target.write_bytes(b"alt")

    write_whole(target, b"neu")

    assert target.read_bytes() == b"neu"
    assert os.listdir(tmp_path) == [target.name]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BadTarget, match="Ordner"):
        write_whole(tmp_path / "fehlt" / "a.pdf", b"x")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_trouble_leaves_the_old_file_and_no_trace(tmp_path, monkeypatch, code):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"alt")

    def fail(*_args):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fail)

    with pytest.raises(BadTarget) as trouble:
        write_whole(target, b"neu")
    assert str(trouble.value).endswith(".") and os.strerror(code) not in str(trouble.value)
    assert target.read_bytes() == b"alt"
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Documents/Listen/Partner.xlsx", "Dokumente/Listen/Partner.xlsx"),
        ("Austausch/Partner.xlsx", "Austausch/Partner.xlsx"),
        ("Partner.xlsx", "Persönlicher Ordner/Partner.xlsx"),
    ],
)
def test_a_place_at_home_is_told_without_the_name_of_the_user(tmp_path, monkeypatch, place, told):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert place_of(tmp_path / place) == told


def test_a_place_elsewhere_is_told_whole_and_a_bare_name_with_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.chdir(tmp_path)

    assert place_of(tmp_path / "Stick" / "a.pdf") == str(tmp_path / "Stick" / "a.pdf")
    assert place_of(Path("a.pdf")) == str(tmp_path / "a.pdf")
