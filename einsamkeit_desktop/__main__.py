"""The start of the program: the command line where a command is named, else the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from . import cli, system_libraries
from .errors import Trouble


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (None: those of the process) and return the exit code."""
    return cli.run(arguments, open_program, load_pages)


def open_program(store: Path | None, demo: bool) -> int:
    """Open the window on a store (None: the last one) or on demo data; return the exit code when it is closed.

    Raises system_libraries.LibraryMissing or NoDisplay where Qt cannot open a window.
    """
    system_libraries.check()
    gc.disable()  # all that is made now stays; looking through it for garbage took a tenth of the start
    try:
        from .app import run
    except ImportError as error:
        raise _trouble_of(error) from error
    gc.freeze()
    gc.enable()
    return run(store, demo)


def load_pages(folder: Path, passphrase: str) -> int:
    """Load every page offscreen on a store and return their number, for the self-test."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    system_libraries.check()
    try:
        from .gui.every_page import load_every_page
    except ImportError as error:
        raise _trouble_of(error) from error
    return load_every_page(folder, passphrase)


def _trouble_of(error: ImportError) -> Trouble | ImportError:
    return system_libraries.trouble_of(error) or error


if __name__ == "__main__":
    sys.exit(main())
