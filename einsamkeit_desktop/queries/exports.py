"""What leaves the store: how a list is wanted as a file, what was handed out so far, and whom it named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, RowMapping

from ..kinds import fields as described
from ..kinds.folding import word_key
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import contact_point, export_log, record
from ..texts import _, mark
from .calendar import DATED
from .settings import kept_setting

FORMATS: dict[str, str] = {
    "xlsx": mark("Excel-Liste"),
    "csv": mark("CSV für Excel"),
    "csv-plain": mark("CSV für andere Programme"),
    "pdf": mark("PDF-Liste"),
    "vcf": mark("Adresskarten (vCard)"),
    "ics": mark("Kalenderdatei (iCalendar)"),
    "bcc": mark("E-Mail-Adressen als BCC"),
}
"""What a list can become, in the order of the choice; "bcc" goes into the clipboard, the others into a file."""
PROFILES = "export.profiles"
READING = mark("Lesen")
"""The purpose of what is opened in another program only to be looked at; it is not offered for lists."""
_PART = 500  # ids in one query
_MOST_PURPOSES = 30


@dataclass(frozen=True)
class Wish:
    """How a list is wanted: the format, its columns, a row per function or per record, what for.

    `all_fields` takes every field of the records instead of the visible columns; such a list can be imported again. In
    a calendar it adds what was said, agreed and described.
    Confidential records are in it only `with_confidential`; restricted ones never are.
    """

    format: str = "xlsx"
    all_fields: bool = False
    function_rows: bool = False
    purpose: str = ""
    with_confidential: bool = False

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return f".{self.format.partition('-')[0]}"

    @property
    def is_table(self) -> bool:
        """Whether the list becomes rows and columns."""
        return self.format not in {"vcf", "ics", "bcc"}

    def to_json(self) -> dict[str, Any]:
        """Return what is kept in a profile; that confidential records go along is asked anew every time."""
        return {name: value for name, value in asdict(self).items() if name != "with_confidential"}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Wish:
        """Return the wish that was kept; what this version does not know any more is left out."""
        known = {entry.name: type(entry.default) for entry in fields(cls) if entry.name != "with_confidential"}
        found = {name: kept[name] for name, kind in known.items() if isinstance(kept.get(name), kind)}
        return cls(**{**found, "format": found["format"] if found.get("format") in FORMATS else "xlsx"})


def what(code: str, kind: str) -> str:
    """Return what the log calls a list of a kind in a format: "Excel-Liste: Personen"."""
    return _("{format}: {kind}").format(format=_(FORMATS[code]), kind=_(KINDS[kind].plural))


def formats(kind: str) -> list[str]:
    """Return the formats that lists of a kind can have."""
    has_mail = bool(KINDS[kind].of_type(described.Contacts))
    is_offered = {"vcf": kind in {"person", "organisation"}, "ics": kind in DATED, "bcc": has_mail}
    return [code for code in FORMATS if is_offered.get(code, True)]


def profiles(store: Store) -> dict[str, Wish]:
    """Return the saved export profiles by name."""
    kept: dict[str, Any] = kept_setting(store, PROFILES, {})
    return {name: Wish.from_json(kept[name]) for name in sorted(kept, key=word_key)}


def last_wish(store: Store, kind: str) -> Wish:
    """Return how lists of this kind were handed out last."""
    found = Wish.from_json(kept_setting(store, f"export.last.{kind}", {}))
    return found if found.format in formats(kind) else Wish(purpose=found.purpose)


def purposes(store: Store) -> list[str]:
    """Return the purposes that were named so far, the latest first."""
    query = select(export_log.c.purpose).where(export_log.c.purpose.not_in(("", _(READING))))
    query = query.group_by(export_log.c.purpose)
    with store.reading() as connection:
        return list(
            connection.execute(query.order_by(func.max(export_log.c.id).desc()).limit(_MOST_PURPOSES)).scalars()
        )


@dataclass(frozen=True)
class Export:
    """One entry of the log: when, what, where to, what for, and how many persons it names."""

    id: int
    at: datetime
    what: str
    target: str
    purpose: str
    sentence: str
    count: int
    left_out: int
    persons: int


def export_ids(store: Store) -> list[int]:
    """Return the ids of all that was handed out, the latest first."""
    with store.reading() as connection:
        return list(connection.execute(select(export_log.c.id).order_by(export_log.c.id.desc())).scalars())


def exports_logged(store: Store, ids: Sequence[int]) -> list[Export | None]:
    """Return entries of the log in the order of the ids; None stands for one that is gone."""
    found: dict[int, Export] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _PART):
            query = select(*_SHOWN).where(export_log.c.id.in_(ids[start : start + _PART]))
            found |= {row["id"]: _export(row) for row in connection.execute(query).mappings()}
    return [found.get(row_id) for row_id in ids]


def exports_naming(store: Store, person_id: int) -> list[Export]:
    """Return the exports that contain a person, the latest first."""
    each = func.json_each(export_log.c.person_ids).table_valued("value")
    query = select(*_SHOWN).where(select(each.c.value).where(each.c.value == person_id).exists())
    with store.reading() as connection:
        rows = connection.execute(query.order_by(export_log.c.id.desc())).mappings().all()
    return [_export(row) for row in rows]


def persons_in(store: Store, export_id: int) -> list[int]:
    """Return the ids of the persons an export names by name, without those that are gone for good or restricted."""
    kept = select(export_log.c.person_ids).where(export_log.c.id == export_id).scalar_subquery()
    each = func.json_each(kept).table_valued("value")
    query = select(record.c.id).join(each, each.c.value == record.c.id).where(record.c.restricted.is_(False))
    with store.reading() as connection:
        return list(connection.execute(query.order_by(record.c.sort_key, record.c.id)).scalars())


_SHOWN = (
    *(column for column in export_log.c if column.name != "person_ids"),
    func.json_array_length(export_log.c.person_ids).label("persons"),
)


def _export(row: RowMapping) -> Export:
    return Export(**row)


@dataclass(frozen=True)
class MailAddresses:
    """The first mail address of each record, none twice; `ids` are those that have one, `without` counts the others."""

    addresses: tuple[str, ...]
    ids: tuple[int, ...]
    without: int

    @property
    def shared(self) -> int:
        """How many records have an address that another one already gave."""
        return len(self.ids) - len(self.addresses)

    @property
    def text(self) -> str:
        """The addresses as mail programs take them."""
        return "; ".join(self.addresses)


def mail_addresses(store: Store, ids: Sequence[int]) -> MailAddresses:
    """Return the mail addresses of records in their order; whoever calls has left out what must not leave."""
    found: dict[int, str] = {}
    with store.reading() as connection:
        for row_id, value in _mails(connection, ids):
            found.setdefault(row_id, value)
    addresses: dict[str, str] = {}
    for row_id in ids:
        if row_id in found:
            addresses.setdefault(found[row_id].casefold(), found[row_id])
    reached = tuple(row_id for row_id in ids if row_id in found)
    return MailAddresses(tuple(addresses.values()), reached, len(ids) - len(reached))


def _mails(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    query = select(contact_point.c.record_id, contact_point.c.value).where(contact_point.c.kind == "email")
    for start in range(0, len(ids), _PART):
        part = query.where(contact_point.c.record_id.in_(ids[start : start + _PART]))
        for row_id, value in connection.execute(part.order_by(contact_point.c.position)):
            if "@" in value and not set(value) & set(" ;,<>\t\n"):
                yield row_id, value
