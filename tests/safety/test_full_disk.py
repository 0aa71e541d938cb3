"""On a full disk there is a sentence, nothing is half done, and work goes on when there is room again."""

from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.errors import NoRoom, StoreTrouble, Trouble
from einsamkeit_desktop.kinds.network import Person
from einsamkeit_desktop.store import backup, keys
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import record
from tests.content import content
from tests.fixtures import CHEAP
from tests.makers import make_note, make_person
from tests.places import small_disk


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "platte", 6 * 1024) as folder:
        yield folder


@pytest.fixture
def tight_store(disk):
    store, _none = create_store(disk / "Bestand")
    with store:
        yield store


def fill(disk: Path, leave_bytes: int = 0) -> Path:
    """Take all the room on the disk but some; return the file that does."""
    ballast = disk / "ballast"
    with open(ballast, "wb", buffering=0) as out:
        with suppress(OSError):
            while out.write(b"\x00" * 4096):
                pass
        out.truncate(max(0, out.tell() - leave_bytes))
    return ballast


def count_records(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(record)).scalar_one()


@pytest.mark.parametrize("leave", [0, 4096, 16_384, 65_536, 200_000])
def test_a_write_without_room_is_a_sentence_and_changes_nothing(disk, tight_store, leave):
    make_person(tight_store, "Vorher")
    before = content(tight_store)
    ballast = fill(disk, leave)

    with (
        pytest.raises(NoRoom, match="kein Platz mehr. Es wurde nichts geändert"),
        tight_store.writing("Import") as write,
    ):
        add_records(write, Person, [{"family_name": f"Person {n}", "remark": "x" * 2_000} for n in range(600)])
    assert content(tight_store) == before

    ballast.unlink()
    make_person(tight_store, "Nachher")
    assert count_records(tight_store) == 2
    assert backup.check(tight_store) == []


def test_single_writes_until_the_disk_is_full_are_all_kept(disk, tight_store):
    ballast = fill(disk, 300_000)
    kept = 0
    with pytest.raises(NoRoom):
        for _number in range(2_000):
            make_note(tight_store, content="x" * 5_000)
            kept += 1

    assert 0 < kept == count_records(tight_store)
    ballast.unlink()
    tight_store.close()
    with Store.open(disk / "Bestand") as again:
        assert count_records(again) == kept
        assert backup.check(again) == []


def test_a_full_disk_can_be_read_from_and_closed(disk, tight_store):
    make_person(tight_store, "Vorher")
    fill(disk)

    assert count_records(tight_store) == 1
    with suppress(Trouble):
        tight_store.close()
    (disk / "ballast").unlink()
    with Store.open(disk / "Bestand") as again:
        assert count_records(again) == 1


def test_a_store_is_opened_on_a_full_disk_or_says_why_not(disk, tight_store):
    make_person(tight_store)
    tight_store.close()
    ballast = fill(disk)

    try:
        Store.open(disk / "Bestand").close()
    except Trouble as trouble:
        assert str(trouble)
    ballast.unlink()
    with Store.open(disk / "Bestand") as again:
        assert count_records(again) == 1


def test_a_backup_without_room_is_refused_before_it_starts(disk, tight_store):
    fill(disk)

    with pytest.raises(NoRoom, match="MB werden gebraucht"):
        backup.back_up(tight_store)
    assert list((disk / "Bestand" / "sicherungen").iterdir()) == []


@pytest.mark.parametrize("leave", [0, 4096, 100_000])
def test_a_backup_that_runs_out_of_room_leaves_nothing(disk, tight_store, monkeypatch, leave):
    monkeypatch.setattr(backup, "_require_room", lambda *_paths: None)
    ballast = fill(disk, leave)

    with pytest.raises(StoreTrouble):  # SQLite calls some of it an I/O error
        backup.back_up(tight_store)
    assert backup.backups(tight_store.folder) == []
    assert list((disk / "Bestand" / "sicherungen").iterdir()) == []

    ballast.unlink()
    assert backup.back_up(tight_store).number == 1


def test_a_passphrase_is_changed_whole_or_not_at_all(disk):
    store, recovery_key = create_store(disk / "Bestand", "alt", cost=CHEAP)
    with store:
        ballast = fill(disk)
        with pytest.raises(NoRoom):
            keys.change_passphrase(store.folder, store.data_key, "neu", CHEAP)
        assert keys.unwrap(store.folder, "alt") == store.data_key
        assert keys.unwrap(store.folder, recovery_key=recovery_key) == store.data_key

        ballast.unlink()
        keys.change_passphrase(store.folder, store.data_key, "neu", CHEAP)
        assert keys.unwrap(store.folder, "neu") == store.data_key


@pytest.mark.parametrize("leave", [0, 8_192, 100_000, 400_000])
def test_a_new_store_without_room_is_a_sentence_and_leaves_the_folder_usable(disk, leave):
    ballast = fill(disk, leave)
    with pytest.raises(StoreTrouble):
        create_store(disk / "neu", cost=CHEAP)
    assert [path.name for path in disk.iterdir()] == ["ballast"]

    ballast.unlink()
    create_store(disk / "neu", cost=CHEAP)[0].close()
