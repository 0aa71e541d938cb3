"""The rows that were not imported, as they stood in the file, each with its reason: to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..queries.imports import BadRows, ImportReport
from .tables import Table


def bad_rows_of(tables: Sequence[Table], report: ImportReport) -> BadRows:
    """Return the rows of a report that failed, as they stood in the tables it was planned from."""
    return bad_rows(tables, [(line.sheet, line.row, line.reason) for line in report.lines if line.failed])


def bad_rows(tables: Sequence[Table], failed: Iterable[tuple[str, int, str]]) -> BadRows:
    """Return the failed rows, each (sheet, row, reason); `sheet` is "" where the file has one.

    Columns of several sheets stand beside each other; those of one header are one.
    """
    places: dict[tuple[str, int], int] = {}
    columns = [_columns(table, places) for table in tables]
    by_row = {
        (table.name if len(tables) > 1 else "", number): (columns[at], cells)
        for at, table in enumerate(tables)
        for number, cells in zip(table.row_numbers, table.rows, strict=True)
    }
    rows = []
    for sheet, number, reason in failed:
        there, cells = by_row.get((sheet, number), ([], ()))
        full = [""] * len(places)
        for place, text in zip(there, cells, strict=False):
            full[place] = text
        rows.append((tuple(full), reason))
    return BadRows(tuple(header for header, _nth in places), tuple(rows))


def _columns(table: Table, places: dict[tuple[str, int], int]) -> list[int]:
    """Return where each column of a table stands; the second one of a header is another column."""
    seen: dict[str, int] = {}
    found = []
    for header in table.headers:
        seen[header] = seen.get(header, 0) + 1
        found.append(places.setdefault((header, seen[header]), len(places)))
    return found
