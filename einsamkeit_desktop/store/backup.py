"""Backups that the program itself has opened and counted, and the way back from them.

A backup is a folder: the database (VACUUM INTO, journal mode DELETE, so that it opens from read-only media), the key
file, and `sicherung.json` with what was counted. It gets its name only once it was reopened and checked.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher

from ..errors import NoRoom, StoreDamaged, StoreMissing
from ..kinds import clock
from ..texts import _
from . import keys
from .engine import database_uri, translated
from .files import (
    BACKUPS,
    DATABASE,
    copy_durably,
    files_translated,
    fresh_folder,
    put_in_place,
    require_free,
    sync_file,
    sync_folder,
    write_durably,
)
from .foreign import QUERY, refuse_foreign
from .lock import StoreLock
from .writing import Write

_SHEET = "sicherung.json"
_RESERVE = 50 * 1024 * 1024
_STALE_SECONDS = 3600
BY_HAND = "von-hand"
_NEWEST, _DAYS, _MONTHS = 10, 14, 12


class OpenStore(Protocol):
    """What backing up and checking ask of an open store (store.Store)."""

    folder: Path
    data_key: bytes

    @property
    def writable(self) -> bool: ...
    def raw_connection(self) -> Any: ...
    def writing(self, name: str) -> AbstractContextManager[Write]: ...


@dataclass(frozen=True)
class Backup:
    """A backup that was opened, checked and counted; `counts` is records by kind."""

    folder: str
    number: int
    at: str
    reason: str
    size: int
    counts: dict[str, int]


def back_up(store: OpenStore, reason: str = BY_HAND) -> Backup:
    """Make a verified backup in the store's own folder. Raises errors.NoRoom before it starts if room is short."""
    return back_up_file(store.folder / DATABASE, store.data_key, reason)


@files_translated()
def back_up_file(path: Path, data_key: bytes, reason: str) -> Backup:
    """Like `back_up` for a database file that is not opened as a store yet (before an upgrade)."""
    home = path.parent / BACKUPS
    home.mkdir(exist_ok=True)
    _require_room(path)
    _sweep(home)
    made = _back_up_into(home, path, data_key, reason)
    _thin(path.parent)
    return made


def _back_up_into(home: Path, path: Path, data_key: bytes, reason: str) -> Backup:
    number = max((backup.number for backup in backups(path.parent)), default=0) + 1
    moment = clock.now().astimezone()
    name = f"{number:06d}_{moment:%Y-%m-%d_%H%M}_{reason}"
    temporary = home / f"neu_{name}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        with translated():
            _copy(path, data_key, temporary / DATABASE)
        copy_durably(path.parent / keys.KEY_FILE, temporary / keys.KEY_FILE)
        counts = verify(temporary / DATABASE, data_key)
        size = (temporary / DATABASE).stat().st_size
        backup = Backup(str(home / name), number, f"{moment:%Y-%m-%dT%H:%M:%S}", reason, size, counts)
        write_durably(temporary / _SHEET, json.dumps(asdict(backup), indent=1))
        os.replace(temporary, home / name)
        sync_folder(home)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return backup


