"""The system libraries Qt needs on Linux, and the Debian packages that bring them.

Qt's wheels carry Qt itself, but not the libraries of the graphics system. Where one is missing, Python ends in a
traceback or Qt ends the process; so `check` looks first and raises a sentence. The lists are what `ldd` and `objdump`
say about the libraries and platform plugins of PySide6 6.12.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterable, Mapping

from .errors import Trouble
from .texts import _

# Loaded by every program with Qt's widgets, also without a screen.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# Loaded by the plugin for X11.
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Loaded by the plugin for Wayland.
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Needed by some of the above; only named when the system complains about them.
BELOW = {
    "libGLX.so.0": "libglx0",
    "libGLdispatch.so.0": "libglvnd0",
    "libOpenGL.so.0": "libopengl0",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libdrm.so.2": "libdrm2",
    "libgbm.so.1": "libgbm1",
    "libcups.so.2": "libcups2",
}
PACKAGES = {**ALWAYS, **X11, **WAYLAND, **BELOW}

_MISSING = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


class LibraryMissing(Trouble):
    """System libraries that Qt needs are not installed; `libraries` are their file names, `packages` Debian's."""

    def __init__(self, libraries: Iterable[str]) -> None:
        self.libraries = tuple(dict.fromkeys(libraries))
        self.packages = tuple(dict.fromkeys(PACKAGES[name] for name in self.libraries if name in PACKAGES))
        what = _("Für das Programmfenster fehlt auf diesem Rechner: {libraries}.").format(
            libraries=", ".join(self.libraries)
        )
        if self.packages:
            how = _("Unter Debian und Ubuntu hilft: sudo apt-get install {packages}").format(
                packages=" ".join(self.packages)
            )
        else:
            how = _("Bitte installieren Sie das Paket Ihres Systems, das diese Datei mitbringt.")
        super().__init__(f"{what} {how}")


class NoDisplay(Trouble):
    """There is no screen to open a window on."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Hier gibt es keinen Bildschirm, auf dem das Programm ein Fenster öffnen könnte. "
                "Starten Sie es auf einer grafischen Oberfläche, oder nutzen Sie die Befehlszeile: "
                "einsamkeit-desktop --help"
            )
        )


def absent(libraries: Iterable[str]) -> list[str]:
    """Return those of the libraries that the system cannot load, or what they in turn lack, in the order asked."""
    lacking: dict[str, None] = {}
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError as error:
            lacking[_named_in(error) or name] = None
    return list(lacking)


def check(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Raise LibraryMissing or NoDisplay if Qt could not open a window here; to be called before Qt is imported.

    Only Linux can lack either: the other systems bring a screen and all libraries. QT_QPA_PLATFORM is respected, so
    `offscreen` needs no screen and fewer libraries.
    """
    if not platform.startswith("linux"):
        return
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    wayland, x11 = bool(environ.get("WAYLAND_DISPLAY")), bool(environ.get("DISPLAY"))
    if not (chosen or wayland or x11):
        raise NoDisplay
    needed = list(ALWAYS)
    if chosen == "xcb" or (not chosen and x11 and not wayland):
        needed += X11
    elif chosen == "wayland" or (not chosen and wayland and not x11):
        needed += WAYLAND
    lacking = absent(needed)
    if lacking:
        raise LibraryMissing(lacking)


def trouble_of(error: ImportError) -> LibraryMissing | None:
    """Return the trouble behind a failed import of Qt, or None if it failed for another reason."""
    name = _named_in(error)
    return LibraryMissing([name]) if name else None


def _named_in(error: Exception) -> str | None:
    found = _MISSING.search(str(error))
    return found[1] if found else None
