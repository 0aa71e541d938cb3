"""Putting a paper together: what may be on it, what is counted as left out, and whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from ..errors import NotFound
from ..kinds import clock, fields
from ..kinds.days import format_day
from ..kinds.markup import plain
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import link, record
from ..texts import _
from . import akte, people
from .briefing import Line, OpenPoint, PersonLine
from .handouts import Head, Imprint
from .header import header
from .record import Named, Record, load, load_many
from .settings import office
from .shown import shown_value
from .terms import Vocabulary, vocabulary

_CHUNK = 500


@dataclass
class Gathering:
    """What a paper is made of while it is put together.

    `secret` lets confidential things in; without it they are in `hidden`, by id, so each is counted once. `persons`
    are those the paper names.
    """

    store: Store
    found: Record
    words: Vocabulary
    secret: bool = False
    hidden: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    _known: dict[int, Named | None] = field(default_factory=dict)

    def open_names(self, ids: Iterable[int]) -> dict[int, Named]:
        """Return what records are called that may be on the paper, in the order of the ids.

        Confidential and restricted ones are counted, trashed ones not even that.
        """
        wanted = list(dict.fromkeys(ids))
        self._read([row_id for row_id in wanted if row_id not in self._known])
        named = {row_id: entry for row_id in wanted if (entry := self._known[row_id]) is not None}
        self.name(*named.values())
        return named

    def _read(self, ids: list[int]) -> None:
        self._known.update(dict.fromkeys(ids))
        for start in range(0, len(ids), _CHUNK):
            query = select(record).where(record.c.id.in_(ids[start : start + _CHUNK]), record.c.trashed_at.is_(None))
            with self.store.reading() as connection:
                for row in connection.execute(query):
                    if row.restricted or (row.confidential and not self.secret):
                        self.hidden.add(row.id)
                    else:
                        self._known[row.id] = Named(row.id, row.kind, row.title, row.uid)

    def title(self, record_id: int | None) -> str:
        """Return what a record is called if it may be named, else ""."""
        found = self.open_names([record_id]) if record_id is not None else {}
        return next((entry.title for entry in found.values()), "")

    def took_part(self, note_ids: Sequence[int]) -> dict[int, list[Named]]:
        """Return who took part in notes and may be named, by the note's id, in the order in which they were linked."""
        links: list[tuple[int, int]] = []
        with self.store.reading() as connection:
            for start in range(0, len(note_ids), _CHUNK):
                mine = link.c.from_id.in_(note_ids[start : start + _CHUNK])
                query = select(link.c.from_id, link.c.to_id).where(mine, link.c.meaning == "participants")
                links += [(row[0], row[1]) for row in connection.execute(query.order_by(link.c.position, link.c.id))]
        named = self.open_names(row_id for _note, row_id in links)
        found: dict[int, list[Named]] = {}
        for note, row_id in links:
            if row_id in named:
                found.setdefault(note, []).append(named[row_id])
        return found

    def name(self, *entries: Named) -> None:
        """Remember the persons among the records that the paper names."""
        self.persons.update(entry.id for entry in entries if entry.kind == "person")

    def hides(self, record_id: int, confidential: bool) -> bool:
        """Say whether something confidential stays out, and count it then."""
        if confidential and not self.secret:
            self.hidden.add(record_id)
            return True
        return False

    def lines(self, names: Sequence[str]) -> tuple[Line, ...]:
        """Return the filled ones of the named fields as labelled lines, in this order."""
        told = []
        for name in names:
            value = self.found.values[name]
            if value is None or value is False or value in ("", ()):
                continue
            of = KINDS[self.found.kind].fields[name]
            titles: dict[int, str] = {}
            if isinstance(of, fields.Ref | fields.Links):
                named = self.open_names(value if isinstance(value, tuple) else (value,))
                titles = {row_id: entry.title for row_id, entry in named.items()}
                value = tuple(titles)
            if isinstance(of, fields.Moment):
                told.append(Line(_(of.label), _with_hour(value)))
                continue
            if isinstance(of, fields.Text) and of.formatted:
                value = plain(value)
            told += [Line(label, text) for label, text in shown_value(of, value, self.words, titles) if text]
        return tuple(told)

    def head(self, kind_label: str) -> Head:
        """Return the head of the record with its chips as words; one that only repeats the kind is left out."""
        chips = (chip.text for chip in header(self.store, self.found.id).chips)
        own = _(KINDS[self.found.kind].label)
        return Head(kind_label, self.found.title or _("Ohne Namen"), tuple(chip for chip in chips if chip != own))

    def imprint(self) -> Imprint:
        """Return what the paper says about itself; to be asked last."""
        return Imprint(
            office(self.store),
            clock.today(),
            self.secret or self.found.confidential,
            len(self.hidden),
            tuple(sorted(self.persons)),
        )


