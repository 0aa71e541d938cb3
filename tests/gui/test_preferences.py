"""Preferences: what was chosen comes back; a damaged file costs the choices and nothing else."""

import json
import os
from pathlib import Path

import pytest

from einsamkeit_desktop.gui.preferences import Preferences, preferences_file

CHOSEN = Preferences(dark=True, text_scale=1.5, last_store="/daten/Büro/Bestand", windows={"main": (8, 16, 1440, 860)})


def write(text: str) -> None:
    preferences_file().parent.mkdir(parents=True, exist_ok=True)
    preferences_file().write_text(text, encoding="utf-8")


def test_without_a_file_everything_is_at_its_default():
    assert Preferences.load() == Preferences(dark=None, text_scale=1.0, last_store="", windows={})


def test_what_was_chosen_comes_back():
    assert CHOSEN.save()

    assert Preferences.load() == CHOSEN
    assert [path.name for path in preferences_file().parent.iterdir()] == [preferences_file().name]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00\x01", '{"dark": tru', "[" * 100_000])
def test_a_damaged_file_gives_the_defaults_and_can_be_written_again(text: str):
    write(text)

    assert Preferences.load() == Preferences()
    assert CHOSEN.save() and Preferences.load() == CHOSEN


def test_bytes_that_are_no_text_give_the_defaults():
    write("")
    preferences_file().write_bytes(b"\xff\xfe\x80{")

    assert Preferences.load() == Preferences()


@pytest.mark.parametrize(
    "wrong",
    [
        {"dark": "yes", "text_scale": "2", "last_store": 7, "windows": []},
        {"text_scale": float("nan"), "last_store": "a\0b", "windows": {"main": [1, 2, 3]}},
        {"text_scale": True, "windows": {"main": [0, 0, 0, 5], "other": [0, 0, 1e9, 5]}},
    ],
)
def test_values_that_make_no_sense_are_at_their_default(wrong: dict[str, object]):
    write(json.dumps(wrong))

    assert Preferences.load() == Preferences()


def test_one_wrong_value_does_not_cost_the_others():
    write(json.dumps({"dark": False, "text_scale": 40, "last_store": "/x", "new": 1}))

    assert Preferences.load() == Preferences(dark=False, text_scale=2.0, last_store="/x")


def test_a_write_that_fails_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch):
    CHOSEN.save()

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", refuse)

    assert not Preferences(dark=False).save()
    assert Preferences.load() == CHOSEN
    assert len(list(preferences_file().parent.iterdir())) == 1


def test_two_holders_do_not_undo_each_other():
    CHOSEN.save()
    one, other = Preferences.load(), Preferences.load()
    one.dark = None
    one.save()
    other.last_store = "/anderswo"
    other.save()

    assert Preferences.load() == Preferences(None, CHOSEN.text_scale, "/anderswo", CHOSEN.windows)
