"""Qt's system libraries: a sentence with the package to install instead of a traceback."""

import ctypes
import subprocess
import sys

import pytest

from einsamkeit_desktop.system_libraries import ALWAYS, X11, LibraryMissing, NoDisplay, check, trouble_of


def test_a_failed_import_names_the_debian_package():
    trouble = trouble_of(ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"))

    assert trouble is not None
    assert trouble.packages == ("libegl1",)
    assert "libEGL.so.1" in str(trouble) and "sudo apt-get install libegl1" in str(trouble)


def test_an_unknown_library_is_named_without_a_wrong_command():
    trouble = trouble_of(ImportError("libfoo.so.7: cannot open shared object file: No such file or directory"))

    assert trouble is not None
    assert trouble.packages == () and "libfoo.so.7" in str(trouble) and "apt-get" not in str(trouble)


def test_an_import_that_failed_for_another_reason_is_no_library_trouble():
    assert trouble_of(ImportError("No module named 'PySide6'")) is None


def test_without_a_display_the_command_line_is_named():
    with pytest.raises(NoDisplay, match="einsamkeit-desktop --help"):
        check({}, "linux")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_screen(platform: str):
    check({}, platform)


def test_all_missing_libraries_are_named_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctypes, "CDLL", load_only(set()))

    with pytest.raises(LibraryMissing) as caught:
        check({"DISPLAY": ":0"}, "linux")

    assert set(caught.value.libraries) == {*ALWAYS, *X11}


def test_offscreen_needs_no_libraries_of_a_screen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctypes, "CDLL", load_only(set(ALWAYS)))

    check({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    with pytest.raises(LibraryMissing, match="libxcb-cursor0"):
        check({"QT_QPA_PLATFORM": "xcb"}, "linux")
    with pytest.raises(LibraryMissing, match="libwayland-client0"):
        check({"WAYLAND_DISPLAY": "wayland-0"}, "linux")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the list is Linux's")
def test_qt_loads_every_library_of_the_list_without_a_screen_too():
    program = (
        "from PySide6 import QtGui, QtSvg, QtWidgets; app = QtWidgets.QApplication(['x', '-platform', 'offscreen']);"
        "print(open('/proc/self/maps').read())"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    loaded = {line.rpartition("/")[2] for line in done.stdout.splitlines() if "/PySide6/" not in line and "/" in line}
    for name in ALWAYS:
        assert any(file.startswith(name.partition(".so")[0]) for file in loaded), name


def load_only(present: set[str]):
    """Return a stand-in for the system's loader that knows only these libraries."""

    def load(name: str) -> object:
        if name in present:
            return object()
        raise OSError(f"{name}: cannot open shared object file: No such file or directory")

    return load
