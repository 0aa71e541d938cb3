"""The house style: sizes, colours, and what stands around the story on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .flow import Area
from .fonts import MEDIUM, REGULAR, SEMIBOLD
from .lines import Type
from .words import Printable

if TYPE_CHECKING:
    from .canvas import TaggedCanvas

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)

# contrast on white: accent 6.9:1, ink 16:1, muted 6:1, alarm 6.5:1
ACCENT, INK, MUTED, ALARM = "#0b626b", "#17222c", "#566370", "#b3261e"
HAIRLINE, STRONG_LINE = "#dce2e6", "#8fa3aa"
THIN = 0.5


@dataclass(frozen=True)
class Types:
    """The type sizes of a paper; one set is roomy, the others save a page."""

    body: Type
    strong: Type
    quiet: Type
    cell: Type
    cell_strong: Type
    cell_quiet: Type
    label: Type
    day: Type
    alarm: Type
    head: Type
    head_strong: Type
    title: Type
    section: Type
    kicker: Type
    gap: float
    """Space above a section; all other spaces are parts of it."""


def _types(size: float, leading: float, gap: float) -> Types:
    small, tight = size - 0.5, leading - 1.25
    return Types(
        body=Type(REGULAR, size, leading, INK),
        strong=Type(SEMIBOLD, size, leading, INK),
        quiet=Type(REGULAR, size - 1, leading - 2, MUTED),
        cell=Type(REGULAR, small, tight, INK),
        cell_strong=Type(MEDIUM, small, tight, INK),
        cell_quiet=Type(REGULAR, small - 0.75, tight - 1, MUTED),
        day=Type(REGULAR, small, leading, MUTED),
        label=Type(REGULAR, small, tight, MUTED),
        alarm=Type(MEDIUM, small, tight, ALARM),
        head=Type(MEDIUM, size - 1.75, leading - 3, MUTED),
        head_strong=Type(SEMIBOLD, size - 1, leading - 3, INK),
        title=Type(SEMIBOLD, 2 * size, 2.4 * size, ACCENT),
        section=Type(SEMIBOLD, size + 2, leading + 2, ACCENT),
        kicker=Type(MEDIUM, size - 1, leading - 2, MUTED),
        gap=gap,
    )


ROOMY = _types(10, 14, 15)
SNUG = _types(9.5, 13.25, 13)
COMPACT = _types(9, 12.25, 10)

COVER_TITLE = Type(SEMIBOLD, 28, 34, ACCENT)
COVER_KICKER = Type(SEMIBOLD, 12, 16, INK)
COVER_OCCASION = Type(REGULAR, 13, 19, MUTED)
COVER_FACT = Type(REGULAR, 11, 16, INK)
COVER_LABEL = Type(REGULAR, 11, 16, MUTED)
COVER_NOTICE = Type(SEMIBOLD, 10, 14.5, INK)
COVER_OFFICE = Type(SEMIBOLD, 10, 14.5, INK)

LIST_TITLE = Type(SEMIBOLD, 17, 22, ACCENT)
LIST_SENTENCE = Type(REGULAR, 10, 14.5, INK)
LIST_CELL = Type(REGULAR, 8.5, 11.5, INK)
LIST_STRONG = Type(MEDIUM, 8.5, 11.5, INK)
LIST_HEAD = Type(SEMIBOLD, 8.5, 11.5, ACCENT)

FURNITURE = Type(REGULAR, 8, 11, MUTED)
FURNITURE_STRONG = Type(MEDIUM, 8, 11, INK)


@dataclass(frozen=True)
class HouseFrame:
    """Head and foot: what the paper is, its day, how confidential it is, page x of y.

    `stand`, `confidentiality` and `pages` are ready sentences, `pages` with {number} and {total}.
    A cover says day and confidentiality itself, so its foot has the page only. `continued` says for pages that begin
    in the midst of something what that is; it stands there instead of the running title, `continues` behind it.
    """

    size: tuple[float, float]
    area: Area
    running_title: Printable
    running_office: Printable
    stand: Printable
    confidentiality: Printable
    pages: str
    has_cover: bool = False
    continued: Mapping[int, Printable] = field(default_factory=dict)
    continues: str = ""

    def draw(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw head (from the second page on) and foot as artifacts."""
        left, right = self.area.left, self.area.left + self.area.width
        if number > 1:
            self._draw_head(canvas, self._running(number, right - left), left, right)
        base = 11 * MM
        is_cover = self.has_cover and number == 1
        if not is_cover:
            canvas.rule(left, base + 13, self.area.width, THIN, HAIRLINE)
        with canvas.artifact("Footer"):
            if not is_cover:
                canvas.write(left, base, self.stand, FURNITURE)
                middle = (left + right - FURNITURE_STRONG.width(self.confidentiality)) / 2
                canvas.write(middle, base, self.confidentiality, FURNITURE_STRONG)
            pages = self.pages.format(number=number, total=total)
            canvas.write(right - FURNITURE.width(pages), base, pages, FURNITURE)

    def _running(self, number: int, width: float) -> Printable:
        """Return what stands on the left: half of the line, or more where the office leaves it."""
        tail = self.continues if number in self.continued else ""
        room = max(width / 2, width - FURNITURE.width(self.running_office) - 24) - FURNITURE.width(tail)
        return Printable(fitted(self.continued.get(number, self.running_title), FURNITURE, room) + tail)

    def _draw_head(self, canvas: TaggedCanvas, title: Printable, left: float, right: float) -> None:
        line = self.size[1] - 14 * MM
        office = fitted(self.running_office, FURNITURE, right - left - FURNITURE.width(title) - 24)
        with canvas.artifact("Header"):
            canvas.write(left, line, title, FURNITURE)
            canvas.write(right - FURNITURE.width(office), line, office, FURNITURE)


def portrait() -> tuple[tuple[float, float], Area]:
    """Return size and story area of an upright page: 25 mm left, 20 mm right and below."""
    width, height = A4
    return A4, Area(25 * MM, height - 22 * MM, width - 45 * MM, height - 42 * MM)


def landscape() -> tuple[tuple[float, float], Area]:
    """Return size and story area of a list."""
    width, height = A4_LANDSCAPE
    return A4_LANDSCAPE, Area(20 * MM, height - 20 * MM, width - 40 * MM, height - 41 * MM)


def fitted(text: Printable, type_: Type, width: float) -> Printable:
    """Return the text, shortened with an ellipsis if it is wider; for head lines only, never for content."""
    if type_.width(text) <= width:
        return text
    while text and type_.width(text + "…") > width:
        text = Printable(text[:-1])
    return Printable(text.rstrip(" ") + "…")
