"""A store from elsewhere runs no SQL of its own: foreign triggers, views and virtual tables are refused unread."""

import shutil
from pathlib import Path

import pytest

from einsamkeit_desktop.errors import StoreForeign
from einsamkeit_desktop.store import backup, foreign, keys
from einsamkeit_desktop.store.engine import make_engine
from einsamkeit_desktop.store.files import DATABASE
from einsamkeit_desktop.store.store import Store

from ..makers import make_person

TAMPERED = {
    "trigger": "CREATE TRIGGER horcht AFTER INSERT ON record BEGIN DELETE FROM setting; END",
    "view": "CREATE VIEW horcht AS SELECT 1",
    "virtual": "CREATE VIRTUAL TABLE horcht USING fts5(x)",
    "ours, changed": "DROP TRIGGER record_count_insert;\n"
    "CREATE TRIGGER record_count_insert AFTER INSERT ON record BEGIN DELETE FROM setting; END",
    "view instead of a table": "ALTER TABLE term RENAME TO t2;\nCREATE VIEW term AS SELECT * FROM t2",
}


def run(folder: Path, statements: str) -> None:
    engine = make_engine(folder / DATABASE, keys.unwrap(folder))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for statement in statements.split(";\n"):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_what_the_migrations_make_is_known_and_nothing_else_is(store):
    with store.reading() as connection:
        made = {name: foreign.digest(sql) for _type, name, sql in connection.exec_driver_sql(foreign.QUERY)}

    assert made == foreign.OWN


@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_store_is_neither_opened_nor_looked_at(store_folder, statements):
    run(store_folder, statements)

    for way in (Store.open, Store.look):
        with pytest.raises(StoreForeign, match="nicht von diesem Programm"):
            way(store_folder)
    assert not list((store_folder / "sicherungen").iterdir())


@pytest.mark.parametrize(
    "entry",
    [
        "'Trigger', 'horcht', 'setting', 3, 'CREATE TRIGGER horcht AFTER INSERT ON setting BEGIN SELECT 1; END'",
        "'table', 'horcht', 'horcht', 3, 'CREATE VIRTUAL TABLE horcht USING fts5(x)'",
    ],
)
def test_a_schema_written_by_hand_hides_nothing(store_folder, entry):
    run(store_folder, f"PRAGMA writable_schema = ON;\nINSERT INTO sqlite_schema VALUES ({entry})")

    with pytest.raises(StoreForeign, match="horcht"):
        Store.open(store_folder)


def test_a_tampered_older_store_is_refused_before_it_is_upgraded(tmp_path):
    folder = Path(shutil.copytree(Path(__file__).parent / "older" / "0001", tmp_path / "alt"))
    run(folder, TAMPERED["trigger"])

    with pytest.raises(StoreForeign, match="horcht"):
        Store.open(folder)
    assert backup.backups(folder) == []


def test_a_tampered_backup_is_not_restored(store, tmp_path):
    make_person(store, "Müller")
    made = Path(backup.back_up(store).folder)
    run(made, TAMPERED["trigger"])

    with pytest.raises(StoreForeign, match="horcht"):
        backup.restore(made, tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


def test_the_names_of_foreign_parts_are_shown_clean_and_short(store_folder):
    run(store_folder, f'CREATE VIEW "a\u202eb{"x" * 500}" AS SELECT 1')

    with pytest.raises(StoreForeign) as told:
        Store.open(store_folder)
    assert "\u202e" not in str(told.value) and len(str(told.value)) < 700
