"""Attachments in a pack: each page of a PDF and each picture on a page of its own, with what it is above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...errors import BadFile
from ...kinds.clean import clean_text
from ...progress import Progress
from ...queries.briefing import Enclosure
from ...texts import _
from ..enclosing import Enclosed, EnclosedPage, pages_of
from .blocks import Block, PageBreak
from .house import HAIRLINE, THIN
from .nodes import Node
from .story import Story

if TYPE_CHECKING:
    from .canvas import TaggedCanvas

_LONGEST_ALT = 2000


class Picture(Block):
    """A drawn page, as large as the room on its page lets it be, in a hairline."""

    above = 8.0

    def __init__(self, node: Node, page: EnclosedPage, most_height: float) -> None:
        self.node, self.page = node, page
        self.most_height = most_height

    def _size(self, width: float) -> tuple[float, float]:
        scale = min(width / self.page.width, self.most_height / self.page.height)
        return self.page.width * scale, self.page.height * scale

    def height(self, width: float) -> float:
        """Return the height at which the whole page is to be seen."""
        return self._size(width)[1]

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the page in the middle."""
        across, down = self._size(width)
        left = x + (width - across) / 2
        box = (left, top - down, left + across, top)
        canvas.picture(self.node, self.page.picture, box)
        canvas.frame(box, THIN, HAIRLINE)


def drawn(enclosures: Sequence[Enclosure], progress: Progress) -> tuple[list[tuple[Enclosure, Enclosed]], list[str]]:
    """Return what can be printed, and a sentence for each file that cannot or not wholly. Raises errors.Cancelled."""
    made, said = [], []
    for number, enclosure in enumerate(enclosures):
        progress.step(number, len(enclosures))
        try:
            found = pages_of(enclosure, progress)
        except BadFile as trouble:
            said.append(str(trouble))
            continue
        made.append((enclosure, found))
        if len(found.pages) < found.total:
            text = _("„{name}“ hat {total} Seiten; gedruckt sind die ersten {count}.")
            said.append(text.format(name=enclosure.name, total=found.total, count=len(found.pages)))
    return made, said


def tell_enclosures(
    story: Story, enclosed: Sequence[tuple[Enclosure, Enclosed]], room: float
) -> list[tuple[str, Node]]:
    """Add the pages of all files; return titles and headings for the contents. `room` is the height of a page."""
    entries = []
    types = story.types
    for enclosure, found in enclosed:
        story.begin_section()
        title = _("Anlage: {name}").format(name=enclosure.name)
        for number, page in enumerate(found.pages, 1):
            story.blocks.append(PageBreak())
            if number == 1:
                entries.append((title, story.heading(2, title, types.section, bookmark=0)))
            place = _("Seite {number} von {total}").format(number=number, total=found.total) if found.total > 1 else ""
            story.prose(story.wording.joined([enclosure.owner, place]), types.quiet, keeps=True)
            figure = Node("Figure", story.section, alt=_alt(enclosure, page, place))
            above = sum(block.above + block.height(story.width) for block in _since_break(story.blocks))
            story.blocks.append(Picture(figure, page, room - above - Picture.above - 1))
    return entries


def _since_break(blocks: Sequence[Block]) -> list[Block]:
    last = max(number for number, block in enumerate(blocks) if isinstance(block, PageBreak))
    return list(blocks[last + 1 :])


def _alt(enclosure: Enclosure, page: EnclosedPage, place: str) -> str:
    """Return what is to be heard instead of the picture: the page's own text, where it has one."""
    name = clean_text(enclosure.name)
    text = " ".join(clean_text(page.text, multiline=True).split())
    if text:
        said = text if len(text) <= _LONGEST_ALT else text[:_LONGEST_ALT].rpartition(" ")[0] + " …"
        return ", ".join(part for part in (name, place) if part) + f": {said}"
    return _("Bild von {name}, ohne lesbaren Text").format(name=", ".join(part for part in (name, place) if part))
