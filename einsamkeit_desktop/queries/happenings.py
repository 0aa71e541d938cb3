"""What happened around a record beside its notes, by day: functions, exchanges, events, offers, tasks, documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.folding import fold, query_words, word_key
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, attachment, link, record
from ..texts import _, mark
from .akte import Wanted
from .linked_notes import linked_notes

_role, _exchange, _event, _offer, _reminder = (
    KIND_TABLES[code] for code in ("role", "exchange", "event", "offer", "reminder")
)
_SHOWN = (record.c.trashed_at.is_(None), record.c.restricted.is_(False))

BESIDE = ("role", "exchange", "event", "offer")
"""What papers tell between the notes; they have places of their own for tasks and documents."""
EVERYTHING = {
    "reminder": mark("Wiedervorlagen"),
    "attachment": mark("Dokumente"),
    "role": mark("Funktionen"),
    "exchange": mark("Austausch"),
    "event": mark("Veranstaltungen"),
    "offer": mark("Angebote"),
}
"""What a timeline on the screen shows beside the notes, with its name."""


@dataclass(frozen=True)
class Happening:
    """One quiet line of a timeline; `record_id` is what it leads to, `icon` the sign of its kind, `people` are those it
    is about.
    """

    day: date
    text: str
    icon: str
    record_id: int
    confidential: bool = False
    kind: str = ""
    people: frozenset[int] = frozenset()

    def suits(self, wanted: Wanted) -> bool:
        """Whether it is among what is wanted of a timeline; a kind of contact asks for notes alone."""
        if wanted.note_kind or wanted.beside not in ("", self.kind):
            return False
        if wanted.since is not None and self.day < wanted.since:
            return False
        if wanted.person is not None and wanted.person not in self.people:
            return False
        said = fold(self.text).split()
        return all(any(word.startswith(form) for form in forms for word in said) for forms in query_words(wanted.words))


def happenings(store: Store, record_id: int, kinds: Collection[str] = BESIDE) -> list[Happening]:
    """Return what happened around a record up to today, newest first; nothing trashed or restricted.

    Tasks that came from a note stand in the note, so they are not told again; open ones stand on the day they are due.
    """
    today = clock.today()
    with store.reading() as connection:
        found = [
            happening
            for kind, tell in _TELLING.items()
            if kind in kinds
            for happening in tell(connection, record_id)
            if happening.day <= today
        ]
    return sorted(found, key=lambda happening: (happening.day, word_key(happening.text)), reverse=True)


def _roles(connection: Connection, record_id: int) -> Iterator[Happening]:
    spine = record.alias()
    for mine, other in ((_role.c.person, _role.c.organisation), (_role.c.organisation, _role.c.person)):
        query = (
            select(_role.c.function, _role.c.since, _role.c.until, record.c.id, record.c.title, record.c.confidential)
            .join(spine, spine.c.id == _role.c.id)
            .join(record, record.c.id == other)
            .where(mine == record_id, spine.c.trashed_at.is_(None), spine.c.restricted.is_(False), *_SHOWN)
        )
        for row in connection.execute(query):
            name = ", ".join(part for part in (row.title, row.function) if part)
            for day, pattern in (
                (row.since, _("Funktion begonnen: {name}")),
                (row.until, _("Funktion beendet: {name}")),
            ):
                if day is not None:
                    yield _line("role", row, day, pattern.format(name=name), frozenset({row.id}))


def _exchanges(connection: Connection, record_id: int) -> Iterator[Happening]:
    whose = or_(_exchange.c.municipality == record_id, _exchange.c.practice == record_id)
    query = _titled(_exchange, _exchange.c.day).where(whose)
    for row in connection.execute(query):
        if row.day is not None:
            yield _line("exchange", row, row.day, _("Austausch: {title}").format(title=row.title))


def _events(connection: Connection, record_id: int) -> Iterator[Happening]:
    held = select(link.c.from_id).where(link.c.to_id == record_id, link.c.meaning.in_(("organisers", "people")))
    rows = list(connection.execute(_titled(_event, _event.c.starts_at).where(_event.c.id.in_(held))))
    query = select(link.c.from_id, link.c.to_id).where(link.c.from_id.in_([row.id for row in rows]))
    taking_part: dict[int, set[int]] = {}
    for event_id, person_id in connection.execute(query.where(link.c.meaning == "people")):
        taking_part.setdefault(event_id, set()).add(person_id)
    for row in rows:
        if row.starts_at is not None:
            people = frozenset(taking_part.get(row.id, ()))
            day = row.starts_at.astimezone().date()
            yield _line("event", row, day, _("Veranstaltung: {title}").format(title=row.title), people)


def _offers(connection: Connection, record_id: int) -> Iterator[Happening]:
    query = _titled(_offer, _offer.c.starts_on, _offer.c.ends_on).where(_offer.c.provider == record_id)
    for row in connection.execute(query):
        for day, pattern in (
            (row.starts_on, _("Angebot begonnen: {title}")),
            (row.ends_on, _("Angebot beendet: {title}")),
        ):
            if day is not None:
                yield _line("offer", row, day, pattern.format(title=row.title))


def _reminders(connection: Connection, record_id: int) -> Iterator[Happening]:
    day = func.coalesce(_reminder.c.done_on, _reminder.c.due_on)
    wanted = or_(*(_is_of(side, record_id, day) for side in (_reminder.c.about, _reminder.c.waiting_for)))
    columns = (_reminder.c.done_on, _reminder.c.due_on, _reminder.c.result, _reminder.c.about, _reminder.c.waiting_for)
    for row in connection.execute(_titled(_reminder, *columns).where(_reminder.c.origin.is_(None), wanted)):
        people = frozenset(i for i in (row.about, row.waiting_for) if i is not None)
        if row.done_on is None:
            text = _("Wiedervorlage: {title}, offen").format(title=row.title)
            yield _line("reminder", row, row.due_on, text, people)
            continue
        text = _("Erledigt: {title}").format(title=row.title)
        result = (row.result or "").strip().partition("\n")[0]
        if row.done_on != row.due_on:
            text = _("{text} (fällig am {day})").format(text=text, day=format_day(row.due_on))
        yield _line("reminder", row, row.done_on, f"{text} – {result}" if result else text, people)


def _is_of(side: ColumnElement[Any], record_id: int, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a side is the record, or somebody who had a function in it on the day."""
    spine = record.alias()
    holds = exists().where(
        _role.c.person == side,
        _role.c.organisation == record_id,
        spine.c.id == _role.c.id,
        spine.c.trashed_at.is_(None),
        or_(_role.c.since.is_(None), _role.c.since <= day),
        or_(_role.c.until.is_(None), _role.c.until >= day),
    )
    return or_(side == record_id, holds)


