"""Papers of many equal fields: address labels on ready-cut sheets, and name badges to cut out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ...progress import Progress
from ...queries.handouts import Attendee, Badges, Label, Labels
from ...texts import _
from . import house
from .blocks import Block, Placing, Text
from .build import Paper, build
from .flow import Area, Composed, Placed
from .fonts import REGULAR, SEMIBOLD
from .house import A4, MM
from .lines import Run, Type, broken, narrowest
from .nodes import Description, Node, document
from .sheetforms import BADGES, SheetForm
from .words import Printable, Wording

if TYPE_CHECKING:
    from .canvas import TaggedCanvas

_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_UNPRINTED = 5.5  # mm at the edges of a sheet that office printers leave white, and a little more
_INK = house.INK
_NO_BREAK = "\u00a0"
# the end of a street: its number, and what belongs to that
_HOUSE_NUMBER = re.compile(r" (?=[0-9][0-9–/-]*(?:[ \u00a0]?[a-z])?(?: // .{1,12})?$)")
_NAME_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)


@dataclass(frozen=True)
class LabelsPaper:
    """The labels as a file; `too_long` names those that do not fit even in the smallest letters and are not in it."""

    paper: Paper
    too_long: tuple[str, ...]


class Field(Block):
    """Texts on a fixed place of a sheet; it knows its place itself."""

    def __init__(self, texts: Sequence[Text], left: float, width: float) -> None:
        self.texts = texts
        self.left = left
        self.width = width

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the texts below each other; `top` is where the first begins."""
        for text in self.texts:
            top -= text.placing.above
            text.draw(canvas, self.left, top, self.width)
            top -= text.height(self.width)


