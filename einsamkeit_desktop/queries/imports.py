"""What is kept of imports: profiles that say where columns go, and the report of every import by its step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from ..kinds.folding import word_key
from ..store.store import Store
from ..store.tables import journal_step, setting
from ..texts import _
from .settings import kept_setting

PROFILES = "import.profiles"
REPORT = "import.report."
ROWS = "import.rows."
MOST_LINES = 2000
"""Lines of a report that are kept; the figures always are."""
MOST_LETTERS = 400_000
"""Letters of rows that are kept beside a report, so that no import swells the store."""


@dataclass(frozen=True)
class ImportProfile:
    """Where the columns of one kind of file go: header → target as text; `rules` is what matching is asked for."""

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ReportLine:
    """One thing to know about a row: why it failed, or what was noticed. Row 0 is the sheet or file as a whole."""

    row: int
    reason: str
    failed: bool = False
    sheet: str = ""


@dataclass(frozen=True)
class ImportReport:
    """What an import did: read = new + updated + skipped + failed. `lines_left_out` were too many to keep."""

    file: str
    read: int
    new: int
    updated: int
    skipped: int
    failed: int
    lines: tuple[ReportLine, ...] = ()
    lines_left_out: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the report as a setting keeps it."""
        kept = self.lines[:MOST_LINES]
        return {
            "file": self.file,
            "figures": [self.read, self.new, self.updated, self.skipped, self.failed],
            "lines": [[line.row, line.reason, line.failed, line.sheet] for line in kept],
            "left_out": self.lines_left_out + len(self.lines) - len(kept),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ImportReport:
        """Return a report that was kept."""
        lines = tuple(ReportLine(*line) for line in kept["lines"])
        read, new, updated, skipped, failed = kept["figures"]
        return cls(kept["file"], read, new, updated, skipped, failed, lines, kept["left_out"])


@dataclass(frozen=True)
class BadRows:
    """Rows that were not imported: headers as in the file, and per row its cells and the reason.

    `left_out` were too many to keep. Kept ones are personal data; they go when the report of their import goes.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]
    left_out: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the rows as a setting keeps them: the first ones, as many as there is room for."""
        kept: list[list[Any]] = []
        room = MOST_LETTERS
        for cells, reason in self.rows[:MOST_LINES]:
            room -= sum(map(len, cells)) + len(reason)
            if room < 0:
                break
            kept.append([list(cells), reason])
        left_out = self.left_out + len(self.rows) - len(kept)
        return {"headers": list(self.headers), "rows": kept, "left_out": left_out}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> BadRows:
        """Return rows that were kept."""
        rows = tuple((tuple(cells), reason) for cells, reason in kept["rows"])
        return cls(tuple(kept["headers"]), rows, kept["left_out"])


def profiles(store: Store) -> dict[str, ImportProfile]:
    """Return the kept profiles by name, in alphabetical order."""
    kept: dict[str, Any] = kept_setting(store, PROFILES, {})
    found = {}
    for name in sorted(kept, key=word_key):
        rules = kept[name].get("rules")
        found[name] = ImportProfile(name, kept[name]["columns"], None if rules is None else tuple(rules))
    return found


def kept_report(store: Store, step_id: int) -> ImportReport | None:
    """Return the report of the import that a step did, or None where there is none."""
    kept = kept_setting(store, f"{REPORT}{step_id}")
    return None if kept is None else ImportReport.from_json(kept)


def kept_rows(store: Store, step_id: int) -> BadRows | None:
    """Return the rows that the import of a step refused, as they stood in the file, or None where none are kept."""
    kept = kept_setting(store, f"{ROWS}{step_id}")
    return None if kept is None else BadRows.from_json(kept)


def import_step_ids(store: Store) -> list[int]:
    """Return the ids of the steps that were imports, the newest first, those taken back included."""
    # Imports of before reports were kept are known by their name.
    beginning = _("Import: {file} ({new} neu, {updated} geändert)").partition("{")[0]
    with store.reading() as connection:
        names = connection.execute(select(setting.c.name).where(setting.c.name.startswith(REPORT))).scalars()
        reported = [int(name.removeprefix(REPORT)) for name in names]
        query = select(journal_step.c.id).where(
            or_(journal_step.c.id.in_(reported), journal_step.c.name.startswith(beginning, autoescape=True))
        )
        return list(connection.execute(query.order_by(journal_step.c.id.desc())).scalars())
