"""A table out of the clipboard: copied in Excel, a letter or a web page, or the text of contact cards."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from ..errors import BadFile
from ..kinds.clean import clean_text
from ..texts import _
from .csvfile import MOST_BYTES, MOST_CELLS, MOST_ROWS, table_of
from .tables import Table, make_table
from .vcard import table_of as cards_of

_CARD = re.compile(r"^[ \t]*BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_BREAKS = frozenset(("br", "p", "div", "li"))


def holds_cards(text: str) -> bool:
    """Whether a line of a text begins a contact card; the words inside a cell of a table do not."""
    return _CARD.search(text) is not None


def read_pasted(text: str, html: str = "") -> tuple[Table, ...]:
    """Return the table of copied text; tabs between cells win over a table in HTML.

    Raises errors.BadFile with the sentence where it holds no table.
    """
    name = _("Zwischenablage")
    if max(len(text), len(html)) > MOST_BYTES:
        raise BadFile(_("Die Zwischenablage ist zu groß für eine Adressliste. Bitte die Datei selbst wählen."))
    if holds_cards(text):
        return (replace(cards_of(name, text.encode("utf-8", "replace")), file=name),)
    grid = [] if "\t" in text else rows_of_page(html)
    table = make_table(name, list(enumerate(grid, start=1))) if grid else None
    if table is None and "\n" in text.strip():
        table = table_of(name, text)
    if table is None or not table.rows:
        raise BadFile(
            _("In der Zwischenablage liegt keine Tabelle. Bitte die Zellen samt Überschriften kopieren, dann Strg+V.")
        )
    return (replace(table, file=name),)


def rows_of_page(html: str) -> list[list[str]]:
    """Return the rows of the tables in a page. Raises errors.BadFile where they are too many for a list."""
    reader = _Cells()
    reader.feed(html)
    reader.close()
    return reader.rows


class _Cells(HTMLParser):
    """Gathers the cells of all tables; merged cells are not spread."""

    def parse_html_declaration(self, i: int) -> int:
        """Pass over „<![…“ that is none: the standard reader gives up with an AssertionError there."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._close()
            self._cell = []
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")
        if len(self.rows) > MOST_ROWS or self._cells > MOST_CELLS:
            raise BadFile(_("Die Tabelle ist zu groß für eine Adressliste. Bitte nur einen Teil davon nehmen."))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            # Line breaks of the source are blanks on the page.
            self._cell.append(" ".join(data.split()) if data.strip() else " ")

    def _close(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(clean_text(text.strip(), multiline=True))
        self._cell = None
        self._cells += 1
