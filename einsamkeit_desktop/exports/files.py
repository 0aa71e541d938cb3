"""One whole file at once, for exports that are made in memory first, and where a file lies in words."""

from __future__ import annotations

import os
from pathlib import Path

from ..texts import _, mark
from .replacing import replacing


def write_whole(target: Path, content: bytes) -> None:
    """Write the content under the target's name, or leave what was there untouched.

    A killed program, a full disk or a file open elsewhere never leaves half a file.
    Raises errors.BadTarget with the way out: close it, another name, another folder.
    """
    with replacing(target) as stream:
        stream.write(content)


_FOLDERS = {"Documents": mark("Dokumente"), "Pictures": mark("Bilder")}  # as file managers in German call them


def place_of(target: Path) -> str:
    """Return where a file lies, as a person reads it: "Dokumente/Partner.xlsx", else with drive and all folders."""
    whole, home = Path(os.path.abspath(target)), Path.home()
    if not whole.is_relative_to(home):
        return str(whole)
    first, *rest = whole.relative_to(home).parts
    if not rest:
        return _("Persönlicher Ordner/{name}").format(name=first)
    return "/".join((_(_FOLDERS.get(first, first)), *rest))
