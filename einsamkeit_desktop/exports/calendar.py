"""Appointments, events, reminders and terms as a calendar file (RFC 5545), for the calendars of other programs.

The same records give the same bytes: the stamp of each entry is that of its last change. Moments leave in UTC, which
every program reads alike; the time of a reminder is one on the clock and belongs to no zone. What only this program
knows travels in X-GEM properties, so that the way back loses nothing. Nobody is named as attendee: programs would send
invitations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..kinds import clock
from ..progress import Progress
from ..queries.calendar import TERMS, day_and_time, length, term_title, time_of
from ..queries.record import Record, load_many, named
from ..queries.terms import Vocabulary, vocabulary
from ..store.store import Store
from ..texts import _
from .files import write_whole

if TYPE_CHECKING:
    from icalendar import vText
    from icalendar.cal import Component

PRIORITIES = {"hoch": 1, "normal": 5, "niedrig": 9}
"""How urgent a reminder is, as RFC 5545 counts it."""
CALLED_OFF = "abgesagt"
_PROGRAM = "-//Gem-Einsamkeit//Kalender//DE"
_CHUNK = 200


def write_ics(
    store: Store, record_ids: Sequence[int], target: Path, progress: Progress | None = None, *, with_texts: bool = False
) -> int:
    """Write dated records as a calendar file and return how many have a day and are in it.

    `with_texts` adds what was said, agreed and described. Whoever calls has left out what must not leave the house.
    Raises errors.BadTarget where the place fails, errors.Cancelled when stopped; the target is then as it was.
    """
    content, count = calendar_of(store, record_ids, progress, with_texts=with_texts)
    write_whole(target, content)
    return count


def calendar_of(
    store: Store, record_ids: Sequence[int], progress: Progress | None = None, *, with_texts: bool = False
) -> tuple[bytes, int]:
    """Return the file and how many entries it holds; the order is that of the ids."""
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", _PROGRAM)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    count = 0
    for entry in _components(store, record_ids, progress or Progress(), with_texts=with_texts):
        whole.add_component(entry)
        count += 1
    return whole.to_ical(), count


def _components(store: Store, ids: Sequence[int], progress: Progress, *, with_texts: bool) -> Iterator[Component]:
    words = vocabulary(store)
    makers: dict[str, Callable[[Record], Component | None]] = {
        "contact_note": lambda entry: _note(entry, words, with_texts=with_texts),
        "event": lambda entry: _event(entry, words, with_texts=with_texts),
        "reminder": lambda entry: _reminder(entry, with_texts=with_texts),
    }
    for start in range(0, len(ids), _CHUNK):
        progress.step(start, len(ids))
        page = load_many(store, ids[start : start + _CHUNK])
        papers = [entry.values["paper"] for entry in page if entry.kind == "consultation"]
        titles = {row_id: name.title for row_id, name in named(store, papers, with_restricted=False).items()}
        for entry in page:
            make = makers.get(entry.kind)
            made = make(entry) if make is not None else _term(entry, titles)
            if made is not None:
                yield made
    progress.step(len(ids), len(ids))


def _note(entry: Record, words: Vocabulary, *, with_texts: bool) -> Component:
    from icalendar import Event

    values = entry.values
    made = Event()
    subject = values["subject"] or words.short_label("note_kind", values["note_kind"])
    _begin(made, entry, subject)
    _span(made, values["at"], values["duration_minutes"])
    _text(made, "location", values["place"])
    _text(made, "x-gem-note-kind", values["note_kind"])
    if not values["subject"]:
        made.add("x-gem-untitled", "TRUE")
    if with_texts:
        _text(made, "description", values["content"])
        _text(made, "comment", values["agreement"])
        _text(made, "x-gem-occasion", values["occasion"])
    return made


def _event(entry: Record, words: Vocabulary, *, with_texts: bool) -> Component | None:
    from icalendar import Event

    values = entry.values
    if values["starts_at"] is None:
        return None
    made = Event()
    _begin(made, entry, values["name"])
    _span(made, values["starts_at"], values["duration_minutes"])
    _text(made, "location", values["place"])
    made.add("status", "CANCELLED" if values["status"] == CALLED_OFF else "CONFIRMED")
    _text(made, "categories", words.label("event_kind", values["event_kind"]))
    _text(made, "x-gem-event-kind", values["event_kind"])
    _text(made, "x-gem-event-status", values["status"])
    if with_texts:
        _text(made, "description", values["description"])
    return made


def _reminder(entry: Record, *, with_texts: bool) -> Component:
    from icalendar import Todo, vRecur

    values = entry.values
    made = Todo()
    _begin(made, entry, values["text"])
    at = time_of(values["due_time"])
    due = datetime.combine(values["due_on"], at) if at is not None else values["due_on"]
    made.add("due", due)
    if values["repeat"]:
        made.add("dtstart", due)  # a rule needs a beginning (RFC 5545, 3.6.2)
        made.add("rrule", vRecur.from_ical(values["repeat"]))
    made.add("priority", PRIORITIES.get(values["priority"] or "", 0))
    if values["done_on"] is not None:
        made.add("status", "COMPLETED")
        made.add("completed", clock.local_moment(values["done_on"], time(12)))
    else:
        made.add("status", "NEEDS-ACTION")
    _text(made, "x-gem-owner", values["owner"])
    if with_texts:
        _text(made, "comment", values["result"])
    return made


def _term(entry: Record, titles: dict[int, str]) -> Component | None:
    from icalendar import Event

    field = TERMS.get(entry.kind, "")
    day = entry.values.get(field)
    if day is None:
        return None
    made = Event()
    title = titles.get(entry.values["paper"], "") if entry.kind == "consultation" else entry.title
    _begin(made, entry, term_title(entry.kind, title))
    made["uid"] = f"{entry.uid}-{field}"
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    return made


def _begin(made: Component, entry: Record, summary: str) -> None:
    made.add("uid", entry.uid)
    made.add("dtstamp", _second(entry.changed_at))
    made.add("created", _second(entry.created_at))
    made.add("last-modified", _second(entry.changed_at))
    _text(made, "summary", summary or _("Ohne Titel"))
    made.add("class", "CONFIDENTIAL" if entry.confidential else "PUBLIC")
    made.add("x-gem-kind", entry.kind)


def _span(made: Component, moment: datetime, minutes: int | None) -> None:
    """Say from when to when: whole days as days, else in UTC; without a length there is no end."""
    minutes = length(minutes)
    day, at = day_and_time(moment, minutes)
    if at is None:
        made.add("dtstart", day)
        made.add("dtend", day + timedelta(minutes=minutes or 0))
        return
    made.add("dtstart", _second(moment))
    if minutes is not None:
        made.add("dtend", _second(moment) + timedelta(minutes=minutes))


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _text(made: Component, name: str, text: str | None) -> None:
    if text:
        made.add(name, _text_class()(text))


@cache
def _text_class() -> type[vText]:
    from icalendar import vText

    class PlainText(vText):
        """A text whose escapes can be undone: the library's own take the two signs of "\\N" for a line end."""

        def to_ical(self) -> bytes:
            escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
            return escaped.replace("\n", "\\n").encode()

    return PlainText
