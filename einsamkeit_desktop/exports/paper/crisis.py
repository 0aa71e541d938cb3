"""The crisis sheet on one page, to hang beside the telephone (Krisenblatt)."""

from __future__ import annotations

from ...kinds.days import format_day_long
from ...progress import Progress
from ...queries.crisis import CrisisLine, CrisisSheet
from ...texts import _
from . import house
from .blocks import Rule, Space
from .build import Paper, build
from .flow import composed
from .fonts import REGULAR, SEMIBOLD
from .house import ACCENT, INK, ROOMY
from .lines import Type
from .nodes import Description
from .story import Story
from .words import Wording

# To be read from a step away.
_TEXT = Type(REGULAR, 12.5, 18, INK)
_NAME = Type(SEMIBOLD, 14, 18, ACCENT)
_PHONE = Type(SEMIBOLD, 28, 34, INK)


def crisis_paper(sheet: CrisisSheet, progress: Progress) -> Paper:
    """Return the sheet as an accessible PDF of one page; a service without a number is left out."""
    size, area = house.portrait()
    wording = Wording()
    story = Story(wording, area.width, ROOMY)
    title, line = _("Krisenblatt"), wording.line
    story.begin_section()
    story.prose(wording.joined([sheet.office.name, sheet.office.unit]), ROOMY.quiet, keeps=True)
    story.blocks.append(Space(10))
    story.heading(1, title, house.COVER_TITLE, above=2)
    for advice in sheet.advice:
        story.prose(advice, _TEXT, above=6)
    for entry in sheet.lines:
        if entry.phone:
            _tell(story, entry)
    frame = house.HouseFrame(
        size,
        area,
        running_title=line(title),
        running_office=line(sheet.office.unit or sheet.office.name),
        stand=line(_("Stand: {day}").format(day=format_day_long(sheet.today))),
        confidentiality=line(_("Zum Aushang beim Telefon")),
        pages=_("Seite {number} von {total}"),
    )
    description = Description(line(title), line(sheet.office.name), line(""), sheet.today)
    return build(composed(story.blocks, area), story.root, frame, description, wording.missing, progress)


def _tell(story: Story, entry: CrisisLine) -> None:
    story.blocks.append(Rule(house.HAIRLINE, house.THIN, above=14))
    story.heading(2, entry.name, _NAME, above=8)
    story.prose(entry.phone, _PHONE, above=1)
    story.prose(entry.note, _TEXT, above=1)
