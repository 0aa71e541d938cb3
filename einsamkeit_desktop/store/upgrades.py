"""New databases and older ones: both are brought to this version by the same migrations.

Rules (paid for): an own connection, foreign_keys off before BEGIN, one transaction for all steps, foreign_key_check
before the commit, a verified backup first. Alembic is imported only when there is something to do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exc
from sqlalchemy.engine import Connection

from ..errors import StoreDamaged, StoreForeign, StoreTooNew
from ..texts import _
from .engine import APPLICATION_ID, make_engine, translated
from .foreign import QUERY, refuse_foreign

if TYPE_CHECKING:
    from alembic.config import Config

# The newest migration; a test compares it with the folder, so that opening a store needs no alembic.
HEAD = "0002"


def make_database(path: Path, data_key: bytes) -> None:
    """Make a new database by running all migrations, under a temporary name until it is whole."""
    temporary = path.with_suffix(".neu")
    for stale in (temporary, Path(f"{temporary}-wal"), Path(f"{temporary}-shm")):
        stale.unlink(missing_ok=True)
    with _maintenance(temporary, data_key) as connection:
        _migrate(connection)
    temporary.replace(path)


def schema_version(path: Path, data_key: bytes, *, read_only: bool = False) -> str:
    """Return the migration the database is at.

    Raises StoreForeign if the file is not of this program, or holds parts that would run SQL of their own.
    """
    engine = make_engine(path, data_key, read_only=read_only)
    try:
        with translated(), engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            versioned = "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"
            if application != APPLICATION_ID or not connection.exec_driver_sql(versioned).scalar():
                raise StoreForeign(_("„{path}“ ist kein Bestand dieses Programms.").format(path=path))
            refuse_foreign(path, connection.exec_driver_sql(QUERY))
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")
    finally:
        engine.dispose()


def require_current(path: Path, data_key: bytes, *, read_only: bool = False) -> None:
    """Raise StoreTooNew for a newer database, StoreForeign for an older one that must be opened to be upgraded."""
    version = schema_version(path, data_key, read_only=read_only)
    _refuse_newer(version)
    if version != HEAD:
        raise StoreForeign(
            _("Dieser Bestand stammt von einer älteren Version. Bitte ihn einmal mit dem Programm öffnen.")
        )


def upgrade(path: Path, data_key: bytes) -> None:
    """Bring an older database to this version, after a verified backup. Raises StoreTooNew for a newer one."""
    version = schema_version(path, data_key)
    _refuse_newer(version)
    if version == HEAD:
        return
    from .backup import back_up_file

    back_up_file(path, data_key, reason="aktualisierung")
    with _maintenance(path, data_key) as connection:
        _migrate(connection)


def _refuse_newer(version: str) -> None:
    if version > HEAD:
        raise StoreTooNew(
            _(
                "Dieser Bestand wurde mit einer neueren Version des Programms geöffnet ({version}). Bitte "
                "das Programm aktualisieren."
            ).format(version=version)
        )


@contextmanager
def _maintenance(path: Path, data_key: bytes) -> Iterator[Connection]:
    """Give a connection of its own with foreign keys off, one write transaction around everything."""
    engine = make_engine(path, data_key, foreign_keys=False)
    try:
        with translated(), engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise StoreDamaged(
                        _(
                            "Die Aktualisierung des Bestands wurde abgebrochen: Verweise passen nicht "
                            "zusammen. Es wurde nichts geändert."
                        )
                    )
        with translated(), engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def _migrate(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except exc.IntegrityError as error:
        raise StoreDamaged(
            _("Die Aktualisierung des Bestands ist fehlgeschlagen. Es wurde nichts geändert.")
        ) from error


def alembic_config() -> Config:
    """Return alembic's configuration for this package's migrations."""
    from alembic.config import Config

    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(frozen, "einsamkeit_desktop", "store") if frozen else Path(__file__).parent
    config = Config()
    config.set_main_option("script_location", str(here / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
