"""Write a list as CSV: `;`, all quoted, UTF-8 with BOM, CRLF – what a German Excel opens by double click."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from ..progress import Progress
from ..queries.sheet import Sheet
from .replacing import replacing
from .sheetframe import header_labels
from .values import FORMULA_STARTS, as_text, cut, is_number, on_this_clock

Profile = Literal["excel", "plain"]
_STEP = 500
# Two numbers side by side make no formula, whatever else stands there; without a stroke they are no fraction either.
_PHONE = re.compile(r"\+\d{1,3}(?: \d+)+(?:-\d+)?")


def write_csv(sheet: Sheet, target: Path, progress: Progress | None = None, profile: Profile = "excel") -> int:
    """Write the sheet to the target and return the number of rows.

    "excel" is for eyes: German dates, decimal commas, an apostrophe before texts that would become formulas, texts
    beyond 32,767 characters cut with a mark. "plain" is for other programs: ISO dates, decimal points, texts
    unchanged but for those that have such an apostrophe of their own. Our import takes one off in both profiles and in
    files of others, so that everything comes back. `rows` is read once. Raises errors.BadTarget if the file
    cannot be written, errors.Cancelled when stopped; in both cases the target is as it was.
    """
    progress = progress or Progress()
    written = 0
    with replacing(target) as stream, sheet.reading() as rows:
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([_field(label, profile) for label in header_labels(sheet.columns)])
        progress.step(0, sheet.count)
        for row in rows:
            writer.writerow([_field(value, profile) for value in row])
            written += 1
            if written % _STEP == 0:
                progress.step(written, max(written, sheet.count))
        progress.step(written, max(written, sheet.count))
        lines.detach()  # flushes; the stream is closed by the one who opened it
    return written


def pasted(sheet: Sheet) -> str:
    """Return the sheet as text that a table program pastes into cells.

    What it would reckon stays a text behind an apostrophe („-1-2“, „+49/231“); „+49 231 50-12345“ is none of that.
    """
    lines = ["\t".join(map(_pasted_cell, header_labels(sheet.columns)))]
    with sheet.reading() as rows:
        lines += ["\t".join(map(_pasted_cell, row)) for row in rows]
    return "\n".join(lines) + "\n"


def _pasted_cell(value: object) -> str:
    text = " ".join(as_text(value).split())
    is_harmless = is_number(value) or _PHONE.fullmatch(text) is not None
    return f"'{text}" if not is_harmless and _is_formula(text) else text


def _field(value: object, profile: Profile) -> str:
    """Return the text of one field; only a text can be taken for a formula, a negative number never is."""
    if profile == "plain":
        if is_number(value):
            return str(value)
        if isinstance(value, datetime):
            return on_this_clock(value).isoformat(" ", "minutes")
        if isinstance(value, date):
            return value.isoformat()
        text = as_text(value)
        return f"'{text}" if text.startswith("'") and _is_formula(text) else text
    if isinstance(value, datetime):  # as a German Excel takes it for a moment: no comma between day and time
        return as_text(value).replace(",", "")
    text, _was_cut = cut(as_text(value))
    return f"'{text}" if not is_number(value) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether a text begins like a formula, behind apostrophes of its own too: of those the import takes one."""
    return text.lstrip("'").startswith(FORMULA_STARTS)