def _thin(folder: Path) -> None:
    """Remove older automatic backups: the newest ten stay, one of each of 14 days and of each of 12 months."""
    found = backups(folder)
    kept = {backup.number for backup in found[:_NEWEST]}
    for length, most in ((10, _DAYS), (7, _MONTHS)):  # of "2026-02-10T08:00:00"
        last = {backup.at[:length]: backup.number for backup in reversed(found)}
        kept |= set(sorted(last.values())[-most:])
    for backup in found:
        if backup.number not in kept and backup.reason != BY_HAND:
            place = Path(backup.folder)
            leaving = place.with_name(f"neu_{place.name}")  # no backup any more, whoever is killed while it is removed
            with suppress(OSError):
                os.replace(place, leaving)
                shutil.rmtree(leaving, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Remove what backups left that were killed; a younger one may belong to another program at work."""
    for stale in home.glob("neu_*"):
        if time.time() - stale.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(stale, ignore_errors=True)


def backups(folder: Path) -> list[Backup]:
    """Return the finished backups of the store in the folder, newest first by their number."""
    found = []
    for sheet in (folder / BACKUPS).glob(f"*/{_SHEET}"):
        if sheet.parent.name.startswith("neu_"):
            continue
        try:
            entry = json.loads(sheet.read_text(encoding="utf-8"))
            found.append(Backup(**{**entry, "folder": str(sheet.parent)}))
        except (OSError, ValueError, TypeError):
            continue
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def verify(path: Path, data_key: bytes) -> dict[str, int]:
    """Open a database file read-only, check it, and return its records by kind.

    Raises errors.StoreDamaged, and StoreForeign if it holds parts that would run SQL of their own.
    """
    with translated(), _opened(path, data_key) as connection:
        refuse_foreign(path, connection.execute(QUERY))
        findings = [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
        if findings or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreDamaged(_("Die Sicherung hat die Prüfung nicht bestanden und wurde verworfen."))
        return dict(connection.execute("SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"))


@files_translated()
def restore(backup: Path, target: Path, passphrase: str | None = None, recovery_key: str | None = None) -> Path | None:
    """Put a backup back as the store in `target`; return where the state of before was kept, if there was one.

    The backup is opened and checked first, copied beside the target, and takes its place by one rename.
    Raises errors.WrongKey, StoreDamaged, StoreForeign, StoreMissing, NoRoom; StoreExists if the target holds other
    things, StoreBusy if somebody has the target open. After an error the target is as it was.
    """
    source = backup / DATABASE
    if not source.exists():
        raise StoreMissing(_("In „{folder}“ liegt keine Sicherung.").format(folder=backup))
    verify(source, keys.unwrap(backup, passphrase, recovery_key))
    holds_store = (target / keys.KEY_FILE).exists() or (target / DATABASE).exists()
    if holds_store:
        StoreLock.take(target).release()
    else:
        require_free(target)
    _require_room(source, target.absolute().parent)
    with fresh_folder(target) as fresh:
        (fresh / BACKUPS).mkdir()
        for name in (DATABASE, keys.KEY_FILE):
            copy_durably(backup / name, fresh / name)
        kept = _set_aside(target) if holds_store else None
        try:
            put_in_place(fresh, target)
        except OSError:
            if not fresh.exists():
                os.replace(target, fresh)
            if kept is not None:
                os.replace(kept, target)
            raise
    if kept is not None:
        _take_over_backups(kept, target)
    return kept


def check(store: OpenStore) -> list[str]:
    """Return what is wrong with the store, in German sentences; an empty list means all is well.

    The write-ahead log is folded in first: cipher_integrity_check gives false alarms before that.
    """
    findings: list[str] = []
    with translated(), closing(store.raw_connection()) as pooled:
        cursor = pooled.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for row in cursor.execute("PRAGMA integrity_check(20)").fetchall():
            if row[0] != "ok":
                findings.append(_("Die Datenbank meldet: {text}").format(text=row[0]))
        for row in cursor.execute("PRAGMA cipher_integrity_check").fetchall():
            findings.append(_("Eine Seite der Datei ist verändert: {text}").format(text=row[0]))
        if cursor.execute("PRAGMA foreign_key_check").fetchone():
            findings.append(_("Verweise zwischen Datensätzen passen nicht zusammen."))
        records, searched = cursor.execute(
            "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM search_text)"
        ).fetchone()
        if records != searched:
            findings.append(
                _("Die Suche kennt {searched} von {records} Datensätzen.").format(searched=searched, records=records)
            )
    findings += _index_findings(store)
    return findings


def _index_findings(store: OpenStore) -> list[str]:
    if not store.writable:  # the index checks itself only for who may write
        return []
    try:
        with store.writing(_("Prüfung")) as write:
            write.connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    except StoreDamaged:
        return [_("Das Suchverzeichnis passt nicht zu den Texten.")]
    return []


@contextmanager
def _opened(path: Path, data_key: bytes, mode: str = "ro") -> Iterator[Any]:
    connection = sqlcipher.connect(database_uri(path.absolute(), mode), uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    finally:
        connection.close()


def _copy(path: Path, data_key: bytes, target: Path) -> None:
    with _opened(path, data_key) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    _forget_callbacks(target, data_key)
    sync_file(target)


def _forget_callbacks(path: Path, data_key: bytes) -> None:
    """Take out of a fresh copy how to call citizens back: their 30 days must not live on in a backup."""
    with _opened(path, data_key, "rw") as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'callback'").fetchone():
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("DELETE FROM callback")


def _require_room(path: Path, where: Path | None = None) -> None:
    needed = 3 * path.stat().st_size + _RESERVE
    place = where or path.parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < needed:
        raise NoRoom(
            _("Für eine Sicherung fehlt Platz: {needed} MB werden gebraucht, {free} MB sind frei.").format(
                needed=needed // 2**20, free=free // 2**20
            )
        )


def _set_aside(target: Path) -> Path:
    first = kept = target.with_name(f"{target.name}.vorher_{datetime.now():%Y-%m-%d_%H%M%S}")
    again = 1
    while kept.exists():
        again += 1
        kept = first.with_name(f"{first.name}_{again}")
    os.replace(target, kept)
    return kept


def _take_over_backups(kept: Path, target: Path) -> None:
    """Let the store keep its backups; where that fails they stay, whole, with the state of before."""
    if (kept / BACKUPS).is_dir():
        try:
            (target / BACKUPS).rmdir()
            os.replace(kept / BACKUPS, target / BACKUPS)
        except OSError:
            (target / BACKUPS).mkdir(exist_ok=True)
