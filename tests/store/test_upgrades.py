"""Older stores become current ones after a verified backup, or stay as they are; newer ones are refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from einsamkeit_desktop.errors import NoRoom, StoreDamaged, StoreForeign, Trouble
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store import backup, keys, upgrades
from einsamkeit_desktop.store.files import DATABASE
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import metadata
from tests.makers import make_person

_HEAD = upgrades.HEAD
_AFTER = f"{int(_HEAD) + 1:04d}"
_NEXT = """
from alembic import op
revision = "{next}"
down_revision = "{head}"
def upgrade():
{body}
"""


@pytest.fixture
def next_migration(monkeypatch, tmp_path):
    """Let the program know one migration more, with the given body."""
    here = Path(upgrades.__file__).parent / "migrations"

    def add(*lines: str) -> None:
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        for path in (here / "env.py", *here.glob("versions/*.py")):
            (folder / path.relative_to(here)).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        body = "\n".join(f"    {line}" for line in lines)
        migration = _NEXT.format(body=body, head=_HEAD, next=_AFTER)
        (folder / "versions" / "next.py").write_text(migration, encoding="utf-8")
        config = upgrades.alembic_config()
        config.set_main_option("script_location", str(folder))
        monkeypatch.setattr(upgrades, "alembic_config", lambda: config)
        monkeypatch.setattr(upgrades, "HEAD", _AFTER)

    return add


@pytest.fixture
def older(store, store_folder):
    """Give a closed store with one person in it."""
    make_person(store, "Müller")
    store.close()
    return store_folder


def test_head_is_the_newest_migration():
    assert ScriptDirectory.from_config(upgrades.alembic_config()).get_heads() == [upgrades.HEAD]


def test_migrations_are_numbered_in_order():
    revisions = [script.revision for script in ScriptDirectory.from_config(upgrades.alembic_config()).walk_revisions()]

    assert revisions == sorted(revisions, reverse=True)


def test_the_migrated_schema_is_that_of_the_tables(store):
    def ours(_object, name, kind, _reflected, _other):
        return not (kind == "table" and (name == "search" or name.startswith("search_") and name != "search_text"))

    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrated_schema_has_the_promised_foreign_and_unique_keys(store):
    with store.reading() as connection:
        found = inspect(connection)
        for table in metadata.tables.values():
            wanted = {(key.parent.name, key.column.table.name) for key in table.foreign_keys}
            assert {
                (key["constrained_columns"][0], key["referred_table"]) for key in found.get_foreign_keys(table.name)
            } == wanted


def test_ids_are_never_used_twice(store):
    with store.reading() as connection:
        for name, table in metadata.tables.items():
            if table.dialect_options["sqlite"]["autoincrement"]:
                sql = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).scalar()
                assert "AUTOINCREMENT" in str(sql)


def test_opening_an_older_store_upgrades_it_after_a_backup(older, next_migration):
    next_migration("op.execute(\"UPDATE person SET family_name = 'Mueller'\")")

    with Store.open(older) as store:
        assert load(store, 1).values["family_name"] == "Mueller"
        assert upgrades.schema_version(older / DATABASE, store.data_key) == _AFTER
    saved = backup.backups(older)
    assert [(entry.reason, entry.counts) for entry in saved] == [("aktualisierung", {"person": 1})]
    assert upgrades.schema_version(Path(saved[0].folder) / DATABASE, keys.unwrap(older)) == _HEAD


def test_opening_a_current_store_makes_no_backup(older):
    Store.open(older).close()

    assert backup.backups(older) == []


@pytest.mark.parametrize(
    ("statements", "trouble"),
    [
        (["op.execute('DELETE FROM term')", "raise ValueError('mitten darin')"], ValueError),
        (["op.execute('DELETE FROM term')", 'op.execute("INSERT INTO setting (id) VALUES (1)")'], StoreDamaged),
        (["op.execute('UPDATE person SET id = 4711')"], StoreDamaged),
    ],
    ids=["bug", "constraint", "foreign key"],
)
def test_a_failed_migration_leaves_the_store_as_it_was(older, next_migration, monkeypatch, statements, trouble):
    next_migration(*statements)
    with pytest.raises(trouble):
        Store.open(older)

    monkeypatch.undo()
    with Store.open(older) as store:
        assert load(store, 1).title == "Müller"
        assert backup.check(store) == []
        assert upgrades.schema_version(older / DATABASE, store.data_key) == _HEAD


def test_without_room_for_the_backup_nothing_is_upgraded(older, next_migration, monkeypatch):
    next_migration("op.execute('DELETE FROM term')")
    monkeypatch.setattr(backup, "_RESERVE", 2**62)

    with pytest.raises(NoRoom):
        Store.open(older)
    assert upgrades.schema_version(older / DATABASE, keys.unwrap(older)) == _HEAD


def test_an_older_store_is_not_merely_looked_at(older, next_migration):
    next_migration("op.execute('DELETE FROM term')")

    with pytest.raises(StoreForeign, match="älteren Version"):
        Store.look(older)
    assert upgrades.schema_version(older / DATABASE, keys.unwrap(older)) == _HEAD


def test_a_half_made_new_database_is_begun_anew(tmp_path):
    key = keys.new_keys(None).data_key
    (tmp_path / "daten.neu").write_bytes(b"halb")
    (tmp_path / "daten.neu-wal").write_bytes(b"halb")

    upgrades.make_database(tmp_path / DATABASE, key)

    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]
    assert backup.verify(tmp_path / DATABASE, key) == {}


def test_a_trouble_is_what_a_newer_file_is(older, monkeypatch):
    monkeypatch.setattr(upgrades, "HEAD", "0000")

    with pytest.raises(Trouble, match=rf"neueren Version .* \({_HEAD}\)"):
        Store.open(older)
