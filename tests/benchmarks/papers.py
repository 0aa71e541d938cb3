"""Measure briefing and list on paper against bare Platypus with the same content, untagged, in the same run.

    python -m tests.benchmarks.papers

Prints medians after a warm-up and their ratios: a briefing of 20 organisations, a list of 1,000 rows, and how the list
grows to 10,000 (in proportion is 10).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from einsamkeit_desktop.exports.paper.briefing import briefing_pdf
from einsamkeit_desktop.exports.paper.fonts import REGULAR, SEMIBOLD, face
from einsamkeit_desktop.exports.paper.lists import list_pdf
from einsamkeit_desktop.exports.values import as_text
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Briefing, Profile
from einsamkeit_desktop.queries.sheet import Sheet

from ..exports.paper import stories
from .figures import Figure, median_pair, show, timings

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=14)
HEAD = ParagraphStyle("head", fontName=SEMIBOLD, fontSize=12, leading=16)
CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=8.5, leading=11.5)
LINES = [("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#dce2e6")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
RUNS = 5


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")


def table(rows: list[list[str]], style: ParagraphStyle = BODY, **form: Any) -> Table:
    return Table([[Paragraph(escaped(text), style) for text in row] for row in rows], style=LINES, **form)


def bare_profile(profile: Profile) -> Iterator[Any]:
    """Yield what a pack says of a partner."""
    yield PageBreak()
    yield Paragraph(escaped(profile.title), HEAD)
    yield Paragraph(escaped(" · ".join((profile.kind_label, *profile.chips))), BODY)
    yield Paragraph(escaped(profile.description), BODY)
    parts = (
        ("", [[fact.label, fact.text] for fact in profile.facts]),
        ("Ansprechpersonen", [[p.name, p.note, p.function, p.phone, p.email] for p in profile.people]),
        ("Letzte Kontakte", [[str(n.day), f"{n.kind}: {n.title}\n{n.content}\n{n.people}"] for n in profile.notes]),
        ("Vereinbart", [[str(n.day), n.agreement] for n in profile.notes if n.agreement]),
        ("Offene Punkte", [[p.text, p.who, str(p.due), str(p.overdue_days)] for p in profile.open_points]),
        ("Angebote", [[o.title, o.when, o.place, o.status] for o in profile.offers]),
    )
    for title, rows in parts:
        if rows:
            yield Paragraph(title, HEAD)
            yield Spacer(1, 3)
            yield table(rows)


def bare_briefing(briefing: Briefing) -> bytes:
    stream = io.BytesIO()
    told: list[Any] = [Paragraph(escaped(briefing.title), HEAD), Paragraph(escaped(briefing.occasion), BODY)]
    told += [Paragraph(escaped(line), BODY) for line in briefing.participants]
    told += [Paragraph(escaped(profile.title), BODY) for profile in briefing.profiles]
    for profile in briefing.profiles:
        told += bare_profile(profile)
    told += [PageBreak(), *(Paragraph(escaped(point), BODY) for point in briefing.talking_points)]
    SimpleDocTemplate(stream, pagesize=A4, leftMargin=25 * mm, rightMargin=20 * mm).build(told)
    return stream.getvalue()


def bare_list(sheet: Sheet) -> bytes:
    stream = io.BytesIO()
    rows = [[column.label for column in sheet.columns]]
    rows += [["" if value is None else as_text(value) for value in row] for row in sheet.rows]
    widths = [x * mm for x in (54, 36, 30, 44, 26, 26, 20, 21)]
    told = [Paragraph(escaped(sheet.title), HEAD), table(rows, CELL, colWidths=widths, repeatRows=1)]
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=20 * mm, rightMargin=20 * mm).build(told)
    return stream.getvalue()


def main() -> None:
    for name in (REGULAR, SEMIBOLD):
        face(name)
    briefing = stories.long_briefing(20)
    small, large = stories.make_sheet(1000), stories.make_sheet(10_000)
    pack = median_pair(lambda: briefing_pdf(briefing, Progress()), lambda: bare_briefing(briefing), RUNS)
    rows = median_pair(lambda: list_pdf(small, Progress()), lambda: bare_list(small), RUNS)
    grown = sorted(timings(lambda: list_pdf(large, Progress()), 3))[1]
    show(
        (
            Figure("Briefing on 20 organisations", *pack, times=1.6),
            Figure("List of 1,000 rows", *rows, times=1.6),
            Figure("List of 10,000 rows against 1,000", grown, rows[0], times=11),
        )
    )


if __name__ == "__main__":
    main()
