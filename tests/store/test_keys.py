"""The right key opens, a wrong one is told apart from a damaged file, and a forgotten one is not the end."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.errors import (
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreTooNew,
    StoreTrouble,
    Trouble,
    WrongKey,
)
from einsamkeit_desktop.store import keys
from tests.fixtures import CHEAP


def kept(folder: Path, passphrase: str | None = "Öl auf Wasser") -> keys.NewKeys:
    new = keys.new_keys(passphrase, CHEAP)
    keys.write_slots(folder, new.slots)
    return new


def test_the_passphrase_gives_the_data_key(tmp_path):
    new = kept(tmp_path)

    assert keys.unwrap(tmp_path, "Öl auf Wasser") == new.data_key
    assert len(new.data_key) == 32
    assert keys.needs_passphrase(tmp_path)


@pytest.mark.parametrize(
    "wrong", ["öl auf Wasser", "Öl auf Wasser ", "Ol auf Wasser", "", "x" * 10_000, "Öl\x00", "\ud800"]
)
def test_another_passphrase_is_a_wrong_key(tmp_path, wrong):
    kept(tmp_path)

    with pytest.raises(WrongKey, match="Diese Passphrase passt nicht"):
        keys.unwrap(tmp_path, wrong)


def test_no_passphrase_is_asked_for_in_a_sentence(tmp_path):
    kept(tmp_path)

    with pytest.raises(WrongKey, match="mit einer Passphrase geschützt"):
        keys.unwrap(tmp_path)


def test_a_passphrase_is_the_same_composed_and_decomposed(tmp_path):
    new = kept(tmp_path, "Mu\u0308ller")

    assert keys.unwrap(tmp_path, unicodedata.normalize("NFC", "Müller")) == new.data_key


@pytest.mark.parametrize("odd", ["x'" + "ab" * 32 + "'", "' OR 1=1 --", '"', " ", "👵🏽", "\x00", "\ud800"])
def test_odd_passphrases_are_nothing_but_passphrases(tmp_path, odd):
    new = kept(tmp_path, odd)

    assert keys.unwrap(tmp_path, odd) == new.data_key
    assert new.data_key.hex() not in odd


def test_the_recovery_key_opens_however_it_is_typed(tmp_path):
    new = kept(tmp_path)

    for typed in (
        new.recovery_key,
        new.recovery_key.lower(),
        new.recovery_key.replace("-", " "),
        f" {new.recovery_key}\n",
    ):
        assert keys.unwrap(tmp_path, recovery_key=typed) == new.data_key


def test_the_recovery_key_has_160_bits_without_letters_that_look_alike(tmp_path):
    recovery_keys = [keys.new_keys("x", CHEAP).recovery_key for _number in range(20)]

    assert len(set(recovery_keys)) == 20
    for key in recovery_keys:
        assert [len(group) for group in key.split("-")] == [4] * 8
        assert set(key.replace("-", "")) <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


@pytest.mark.parametrize("wrong", ["", "AAAA", "AAAA-" * 7 + "AAAA", "Öl auf Wasser"])
def test_another_recovery_key_is_a_wrong_key(tmp_path, wrong):
    kept(tmp_path)

    with pytest.raises(WrongKey, match="Wiederherstellungsschlüssel passt nicht"):
        keys.unwrap(tmp_path, recovery_key=wrong)


def test_the_passphrase_is_no_recovery_key_and_the_other_way_round(tmp_path):
    new = kept(tmp_path)

    with pytest.raises(WrongKey):
        keys.unwrap(tmp_path, passphrase=new.recovery_key)


def test_a_store_without_a_passphrase_opens_by_itself(tmp_path):
    new = kept(tmp_path, None)

    assert keys.unwrap(tmp_path) == new.data_key
    assert keys.unwrap(tmp_path, "irgendetwas") == new.data_key
    assert not keys.needs_passphrase(tmp_path)
    assert new.recovery_key == ""


def test_changing_the_passphrase_keeps_data_key_and_recovery_key(tmp_path):
    new = kept(tmp_path)

    keys.change_passphrase(tmp_path, new.data_key, "Neu gewählt", CHEAP)

    assert keys.unwrap(tmp_path, "Neu gewählt") == new.data_key
    assert keys.unwrap(tmp_path, recovery_key=new.recovery_key) == new.data_key
    with pytest.raises(WrongKey):
        keys.unwrap(tmp_path, "Öl auf Wasser")


def test_neither_key_nor_passphrase_stands_in_the_key_file(tmp_path):
    new = kept(tmp_path)
    text = (tmp_path / keys.KEY_FILE).read_text(encoding="utf-8")

    assert "Wasser" not in text
    assert new.recovery_key[:4] not in text
    assert new.data_key.hex() not in text
    assert [path.name for path in tmp_path.iterdir()] == [keys.KEY_FILE]


def test_the_same_passphrase_is_wrapped_differently_each_time(tmp_path):
    first, second = (keys.new_keys("gleich", CHEAP).slots[0] for _number in range(2))

    assert first["salt"] != second["salt"]
    assert first["wrapped"] != second["wrapped"]


def test_the_default_takes_a_quarter_of_a_gigabyte_per_guess():
    assert keys.DEFAULT_COST.memory_kib >= 256 * 1024


def test_a_missing_key_file_means_there_is_no_store(tmp_path):
    with pytest.raises(StoreMissing, match="liegt kein Bestand"):
        keys.unwrap(tmp_path, "x")


def test_a_file_in_place_of_the_folder_means_there_is_no_store(tmp_path):
    (tmp_path / "Brief.odt").touch()

    with pytest.raises(StoreMissing, match="liegt kein Bestand"):
        keys.unwrap(tmp_path / "Brief.odt", "x")


def test_a_key_file_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch):
    def refuse(_path: Path, **_named: str) -> str:
        raise PermissionError(13, "denied")

    kept(tmp_path)
    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(StoreTrouble, match="Der Zugriff ist nicht erlaubt") as told:
        keys.unwrap(tmp_path, "x")
    assert not isinstance(told.value, StoreDamaged)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"\x00" * 100, b"nicht json"])
def test_an_unreadable_key_file_is_damaged(tmp_path, content):
    (tmp_path / keys.KEY_FILE).write_bytes(content)

    with pytest.raises(StoreDamaged, match="Schlüsseldatei"):
        keys.unwrap(tmp_path, "x")


@pytest.mark.parametrize("content", [[], {}, {"slots": 1}, 7, {"format": "1", "slots": []}, {"slots": []}])
def test_another_programs_key_file_is_foreign(tmp_path, content):
    (tmp_path / keys.KEY_FILE).write_text(json.dumps(content))

    with pytest.raises(StoreForeign, match="keine Schlüsseldatei dieses Programms"):
        keys.unwrap(tmp_path, "x")


def test_a_key_file_of_a_newer_version_is_refused(tmp_path):
    (tmp_path / keys.KEY_FILE).write_text(json.dumps({"format": keys.FORMAT + 1, "slots": []}))

    with pytest.raises(StoreTooNew, match="neueren Version"):
        keys.unwrap(tmp_path, "x")


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 0},
        {"memory_kib": "viel"},
        {"memory_kib": 2**40},
        {"passes": 0},
        {"passes": 10**9},
        {"passes": None},
        {"lanes": 2**30},
        {"salt": ""},
        {"salt": "???"},
        {"wrapped": ""},
        {"wrapped": "AAAA"},
        {"wrapped": 5},
        {"kind": ["passphrase"]},
    ],
    ids=str,
)
def test_a_slot_with_impossible_contents_is_a_trouble_with_a_sentence(tmp_path, change):
    new = keys.new_keys("x", CHEAP)
    keys.write_slots(tmp_path, ({**new.slots[0], **change},))

    with pytest.raises(Trouble):
        keys.unwrap(tmp_path, "x")


@given(at=st.integers(0, 10_000), letter=st.sampled_from('0A"}:,\n\x00é'))
def test_a_key_file_with_one_letter_changed_opens_rightly_or_says_so(tmp_path_factory, at, letter):
    folder = tmp_path_factory.mktemp("schluessel")
    new = kept(folder)
    path = folder / keys.KEY_FILE
    text = path.read_text(encoding="utf-8")
    at %= len(text)
    path.write_text(text[:at] + letter + text[at + 1 :], encoding="utf-8")

    try:
        assert keys.unwrap(folder, "Öl auf Wasser") == new.data_key
    except Trouble as trouble:
        assert str(trouble).endswith(".")
