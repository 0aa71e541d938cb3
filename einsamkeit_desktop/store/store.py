"""The store: a folder with the encrypted database, its keys, its backups and a lock."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

from ..errors import ReadOnly, StoreDamaged, StoreMissing, StoreTrouble
from ..texts import _
from . import derived, keys, upgrades
from .engine import make_engine, translated
from .files import BACKUPS, DATABASE, files_translated, fresh_folder, put_in_place, require_free
from .lock import StoreLock
from .mending import mend
from .writing import Changes, Write

# The smallest file that is a database of ours; SQLite takes a shorter one for a new, empty one.
_ONE_PAGE = 4096


class Store:
    """An open store. Safe to use from several threads: each `reading` and `writing` has a connection of its own.

    `writes` counts the writes per table since the store was opened, so that whoever keeps something in memory knows
    when to read it again.
    """

    def __init__(self, folder: Path, data_key: bytes, lock: StoreLock | None, *, read_only: bool = False) -> None:
        self.folder = folder
        self.data_key = data_key
        self.writes: Counter[str] = Counter()
        self.kept: dict[str, Any] = {}
        self._lock = lock
        self._open_engine: Engine | None = make_engine(folder / DATABASE, data_key, read_only=read_only)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str | None = None,
        *,
        cost: keys.KdfCost = keys.DEFAULT_COST,
        fill: Callable[[Write], None] | None = None,
    ) -> tuple[Store, str]:
        """Make a new store in an empty or missing folder; return it and the recovery key ("" without a passphrase).

        `fill` writes what a new store is born with. The folder appears whole or not at all.
        Raises errors.StoreExists if the folder holds something, ReadOnly or NoRoom if it cannot be made.
        """
        with files_translated():
            require_free(folder)
            new = keys.new_keys(passphrase, cost)
            with fresh_folder(folder) as fresh:
                (fresh / BACKUPS).mkdir()
                upgrades.make_database(fresh / DATABASE, new.data_key)
                keys.write_slots(fresh, new.slots)
                if fill is not None:
                    with cls(fresh, new.data_key, StoreLock.take(fresh)) as store, store.writing("") as write:
                        write.journaled = False
                        fill(write)
                put_in_place(fresh, folder)
        return cls(folder, new.data_key, StoreLock.take(folder)), new.recovery_key

    @classmethod
    def open(cls, folder: Path, passphrase: str | None = None, recovery_key: str | None = None) -> Store:
        """Open the store in the folder for reading and writing, upgraded to this version where it is older.

        Raises errors.StoreMissing, WrongKey, StoreBusy (somebody holds it), StoreTooNew, StoreForeign, StoreDamaged.
        """
        mend(folder)
        data_key = keys.unwrap(folder, passphrase, recovery_key)
        cls._require_database(folder)
        lock = StoreLock.take(folder)
        try:
            upgrades.upgrade(folder / DATABASE, data_key)
            return cls(folder, data_key, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def look(cls, folder: Path, passphrase: str | None = None, recovery_key: str | None = None) -> Store:
        """Open the store for reading beside a program that may hold it. Raises as `open`, but never StoreBusy.

        An older store cannot be looked at: `open` upgrades it first.
        """
        data_key = keys.unwrap(folder, passphrase, recovery_key)
        cls._require_database(folder)
        read_only = not os.access(folder, os.W_OK)
        upgrades.require_current(folder / DATABASE, data_key, read_only=read_only)
        return cls(folder, data_key, None, read_only=read_only)

    @staticmethod
    def _require_database(folder: Path) -> None:
        path = folder / DATABASE
        if not path.exists():
            raise StoreMissing(
                _("In „{folder}“ fehlt die Datei {name}. Bitte eine Sicherung wiederherstellen.").format(
                    folder=folder, name=DATABASE
                )
            )
        if path.stat().st_size < _ONE_PAGE:
            raise StoreDamaged(
                _("Die Datei „{path}“ ist leer oder abgeschnitten. Bitte eine Sicherung wiederherstellen.").format(
                    path=path
                )
            )

    @property
    def writable(self) -> bool:
        """Whether this program holds the store and may write."""
        return self._lock is not None

    @property
    def _engine(self) -> Engine:
        """The engine, which holds the key. A closed store has none, so that work left over cannot open it again."""
        if self._open_engine is None:
            raise StoreTrouble(_("Der Bestand ist geschlossen. Bitte ihn wieder öffnen und die Arbeit wiederholen."))
        return self._open_engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one consistent snapshot; its errors arrive as troubles."""
        with translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, name: str) -> Iterator[Write]:
        """Give the one write of a step called `name`; everything in it is kept together or not at all.

        After the block `write.changes` is the notice. Raises errors.StoreBusy, NoRoom, ReadOnly with nothing changed.
        """
        if not self.writable:
            raise ReadOnly(
                _("Der Bestand ist hier nur zum Lesen geöffnet. Bitte in dem Programm schreiben, das ihn hält.")
            )
        with translated(), self._engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                write = Write(connection, name)
                yield write
                changes = write.finish()
                derived.refresh(connection, write.book.touched, write.book.role_persons, write.book.made)
        self._count(changes)

    def _count(self, changes: Changes) -> None:
        self.writes.update(changes.tables)
        if changes.tables:
            self.writes["*"] += 1

    def raw_connection(self) -> Any:
        """Return a driver connection outside any transaction, for the store's own maintenance (backup, check)."""
        return self._engine.raw_connection()

    def close(self) -> None:
        """Fold the write-ahead log into the file, close every connection, give up the lock and forget the key.

        Where the log cannot be folded in (full disk, vanished share) it stays beside the file and nothing is lost.
        """
        if self._open_engine is None:
            return
        if self._lock is not None:
            with suppress(StoreTrouble), translated(), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._open_engine.dispose()
        self._open_engine = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self.data_key = b""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
