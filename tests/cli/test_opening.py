"""The passphrase of a store: from a file, from a prompt, or not at all."""

from pathlib import Path

import pytest

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.cli import opening
from einsamkeit_desktop.errors import BadFile, WrongKey

from ..fixtures import CHEAP

PASSPHRASE = "Grüße aus Łódź 🔑"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A closed store with a passphrase."""
    store, _recovery_key = create_store(tmp_path / "Bestand", PASSPHRASE, cost=CHEAP)
    store.close()
    return tmp_path / "Bestand"


class Terminal:
    """Standard input with or without somebody before it."""

    def __init__(self, has_person: bool) -> None:
        self.has_person = has_person

    def isatty(self) -> bool:
        return self.has_person


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["", "\n", "\r\nzweite Zeile\r\n"])
def test_the_first_line_of_the_file_opens_the_store(locked: Path, tmp_path: Path, encoding: str, ending: str):
    path = tmp_path / "passphrase.txt"
    path.write_bytes(f"{PASSPHRASE}{ending}".encode(encoding))

    with opening.open_store(locked, path) as store:
        assert store.writable


@pytest.mark.parametrize("content", [b"", b"\n" + PASSPHRASE.encode(), b"\xff\xfe\x00", b"Gr\xfc\xdfe\n"])
def test_an_empty_or_garbled_file_is_named(tmp_path: Path, content: bytes):
    path = tmp_path / "passphrase.txt"
    path.write_bytes(content)

    with pytest.raises(BadFile, match="passphrase.txt"):
        opening.read_passphrase(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BadFile, match=r"fehlt\.txt"):
        opening.read_passphrase(tmp_path / "fehlt.txt")


def test_a_person_is_asked(locked: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", Terminal(has_person=True))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)

    with opening.look_at_store(locked, None) as store:
        assert not store.writable


def test_nobody_to_ask_is_a_sentence_that_names_the_option(locked: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", Terminal(has_person=False))

    with pytest.raises(WrongKey, match="--passphrase-file"):
        opening.open_store(locked, None)


def test_a_store_without_a_passphrase_asks_nobody(store_folder: Path, tmp_path: Path):
    assert opening.passphrase_for(store_folder, tmp_path / "fehlt.txt") is None
