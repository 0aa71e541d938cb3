"""A store opens with its key, tells every kind of trouble by its own sentence, and keeps what was written."""

import getpass
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy import insert, select

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.errors import (
    Conflict,
    ReadOnly,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreForeign,
    StoreMissing,
    StoreTooNew,
    StoreTrouble,
    WrongKey,
)
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store import keys, upgrades
from einsamkeit_desktop.store.engine import database_uri, make_engine
from einsamkeit_desktop.store.files import BACKUPS, DATABASE
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import record, setting
from tests.children import child, line_of
from tests.fixtures import CHEAP
from tests.makers import make_person
from tests.places import read_only

HOLD = """
import sys, pathlib
from einsamkeit_desktop.store.store import Store
store = Store.open(pathlib.Path(sys.argv[1]))
print("offen", flush=True)
sys.stdin.readline()
store.close()
print("zu", flush=True)
"""


def in_database(folder: Path, statement: str) -> None:
    """Do something to a closed store's database that the program never does."""
    engine = make_engine(folder / DATABASE, keys.unwrap(folder), foreign_keys=False)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_what_was_written_is_there_after_reopening(store, store_folder):
    person = make_person(store, "Łukaszewicz", given_name="Ænne")
    store.close()

    with Store.open(store_folder) as again:
        assert load(again, person).title == "Ænne Łukaszewicz"


def test_a_new_store_is_a_folder_with_database_keys_and_room_for_backups(tmp_path):
    folder = tmp_path / "neu" / "Bestand Süd & Ost % 'x'"
    store, recovery_key = create_store(folder, "geheim", cost=CHEAP)
    store.close()

    assert {path.name for path in folder.iterdir()} - {"sperre"} == {DATABASE, keys.KEY_FILE, BACKUPS}
    with Store.open(folder, "geheim") as opened, Store.look(folder, recovery_key=recovery_key) as looked:
        assert opened.writable
        assert not looked.writable


def test_a_wrong_passphrase_is_no_damage(tmp_path):
    store, _recovery = create_store(tmp_path / "B", "geheim", cost=CHEAP)
    store.close()

    with pytest.raises(WrongKey):
        Store.open(tmp_path / "B", "falsch")


def test_a_folder_that_holds_something_is_not_taken(tmp_path):
    (tmp_path / "Liste.xlsx").touch()

    with pytest.raises(StoreExists, match="nicht leer"):
        Store.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["Liste.xlsx"]


def test_a_file_is_no_place_for_a_store(tmp_path):
    (tmp_path / "Datei").write_text("x")

    for make in (Store.create, Store.open, Store.look):
        with pytest.raises(StoreTrouble):
            make(tmp_path / "Datei")
    with pytest.raises(StoreTrouble):
        Store.create(tmp_path / "Datei" / "Bestand")


@pytest.mark.parametrize("face", [Store.open, Store.look])
def test_where_there_is_no_store_none_is_made(tmp_path, face):
    with pytest.raises(StoreMissing, match="liegt kein Bestand"):
        face(tmp_path / "leer")
    assert not (tmp_path / "leer").exists()


@pytest.mark.parametrize("face", [Store.open, Store.look])
def test_a_missing_database_is_named(store_folder, face):
    (store_folder / DATABASE).unlink()

    with pytest.raises(StoreMissing, match=DATABASE):
        face(store_folder)
    assert not (store_folder / DATABASE).exists()


@pytest.mark.parametrize("face", [Store.open, Store.look])
@pytest.mark.parametrize("content", [b"", b"x", b"x" * 4095], ids=len)
def test_an_empty_or_cut_database_is_damaged_and_stays_as_it_is(store_folder, face, content):
    (store_folder / DATABASE).write_bytes(content)

    with pytest.raises(StoreDamaged, match="ist leer oder abgeschnitten"):
        face(store_folder)
    assert (store_folder / DATABASE).read_bytes() == content


@pytest.mark.parametrize("face", [Store.open, Store.look])
@pytest.mark.parametrize(
    "content", [b"x" * 4096, b"\x00" * 8192, b"SQLite format 3\x00" + b"\x00" * 8176], ids=["x", "nul", "sqlite"]
)
def test_what_is_no_database_is_damaged_and_stays_as_it_is(store_folder, content, face):
    (store_folder / DATABASE).write_bytes(content)

    with pytest.raises(StoreDamaged, match="beschädigt"):
        face(store_folder)
    assert (store_folder / DATABASE).read_bytes() == content


@pytest.mark.parametrize("face", [Store.open, Store.look])
def test_another_programs_database_is_foreign(store_folder, face):
    in_database(store_folder, "PRAGMA application_id = 1234")

    with pytest.raises(StoreForeign, match="kein Bestand dieses Programms"):
        face(store_folder)


@pytest.mark.parametrize("face", [Store.open, Store.look])
def test_a_newer_database_is_refused(store_folder, face):
    in_database(store_folder, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreTooNew, match="neueren Version"):
        face(store_folder)


@pytest.mark.parametrize("face", [Store.open, Store.look])
def test_a_database_without_a_version_is_foreign(store_folder, face):
    in_database(store_folder, "DROP TABLE alembic_version")

    with pytest.raises(StoreForeign):
        face(store_folder)


