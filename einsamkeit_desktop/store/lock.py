"""Who holds a store: one program at a time may write to it."""

from __future__ import annotations

import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import ReadOnly, StoreBusy
from ..texts import _
from .files import reason_of

_LOCK = "sperre"
_HOLDER = "sperre.json"


class StoreLock:
    """The lock of a store folder; the operating system drops it when the program dies."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self._folder = folder
        self._lock = lock

    @classmethod
    def take(cls, folder: Path) -> StoreLock:
        """Take the lock at once. Raises errors.StoreBusy with the holder's name, ReadOnly if the folder is."""
        lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
        try:
            lock.acquire()
            _write_holder(folder)
        except Timeout:
            raise StoreBusy(
                _(
                    "Der Bestand ist bereits geöffnet ({holder}). Bitte das andere Fenster benutzen oder "
                    "dort schließen."
                ).format(holder=_read_holder(folder))
            ) from None
        except OSError as error:
            raise ReadOnly(
                _("Der Ordner „{folder}“ lässt sich nicht beschreiben: {reason}. Bitte die Rechte prüfen.").format(
                    folder=folder, reason=reason_of(error)
                )
            ) from error
        return cls(folder, lock)

    def release(self) -> None:
        """Give the store up."""
        (self._folder / _HOLDER).unlink(missing_ok=True)
        self._lock.release()


def _write_holder(folder: Path) -> None:
    holder = {
        "user": _user(),
        "machine": platform.node(),
        "pid": os.getpid(),
        "since": f"{datetime.now():%d.%m.%Y %H:%M}",
    }
    (folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _read_holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return _("von {user} an {machine}, seit {since}").format(**holder)
    except (OSError, ValueError, KeyError, TypeError):
        return _("von einem anderen Programm")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return _("unbekannt")