def _documents(connection: Connection, record_id: int) -> Iterator[Happening]:
    """Tell the files of the record and of the notes in its Akte; those of a note lead to the note."""
    query = (
        select(record.c.id, record.c.confidential, attachment.c.file_name, attachment.c.added_at)
        .join(record, record.c.id == attachment.c.record_id)
        .where(or_(record.c.id == record_id, record.c.id.in_(linked_notes(record_id))), *_SHOWN)
    )
    for row in connection.execute(query):
        text = _("Dokument: {name}").format(name=row.file_name)
        yield Happening(
            row.added_at.astimezone().date(), text, "paperclip", row.id, row.confidential, kind="attachment"
        )


def _titled(table: Any, *columns: Any) -> Any:
    spine = (record.c.id, record.c.title, record.c.confidential)
    return select(*spine, *columns).join(record, record.c.id == table.c.id).where(*_SHOWN)


def _line(kind: str, row: Any, day: date, text: str, people: frozenset[int] = frozenset()) -> Happening:
    return Happening(day, text, KINDS[kind].icon, row.id, row.confidential, kind, people)


_TELLING: dict[str, Callable[[Connection, int], Iterator[Happening]]] = {
    "role": _roles,
    "exchange": _exchanges,
    "event": _events,
    "offer": _offers,
    "reminder": _reminders,
    "attachment": _documents,
}
