"""Write a file so that it is either whole or not there, also when the program is killed in between."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import BadTarget
from ..kinds.attached import clean_file_name
from ..store.files import reason_of, sync_folder
from ..texts import _


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the target's name when the block ends, and leaves no trace if it fails.

    The content grows in a temporary file beside the target and reaches the disk before the name changes hands.
    Raises errors.BadTarget with a sentence that names the way out (close it, another name, another folder).
    """
    check_target(target)
    temporary = target.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        stream = _open_new(temporary)
    except OSError as error:
        raise _trouble(target, error) from error
    try:
        try:
            with stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, target)
        except io.UnsupportedOperation:  # an OSError by name, but a bug
            raise
        except OSError as error:
            raise _trouble(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    with contextlib.suppress(OSError):
        sync_folder(target.parent)


def check_target(target: Path) -> None:
    """Raise errors.BadTarget if the target plainly cannot be written, before any work is done."""
    try:
        _check_name(target)
        _check_place(target)
    except OSError as error:  # a name too long, a drive that does not answer
        raise _trouble(target, error) from error


def _check_name(target: Path) -> None:
    allowed = clean_file_name(target.name)
    if "\0" in str(target) or (NAMES_ARE_NARROW and (set(target.name) & set('<>:"|?*') or _is_reserved(target.name))):
        raise BadTarget(
            _(
                'Den Namen „{name}“ erlaubt Windows nicht (ohne < > : " | ? * und nicht wie ein Gerät, etwa CON). '
                "Speichern Sie unter einem anderen Namen, etwa „{other}“."
            ).format(name=_short(target.name), other=_short(allowed))
        )


def _is_reserved(name: str) -> bool:
    return clean_file_name(name) == f"_{name}"


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise BadTarget(
            _(
                "Den Ordner „{folder}“ gibt es nicht, oder er ist gerade nicht erreichbar. "
                "Prüfen Sie Netzlaufwerk oder Stick, oder wählen Sie einen anderen Ordner."
            ).format(folder=_short(str(target.parent)))
        )
    if target.is_dir():
        raise BadTarget(
            _("„{name}“ ist ein Ordner. Speichern Sie unter einem anderen Namen, etwa „{other}“.").format(
                name=target.name, other=another_name(target)
            )
        )
    if any((target.parent / note.format(name=target.name)).exists() for note in _LOCK_NOTES):
        raise _is_open(target)


NAMES_ARE_NARROW = os.name == "nt"
"""Whether the system refuses names that others take; a colon would even put the file where nobody finds it."""
# what LibreOffice and Excel leave beside a file while somebody has it open
_LOCK_NOTES = (".~lock.{name}#", "~${name}")
_LONGEST_TOLD = 120
_LONG_PATH = 240  # Windows takes 259 characters, less where the temporary name is longer; its error says "not found"
_OUT_OF_REACH = {
    errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENETDOWN,
    errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN,
}  # fmt: skip
_DRIVE_GONE = {21, 53, 55, 59, 64, 67, 121, 1231}  # Windows: drive not ready, network path or name not there


def another_name(target: Path) -> str:
    """Return the first free name of the form „Liste (2).xlsx“ beside the target."""
    number = 2
    while is_there(target.parent / f"{target.stem} ({number}){target.suffix}"):
        number += 1
    return f"{target.stem} ({number}){target.suffix}"


def free_name(target: Path) -> Path:
    """Return the target, with another name where one of its name is there."""
    return target.with_name(another_name(target)) if is_there(target) else target


def is_there(path: Path) -> bool:
    """Return whether a file or folder can be seen; one on a drive that does not answer cannot."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _open_new(path: Path) -> BinaryIO:
    # mkstemp would make a file that colleagues on a shared folder cannot read; this one follows the umask
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "w+b")


def _is_open(target: Path) -> BadTarget:
    return BadTarget(
        _(
            "„{name}“ ist gerade in einem anderen Programm geöffnet. Schließen Sie die Datei dort, "
            "oder speichern Sie unter einem anderen Namen, etwa „{other}“."
        ).format(name=target.name, other=another_name(target))
    )


def _trouble(target: Path, error: OSError) -> BadTarget:
    is_long = error.errno == errno.ENOENT and len(str(target)) > _LONG_PATH
    if isinstance(error, PermissionError) and is_there(target) and os.access(target.parent, os.W_OK):
        return _is_open(target)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        text = _("In den Ordner „{folder}“ darf nicht geschrieben werden. Wählen Sie einen anderen Ordner.")
    elif error.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        text = _("In „{folder}“ ist kein Platz mehr. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.")
    elif error.errno == errno.ENAMETOOLONG or is_long:
        text = _(
            "Der Name „{name}“ ist mit seinem Ordner zu lang. "
            "Speichern Sie unter einem kürzeren Namen oder in einem anderen Ordner."
        )
    elif error.errno in _OUT_OF_REACH or getattr(error, "winerror", None) in _DRIVE_GONE:
        text = _(
            "Der Ordner „{folder}“ ist nicht mehr erreichbar. "
            "Prüfen Sie Netzlaufwerk oder Stick, oder wählen Sie einen anderen Ordner."
        )
    else:
        text = _("„{name}“ konnte nicht geschrieben werden ({reason}). Versuchen Sie es in einem anderen Ordner.")
    folder, name = _short(str(target.parent)), _short(target.name)
    return BadTarget(text.format(folder=folder, name=name, reason=reason_of(error)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:60]} … {text[-50:]}"
