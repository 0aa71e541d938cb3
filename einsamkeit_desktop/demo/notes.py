"""The contact notes: the shown ones, appointments to come, and as many talks and meetings as the size asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate
from operator import itemgetter
from typing import Any

from ..kinds.clock import local_moment
from .dice import Dice
from .scene import Draft, Member, Partner, Scene, words
from .texts import Writer

_TALKS = {
    "telefonat": (40, (5, 10, 15, 20, 25, 30)),
    "email_ein": (19, ()),
    "gespraech": (13, (30, 45, 60, 75)),
    "besuch": (9, (45, 60, 90, 120)),
    "videokonferenz": (9, (30, 45, 60)),
    "veranstaltung": (4, (10, 15)),
    "messenger": (3, ()),
    "brief_ein": (1, ()),
    "intern": (2, (15, 30)),
}
_OUTGOING = ("email_aus", "email_aus", "email_aus", "brief_aus", "rundmail", "vermerk", "social_media")
_SPOKEN = frozenset({"telefonat", "gespraech", "besuch", "videokonferenz"})
_MEETING_SHARE = 0.04
_OUTGOING_SHARE = 0.08


@dataclass(frozen=True)
class Promise:
    """A task that a note named: what, since when, about whom, whose turn, and the note's place among all notes."""

    text: str
    day: date
    partner: Partner
    member: Member | None
    note_at: int


def add_notes(scene: Scene) -> tuple[list[int], list[Promise]]:
    """Make all notes, oldest first, so that newer ones have larger ids; return their ids and the tasks they named."""
    dice = scene.dice("notes")
    shown = words("showcase")
    plans = _plans(scene, dice, scene.size.notes - len(shown["notes"]) - len(shown["appointments"]))
    plans += [(scene.working_day(scene.today - timedelta(days=form["ago"])), "shown", form) for form in shown["notes"]]
    plans.sort(key=itemgetter(0))
    promises: list[Promise] = []
    maker = _Maker(scene, dice, promises)
    ids = scene.add("contact_note", (maker.draft(at, *plan) for at, plan in enumerate(plans)))
    for form, row_id in zip((plan[2] for plan in plans), ids, strict=True):
        if isinstance(form, dict):
            scene.index[f"note:{form['subject']}"] = row_id
    ids += scene.add("contact_note", (_appointment(scene, form) for form in shown["appointments"]))
    return ids, promises


def _plans(scene: Scene, dice: Dice, count: int) -> list[tuple[date, str, Any]]:
    """Return day, sort and partner of every note: each partner's latest contact is among them, the rest by weight."""
    spoken = [partner for partner in scene.partners if partner.last is not None]
    shown = {"as", "mgh", "vielfalt", "selbsthilfe", "fb_nord"}
    plans: list[tuple[date, str, Any]] = [
        (partner.last, "talk", partner) for partner in spoken if partner.last and partner.key not in shown
    ][:count]
    meetings, outgoing = round(count * _MEETING_SHARE), round(count * _OUTGOING_SHARE)
    plans += [(_busy_day(scene, dice, scene.start, scene.today), "meeting", None) for _ in range(meetings)]
    reached = [partner for partner in scene.partners if partner.active]
    for partner in dice.choices(reached, k=max(min(outgoing, count - len(plans)), 0)):
        plans.append((_busy_day(scene, dice, partner.created, scene.today), "outgoing", partner))
    weights = list(accumulate(partner.weight + 0.05 for partner in spoken))
    for partner in dice.choices(spoken, cum_weights=weights, k=max(count - len(plans), 0)):
        plans.append((_busy_day(scene, dice, partner.created, partner.last or scene.today), "talk", partner))
    return plans


def _busy_day(scene: Scene, dice: Dice, first: date, last: date) -> date:
    """Return a day of the span; the first six months were calmer, 30 notes against 45."""
    day = scene.between(dice, first, last)
    if (day - scene.start).days < 182 and scene.size.months > 6 and dice.chance(1 / 3):
        day = scene.between(dice, first, last)
    return min(day, scene.working_day(last))


