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
from ..store.files import reason_of
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
    _settle(target.parent)


def check_target(target: Path) -> None:
    """Raise errors.BadTarget if the target plainly cannot be written, before any work is done."""
    if not target.parent.is_dir():
        raise BadTarget(
            _("Den Ordner „{folder}“ gibt es nicht. Wählen Sie einen anderen Ordner.").format(folder=target.parent)
        )
    if target.is_dir():
        raise BadTarget(
            _("„{name}“ ist ein Ordner. Speichern Sie unter einem anderen Namen, etwa „{other}“.").format(
                name=target.name, other=another_name(target)
            )
        )
    if any((target.parent / note.format(name=target.name)).exists() for note in _LOCK_NOTES):
        raise _is_open(target)


# what LibreOffice and Excel leave beside a file while somebody has it open
_LOCK_NOTES = (".~lock.{name}#", "~${name}")


def another_name(target: Path) -> str:
    """Return the first free name of the form „Liste (2).xlsx“ beside the target."""
    number = 2
    while (target.parent / f"{target.stem} ({number}){target.suffix}").exists():
        number += 1
    return f"{target.stem} ({number}){target.suffix}"


def _open_new(path: Path) -> BinaryIO:
    # mkstemp would make a file that colleagues on a shared folder cannot read; this one follows the umask
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "w+b")


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system can do that."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_open(target: Path) -> BadTarget:
    return BadTarget(
        _(
            "„{name}“ ist gerade in einem anderen Programm geöffnet. Schließen Sie die Datei dort, "
            "oder speichern Sie unter einem anderen Namen, etwa „{other}“."
        ).format(name=target.name, other=another_name(target))
    )


def _trouble(target: Path, error: OSError) -> BadTarget:
    if isinstance(error, PermissionError) and target.exists() and os.access(target.parent, os.W_OK):
        return _is_open(target)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        text = _("In den Ordner „{folder}“ darf nicht geschrieben werden. Wählen Sie einen anderen Ordner.")
    elif error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        text = _("In „{folder}“ ist kein Platz mehr. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.")
    elif error.errno == errno.ENAMETOOLONG:
        text = _("Der Name „{name}“ ist zu lang. Speichern Sie unter einem kürzeren Namen.")
    else:
        text = _("„{name}“ konnte nicht geschrieben werden ({reason}). Versuchen Sie es in einem anderen Ordner.")
    return BadTarget(text.format(folder=target.parent, name=target.name, reason=reason_of(error)))
