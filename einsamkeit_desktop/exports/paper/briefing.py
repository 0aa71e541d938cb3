"""The briefing pack (Briefing-Mappe): a cover, one to two pages per organisation or person, talking points.

Its parts and their order are the recipe's; cover and contents stand in front, and without a cover the first page begins
with what the cover would say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ...kinds.days import WEEKDAYS, format_day_long
from ...progress import Progress
from ...queries.briefing import LEADING, Briefing, Enclosure, Line, OfferLine, Office
from ...texts import _
from ..enclosing import Enclosed
from ..values import on_this_clock
from . import house
from .blocks import Block, FairBreak, PageBreak, Rule, Space, Stretch, Text
from .build import Paper, build
from .enclosures import drawn, tell_enclosures
from .flow import composed
from .house import COMPACT, ROOMY, SNUG, Types
from .lines import Run, Type
from .nodes import Description, Node
from .profiles import tell_profile
from .story import Story
from .words import Printable, Wording


def briefing_pdf(briefing: Briefing, progress: Progress) -> bytes:
    """Return the pack as an accessible PDF; the same briefing gives the same bytes. Raises errors.Cancelled."""
    return briefing_paper(briefing, progress).content


@dataclass(frozen=True)
class PackPaper(Paper):
    """A finished pack; `cover_is_head` says that what a cover says stands above the first page's text instead.

    `most_notes` is how many talks it was shortened to, None if it was not.
    `refused` are the sentences on attachments that are not in it, or not wholly.
    """

    cover_is_head: bool = False
    most_notes: int | None = None
    refused: tuple[str, ...] = ()


def briefing_paper(briefing: Briefing, progress: Progress) -> PackPaper:
    """Return the pack with its number of pages and the characters that could not be printed.

    Meant are two pages for a pack of one partner, and a cover and at most two pages each for more. What runs over is
    set tighter if that helps; for one partner the cover then becomes a head, and older talks are left off if they may.
    A cover that would hold one partner's name alone is a head at once.
    A little tighter is better too where it saves pages that would hold a few lines only.
    """
    count, has_cover = len(briefing.profiles), "cover" in briefing.parts and fills_cover(briefing)
    enclosed, refused = drawn(briefing.enclosures, progress)
    meant = (2 if count == 1 else has_cover + 2 * count) + sum(len(found.pages) for _file, found in enclosed)
    packs: list[_Pack] = []
    for form in _forms(briefing, has_cover):
        packs.append(_Pack(briefing, form, enclosed))
        if packs[-1].page_count <= meant:
            break
    best = packs[-1] if packs[-1].page_count <= meant else min(packs, key=lambda pack: pack.page_count)
    if len(packs) == 1:
        snug = _Pack(briefing, _Form(SNUG, has_cover), enclosed)
        best = snug if snug.page_count < best.page_count else best
    return replace(best.build(progress), refused=tuple(refused))


def fills_cover(briefing: Briefing) -> bool:
    """Return whether a cover would say more than name and occasion of the one partner whose page follows."""
    named = [profile.title for profile in briefing.profiles] == [briefing.title]
    is_more = bool(briefing.place or briefing.starts_at or briefing.participants)
    return is_more or not named or set(briefing.parts) <= set(LEADING)


@dataclass(frozen=True)
class _Form:
    """One way to set a pack."""

    types: Types
    has_cover: bool
    most_notes: int | None = None


def _forms(briefing: Briefing, has_cover: bool) -> Iterator[_Form]:
    """Yield the ways to set a pack, the best one first."""
    sizes, is_single = (ROOMY, SNUG, COMPACT), len(briefing.profiles) == 1
    for types in sizes:
        yield _Form(types, has_cover)
    if is_single and has_cover:
        for types in sizes:
            yield _Form(types, False)
    if is_single and briefing.least_notes:
        for most_notes in range(len(briefing.profiles[0].notes) - 1, briefing.least_notes - 1, -1):
            yield _Form(COMPACT, False, most_notes)


class _Pack:
    """A pack told in one set of type sizes and laid out, not yet drawn."""

    def __init__(self, briefing: Briefing, form: _Form, enclosed: Sequence[tuple[Enclosure, Enclosed]]) -> None:
        self.briefing, self.has_cover, self.most_notes = briefing, form.has_cover, form.most_notes
        self.size, self.area = house.portrait()
        self.wording = Wording()
        width = self.area.width
        cover, pages = Story(self.wording, width, form.types), Story(self.wording, width, form.types)
        pages.root = self.root = cover.root
        self.entries = _tell_pack(pages, briefing, form)
        self.entries += tell_enclosures(pages, enclosed, self.area.height)
        # one partner, with talking points or not, begins where the pack does
        has_contents = "contents" in briefing.parts and len(briefing.profiles) + len(enclosed) > 1 < len(self.entries)
        entries = self.entries if has_contents else []
        if form.has_cover:
            _tell_cover(cover, briefing, entries, self._cover_room(briefing, entries))
        else:
            _tell_top(cover, briefing, entries)
        self.composed = composed([*cover.blocks, *pages.blocks], self.area)

    def _cover_room(self, briefing: Briefing, entries: Sequence[tuple[str, Node]]) -> _Room:
        """Return the most room between its parts with which the cover stays on its page; it has all if none does."""
        for room in _ROOMS:
            trial = Story(Wording(), self.area.width, ROOMY)
            _tell_cover(trial, briefing, entries, room)
            if len(composed(trial.blocks, self.area).pages) == 1:
                return room
        return _ROOMS[0]

    @property
    def page_count(self) -> int:
        """How many pages the pack takes."""
        return len(self.composed.pages)

    def build(self, progress: Progress) -> PackPaper:
        """Return the finished paper."""
        briefing, line = self.briefing, self.wording.line
        title = line(briefing.title) or line(_("Briefing"))
        frame = house.HouseFrame(
            self.size,
            self.area,
            running_title=title,
            running_office=line(briefing.office.unit or briefing.office.name),
            stand=line(_stand(briefing)),
            confidentiality=line(confidentiality(briefing.confidential)),
            pages=_("Seite {number} von {total}"),
            has_cover=self.has_cover,
            continued=self._continued(),
            continues=" " + line(_("(Fortsetzung)")),
        )
        description = Description(title, line(briefing.office.name), line(briefing.occasion), briefing.today)
        made = build(self.composed, self.root, frame, description, self.wording.missing, progress)
        is_head = "cover" in briefing.parts and not self.has_cover
        return PackPaper(made.content, made.pages, made.missing, is_head, self.most_notes)

    def _continued(self) -> dict[int, Printable]:
        """Return by page number what goes on at the top of pages that begin in the midst of a partner."""
        begun = {heading: title for title, heading in self.entries}
        told: dict[int, Printable] = {}
        last = ""
        for number, page in enumerate(self.composed.pages, 1):
            nodes = [placed.block.node if isinstance(placed.block, Text) else None for placed in page]
            if last and begun.keys().isdisjoint(nodes[:2]):  # above a name stands its kind
                told[number] = self.wording.line(last)
            last = next((begun[node] for node in reversed(nodes) if node in begun), last)
        return told


def confidentiality(confidential: bool, names_people: bool = True) -> str:
    """Return the line that says who may read a paper."""
    if confidential:
        return _("Vertraulich – nur für den Dienstgebrauch")
    if not names_people:
        return ""
    return _("Intern – enthält personenbezogene Daten")


def _stand(briefing: Briefing) -> str:
    return _("Stand: {day}").format(day=format_day_long(briefing.today))


def _tell_pack(story: Story, briefing: Briefing, form: _Form) -> list[tuple[str, Node]]:
    """Tell all profiles and the talking points; return titles and headings for the contents.

    Talking points stand before the partners if they stand before every part of theirs.
    """
    entries: list[tuple[str, Node]] = []
    points = [point for point in briefing.talking_points if story.wording.paragraphs(point)]
    parts = [part for part in briefing.parts if part not in LEADING]
    points = points if "talking_points" in parts else []
    is_first, is_single = bool(parts) and parts[0] == "talking_points", len(briefing.profiles) == 1
    begin: Block | None = PageBreak() if form.has_cover else None
    if points and is_first:
        story.blocks += [begin] if begin is not None else []
        entries.append((_("Gesprächspunkte"), _tell_points(story, points)))
        begin = Space(story.types.gap) if is_single else _after(story, _HALF)
    offers_at: dict[OfferLine, str] = {}
    for profile in briefing.profiles if set(parts) - {"talking_points"} else ():
        story.blocks.append(Space(story.types.gap) if begin is None else begin)
        name = profile.title or _("Ohne Namen")
        entries.append((name, tell_profile(story, profile, parts, form.most_notes, offers_at)))
        for offer in (*profile.offers, *profile.nearby):  # what no part asks for is not in them
            offers_at.setdefault(offer, name)
        begin = _after(story, _HALF)
    if points and not is_first:
        story.blocks += [] if is_single else [_after(story, _NEARLY_FULL)]
        entries.append((_("Gesprächspunkte"), _tell_points(story, points)))
    return entries


_HALF, _NEARLY_FULL = 0.5, 0.85


def _after(story: Story, share: float) -> FairBreak:
    """Return a page break for pages filled so far; on others what comes next begins under a line."""
    gap = story.types.gap
    return FairBreak(Rule(house.STRONG_LINE, house.THIN, above=2 * gap, keeps=True, below=gap), share)


def _tell_points(story: Story, points: Sequence[str]) -> Node:
    types = story.types
    story.begin_section()
    heading = story.heading(2, _("Gesprächspunkte"), types.section, above=types.gap, bookmark=0)
    items = [
        (f"{number}.", [Run(line, types.body) for line in story.wording.paragraphs(point)])
        for number, point in enumerate(points, 1)
    ]
    story.labelled_list(items, types.body, 18, types.gap / 9, numbering="Decimal")
    return heading


@dataclass(frozen=True)
class _Room:
    """How much room a cover leaves: sizes of its texts, space above its parts, and between the contents."""

    fact: Type
    label: Type
    above_title: float
    above_facts: float
    above_contents: float
    between: float


_ROOMS = (
    _Room(house.COVER_FACT, house.COVER_LABEL, 84, 26, 34, 5),
    _Room(house.COVER_FACT, house.COVER_LABEL, 42, 18, 24, 2.5),
    _Room(ROOMY.body, ROOMY.label, 18, 12, 16, 2.5),
    _Room(COMPACT.body, COMPACT.label, 6, 8, 10, 1),
)


def _tell_cover(story: Story, briefing: Briefing, entries: Sequence[tuple[str, Node]], room: _Room) -> None:
    office, types = briefing.office, story.types
    story.begin_section()
    story.prose(office.name, house.COVER_OFFICE)
    story.prose(office.unit, types.body)
    story.blocks.append(Space(room.above_title))
    story.prose(_("Briefing"), house.COVER_KICKER, keeps=True)
    story.heading(1, briefing.title or _("Briefing"), house.COVER_TITLE, above=4)
    story.prose(briefing.occasion, house.COVER_OCCASION, above=6)
    story.facts(_appointment(briefing), room.label, room.fact, 104, above=room.above_facts)
    if entries:
        story.heading(2, _("Inhalt"), types.section, above=room.above_contents)
        story.contents(entries, room.fact, room.between)
    story.blocks.append(Stretch())
    _tell_office(story, briefing, office)


def _tell_top(story: Story, briefing: Briefing, entries: Sequence[tuple[str, Node]]) -> None:
    """Say in a few lines at the top of the first page what a cover would say."""
    types = story.types
    story.begin_section()
    is_named_below = [profile.title for profile in briefing.profiles] == [briefing.title]
    title = _("Briefing") if is_named_below or not briefing.title else briefing.title
    story.prose(story.wording.joined([briefing.office.name, briefing.office.unit]), types.kicker, keeps=True)
    story.heading(1, title, types.section if is_named_below else types.title, above=4)
    story.prose(briefing.occasion, types.body, above=2)
    story.facts(_appointment(briefing), types.label, types.cell, 104, above=types.gap * 0.35)
    if entries:
        story.heading(2, _("Inhalt"), types.section, above=types.gap)
        story.contents(entries, types.body, 2.5)


def _appointment(briefing: Briefing) -> list[Line]:
    return [
        Line(_("Termin"), _moment(briefing.starts_at)),
        Line(_("Ort"), briefing.place),
        Line(_("Teilnehmende"), "\n".join(briefing.participants)),
    ]


def _tell_office(story: Story, briefing: Briefing, office: Office) -> None:
    types = story.types
    story.blocks.append(Rule(house.HAIRLINE, house.THIN, above=24))
    story.prose(confidentiality(briefing.confidential), house.COVER_NOTICE, above=10)
    story.prose(_stand(briefing), types.quiet, above=2)
    lines = [story.wording.joined([office.name, office.unit], by=", "), story.wording.joined(office.address)]
    lines.append(story.wording.joined([office.phone, office.email]))
    story.prose("\n".join(lines), types.quiet, above=8)


def _moment(moment: datetime | None) -> str:
    """Return day and time on this machine's clock: Montag, 23. November 2026, 14:00 Uhr."""
    if moment is None:
        return ""
    local = on_this_clock(moment)
    weekday = _(WEEKDAYS[local.weekday()])
    return _("{weekday}, {day}, {time} Uhr").format(
        weekday=weekday, day=format_day_long(local.date()), time=f"{local:%H:%M}"
    )
