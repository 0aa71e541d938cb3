"""Files of the store that another program shows: read-only copies in a private folder that never outlives the store."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..errors import BadTarget
from ..texts import _

if TYPE_CHECKING:
    from .workbench import Workbench

_PASSING = "gem-einsamkeit-"


class Scratch(QObject):
    """The private folder of one workbench, made when first needed and cleared when the store is closed or locked.

    What a viewer still holds (Windows) is tried again at the end of the program and when the store is next opened: the
    folder's name says whose it is, and only one program holds a store.
    """

    def __init__(self, workbench: Workbench) -> None:
        from hashlib import sha256

        super().__init__(workbench)
        place = str(workbench.store.folder.resolve()).encode("utf-8", "surrogateescape")
        self._prefix = f"gem-einsamkeit-anhang-{sha256(place).hexdigest()[:12]}-"
        self._folder: Path | None = None
        self._clear_stale()
        workbench.closing.connect(self.clear)

    def put(self, name: str, content: bytes) -> Path:
        """Write a read-only copy and return its path. Raises errors.BadTarget where there is no room for it."""
        try:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix=self._prefix))  # for this person alone
                atexit.register(_remove, self._folder)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / name
            path.write_bytes(content)
            path.chmod(stat.S_IRUSR)
        except OSError as error:
            raise BadTarget(
                _("„{name}“ lässt sich nicht öffnen: Im Ordner für vorübergehende Dateien ist kein Platz.").format(
                    name=name
                )
            ) from error
        return path

    def clear(self) -> None:
        """Remove every copy."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None

    def _clear_stale(self) -> None:
        """Remove what a killed program left of this store."""
        for folder in Path(tempfile.gettempdir()).glob(f"{self._prefix}*"):
            _remove(folder)


class ScratchFolders:
    """Folders for what must not stay, before there is a workbench: a printed recovery sheet, a demo store."""

    def __init__(self) -> None:
        self._folders: list[Path] = []

    def new(self) -> Path:
        """Make a folder; what some viewer still holds when it is cleared goes at the end of the program."""
        folder = Path(tempfile.mkdtemp(prefix=_PASSING))
        self._folders.append(folder)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def clear(self) -> None:
        """Remove them all."""
        while self._folders:
            shutil.rmtree(self._folders.pop(), ignore_errors=True)


def is_passing(folder: Path) -> bool:
    """Whether a folder is one of those that must not stay, as a demo store's is."""
    passing = Path(tempfile.gettempdir()).resolve()
    return any(above.parent == passing and above.name.startswith(_PASSING) for above in folder.resolve().parents)


def scratch_of(workbench: Workbench) -> Scratch:
    """Return the workbench's scratch folder, made with the first call."""
    for child in workbench.children():
        if isinstance(child, Scratch):
            return child
    return Scratch(workbench)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        return
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            try:
                os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)  # Windows does not delete what is read-only
            except OSError:
                continue
    shutil.rmtree(folder, ignore_errors=True)