class _Maker:
    """Turns plans into drafts and remembers the tasks that came up."""

    def __init__(self, scene: Scene, dice: Dice, promises: list[Promise]) -> None:
        self._scene = scene
        self._dice = dice
        self._promises = promises
        self._writer = Writer(scene.dice("texts"))
        self._kinds = list(_TALKS)
        self._weights = list(accumulate(weight for weight, _minutes in _TALKS.values()))
        tasks = (scene.size.done_reminders + scene.size.open_reminders) * 1.5
        self._rate = min(tasks / max(scene.size.notes, 1), 1.0)
        self._meeting_bodies = [row_id for name, row_id in scene.index.items() if name.startswith("meeting:")]

    def draft(self, at: int, day: date, sort: str, subject: Any) -> Draft:
        """Return the note of a plan; `at` is its place among all notes."""
        if sort == "shown":
            return _shown(self._scene, subject, day)
        if sort == "meeting":
            return self._meeting(day)
        if sort == "outgoing":
            return self._outgoing(day, subject)
        return self._talk(at, day, subject)

    def _talk(self, at: int, day: date, partner: Partner) -> Draft:
        dice = self._dice
        people = [member for member in partner.members_on(day) if member.may_speak(day)]
        if len(people) > 1 and dice.chance(0.6):
            people = [people[0], dice.choice(people[1:])] if dice.chance(0.5) else [dice.choice(people)]
        else:
            people = people[:1]
        if len(people) == 1 and dice.chance(0.2):
            people += self._guests(day, 1, people)
        kind = dice.choices(self._kinds, cum_weights=self._weights)[0]
        if partner.type == "medien" and dice.chance(0.7):
            kind = "presse"
        names = [member.name for member in people]
        blanks = self._writer.blanks(day, names, partner.name, partner.district.name)
        written = self._writer.talk(partner.type, blanks, spoken=kind in _SPOKEN)
        if written.tasks and dice.chance(self._rate):
            text, whose = dice.choice(written.tasks)
            waits = next((member for member in people if member.name in text), people[0] if people else None)
            self._promises.append(Promise(text, day, partner, waits if whose == "theirs" else None, at))
        minutes = _TALKS.get(kind, (0, (15, 20)))[1]
        return self._note(
            day,
            kind,
            (partner.id, *(member.id for member in people)),
            subject=written.subject if dice.chance(0.9) else None,
            content=written.content or None,
            agreement=written.agreement,
            duration_minutes=dice.choice(minutes) if minutes else None,
            place=partner.name if kind == "besuch" else None,
            confidential=dice.chance(0.03),
        )

    def _meeting(self, day: date) -> Draft:
        dice = self._dice
        people = self._guests(day, dice.randint(5, 11), [])
        houses = list(dict.fromkeys(post.partner for member in people for post in member.posts if post.on(day)))
        names = [member.name for member in people] or ["die Geschäftsführung"]
        blanks = self._writer.blanks(day, (names * 2)[:2], "", dice.choice(self._scene.districts).name)
        written = self._writer.meeting(blanks | {"n": str(len(people))})
        body = (dice.choice(self._meeting_bodies),) if self._meeting_bodies else ()
        return self._note(
            day,
            "sitzung",
            (*body, *(house.id for house in houses), *(member.id for member in people)),
            subject=written.subject,
            content=written.content,
            agreement=written.agreement,
            duration_minutes=dice.choice((60, 90, 120)),
            place=dice.choice(("Rathaus, Raum 214", "Haus der Vielfalt", "Bürgersaal", "online")),
        )

    def _outgoing(self, day: date, partner: Partner) -> Draft:
        names = [member.name for member in partner.members_on(day)[:1]] or ["der Geschäftsstelle"]
        written = self._writer.outgoing(self._writer.blanks(day, names, partner.name, partner.district.name))
        kind = "rundmail" if written.subject.startswith("Rundmail") else self._dice.choice(_OUTGOING)
        kind = "vermerk" if written.subject.startswith("Vermerk") else kind
        return self._note(day, kind, (partner.id,), subject=written.subject, content=written.content)

    def _guests(self, day: date, count: int, without: list[Member]) -> list[Member]:
        """Return up to so many other people who work for some partner on that day and may be spoken to."""
        found: dict[int, Member] = {}
        for member in self._dice.choices(self._scene.members, k=count * 3):
            works = any(post.on(day) for post in member.posts)
            if works and len(found) < count and member not in without and member.may_speak(day):
                found[member.id] = member
        return list(found.values())

    def _note(self, day: date, kind: str, participants: tuple[int, ...], **values: Any) -> Draft:
        at = local_moment(day, time(self._dice.randint(8, 16), self._dice.randrange(0, 60, 5)))
        return Draft({"note_kind": kind, "at": at, "participants": participants, **values}, day)


def _participants(scene: Scene, form: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(scene.index[name] for name in form["with"] if name in scene.index)


def _values(scene: Scene, form: Mapping[str, Any], day: date) -> dict[str, Any]:
    hour, minute = form["at"].split(":")
    return {
        "subject": form["subject"].format(district1=scene.district(1).name),
        "note_kind": form["kind"],
        "at": local_moment(day, time(int(hour), int(minute))),
        "duration_minutes": form.get("minutes"),
        "place": form.get("place"),
        "participants": _participants(scene, form),
        "content": form.get("content"),
        "agreement": form.get("agreement"),
    }


def _shown(scene: Scene, form: Mapping[str, Any], day: date) -> Draft:
    return Draft(_values(scene, form, day), day)


def _appointment(scene: Scene, form: Mapping[str, Any]) -> Draft:
    """Return a planned appointment: a note whose time is still to come."""
    return Draft(
        _values(scene, form, scene.next_working_day(form["day"])), scene.working_day(scene.today - timedelta(days=6))
    )


def shown_tasks(scene: Scene) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    """Yield the tasks of the shown notes: (task, the note's id, the id of what it is about)."""
    for form in words("showcase")["notes"]:
        for task in form.get("tasks", ()):
            if task["about"] in scene.index:
                yield task, scene.index[f"note:{form['subject']}"], scene.index[task["about"]]