@dataclass(frozen=True)
class _Bare:
    """A sheet without head and foot; `marks` draws where badges are to be cut."""

    form: SheetForm
    marks: bool
    size: tuple[float, float] = A4
    area: Area = Area(0, A4[1], A4[0], A4[1])

    def draw(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw short lines outside the fields, in line with their edges."""
        if not self.marks:
            return
        form, length = self.form, 6 * MM
        right = (form.left + form.columns * form.step_x) * MM
        lower = A4[1] - (form.top + form.rows * form.step_y) * MM
        left, upper = form.left * MM, A4[1] - form.top * MM
        for row in range(form.rows + 1):
            y = upper - row * form.step_y * MM
            canvas.rule(left - length - 4, y, length, house.THIN, house.STRONG_LINE)
            canvas.rule(right + 4, y, length, house.THIN, house.STRONG_LINE)
        for column in range(form.columns + 1):
            x = left + column * form.step_x * MM
            for middle in (upper + 4 + length / 2, lower - 4 - length / 2):
                canvas.rule(x - house.THIN / 2, middle, house.THIN, length, house.STRONG_LINE)


def labels_paper(labels: Labels, form: SheetForm, start: int, progress: Progress) -> LabelsPaper:
    """Return address labels as an accessible PDF; `start` is the first free place of the first sheet, from 1.

    Letters get smaller where an address is long. Raises errors.Cancelled.
    """
    wording = Wording()
    listing = Node("L", document(), numbering="None")
    fields: list[tuple[Node, list[Printable], Type, float]] = []
    too_long = []
    width, height = _inside(form)
    for label in labels.labels:
        lines = [_street(line) for line in map(wording.line, label.lines) if line]
        fitting = _fitting(lines, width, height)
        if fitting is None:
            too_long.append(_name(label))
            continue
        fields.append((Node("LI", listing), lines, *fitting))
    pages = _pages(len(fields), form, start)
    for place, (item, lines, type_, tall) in enumerate(fields, start - 1):
        body = Node("LBody", item)
        texts = [Text(Node("P", body), (Run(line, type_),)) for line in lines]
        left, top = form.corner(place % form.count)
        inset = (form.width * MM - width) / 2
        field = Field(texts, left + inset, width)
        pages[place // form.count].append(Placed(field, top - (form.height * MM - tall) / 2))
    title = wording.line(_("Adressetiketten"))
    paper = _built(pages, listing, _Bare(form, False), labels.imprint.today, title, wording, progress)
    return LabelsPaper(paper, tuple(too_long))


def _street(line: Printable) -> Printable:
    """Return a line of an address whose house number stays with the end of the street."""
    found = _HOUSE_NUMBER.search(line)
    return Printable(line[: found.start()] + line[found.start() :].replace(" ", _NO_BREAK)) if found else line


def _name(label: Label) -> str:
    return label.lines[0] if label.lines else ""


def _inside(form: SheetForm) -> tuple[float, float]:
    """Return width and height of the text: nothing close to an edge, where printers and knives are not exact."""
    across, down = (max(least, _UNPRINTED - edge) for least, edge in ((6.0, form.left), (3.5, form.top)))
    return form.width * MM - 2 * across * MM, form.height * MM - 2 * down * MM


def _fitting(lines: Sequence[Printable], width: float, height: float) -> tuple[Type, float] | None:
    """Return the largest letters in which the lines fit, and their height; None if there are none.

    Letters get smaller before a word is divided.
    """
    for divides in (False, True):
        for size in _SIZES:
            type_ = Type(REGULAR, size, size * 1.22, _INK)
            runs = [(Run(line, type_),) for line in lines]
            tall = sum(len(broken(run, width)) for run in runs) * type_.leading
            if tall <= height and (divides or max(map(narrowest, runs), default=0.0) <= width):
                return type_, tall
    return None


def _pages(count: int, form: SheetForm, start: int) -> list[list[Placed]]:
    last = max(start - 1 + count - 1, 0)
    return [[] for _page in range(last // form.count + 1)]


def badges_paper(badges: Badges, progress: Progress) -> Paper:
    """Return name badges as an accessible PDF, ten on a sheet with marks for cutting. Raises errors.Cancelled."""
    wording = Wording()
    listing = Node("L", document(), numbering="None")
    pages = _pages(len(badges.attendees), BADGES, 1)
    for place, attendee in enumerate(badges.attendees):
        left, top = BADGES.corner(place % BADGES.count)
        texts = _badge(Node("LI", listing), attendee, wording, badges.show_function)
        width = BADGES.width * MM - 2 * 7 * MM
        tall = sum(text.height(width) + text.placing.above for text in texts)
        field = Field(texts, left + 7 * MM, width)
        pages[place // BADGES.count].append(Placed(field, top - (BADGES.height * MM - tall) / 2))
    title = wording.line(_("Namensschilder"))
    return _built(pages, listing, _Bare(BADGES, True), badges.imprint.today, title, wording, progress)


def _badge(item: Node, attendee: Attendee, wording: Wording, show_function: bool) -> list[Text]:
    width, height = BADGES.width * MM - 2 * 7 * MM, BADGES.height * MM - 2 * 5 * MM
    body = Node("LBody", item)
    organisation, function = wording.line(attendee.organisation), wording.line(attendee.function)
    centre = Placing(align="centre")
    texts: list[Text] = []
    for size in _NAME_SIZES:
        name = Type(SEMIBOLD, size, size * 1.15, house.ACCENT)
        small_size = min(max(size * 0.5 + 1.5, 8.0), 12.0)  # smaller letters nobody reads at a table
        small = Type(REGULAR, small_size, small_size * 1.25, _INK)
        told = [(_balanced(wording.line(attendee.name), name, width), name, centre)]
        if organisation:
            told.append((organisation, small, replace(centre, above=6)))
        if function and show_function:
            quiet = replace(small, colour=house.MUTED, size=small.size - 1.5, leading=small.leading - 2)
            told.append((function, quiet, replace(centre, above=2)))
        texts = [Text(Node("P", body), (Run(line, type_),), placing) for line, type_, placing in told]
        lines = len(broken(texts[0].runs, width))
        tall = sum(text.height(width) + text.placing.above for text in texts)
        if tall <= height and lines <= 2 and not _cuts_words(texts[0], width):
            return texts
    return _cropped(texts, width, height)


def _balanced(line: Printable, type_: Type, width: float) -> Printable:
    """Return a name that goes in two lines if it needs them, divided where both are about as long: Dr. · Eva Maus."""
    words = line.split(" ")
    if len(words) < 3 or type_.width(line) <= width:
        return line
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    first, second = min(halves, key=lambda pair: max(type_.width(Printable(half)) for half in pair))
    if max(type_.width(Printable(half)) for half in (first, second)) > width:
        return line
    return Printable(f"{first.replace(' ', _NO_BREAK)} {second.replace(' ', _NO_BREAK)}")


def _cuts_words(text: Text, width: float) -> bool:
    return text.narrowest > width


def _cropped(texts: list[Text], width: float, height: float) -> list[Text]:
    """Keep as many texts as fit; a name too long for the smallest letters loses its organisation, then its end."""
    kept = texts[:1]
    for text in texts[1:]:
        if sum(entry.height(width) + entry.placing.above for entry in (*kept, text)) <= height:
            kept.append(text)
    if kept[0].height(width) <= height:
        return kept
    run = kept[0].runs[0]
    line = house.fitted(run.text, run.type, width * (height // run.type.leading) * 0.9)
    return [Text(kept[0].node, (replace(run, text=line),), kept[0].placing)]


def _built(
    pages: list[list[Placed]],
    listing: Node,
    frame: _Bare,
    today: date,
    title: Printable,
    wording: Wording,
    progress: Progress,
) -> Paper:
    assert listing.parent is not None
    description = Description(title, wording.line(""), wording.line(""), today)
    return build(Composed(pages, {}), listing.parent, frame, description, wording.missing, progress)
