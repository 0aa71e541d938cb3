"""What a case shows beyond its fields: who takes part as what, how near its deadline is, and the board by status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.cases import Case
from ..kinds.fields import Links
from ..kinds.references import COUNTER_SETTING, TEMPLATE_SETTING, FileReferences
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _, ngettext
from . import lists
from .columns import NEAR_DAYS
from .record import Named, load, named
from .settings import kept_setting
from .terms import vocabulary

#: How many closed cases a column of the board shows; the list shows all.
CLOSED_CARDS = 100
#: Filters that the columns of the board stand for.
BOARD_LEAVES_OUT = frozenset({"closed_on", "status"})
_case = KIND_TABLES["case"]


@dataclass(frozen=True)
class Parties:
    """Those who take part in a case in one role; `role` is the field's name, `label` what it is called."""

    role: str
    label: str
    records: tuple[Named, ...]


@dataclass(frozen=True)
class Card:
    """A case on the board; `people` counts the partners in all roles."""

    id: int
    title: str
    reference: str
    status: str
    deadline_on: date | None
    waiting_until: date | None
    closed_on: date | None
    people: int
    confidential: bool = False


@dataclass(frozen=True)
class BoardColumn:
    """One status with its cases, the nearest deadline first; of closed ones the newest, `count` says how many all."""

    status: str
    label: str
    is_open: bool
    count: int
    cards: tuple[Card, ...]


def parties(store: Store, case_id: int) -> list[Parties]:
    """Return the participants of a case by role, in the order of the roles; also empty ones. Raises errors.NotFound."""
    values = load(store, case_id).values
    roles = Case.of_type(Links)
    names = named(store, {one for role in roles for one in values[role]}, with_restricted=False, with_trashed=False)
    return [
        Parties(role, _(field.label), tuple(names[one] for one in values[role] if one in names))
        for role, field in roles.items()
    ]


def count_parties(store: Store, case_id: int) -> int:
    """Return how many different partners take part in a case."""
    return len({entry.id for group in parties(store, case_id) for entry in group.records})


def file_references(store: Store) -> FileReferences:
    """Return how file references look in this store."""
    return FileReferences.from_json(kept_setting(store, TEMPLATE_SETTING, {}))


def next_reference(store: Store, references: FileReferences) -> str:
    """Return the file reference that a case opened today would get by a template, save one that is taken already."""
    year = clock.today().year
    counted = kept_setting(store, COUNTER_SETTING, {})
    return references.text(year, counted.get(references.period(year), 0) + 1)


def deadline_chip(deadline: date | None, closed_on: date | None) -> tuple[str, str]:
    """Return how near a deadline is in words, and a role: danger, warning or neutral; ("", "") where nothing is due."""
    if deadline is None or closed_on is not None:
        return "", ""
    days = (deadline - clock.today()).days
    if days < 0:
        return ngettext(
            "Frist seit {count} Tag überschritten", "Frist seit {count} Tagen überschritten", -days
        ), "danger"
    if days <= 1:
        return (_("Frist morgen") if days else _("Frist heute")), "warning"
    text = ngettext("Frist in {count} Tag", "Frist in {count} Tagen", days)
    return text, "warning" if days <= NEAR_DAYS else "neutral"


def asked_for(store: Store, case_id: int, status: str) -> tuple[str, ...]:
    """Return the fields that a move to a status asks the person for, as far as the case does not hold them."""
    values = load(store, case_id).values
    closed = closed_statuses(store)
    asked = []
    if values["status"] in closed and status not in closed:
        asked.append("reopened_because")
    if status == "wartet_extern":
        asked.append("waiting_until")
    if status == "zda" and not values["result"]:
        asked.append("result")
    return tuple(asked)


def closed_statuses(store: Store) -> frozenset[str]:
    """Return the codes of the statuses in which a case is closed."""
    entries = vocabulary(store).lists.get("case_status", ())
    return frozenset(entry.code for entry in entries if entry.extra.get("open") is False)


def board(store: Store, query: lists.ListQuery, *, unfolded: Sequence[str] = ()) -> list[BoardColumn]:
    """Return the columns of the board for the cases a list finds; whether one is closed is left to the columns.

    Closed statuses have cards only where they are named in `unfolded`. 700 cases take about 20 ms.
    """
    query = replace(query, filters=tuple(f for f in query.filters if f.field not in BOARD_LEAVES_OUT))
    found, closed = lists.ids(store, query), closed_statuses(store)
    with store.reading() as connection:
        statuses = _statuses(connection, found)
        by_status: dict[str, list[int]] = defaultdict(list)
        for case_id in found:
            by_status[statuses[case_id]].append(case_id)
        columns = []
        for entry in vocabulary(store).lists.get("case_status", ()):
            is_open = entry.code not in closed
            wanted = by_status[entry.code] if is_open or entry.code in unfolded else []
            cards = _cards(connection, wanted, is_open=is_open)
            columns.append(BoardColumn(entry.code, entry.label, is_open, len(by_status[entry.code]), cards))
    return columns


def _statuses(connection: Connection, ids: Sequence[int]) -> Mapping[int, str]:
    wanted = set(ids)
    rows = connection.execute(select(_case.c.id, _case.c.status))
    return {row_id: status or "neu" for row_id, status in rows if row_id in wanted}


def _cards(connection: Connection, ids: Sequence[int], *, is_open: bool) -> tuple[Card, ...]:
    people: dict[int, int] = {}
    rows: list[Any] = []
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        counted = select(link.c.from_id, func.count(link.c.to_id.distinct())).where(link.c.from_id.in_(chunk))
        counted = counted.where(link.c.meaning.in_(tuple(Case.of_type(Links)))).group_by(link.c.from_id)
        people.update(connection.execute(counted).all())
        query = select(_case, record.c.title, record.c.confidential).join(record, record.c.id == _case.c.id)
        rows += connection.execute(query.where(_case.c.id.in_(chunk))).mappings().all()
    if is_open:
        rows.sort(key=lambda row: (row["deadline_on"] or date.max, row["opened_on"] or date.max, row["id"]))
    else:
        rows.sort(key=lambda row: (row["closed_on"] or date.min, row["id"]), reverse=True)
        rows = rows[:CLOSED_CARDS]
    return tuple(
        Card(
            row["id"],
            row["title"],
            row["file_reference"] or "",
            row["status"] or "neu",
            row["deadline_on"],
            row["waiting_until"],
            row["closed_on"],
            people.get(row["id"], 0),
            row["confidential"],
        )
        for row in rows
    )
