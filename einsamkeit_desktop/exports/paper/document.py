"""What upright papers have in common: office on top, head, foot, and the tables for people, tasks and open points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...kinds.days import format_day, format_day_long
from ...progress import Progress
from ...queries.briefing import OpenPoint, PersonLine
from ...queries.handouts import Head, Imprint, TaskLine
from ...texts import _, ngettext
from . import house
from .blocks import Space
from .briefing import confidentiality
from .build import Paper, build
from .flow import composed
from .house import COMPACT, ROOMY, SNUG, Types
from .lines import Run
from .nodes import Description
from .profiles import people_table
from .story import Story
from .words import Wording

LABEL_WIDTH = 118.0


class Document:
    """An upright paper being told; `story` takes its blocks. It can be built once.

    `names_people` may be False for what is passed on and names nobody.
    """

    def __init__(self, imprint: Imprint, head: Head, types: Types = SNUG, names_people: bool = True) -> None:
        self.imprint = imprint
        self.types = types
        self._names_people = names_people
        self._size, self._area = house.portrait()
        self.wording = Wording()
        self.story = Story(self.wording, self._area.width, types)
        self.title = self.wording.line(head.title) or self.wording.line(_("Ohne Namen"))
        self._kind_label = head.kind_label
        self._tell_head(head)

    def _tell_head(self, head: Head) -> None:
        story, types, office = self.story, self.types, self.imprint.office
        story.begin_section()
        story.prose(self.wording.joined([office.name, office.unit]), types.quiet, keeps=True)
        story.blocks.append(Space(types.gap * 0.9))
        story.prose(head.kind_label, types.kicker, keeps=True)
        story.heading(1, self.title, types.title, above=2, bookmark=0)
        story.prose(self.wording.joined(head.chips), types.kicker, above=3)
        story.rule(above=7, below=types.gap * 0.4)

    def section(self, title: str) -> None:
        """Begin a part with its heading."""
        self.story.heading(2, title, self.types.section, above=self.types.gap, bookmark=1)

    def tell_left_out(self) -> None:
        """Say at the end how much is not on the paper."""
        count = self.imprint.left_out
        if count:
            text = ngettext(
                "Ein vertraulicher oder gesperrter Eintrag ist nicht enthalten.",
                "{count} vertrauliche oder gesperrte Einträge sind nicht enthalten.",
                count,
            )
            self.story.prose(text, self.types.quiet, above=self.types.gap)

    def page_count(self) -> int:
        """Return how many pages it takes as it is told now."""
        return len(composed(self.story.blocks, self._area).pages)

    def last_page_filled(self) -> float:
        """Return how far the last of several pages is filled, from 0 to 1; a single page is as it is, 1."""
        pages = composed(self.story.blocks, self._area).pages
        if len(pages) == 1 or not pages[-1]:
            return 1.0
        last = pages[-1][-1]
        return (self._area.top - last.top + last.block.height(self._area.width)) / self._area.height

    def build(self, progress: Progress) -> Paper:
        """Return the finished paper. Raises errors.Cancelled."""
        line, imprint = self.wording.line, self.imprint
        office = imprint.office
        frame = house.HouseFrame(
            self._size,
            self._area,
            running_title=self.title,
            running_office=line(office.unit or office.name),
            stand=line(_("Stand: {day}").format(day=format_day_long(imprint.today))),
            confidentiality=line(confidentiality(imprint.confidential, self._names_people)),
            pages=_("Seite {number} von {total}"),
        )
        title = self.wording.joined([self._kind_label, self.title], by=": ")
        description = Description(title, line(office.name), line(self._kind_label), imprint.today)
        pages = composed(self.story.blocks, self._area)
        return build(pages, self.story.root, frame, description, self.wording.missing, progress)


def tightest(told: Callable[[Types], Document], meant: int) -> Document:
    """Return the paper in the roomiest type sizes in which it takes no more pages than meant, else the shortest."""
    tried = []
    for types in (ROOMY, SNUG, COMPACT):
        tried.append(told(types))
        if tried[-1].page_count() <= meant:
            return tried[-1]
    return min(tried, key=lambda document: document.page_count())


def heads(document: Document, *labels: str) -> list[Run]:
    """Return the head of a table."""
    return [document.story.run(label, document.types.head) for label in labels]


def tell_people(document: Document, people: Sequence[PersonLine], label: str) -> None:
    """Add people with function, phone and e-mail; nothing for none."""
    if people:
        document.section(label)
        people_table(document.story, people)


def tell_tasks(document: Document, tasks: Sequence[TaskLine]) -> None:
    """Add the tasks of a meeting: what, who, until when."""
    if not tasks:
        return
    story, types = document.story, document.types
    document.section(_("Aufgaben"))
    rows = []
    for task in tasks:
        due = [story.run(format_day(task.due) if task.due else "", types.cell)]
        if task.done:
            due.append(story.run(_("erledigt {day}").format(day=format_day(task.done)), types.cell_quiet))
        what = _paragraphs(document, task.text)
        what += [Run(line, types.cell_quiet) for line in document.wording.paragraphs(task.result)]
        rows.append([what, [story.run(task.who or _("wir"), types.cell)], due])
    story.table(heads(document, _("Was"), _("Wer"), _("Bis wann")), rows, [58, 28, 22])


def tell_open_points(document: Document, points: Sequence[OpenPoint]) -> None:
    """Add what is open, on one's own side and on the other."""
    if not points:
        return
    story, types = document.story, document.types
    document.section(_("Offene Punkte"))
    above = types.gap / 6
    for title, is_ours in ((_("Offen bei uns"), True), (_("Offen auf der anderen Seite"), False)):
        rows = [_point(document, point) for point in points if (point.whose == "mine") is is_ours]
        if rows:
            labels = [story.run(title, types.head_strong), *heads(document, _("Wer"), _("Bis"))]
            story.table(labels, rows, [58, 24, 26], above)
            above = types.gap * 0.6


def _point(document: Document, point: OpenPoint) -> list[list[Run]]:
    story, types = document.story, document.types
    due = [story.run(format_day(point.due) if point.due else "", types.cell)]
    if point.overdue_days > 0:
        late = ngettext("überfällig seit einem Tag", "überfällig seit {count} Tagen", point.overdue_days)
        due.append(story.run(late, types.alarm))
    return [_paragraphs(document, point.text), [story.run(point.who, types.cell)], due]


def _paragraphs(document: Document, text: str) -> list[Run]:
    return [Run(line, document.types.cell) for line in document.wording.paragraphs(text)]
