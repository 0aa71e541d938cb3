"""A file is written whole or not at all, and trouble comes as a sentence."""

from __future__ import annotations

import errno
import os

import pytest

from einsamkeit_desktop.errors import BadTarget
from einsamkeit_desktop.exports.files import write_whole


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
