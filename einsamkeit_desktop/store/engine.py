"""The SQLAlchemy engine over SQLCipher, its transactions, and what the driver's errors mean to a person.

The driver's own transaction handling breaks snapshots and half-commits failed migrations, so it is switched off
(isolation_level None) and BEGIN is emitted here: deferred for readers, IMMEDIATE for writers.

cipher_memory_security stays off: it locks and wipes every small allocation and made everything 5 to 7 times slower (a
page of 200 rows 41 instead of 8 ms, saving a record 24 instead of 3.6 ms), while Python holds the same texts in memory
anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine, event, exc
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from ..errors import NoRoom, ReadOnly, StoreBusy, StoreDamaged, StoreTrouble
from ..texts import _

APPLICATION_ID = 0x47454D45  # "GEME"
_BUSY_MS = 5_000
# Each connection fills a cache of its own. The one that is kept is warm; the others are closed after their use, which
# costs a millisecond: four that were used in turn held three caches, and each found half of what it needed.
_KEPT = 1
_AT_ONCE = 8


def make_engine(path: Path, data_key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """Return an engine on the encrypted database file; connections are checked lazily, at their first use."""
    # Where nothing can be written and no log waits, SQLite must not look for one: it could not make its own files.
    still = read_only and not Path(f"{path}-wal").exists()
    mode = ("ro&immutable=1" if still else "ro") if read_only else "rwc"
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: sqlcipher.connect(
            database_uri(path.absolute(), mode), uri=True, isolation_level=None, check_same_thread=False
        ),
        poolclass=QueuePool,
        pool_size=_KEPT,
        max_overflow=_AT_ONCE - _KEPT,
    )

    @event.listens_for(engine, "connect", insert=True)
    def _on_connect(connection: Any, _record: object) -> None:
        _prepare(connection, data_key, read_only=read_only, foreign_keys=foreign_keys)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def database_uri(path: PurePath, mode: str) -> str:
    """Return an absolute path as SQLite opens it; it refuses a server's name where other programs look for it."""
    uri = path.as_uri()
    if not uri.startswith("file:///"):  # a Windows share: file://server/share
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?mode={mode}"


def _prepare(connection: Any, data_key: bytes, *, read_only: bool, foreign_keys: bool) -> None:
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if not read_only:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into troubles with a sentence; other errors pass."""
    try:
        yield
    except (exc.DBAPIError, sqlcipher.Error) as error:
        raise trouble_of(error) from error


def trouble_of(error: Exception) -> Exception:
    """Return the trouble that a driver's error means, or the error itself where it is a bug."""
    text = str(getattr(error, "orig", error)).casefold()
    if "database or disk is full" in text:
        return NoRoom(
            _(
                "Auf dem Datenträger ist kein Platz mehr. Es wurde nichts geändert. Bitte Platz schaffen "
                "und noch einmal speichern."
            )
        )
    if "readonly database" in text or "unable to open database" in text:
        return ReadOnly(
            _(
                "Der Bestand lässt sich nicht beschreiben. Es wurde nichts geändert. Bitte die Rechte des "
                "Ordners prüfen."
            )
        )
    if "is locked" in text:
        return StoreBusy(_("Ein anderes Programm schreibt gerade in den Bestand. Bitte gleich noch einmal versuchen."))
    if "malformed" in text or "is not a database" in text:
        return StoreDamaged(
            _(
                "Die Datei des Bestands ist beschädigt. Sie bleibt unverändert; bitte die letzte "
                "Sicherung wiederherstellen."
            )
        )
    if "disk i/o error" in text:
        return StoreTrouble(
            _("Der Datenträger meldet einen Fehler. Es wurde nichts geändert. Bitte prüfen, ob er noch erreichbar ist.")
        )
    return error
