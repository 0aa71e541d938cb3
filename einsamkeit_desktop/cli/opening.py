"""Opening a store for a command: the passphrase by prompt or from a file, for reading or for writing."""

from __future__ import annotations

import codecs
import getpass
import sys
from pathlib import Path

from ..actions.citizens import drop_due_callbacks
from ..errors import BadFile, WrongKey
from ..store import keys
from ..store.files import reason_of
from ..store.mending import mend
from ..store.store import Store
from ..texts import _

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_BYTES = 64 * 1024


def open_store(folder: Path, passphrase_file: Path | None) -> Store:
    """Open a store for writing. Raises as Store.open, and errors.BadFile for the passphrase file."""
    store = Store.open(folder, passphrase_for(folder, passphrase_file))
    drop_due_callbacks(store)
    return store


def look_at_store(folder: Path, passphrase_file: Path | None) -> Store:
    """Open a store for reading, also beside a program that holds it. Raises as Store.look."""
    return Store.look(folder, passphrase_for(folder, passphrase_file))


def passphrase_for(folder: Path, passphrase_file: Path | None) -> str | None:
    """Return the passphrase of the store or backup in the folder; None where it needs none."""
    mend(folder)
    if not keys.needs_passphrase(folder):
        return None
    if passphrase_file is not None:
        return read_passphrase(passphrase_file)
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongKey(
            _(
                "Der Bestand ist mit einer Passphrase geschützt, und hier kann niemand gefragt werden. "
                "Bitte --passphrase-file angeben."
            )
        )
    return getpass.getpass(_("Passphrase: "))


def read_passphrase(path: Path) -> str:
    """Return the first line of a text file, as UTF-8 or, as Windows PowerShell writes it, UTF-16."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES)
    except OSError as error:
        raise BadFile(
            _("Die Datei mit der Passphrase lässt sich nicht lesen: {path}: {reason}.").format(
                path=path, reason=reason_of(error)
            )
        ) from error
    try:
        text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(_("Die Datei mit der Passphrase ist kein Text in UTF-8: {path}.").format(path=path)) from error
    line = text.partition("\n")[0].rstrip("\r")
    if not line:
        raise BadFile(_("Die erste Zeile der Datei mit der Passphrase ist leer: {path}.").format(path=path))
    return line