def _with_hour(moment: datetime) -> str:
    local = moment.astimezone()
    return _("{day}, {time} Uhr").format(day=format_day(local.date()), time=f"{local:%H:%M}")


def gather(store: Store, record_id: int, *, secret: bool = False) -> Gathering:
    """Begin a paper on a record. Raises errors.NotFound for restricted and trashed ones, which are never printed."""
    found = load(store, record_id)
    if found.restricted or found.trashed_at is not None:
        raise NotFound(_("Gesperrte und gelöschte Datensätze werden nicht gedruckt."))
    begun = Gathering(store, found, vocabulary(store), secret)
    begun.name(Named(found.id, found.kind, found.title))
    return begun


def role_lines(begun: Gathering) -> tuple[PersonLine, ...]:
    """Return the people of an organisation, or the organisations of a person."""
    if begun.found.kind not in {"organisation", "person"}:
        return ()
    told = []
    for line in people.roles(begun.store, begun.found.id):
        if begun.hides(line.other.id, line.confidential):
            continue
        begun.name(line.other)
        note = ""
        if not line.is_current and line.until is not None:
            note = _("ausgeschieden {day}").format(day=format_day(line.until))
        elif line.since is not None:
            note = _("seit {month}").format(month=f"{line.since:%m/%Y}")
        told.append(PersonLine(line.other.title, line.function, line.phone, line.email, note))
    return tuple(told)


def open_points(begun: Gathering) -> tuple[OpenPoint, ...]:
    """Return what is open with the record on both sides; confidential tasks are in it or counted."""
    return tuple(
        OpenPoint(
            task.text,
            task.due_on,
            "theirs" if task.whose == "theirs" else "mine",
            begun.title(task.waiting_id),
            task.days_overdue,
        )
        for task in akte.open_tasks(begun.store, begun.found.id)
        if not begun.hides(task.id, task.confidential)
    )


def person_lines(begun: Gathering, ids: Iterable[int]) -> tuple[PersonLine, ...]:
    """Return linked partners with how to reach them; a person's function stands with its organisation."""
    told = []
    for entry in load_many(begun.store, begun.open_names(ids)):
        points = entry.values.get("contacts") or ()
        phone = next((point.value for point in points if point.kind in {"phone", "mobile"}), "")
        mail = next((point.value for point in points if point.kind == "email"), "")
        post = current_post(begun, entry.id) if entry.kind == "person" else (_(KINDS[entry.kind].label), "")
        told.append(PersonLine(entry.title, ", ".join(filter(None, post)), phone, mail))
    return tuple(told)


def current_post(begun: Gathering, person_id: int) -> tuple[str, str]:
    """Return a person's first current function and its organisation, as far as it may be named."""
    for line in people.roles(begun.store, person_id):
        if line.is_current and not begun.hides(line.other.id, line.confidential):
            return line.function, line.other.title
    return "", ""


def heading_and_text(entry: akte.Entry) -> tuple[str, str]:
    """Return title and text of a note without saying the same twice: a note without subject is titled by its text."""
    title, text = entry.title.strip(), entry.content.strip()
    first, _newline, rest = text.partition("\n")
    if title == plain(first).strip():
        return title, rest.strip()
    if title.endswith("…") and plain(text).startswith(title.rstrip(" …")):
        return "", text
    return title, text
