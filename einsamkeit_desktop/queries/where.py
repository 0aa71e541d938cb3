"""Conditions as one types them on the command line: FIELD=VALUE, in the words of the screen.

The field is named by its identifier or its German label, the value by code or label. An empty value means "leer",
`*` means "ausgefüllt". Days know `vor`, `ab` and `bis`. Areas match the whole town as well, as they do on the screen,
unless the value begins with `nur`. A field named twice matches either value; different fields must all match.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ..errors import BadSearch
from ..kinds import clock, fields
from ..kinds.days import parse_day
from ..kinds.folding import fold
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES
from ..texts import _
from .columns import columns_of
from .lists import Filter
from .packs import find_records
from .terms import Vocabulary, vocabulary

_LAST_CONTACT = "last_contact"
_ONE_DAY = timedelta(days=1)


def conditions(store: Store, kind: str, texts: Sequence[str]) -> tuple[Filter, ...]:
    """Return the filters that FIELD=VALUE texts mean for a list of this kind.

    Raises errors.BadSearch naming the fields or values there are, errors.NotFound for a record nothing fits.
    """
    words = vocabulary(store)
    found: dict[tuple[str, str], Filter] = {}
    for text in texts:
        name, value = _split(kind, text)
        for wanted in _filters(store, kind, name, value, words):
            key = (wanted.field, wanted.op)
            found[key] = _either(found[key], wanted) if key in found else wanted
    return tuple(found.values())


def known_fields(kind: str) -> dict[str, str]:
    """Return the fields one can filter by, name → German label."""
    table = KIND_TABLES[kind]
    labels = {
        name: _(field.label)
        for name, field in KINDS[kind].fields.items()
        if isinstance(field, fields.Terms | fields.Areas) or (name in table.c and not _is_long(field))
    }
    column = columns_of(kind).get(_LAST_CONTACT)
    return labels | ({_LAST_CONTACT: _(column.label)} if column else {})


def _is_long(field: fields.Field) -> bool:
    return isinstance(field, fields.Text) and field.multiline


def _split(kind: str, text: str) -> tuple[str, str]:
    asked, _sign, value = text.partition("=")
    known = known_fields(kind)
    wanted = fold(asked)
    name = next((n for n, label in known.items() if asked.strip() == n or wanted == fold(label)), None)
    if name is None:
        raise BadSearch(
            _("Das Feld „{name}“ gibt es bei „{kind}“ nicht. Es gibt: {known}.").format(
                name=asked.strip(), kind=_(KINDS[kind].plural), known=", ".join(f"{n} ({known[n]})" for n in known)
            )
        )
    return name, value.strip()


def _either(one: Filter, other: Filter) -> Filter:
    if one.op != "in":
        return other
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return Filter(one.field, "in", values, one.with_whole or other.with_whole)


def _filters(store: Store, kind: str, name: str, value: str, words: Vocabulary) -> list[Filter]:
    if name == _LAST_CONTACT:
        return [_last_contact(kind, value)]
    if value in {"", "*"}:
        return [Filter(name, "filled" if value else "empty")]
    field = KINDS[kind].fields[name]
    if isinstance(field, fields.Areas):
        return [_area(name, value, words)]
    if isinstance(field, fields.Choice | fields.Terms):
        return [Filter(name, "in", (_code(field, value, words),))]
    if isinstance(field, fields.Day | fields.Moment):
        return _span(field, value)
    if isinstance(field, fields.Ref):
        return [Filter(name, "in", tuple(find_records(store, [value], field.to)))]
    return [Filter(name, "in", (_plain(field, value),))]


def _plain(field: fields.Field, value: str) -> Any:
    if isinstance(field, fields.Flag) and fold(value) not in {"ja", "nein"}:
        raise BadSearch(_("„{label}“ ist „ja“ oder „nein“.").format(label=_(field.label)))
    try:
        return field.parse(value)
    except ValueError as error:
        raise BadSearch(f"{_(field.label)}: {error}") from error


def _code(field: fields.Choice | fields.Terms, value: str, words: Vocabulary) -> str:
    entry = words.find(field.of, value)
    if entry is None:
        known = ", ".join(f"{entry.code} ({entry.label})" for entry in words.lists.get(field.of, ()))
        raise BadSearch(
            _("„{label}“ kennt „{value}“ nicht. Es gibt: {known}.").format(
                label=_(field.label), value=value, known=known
            )
        )
    return entry.code


def _area(name: str, value: str, words: Vocabulary) -> Filter:
    only, _blank, rest = value.partition(" ")
    is_only = only.casefold() == _("nur") and bool(rest.strip())
    asked = rest.strip() if is_only else value
    entry = words.find_area(asked)
    if entry is None:
        known = ", ".join(f"{area.code} ({area.name})" for area in words.districts)
        raise BadSearch(_("Den Raum „{value}“ gibt es nicht. Es gibt: {known}.").format(value=asked, known=known))
    return Filter(name, "in", (entry.code,), with_whole=entry.level > 0 and not is_only)


def _last_contact(kind: str, value: str) -> Filter:
    asked = fold(value)
    if asked in {"", fold(_("nie")), fold(_("noch nie"))}:
        return Filter(_LAST_CONTACT, "empty")
    if asked in {"overdue", fold(_("überfällig")), fold(_("über dem Ziel"))} and "priority" in KINDS[kind].fields:
        return Filter(_LAST_CONTACT, "overdue")
    if value.isascii() and value.isdigit() and len(value) < 6:
        return Filter(_LAST_CONTACT, "older", (int(value),))
    raise BadSearch(
        _("„Letzter Kontakt“ ist „überfällig“, „nie“ oder eine Zahl von Tagen: last_contact=90 heißt vor mehr als 90.")
    )


def _span(field: fields.Day | fields.Moment, value: str) -> list[Filter]:
    """Return the filters for a day, or for the days before, from or up to it."""
    sign, _blank, rest = value.partition(" ")
    sign = sign.casefold() if rest.strip() and sign.casefold() in {_("vor"), _("ab"), _("bis")} else ""
    day = parse_day(rest.strip() if sign else value, clock.today())
    if day is None:
        raise BadSearch(
            _("„{label}“ ist ein Tag, auch mit „vor“, „ab“ oder „bis“: „{name}=ab 1.1.2026“.").format(
                label=_(field.label), name=field.name
            )
        )
    since = Filter(field.name, "since", (_edge(field, day),))
    if sign == _("vor"):
        return [Filter(field.name, "before", (_edge(field, day),))]
    if sign == _("ab"):
        return [since]
    until = Filter(field.name, "before", (_edge(field, day + _ONE_DAY),))
    if sign == _("bis"):
        return [until]
    return [since, until] if isinstance(field, fields.Moment) else [Filter(field.name, "in", (day,))]


def _edge(field: fields.Field, day: date) -> date | datetime:
    return clock.local_moment(day, time()) if isinstance(field, fields.Moment) else day
