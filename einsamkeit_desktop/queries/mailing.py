"""Addresses as they stand on labels, after DIN 5008: organisation, department, person, street or box, town, country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ..kinds import clock
from ..kinds.folding import fold
from ..kinds.points import Address
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..texts import _
from .current import is_current
from .handouts import Imprint, Label, Labels
from .record import Record, load_many
from .settings import office
from .sheets import open_ids
from .terms import Vocabulary, vocabulary

_role = KIND_TABLES["role"]
_CHUNK = 500
_LONGEST_TOLD = 60
_MOST_NAMES = 3
"""So many people share a label of their organisation; of more the first two are named, and that there are others."""


@dataclass(frozen=True)
class _Post:
    organisation: int
    department: str


@dataclass(frozen=True)
class _Recipient:
    """Whom a letter goes to: the organisation's lines, the person's line, and where."""

    title: str
    house: tuple[str, ...]
    person: str
    place: tuple[str, ...]


def labels(store: Store, record_ids: Sequence[int], *, one_per_address: bool = True) -> Labels:
    """Return the address labels of persons and organisations, in their order.

    A person without an address of their own is written to at the organisation. With `one_per_address` those at the
    same address share a label; without it only the same label twice is printed once.
    """
    kept = open_ids(store, record_ids)
    told = list(_recipients(store, kept))
    reached = [entry for entry in told if entry.place]
    made = _shared(reached) if one_per_address else [_lines(who.house, [who.person], who.place) for who in reached]
    unlike: dict[str, tuple[str, ...]] = {}
    for lines in made:
        unlike.setdefault(fold("\n".join(lines)), lines)
    return Labels(
        tuple(Label(lines) for lines in unlike.values()),
        Imprint(office(store), clock.today(), False, len(record_ids) - len(kept), _persons(store, kept)),
        tuple(entry.title for entry in told if not entry.place),
    )


def _persons(store: Store, ids: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(entry.id for entry in load_many(store, ids) if entry.kind == "person"))


def _recipients(store: Store, ids: Sequence[int]) -> Iterable[_Recipient]:
    posts = _posts(store, ids)
    houses = {entry.id: entry for entry in load_many(store, {post.organisation for post in posts.values()})}
    words = vocabulary(store)
    for entry in load_many(store, ids):
        if entry.kind == "person":
            post = posts.get(entry.id)
            yield _to_person(entry, houses.get(post.organisation) if post else None, post, words)
        else:
            yield _Recipient(entry.title, (entry.title,), "", _place(entry))


def _to_person(person: Record, house: Record | None, post: _Post | None, words: Vocabulary) -> _Recipient:
    own, theirs = _place(person), _place(house) if house is not None else ()
    lines: tuple[str, ...] = ()
    if house is not None and post is not None and not (own and _is_private(person)):
        lines = tuple(line for line in (house.title, post.department) if line)
    return _Recipient(person.title, lines, person_line(person, words), own or theirs)


def person_line(person: Record, words: Vocabulary) -> str:
    """Return a person's line: Frau or Herrn, title, given name, particle, family name, what follows the name."""
    entry = words.term("form_of_address", person.values.get("form_of_address"))
    address = str(entry.extra.get("address_line") or "") if entry else ""
    suffix = person.values.get("name_suffix") or ""
    line = " ".join(part for part in (address, KINDS["person"].title(person.values)) if part)
    return f"{line}, {suffix}" if suffix else line


def _place(entry: Record) -> tuple[str, ...]:
    found = _address(entry)
    return found.lines() if found is not None else ()


def _address(entry: Record) -> Address | None:
    """Return the first address a letter can be sent to: it needs a town."""
    addresses: tuple[Address, ...] = entry.values.get("addresses") or ()
    return next((found for found in addresses if found.city or found.postal_code), None)


def _is_private(person: Record) -> bool:
    found = _address(person)
    return found is not None and "privat" in fold(found.label)


def _shared(recipients: Sequence[_Recipient]) -> list[tuple[str, ...]]:
    """Return a label per address and organisation, with up to three names."""
    groups: dict[str, list[_Recipient]] = {}
    for entry in recipients:
        groups.setdefault(fold("\n".join((*entry.house[:1], "", *entry.place))), []).append(entry)
    made = []
    for group in groups.values():
        names = list(dict.fromkeys(entry.person for entry in group if entry.person))
        if len(names) > _MOST_NAMES and group[0].house:
            names = [*names[: _MOST_NAMES - 1], _("und weitere")]
        same = all(entry.house == group[0].house for entry in group)
        made.append(_lines(group[0].house if same else group[0].house[:1], names, group[0].place))
    return made


def _lines(house: Sequence[str], names: Sequence[str], place: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in (*house, *names, *place) if line)


def _posts(store: Store, ids: Sequence[int]) -> dict[int, _Post]:
    """Return each person's first current function; first contacts lead, then the newest."""
    spine, organisation = record.alias(), record.alias()
    query = (
        select(_role.c.person, _role.c.organisation, _role.c.department)
        .join(spine, spine.c.id == _role.c.id)
        .join(organisation, organisation.c.id == _role.c.organisation)
        .where(is_current(_role), spine.c.trashed_at.is_(None), organisation.c.trashed_at.is_(None))
        .where(spine.c.confidential.is_(False))
        .where(organisation.c.restricted.is_(False), organisation.c.confidential.is_(False))
        .order_by(_role.c.main_contact.desc(), _role.c.since.desc(), _role.c.id)
    )
    found: dict[int, _Post] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _CHUNK):
            for row in connection.execute(query.where(_role.c.person.in_(ids[start : start + _CHUNK]))):
                found.setdefault(row.person, _Post(row.organisation, row.department or ""))
    return found


def without_address_sentence(names: Sequence[str]) -> str:
    """Return the sentence that names those without an address; "" when everybody has one."""
    return _("Ohne Anschrift, daher ohne Etikett: {names}.").format(names=some_names(names)) if names else ""


def some_names(names: Sequence[str]) -> str:
    """Return the first of many names, long ones cut, and how many more there are."""
    shown = ", ".join(
        name if len(name) <= _LONGEST_TOLD else f"{name[:_LONGEST_TOLD].rstrip()} …" for name in names[:6]
    )
    if len(names) > 6:
        return _("{names} und {count} weitere").format(names=shown, count=len(names) - 6)
    return shown
