"""A passphrase for a store that was made without one: new keys, the data written anew, backups locked as well.

The old data key stood in the open, in the key file of the store and of every backup. So the passphrase gets a new one,
and the database is copied and encrypted with it; the backups keep their data key, but it is wrapped by the passphrase
and the recovery key from now on. The copy takes the place of the database by one rename; `wechsel.json` says meanwhile
what has to follow, so that the store opens either without a passphrase or with the new one, whenever the program dies.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from ..errors import StoreBusy, StoreDamaged, StoreMissing, Trouble
from ..texts import _
from . import backup, keys
from .engine import database_uri, make_engine, translated
from .files import BACKUPS, DATABASE, SECURING, files_translated, sync_file, sync_folder, write_durably
from .lock import StoreLock

REASON = "passphrase"
_COPY, _NEXT = SECURING[0], SECURING[-1]
# Every page is encrypted with random bytes of its own: by the first one the new file is told from the old one.
_FIRST_PAGE = 4096


@dataclass(frozen=True)
class Secured:
    """What a store will open with: new keys, and the old data key wrapped in the same way, for the backups."""

    new: keys.NewKeys
    backups: tuple[dict[str, Any], ...]


def prepared(data_key: bytes, passphrase: str, cost: keys.KdfCost | None = None) -> Secured:
    """Draw new keys for a store whose data key this is; it takes a second, and nothing is changed yet."""
    cost = cost or keys.DEFAULT_COST
    new = keys.new_keys(passphrase, cost)
    return Secured(new, keys.slots_for(data_key, passphrase, new.recovery_key, cost))


def set_passphrase(folder: Path, secured: Secured) -> None:
    """Let the closed store without a passphrase open with the new keys alone, after a verified backup.

    Raises errors.StoreBusy, NoRoom, ReadOnly, StoreDamaged, StoreExists; then the store is as it was.
    """
    lock = StoreLock.take(folder)
    try:
        with files_translated():
            old_key = _open_key(folder)
            counts = backup.back_up_file(folder / DATABASE, old_key, REASON).counts
            try:
                begins = _write_copy(folder, old_key, secured.new.data_key, counts)
                kept = {"begins": begins, "slots": secured.new.slots, "backups": secured.backups}
                write_durably(folder / _NEXT, json.dumps(kept))
                sync_folder(folder)
                os.replace(folder / _COPY, folder / DATABASE)
            except BaseException:
                _forget(folder)
                raise
            sync_folder(folder)
            _finish(folder)
    finally:
        lock.release()


def finish(folder: Path) -> None:
    """Finish or forget what a killed program had begun; while another program holds the store, leave it alone."""
    try:
        lock = StoreLock.take(folder)
    except StoreBusy:
        return
    try:
        with files_translated():
            _finish(folder)
    finally:
        lock.release()


def _open_key(folder: Path) -> bytes:
    if keys.needs_passphrase(folder):
        raise StoreDamaged(_("Dieser Bestand hat schon eine Passphrase. Es wurde nichts geändert."))
    return keys.unwrap(folder)


def _write_copy(folder: Path, old_key: bytes, new_key: bytes, counts: dict[str, int]) -> str:
    """Write the database anew under the new key, check it against the backup, and return what its file begins with."""
    copy, path = folder / _COPY, folder / DATABASE
    _forget(folder)
    engine = make_engine(path, old_key)
    try:
        with translated(), closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.execute("VACUUM INTO ?", (str(copy),))
    finally:
        engine.dispose()
    with translated(), closing(sqlcipher.connect(database_uri(copy.absolute(), "rw"), uri=True)) as connection:
        connection.execute(f"PRAGMA key = \"x'{old_key.hex()}'\"")
        connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
    if backup.verify(copy, new_key) != counts or _log_waits(path):
        raise StoreDamaged(_("Der Bestand ließ sich nicht neu verschlüsseln. Es wurde nichts geändert."))
    sync_file(copy)
    return _beginning(copy)


def _log_waits(path: Path) -> bool:
    """Whether a write-ahead log holds what the file itself does not: it would be lost, or mixed with the new file."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _finish(folder: Path) -> None:
    """Do what follows the rename, or forget that anything was begun where it did not happen."""
    try:
        kept = json.loads((folder / _NEXT).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # killed before it was written whole, and so before the rename
        _forget(folder)
        return
    if kept["begins"] != _beginning(folder / DATABASE):
        _forget(folder)
        return
    old_key = b""
    with suppress(StoreDamaged, StoreMissing):
        old_key = keys.unwrap(folder) if not keys.needs_passphrase(folder) else b""
    for place in _backups_of(folder):
        _lock_backup(place, tuple(kept["backups"]), old_key)
    keys.write_slots(folder, tuple(kept["slots"]))
    _forget(folder)


def _backups_of(folder: Path) -> Iterator[Path]:
    """Yield the backups of a store, and what restores have set aside beside it with the backups of then."""
    for place in (folder, *folder.parent.glob(f"{glob.escape(folder.name)}.vorher_*")):
        if place != folder:
            yield place
        yield from (path.parent for path in (place / BACKUPS).glob(f"*/{keys.KEY_FILE}"))


def _lock_backup(place: Path, slots: tuple[dict[str, Any], ...], old_key: bytes) -> None:
    """Lock a backup that stood open under the same data key; any other stays as it is."""
    with suppress(Trouble):
        if not keys.needs_passphrase(place) and keys.unwrap(place) == old_key:
            keys.write_slots(place, slots)


def _beginning(path: Path) -> str:
    with path.open("rb") as stream:
        return blake2b(stream.read(_FIRST_PAGE), digest_size=20).hexdigest()


def _forget(folder: Path) -> None:
    for name in SECURING:
        (folder / name).unlink(missing_ok=True)