def test_after_a_trouble_at_opening_the_lock_is_free(store_folder):
    in_database(store_folder, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        Store.open(store_folder)
    in_database(store_folder, f"UPDATE alembic_version SET version_num = '{upgrades.HEAD}'")

    Store.open(store_folder).close()


def test_a_second_program_is_told_who_holds_the_store(store_folder):
    with child(HOLD, str(store_folder)) as holder:
        assert line_of(holder) == "offen"
        with pytest.raises(StoreBusy, match=f"bereits geöffnet.*{getpass.getuser()}"):
            Store.open(store_folder)

        print(file=holder.stdin, flush=True)
        assert line_of(holder) == "zu"

        Store.open(store_folder).close()


def test_a_program_that_dies_leaves_no_lock(store_folder):
    with child(HOLD, str(store_folder)) as holder:
        assert line_of(holder) == "offen"

    Store.open(store_folder).close()


def test_the_same_program_cannot_open_a_store_twice(store, store_folder):
    with pytest.raises(StoreBusy, match="bereits geöffnet"):
        Store.open(store_folder)


def test_looking_beside_an_open_store_sees_what_was_written(store, store_folder):
    person = make_person(store)

    with Store.look(store_folder) as looked:
        assert load(looked, person).title == "Özdemir"
        make_person(store, "Yıldız")
        with looked.reading() as connection:
            assert len(connection.execute(select(record)).all()) == 2
    make_person(store, "Nach dem Schließen")


def test_who_only_looks_cannot_write(store_folder):
    with Store.look(store_folder) as looked, pytest.raises(ReadOnly, match="nur zum Lesen"):
        make_person(looked)
    with Store.open(store_folder) as store, store.reading() as connection:
        assert connection.execute(select(record)).all() == []


def test_a_read_only_folder_can_be_looked_at_but_not_opened(store, store_folder):
    person = make_person(store)
    store.close()

    with read_only(store_folder):
        with pytest.raises(ReadOnly, match="beschreiben"):
            Store.open(store_folder)
        with Store.look(store_folder) as looked:
            assert load(looked, person).title == "Özdemir"
            with pytest.raises(ReadOnly):
                make_person(looked)


def test_no_store_is_made_in_a_read_only_folder(tmp_path):
    (tmp_path / "nur-lesen").mkdir()

    with read_only(tmp_path / "nur-lesen"), pytest.raises(ReadOnly):
        Store.create(tmp_path / "nur-lesen" / "Bestand")


def test_each_connection_has_the_promised_settings(store):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
    wanted |= {"cell_size_check": 1, "temp_store": 2, "cache_size": -65536, "busy_timeout": 5000}

    with store.reading() as first, store.reading() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()


def test_a_reference_to_nothing_is_refused(store):
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing("x") as write:
        write.connection.exec_driver_sql("INSERT INTO person (id, family_name) VALUES (4711, 'x')")


def test_a_reader_keeps_its_snapshot_while_somebody_writes(store):
    make_person(store)
    with store.reading() as connection:
        before = connection.execute(select(record.c.id)).all()
        make_person(store, "Später")

        assert connection.execute(select(record.c.id)).all() == before


def test_an_error_inside_a_write_changes_nothing(store):
    with pytest.raises(Conflict), store.writing("x") as write:
        write.insert(setting, {"name": "halb", "value": 1})
        write.connection.execute(insert(setting), {"name": "halb 2", "value": 1})
        raise Conflict("x")

    with store.reading() as connection:
        assert connection.execute(select(setting.c.name).where(setting.c.name.like("halb%"))).all() == []


def test_a_write_that_changes_nothing_is_no_step(store):
    with store.writing("nichts") as write:
        pass

    assert write.changes.step_id == 0
    assert write.changes.record_ids == frozenset()


def test_a_reader_cannot_write(store):
    with store.reading() as connection:
        before = connection.execute(select(setting)).all()
    with store.reading() as connection:
        connection.execute(insert(setting), {"name": "am Schreiber vorbei", "value": 1})
        connection.rollback()

    with store.reading() as connection:
        assert connection.execute(select(setting)).all() == before


def test_threads_write_one_after_the_other(store):
    def write_ten(name: str) -> None:
        for number in range(10):
            make_person(store, f"{name} {number}")

    threads = [threading.Thread(target=write_ten, args=(name,)) for name in ("Ada", "Bea", "Cem", "Dana")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as connection:
        assert len(connection.execute(select(record)).all()) == 40


def test_writes_per_table_are_counted_for_who_keeps_something_in_memory(store):
    before = store.writes["person"], store.writes["organisation"], store.writes["*"]
    make_person(store)

    assert (store.writes["person"], store.writes["organisation"], store.writes["*"]) == (
        before[0] + 1,
        before[1],
        before[2] + 1,
    )


def test_a_closed_store_leaves_one_file_and_no_key(store, store_folder):
    make_person(store)
    store.close()

    assert not list(store_folder.glob("daten.db-*"))
    assert store.data_key == b""
    assert not store.writable


def test_a_closed_store_is_not_opened_again_by_work_left_over(store):
    make_person(store)
    store.close()

    with pytest.raises(StoreTrouble, match="geschlossen"), store.reading():
        pass
    with pytest.raises(StoreTrouble), store.writing("zu spät"):
        pass
    with pytest.raises(StoreTrouble, match="geschlossen"):
        store.raw_connection()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\Daten #1\daten.db"), "file:///C:/Daten%20%231/daten.db?mode=ro"),
        (PureWindowsPath(r"\\server\freigabe\daten.db"), "file:////server/freigabe/daten.db?mode=ro"),
        (PurePosixPath("/home/ö?/daten.db"), "file:///home/%C3%B6%3F/daten.db?mode=ro"),
    ],
)
def test_a_database_on_a_share_is_named_as_sqlite_wants_it(path, uri):
    assert database_uri(path, "ro") == uri
