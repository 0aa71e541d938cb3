"""What this person chose on this device: colours, text size, the store opened last, where windows stood.

Nothing from a store is in it. The file is a convenience: a damaged one is as good as none, an unwritable one is no
trouble anybody has to hear of.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..paths import settings_file
from ..store.files import write_durably

TEXT_SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The text sizes offered; 1.0 is the system's own."""

LAYOUT_AT_MOST = 4000  # characters

Geometry = tuple[int, int, int, int]
"""Left, top, width, height of a window, in pixels."""


@dataclass
class Preferences:
    """`dark=None` follows the system; `windows` holds the geometry per name of a window, `layouts` how a list is
    divided (widths of columns, splitter), as the list page wrote it.
    """

    dark: bool | None = None
    text_scale: float = 1.0
    last_store: str = ""
    windows: dict[str, Geometry] = field(default_factory=dict)
    layouts: dict[str, str] = field(default_factory=dict)
    _loaded: dict[str, Any] | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def load(cls) -> Preferences:
        """Return what was chosen; what is missing or makes no sense is at its default."""
        try:
            read = json.loads(preferences_file().read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            read = {}
        loaded = cls._understood(read) if isinstance(read, dict) else cls()
        loaded._loaded = loaded._choices()
        return loaded

    @classmethod
    def _understood(cls, read: Mapping[str, Any]) -> Preferences:
        dark, scale, store = read.get("dark"), read.get("text_scale"), read.get("last_store")
        return cls(
            dark if isinstance(dark, bool) else None,
            _scale(scale),
            store if isinstance(store, str) and "\0" not in store else "",
            _windows(read.get("windows")),
            _layouts(read.get("layouts")),
        )

    def remember_store(self, folder: Path) -> None:
        """Open this store at the next start."""
        self.last_store = str(folder)
        self.save()

    def save(self) -> bool:
        """Write it: temporary file, fsync, replace; False where the folder cannot be written.

        Of what was loaded only the fields changed since are written, so that two holders do not undo each other.
        """
        chosen = self._beside_others()
        target = preferences_file()
        temporary = target.with_name(f"{target.name}.{os.getpid()}.neu")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(temporary, json.dumps(chosen, indent=1))
            os.replace(temporary, target)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            return False
        if self._loaded is not None:
            self._loaded = self._choices()
        return True

    def _choices(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}

    def _beside_others(self) -> dict[str, Any]:
        mine = self._choices()
        if self._loaded is None:
            return mine
        changed = {name: value for name, value in mine.items() if value != self._loaded[name]}
        return {**Preferences.load()._choices(), **changed}


def preferences_file() -> Path:
    """Return the file the choices are kept in."""
    return settings_file().with_suffix(".json")


def _scale(read: object) -> float:
    if isinstance(read, bool) or not isinstance(read, int | float) or not math.isfinite(read):
        return 1.0
    return float(min(max(read, TEXT_SCALES[0]), TEXT_SCALES[-1]))


def _windows(read: object) -> dict[str, Geometry]:
    if not isinstance(read, dict):
        return {}
    return {name: geometry for name, value in read.items() if (geometry := _geometry(value)) is not None}


def _layouts(read: object) -> dict[str, str]:
    if not isinstance(read, dict):
        return {}
    return {name: text for name, text in read.items() if isinstance(text, str) and len(text) <= LAYOUT_AT_MOST}


def _geometry(read: object) -> Geometry | None:
    if not isinstance(read, list) or len(read) != 4:
        return None
    if any(isinstance(side, bool) or not isinstance(side, int) or abs(side) > 100_000 for side in read):
        return None
    left, top, width, height = read
    return (left, top, width, height) if width > 0 and height > 0 else None
