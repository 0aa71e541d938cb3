"""What the errors of plain files mean to a person, and folders that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import NoRoom, ReadOnly, StoreExists, StoreTrouble
from ..texts import _, mark

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

_REASONS = {
    errno.ENOENT: mark("Die Datei gibt es nicht"),
    errno.ENOTDIR: mark("Den Ordner gibt es nicht"),
    errno.EISDIR: mark("Das ist ein Ordner"),
    errno.EACCES: mark("Der Zugriff ist nicht erlaubt"),
    errno.EPERM: mark("Der Zugriff ist nicht erlaubt"),
    errno.EROFS: mark("Der Datenträger ist schreibgeschützt"),
    errno.EEXIST: mark("Es gibt sie schon"),
    errno.ENOTEMPTY: mark("Der Ordner ist nicht leer"),
    errno.EBUSY: mark("Ein anderes Programm benutzt die Datei"),
    errno.ETXTBSY: mark("Ein anderes Programm benutzt die Datei"),
    errno.ENAMETOOLONG: mark("Der Name ist zu lang"),
    errno.EINVAL: mark("Der Name ist nicht erlaubt"),
    errno.EIO: mark("Der Datenträger meldet einen Fehler"),
    errno.ENODEV: mark("Der Datenträger ist nicht mehr da"),
    errno.ENXIO: mark("Der Datenträger ist nicht mehr da"),
    errno.ESTALE: mark("Das Netzlaufwerk ist nicht mehr erreichbar"),
    errno.ETIMEDOUT: mark("Das Netzlaufwerk antwortet nicht"),
    errno.EHOSTDOWN: mark("Das Netzlaufwerk ist nicht erreichbar"),
    errno.EMFILE: mark("Zu viele Dateien sind offen"),
    errno.ENOSPC: mark("Auf dem Datenträger ist kein Platz mehr"),
    errno.EDQUOT: mark("Auf dem Datenträger ist kein Platz mehr"),
    errno.ENOMEM: mark("Der Arbeitsspeicher reicht nicht"),
}

# The names inside a store folder and inside each of its backups.
DATABASE = "daten.db"
BACKUPS = "sicherungen"
# What lies in a store folder while the store is given a passphrase (securing.py): the copy, its log, what follows.
SECURING = ("daten.wechsel", "daten.wechsel-journal", "wechsel.json")


@contextmanager
def files_translated() -> Iterator[None]:
    """Turn the system's errors about files into troubles with a sentence."""
    try:
        yield
    except OSError as error:
        raise file_trouble(error) from error


def file_trouble(error: OSError) -> StoreTrouble:
    """Return the trouble that an error about a file means."""
    place, reason = error.filename or "", reason_of(error)
    if error.errno in _FULL:
        return NoRoom(
            _(
                "Auf dem Datenträger ist kein Platz mehr. Es wurde nichts geändert. Bitte Platz schaffen "
                "und noch einmal versuchen."
            )
        )
    if error.errno in _FORBIDDEN:
        return ReadOnly(
            _("„{place}“ lässt sich nicht beschreiben: {reason}. Bitte die Rechte prüfen.").format(
                place=place, reason=reason
            )
        )
    return StoreTrouble(
        _("„{place}“ lässt sich nicht bearbeiten: {reason}. Es wurde nichts geändert.").format(
            place=place, reason=reason
        )
    )


def reason_of(error: OSError) -> str:
    """Return in German why the system refused a file, as the end of a sentence."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else _("Fehler {number} des Betriebssystems").format(number=error.errno or "?")


def require_free(folder: Path) -> None:
    """Raise errors.StoreExists unless the folder is missing or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExists(
            _("Der Ordner „{folder}“ ist nicht leer. Bitte einen leeren oder neuen Ordner wählen.").format(
                folder=folder
            )
        )


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the target; whoever fills it moves it there. After an error it is gone."""
    fresh = target.with_name(f"{target.name}.neu")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def put_in_place(fresh: Path, target: Path) -> None:
    """Let a fresh folder become the target, which must be missing or empty, by one rename."""
    if target.exists():
        target.rmdir()
    os.replace(fresh, target)
    sync_folder(target.absolute().parent)


def write_durably(target: Path, text: str) -> None:
    """Write a text whose content is on the disk on return; its name needs `sync_folder`."""
    target.write_text(text, encoding="utf-8")
    sync_file(target)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file whose content is on the disk on return; its name needs `sync_folder`."""
    shutil.copyfile(source, target)
    sync_file(target)


def sync_file(path: Path) -> None:
    """Bring to the disk what was written into a file, by whomever."""
    with open(path, "rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename inside the folder durable where the system can (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
