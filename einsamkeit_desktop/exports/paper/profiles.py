"""The pages of a pack per organisation or person: who, what was talked about, agreed, open on both sides, offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ...kinds.days import format_day
from ...queries.briefing import STANDARD_PARTS, CaseLine, NoteLine, OfferLine, OpenPoint, PersonLine, Profile
from ...texts import _, ngettext
from .formatted import Formatted
from .lines import Run
from .nodes import Node
from .story import Story, shortened

_PHONE = 24
_MOST_NAMED = 2
NOTE_LIMIT = 700
"""Characters of a note or description that are printed; agreements and open points are never cut."""


def tell_profile(
    story: Story,
    profile: Profile,
    parts: Sequence[str] = STANDARD_PARTS,
    most_notes: int | None = None,
    offers_at: Mapping[OfferLine, str] = MappingProxyType({}),
) -> Node:
    """Add the pages of one organisation or person, its parts in this order; return the node of its title.

    `most_notes` is how many of the last talks are told at the most; agreements are told all the same. `offers_at` are
    the offers that stand in the pack already, and at which partner: those of others in the district are told once.
    """
    types = story.types
    story.begin_section()
    story.prose(profile.kind_label, types.kicker, keeps=True)
    title = story.heading(2, profile.title or _("Ohne Namen"), types.title, above=2, bookmark=0)
    story.prose(story.wording.joined(profile.chips), types.kicker, above=3)
    story.rule(above=7, below=types.gap * 0.4)
    telling: dict[str, Callable[[], None]] = {
        "profile": lambda: _tell_facts(story, profile),
        "people": lambda: _tell_people(story, profile.people, profile.people_label or _("Ansprechpersonen")),
        "notes": lambda: _tell_notes(story, profile.notes[:most_notes]),
        "agreements": lambda: _tell_agreements(story, profile.notes),
        "open_points": lambda: _tell_open_points(story, profile.open_points),
        "offers": lambda: _tell_offers(story, profile.offers),
        "nearby": lambda: _tell_nearby(story, profile, offers_at),
        "cases": lambda: _tell_cases(story, profile.cases),
    }
    told = [part for part in parts if part in telling]
    talks = [part for part in told if part in ("notes", "agreements")]
    for part in told:
        telling[part]()
        if talks and part == talks[0]:
            _tell_hidden(story, profile.hidden_notes)
    _tell_left_out(story, profile.hidden)
    return title


def _tell_left_out(story: Story, count: int) -> None:
    """Say what is not told beside the notes: names, tasks, offers, cases."""
    if not count:
        return
    text = ngettext(
        "Ein vertraulicher oder gesperrter Name oder Eintrag ist nicht enthalten.",
        "{count} vertrauliche oder gesperrte Namen und Einträge sind nicht enthalten.",
        count,
    )
    story.prose(text, story.types.quiet, above=story.types.gap / 2)


def _tell_facts(story: Story, profile: Profile) -> None:
    types = story.types
    story.prose(shortened(profile.description, NOTE_LIMIT), types.body)
    story.facts(profile.facts, types.label, types.cell, 104, above=types.gap * 0.35)


def _section(story: Story, title: str) -> None:
    story.heading(3, title, story.types.section, above=story.types.gap)


def _heads(story: Story, *labels: str) -> list[Run]:
    return [story.run(label, story.types.head) for label in labels]


def _tell_people(story: Story, people: Sequence[PersonLine], label: str) -> None:
    if people:
        _section(story, label)
        people_table(story, people)


def people_table(story: Story, people: Sequence[PersonLine]) -> None:
    """Add a table of people with function, and phone and e-mail below each other: addresses are long."""
    types = story.types
    rows: list[list[list[Run]]] = [
        [
            [story.run(person.name, types.cell_strong), story.run(person.note, types.cell_quiet)],
            [story.run(person.function, types.cell)],
            [story.run(_unbroken(person.phone), types.cell), story.mail(person.email, types.cell_quiet, person.name)],
        ]
        for person in people
    ]
    reached = [_("Telefon") if any(person.phone for person in people) else ""]
    reached.append(_("E-Mail") if any(person.email for person in people) else "")
    reach = ", ".join(label for label in reached if label)
    story.table(_heads(story, _("Name"), _("Funktion"), reach), rows, whole={0: 0.3, 2: 0.46})


def _unbroken(phone: str) -> str:
    """Return a phone number that stays on one line, as far as it is one."""
    return phone.replace(" ", "\u00a0") if len(phone) <= _PHONE else phone


def _tell_notes(story: Story, notes: Sequence[NoteLine]) -> None:
    if not notes:
        return
    types = story.types
    _section(story, _("Letzte Kontakte"))
    items: list[tuple[str, list[Run | Formatted]]] = []
    for note in notes:
        what = Run(story.wording.joined([note.kind, note.title], by=": "), types.strong)
        content = Formatted(note.content, types.body, limit=NOTE_LIMIT, heading=4)
        items.append((format_day(note.day), [what, content, story.run(note.people, types.cell_quiet)]))
    story.labelled_list(items, types.day, _day_width(story), types.gap / 6)


def _tell_hidden(story: Story, hidden: int) -> None:
    if not hidden:
        return
    text = ngettext(
        "Ein vertraulicher Vermerk ist nicht enthalten.",
        "{count} vertrauliche Vermerke sind nicht enthalten.",
        hidden,
    )
    story.prose(text, story.types.quiet, above=story.types.gap / 3)


def _tell_agreements(story: Story, notes: Sequence[NoteLine]) -> None:
    agreed = [note for note in notes if note.agreement.strip()]
    if not agreed:
        return
    types = story.types
    _section(story, _("Vereinbart"))
    items = [(format_day(note.day), [Formatted(note.agreement, types.body, heading=4)]) for note in agreed]
    story.labelled_list(items, types.day, _day_width(story), types.gap / 9)


def _day_width(story: Story) -> float:
    return story.types.day.width("00.00.0000") + 6


def _tell_open_points(story: Story, points: Sequence[OpenPoint]) -> None:
    if not points:
        return
    _section(story, _("Offene Punkte"))
    sides = ((_("Offen bei uns"), "mine"), (_("Offen auf der anderen Seite"), "theirs"))
    above = story.types.gap / 6
    for title, whose in sides:
        rows = [_point(story, point) for point in points if (point.whose == "mine") == (whose == "mine")]
        if rows:
            heads = [story.run(title, story.types.head_strong), *_heads(story, _("Wer"), _("Bis"))]
            story.table(heads, rows, [58, 24, 26], above)
            above = story.types.gap * 0.6


def _point(story: Story, point: OpenPoint) -> list[list[Run]]:
    types = story.types
    due = [story.run(format_day(point.due) if point.due else "", types.cell)]
    if point.overdue_days > 0:
        late = ngettext("überfällig seit einem Tag", "überfällig seit {count} Tagen", point.overdue_days)
        due.append(story.run(late, types.alarm))
    text = [Run(line, types.cell) for line in story.wording.paragraphs(point.text)]
    return [text, [story.run(point.who, types.cell)], due]


def _tell_offers(story: Story, offers: Sequence[OfferLine]) -> None:
    if not offers:
        return
    _section(story, _("Angebote"))
    _offer_table(story, offers)


def _tell_nearby(story: Story, profile: Profile, offers_at: Mapping[OfferLine, str]) -> None:
    if not profile.nearby:
        return
    _section(story, _("Angebote anderer im Bezirk"))
    fresh = [offer for offer in profile.nearby if offer not in offers_at]
    places = [offers_at[offer] for offer in profile.nearby if offer in offers_at]
    if fresh:
        _offer_table(story, fresh, with_provider=True)
    if places:
        text = _stand_before(len(places), list(dict.fromkeys(places)), are_more=bool(fresh))
        story.prose(text, story.types.body, above=story.types.gap / (3 if fresh else 6))
    if more := profile.more_nearby:
        text = ngettext(
            "Ein weiteres Angebot im Bezirk, siehe Liste „Angebote“.",
            "{count} weitere Angebote im Bezirk, siehe Liste „Angebote“.",
            more,
        )
        story.prose(text, story.types.quiet, above=story.types.gap / 3)


def _stand_before(count: int, partners: Sequence[str], *, are_more: bool) -> str:
    """Say of offers that stand in the pack already, how many and where."""
    named = _(" und ").join(_("„{name}“").format(name=name) for name in partners)
    where = _("bei {partners}").format(partners=named) if len(partners) <= _MOST_NAMED else _("bei anderen Partnern")
    if are_more:
        told = ngettext("Ein weiteres steht schon weiter vorn", "{count} weitere stehen schon weiter vorn", count)
    else:
        told = ngettext(
            "Ein Angebot, das schon weiter vorn steht", "{count} Angebote, die schon weiter vorn stehen", count
        )
    return _("{offers}: {where}.").format(offers=told, where=where)


def _offer_table(story: Story, offers: Sequence[OfferLine], *, with_provider: bool = False) -> None:
    types = story.types
    rows = []
    for offer in offers:
        checked = _("geprüft {day}").format(day=format_day(offer.checked)) if offer.checked else ""
        provider = offer.provider if with_provider else ""
        rows.append(
            [
                [story.run(offer.title, types.cell_strong), story.run(provider, types.cell_quiet)],
                [story.run(offer.when, types.cell)],
                [story.run(offer.place, types.cell)],
                [story.run(offer.status, types.cell), story.run(checked, types.cell_quiet)],
            ]
        )
    story.table(_heads(story, _("Angebot"), _("Wann"), _("Wo"), _("Stand")), rows, [34, 26, 26, 22])


def _tell_cases(story: Story, cases: Sequence[CaseLine]) -> None:
    if not cases:
        return
    types = story.types
    _section(story, _("Offene Vorgänge"))
    rows = [
        [
            [story.run(case.title, types.cell_strong)],
            [story.run(case.reference, types.cell)],
            [story.run(case.status, types.cell)],
            [story.run(format_day(case.deadline) if case.deadline else "", types.cell)],
        ]
        for case in cases
    ]
    story.table(_heads(story, _("Vorgang"), _("Aktenzeichen"), _("Status"), _("Frist")), rows, [46, 24, 20, 18])
