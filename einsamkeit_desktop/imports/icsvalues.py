"""What the fields of a record get from an entry of a calendar file, as a note, an event or a reminder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ..kinds import clock
from ..kinds.fields import Field, Links, Text
from ..kinds.registry import KINDS
from ..queries.record import Named, Record
from ..queries.terms import Vocabulary
from .icsread import Happening
from .icstimes import midnight

_ONLINE = re.compile(r"teams|zoom|webex|jitsi|bigbluebutton|videokonferenz|https?://|online", re.IGNORECASE)
_TALK, _VIDEO, _CALLED_OFF = "gespraech", "videokonferenz", "abgesagt"
_PRIORITIES = ((1, 4, "hoch"), (5, 5, "normal"), (6, 9, "niedrig"))


def values_of(happening: Happening, kind: str, people: Sequence[Named], words: Vocabulary) -> dict[str, Any]:
    """Return the values of the record that an entry becomes; what the file does not say is not among them."""
    makers = {"contact_note": _note, "event": _event, "reminder": _reminder}
    values = makers[kind](happening, people, words)
    if happening.is_confidential:
        values["confidential"] = True
    fields = KINDS[kind].fields
    cut = {name: _cut(fields[name], value) for name, value in values.items()}
    return {name: value for name, value in cut.items() if value not in (None, "", ())}


def said_values(happening: Happening, kind: str, people: Sequence[Named], words: Vocabulary) -> dict[str, Any]:
    """Return the values as `values_of`, without what the program chose because the file does not say it."""
    values = values_of(happening, kind, people, words)
    assumed = {"note_kind": "NOTE-KIND" not in happening.own, "owner": "OWNER" not in happening.own}
    assumed |= dict.fromkeys(("due_on", "at", "starts_at"), happening.when is None)
    return {name: value for name, value in values.items() if not assumed.get(name)}


def changed_values(known: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be written into a known record: the values that differ; links are added to those there are."""
    found = {}
    for name, _old, _new in changes_of(known, values):
        old, value = known.values.get(name), values[name]
        is_links = isinstance(KINDS[known.kind].fields[name], Links)
        found[name] = tuple(dict.fromkeys((*(old or ()), *value))) if is_links else value
    return found


def changes_of(known: Record, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the fields that would change, each with its old and new value in words; nothing is ever emptied."""
    found = []
    for name, value in values.items():
        field, old = KINDS[known.kind].fields[name], known.values.get(name)
        if name == "due_on" and value == known.values.get("first_due_on"):
            continue  # as wished; a weekend or the person moved it on
        if isinstance(field, Links):
            if set(value) - set(old or ()):
                found.append((name, str(len(old or ())), str(len({*(old or ()), *value}))))
        elif _same(old, value):
            continue
        else:
            found.append((name, _shown(field, old), _shown(field, value)))
    return found


def _note(happening: Happening, people: Sequence[Named], words: Vocabulary) -> dict[str, Any]:
    own = happening.own
    online = _ONLINE.search(happening.place) is not None
    return {
        "subject": "" if own.get("UNTITLED") else happening.title,
        "note_kind": _code(words, "note_kind", own.get("NOTE-KIND")) or _talk(words, online=online),
        "at": _moment(happening),
        "duration_minutes": happening.minutes,
        "place": happening.place,
        "content": happening.content,
        "agreement": happening.comment,
        "occasion": own.get("OCCASION"),
        "participants": tuple(person.id for person in people),
    }


def _event(happening: Happening, people: Sequence[Named], words: Vocabulary) -> dict[str, Any]:
    own = happening.own
    called_off = _CALLED_OFF if happening.is_called_off else None
    return {
        "name": happening.title or happening.content.partition("\n")[0],
        "starts_at": _moment(happening),
        "duration_minutes": happening.minutes,
        "place": happening.place,
        "description": happening.content,
        "event_kind": _code(words, "event_kind", own.get("EVENT-KIND")),
        "status": _code(words, "event_status", own.get("EVENT-STATUS") or called_off),
        "people": tuple(person.id for person in people if person.kind == "person"),
        "organisers": tuple(person.id for person in people if person.kind == "organisation"),
    }


def _reminder(happening: Happening, people: Sequence[Named], words: Vocabulary) -> dict[str, Any]:
    priority = next((code for first, last, code in _PRIORITIES if first <= happening.priority <= last), None)
    when = happening.when
    local = when.here() if when is not None and not when.is_day else None
    day = local.date() if local is not None else when.day if when is not None else clock.today()
    return {
        "text": happening.title or happening.content.partition("\n")[0],
        "due_on": day,
        "due_time": f"{local:%H:%M}" if local is not None else None,
        "repeat": happening.repeat,
        "owner": _code(words, "reminder_owner", happening.own.get("OWNER")) or "mine",
        "priority": _code(words, "reminder_priority", priority),
        "done_on": happening.done_on,
        "result": happening.comment,
        "about": people[0].id if people else None,
    }


def _moment(happening: Happening) -> datetime:
    when = happening.when
    if when is None:
        return clock.now()
    return midnight(when.day).astimezone(UTC) if when.is_day else when.moment()


def _talk(words: Vocabulary, *, online: bool) -> str:
    """Return the kind of contact that a meeting is; another municipality may have other kinds."""
    known = [term.code for term in words.lists.get("note_kind", ()) if term.active]
    wanted = _VIDEO if online else _TALK
    return wanted if wanted in known else next(iter(known), wanted)


def _code(words: Vocabulary, list_code: str, code: str | None) -> str | None:
    found = words.term(list_code, code) if code else None
    return found.code if found is not None else None


def _cut(field: Field, value: Any) -> Any:
    """Cut a text where its field ends."""
    return value[: field.limit].rstrip() if isinstance(field, Text) and isinstance(value, str) else value


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, datetime) and isinstance(new, datetime):
        return old.replace(microsecond=0) == new.replace(microsecond=0)
    return bool(old == new)


def _shown(field: Field, value: Any) -> str:
    return field.show(value) if value not in (None, "") else ""
