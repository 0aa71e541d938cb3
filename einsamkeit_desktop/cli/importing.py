"""`import`: partner lists into a store, with a report per file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..errors import BadFile
from ..imports.calendar import import_calendar, is_calendar_file
from ..imports.plans import Report, in_sheet
from ..imports.whole import import_file
from ..texts import _, grouped, ngettext
from . import opening, speaking

_SHOWN_PROBLEMS = 50


def import_files(chosen: argparse.Namespace) -> int:
    """Import every file; one that cannot be read is told on stderr and the others go on (exit code 1)."""
    open_with = opening.look_at_store if chosen.dry_run else opening.open_store
    unread = 0
    with open_with(chosen.store, chosen.passphrase_file) as store:
        for path in chosen.files:
            try:
                with speaking.progress(path.name) as progress:
                    take = import_calendar if is_calendar_file(path) else import_file
                    report = take(store, path, progress, dry_run=chosen.dry_run)
            except BadFile as trouble:
                unread += 1
                speaking.complain(str(trouble))
                continue
            if chosen.json:
                speaking.say_json(report_as_json(path, report))
            else:
                _say_report(path, report, dry_run=chosen.dry_run)
    return 1 if unread else 0


def report_as_json(path: Path, report: Report) -> dict[str, Any]:
    """Return the stable shape of a report: read = new + updated + skipped + failed; rows holds warnings as well."""
    return {
        "file": str(path),
        "read": report.read,
        "new": report.new,
        "updated": report.updated,
        "skipped": report.skipped,
        "failed": report.failed,
        "rows": [{"row": problem.row, "reason": problem.sentence} for problem in report.rows],
    }


def _say_report(path: Path, report: Report, *, dry_run: bool) -> None:
    figures = _("{read} gelesen = {new} neu + {updated} geändert + {skipped} unverändert + {failed} fehlerhaft").format(
        **{name: grouped(getattr(report, name)) for name in ("read", "new", "updated", "skipped", "failed")}
    )
    speaking.say(f"{path.name}: {figures}")
    for problem in report.rows[:_SHOWN_PROBLEMS]:
        sign = "✗" if problem.failed else "·"
        where = _("Zeile {row}: ").format(row=problem.row) if problem.row else ""
        speaking.say(f"  {sign} {in_sheet(problem.sheet, where + problem.reason)}")
    more = len(report.rows) - _SHOWN_PROBLEMS
    if more > 0:
        speaking.say("  " + ngettext("… und {count} weiterer Hinweis", "… und {count} weitere Hinweise", more))
    if dry_run:
        speaking.say(_("  Nur eine Probe: Es wurde nichts geschrieben."))
