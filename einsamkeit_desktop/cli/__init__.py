"""The second face of the program: everything that needs no window, for scripts and for machines without a screen.

Exit codes: 0 done, 1 trouble with a German sentence on stderr, 2 wrong usage. What the program itself brings (its
window, the loading of its pages) is handed in, because this room knows no Qt.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from ..errors import Trouble
from ..texts import _
from . import arguments, speaking

Program = Callable[[Path | None, bool], int]
"""Starts the program's window on a store (None: the last one) or on fresh demo data; returns the exit code."""
LoadPages = Callable[[Path, str], int]
"""Loads every page of the program on the store in the folder with this passphrase; returns how many there were."""

DONE, TROUBLE = 0, 1


def run(given: Sequence[str] | None, program: Program, load_pages: LoadPages) -> int:
    """Do what the arguments say (None: those of the process) and return the exit code."""
    speaking.prepare_streams()
    try:
        chosen = _parsed(given)
        code = chosen if isinstance(chosen, int) else _perform(chosen, program, load_pages)
        speaking.flush()
    except Trouble as trouble:
        speaking.complain(str(trouble))
        return TROUBLE
    except KeyboardInterrupt:
        speaking.complain(_("Abgebrochen. Was noch nicht fertig war, wurde nicht übernommen."))
        return TROUBLE
    except BrokenPipeError:
        speaking.fall_silent()
        return TROUBLE
    return code


def _parsed(given: Sequence[str] | None) -> argparse.Namespace | int:
    parser = arguments.make_parser()
    try:
        chosen = parser.parse_args(given)
        if chosen.command and (chosen.start_store or chosen.start_demo):
            parser.error(_("--store und --demo vor dem Befehl starten das Programm; zum Befehl gehören sie dahinter."))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    return chosen


def _perform(chosen: argparse.Namespace, program: Program, load_pages: LoadPages) -> int:
    if chosen.command is None:
        return program(chosen.start_store, chosen.start_demo)
    if chosen.command == "self-test":
        from .self_test import self_test

        return DONE if self_test(load_pages) else TROUBLE
    from . import asking, handing_out, importing, keeping

    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "demo": keeping.make_demo_store,
        "check": keeping.check_store,
        "backup": keeping.back_up_store,
        "info": asking.show_info,
        "restore": keeping.restore_backup,
        "import": importing.import_files,
        "export": handing_out.export_list,
        "brief": handing_out.write_brief,
        "find": asking.find_records,
    }
    return commands[chosen.command](chosen)
