"""The tables: the spine that every record shares, one table per kind made from its fields, and the store's own books.

Every journaled table has an integer `id`, never used twice, so a row is named by (table, id) for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from ..kinds.base import Kind
from ..kinds.fields import Choice, Day, Field, Flag, Many, Moment, Number, Ref, Text
from ..kinds.registry import KINDS

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcMoment(TypeDecorator[datetime]):
    """A moment, kept as naive UTC, handed out aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None


def _table(name: str, *parts: Column[Any] | Index | UniqueConstraint) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *parts, sqlite_autoincrement=True)


def _to_record(name: str = "record_id", nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey("record.id"), nullable=nullable)


record = _table(
    "record",
    Column("uid", String(36), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("title", String, nullable=False),
    Column("subtitle", String, nullable=False, default=""),
    Column("sort_key", String, nullable=False),
    Column("created_at", UtcMoment, nullable=False),
    Column("changed_at", UtcMoment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("trashed_at", UtcMoment),
    Column("restricted", Boolean, nullable=False, default=False),
    Column("confidential", Boolean, nullable=False, default=False),
    Index(None, "kind", "trashed_at", "restricted", "sort_key", "id"),
    # Partial: over all rows the planner started from it and scanned every live record (a jump 180 instead of 8 ms).
    Index(None, "trashed_at", sqlite_where=text("trashed_at IS NOT NULL")),
)

link = _table(
    "link",
    _to_record("from_id"),
    _to_record("to_id"),
    Column("meaning", String(40), nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Index(None, "from_id", "meaning", "to_id"),
    Index(None, "to_id", "meaning", "from_id"),
)

term = _table(
    "term",
    Column("list", String(40), nullable=False),
    Column("code", String(60), nullable=False),
    Column("label", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("replaced_by", Integer, ForeignKey("term.id")),
    Column("extra", JSON(none_as_null=True)),
    UniqueConstraint("list", "code"),
)

record_term = _table(
    "record_term",
    _to_record(),
    Column("term_id", Integer, ForeignKey("term.id"), nullable=False),
    Column("field", String(40), nullable=False),
    Index(None, "record_id", "field", "term_id"),
    Index(None, "term_id", "field", "record_id"),
)

area = _table(
    "area",
    Column("level", Integer, nullable=False),
    Column("code", String(20), nullable=False),
    Column("name", String, nullable=False),
    Column("short_name", String, nullable=False, default=""),
    Column("parent_id", Integer, ForeignKey("area.id")),
    Column("position", Integer, nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("population", Integer),
    Column("population_on", Date),
    UniqueConstraint("level", "code", "valid_from"),
)

record_area = _table(
    "record_area",
    _to_record(),
    Column("area_id", Integer, ForeignKey("area.id"), nullable=False),
    Column("meaning", String(20), nullable=False),
    Index(None, "record_id", "meaning", "area_id"),
    Index(None, "area_id", "meaning", "record_id"),
)

contact_point = _table(
    "contact_point",
    _to_record(),
    Column("position", Integer, nullable=False, default=0),
    Column("kind", String(10), nullable=False),
    Column("value", String, nullable=False),
    Column("original", String, nullable=False, default=""),
    Column("label", String, nullable=False, default=""),
    Column("public", Boolean, nullable=False, default=False),
    Index(None, "record_id", "position"),
    Index(None, "value"),
)

address = _table(
    "address",
    _to_record(),
    Column("position", Integer, nullable=False, default=0),
    *(
        Column(name, String, nullable=False, default="")
        for name in ("street", "extra", "postal_code", "city", "country", "po_box", "label")
    ),
    Index(None, "record_id", "position"),
)

# The bytes of attachments, apart and never journaled: as hexadecimal JSON each step would write them twice as large
# again. They are never changed, and dropped when neither an attachment nor a step of the journal names them any more.
attachment_content = _table("attachment_content", Column("content", LargeBinary, nullable=False))
attachment = _table(
    "attachment",
    _to_record(),
    Column("file_name", String, nullable=False),
    Column("media_type", String(100), nullable=False, default=""),
    Column("size", Integer, nullable=False),
    Column("added_at", UtcMoment, nullable=False),
    Column("content_id", Integer, ForeignKey("attachment_content.id"), nullable=False),
    Index(None, "record_id"),
    Index(None, "content_id"),
)

# How to call a citizen back: never journaled, never searched, and gone when the case closes or the day has come.
callback = Table(
    "callback",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("contact", String, nullable=False),
    Column("delete_on", Date, nullable=False),
)

# Derived tables: written by the store alone, never journaled, rebuilt from the records at any time.
search_text = Table(
    "search_text",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True),
    Column("names", String, nullable=False),
    Column("body", String, nullable=False),
)
contact_day = Table(
    "contact_day",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("note_id", Integer, ForeignKey("record.id"), primary_key=True),
    Index(None, "note_id"),
    sqlite_with_rowid=False,
)
# Kept by triggers on `record`: counting 600,000 rows for the navigation took 0.3 s after every write.
kind_count = Table(
    "kind_count",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("live", Integer, nullable=False),
    Column("trashed", Integer, nullable=False),
)

# The store's own books.
journal_step = _table(
    "journal_step",
    Column("name", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("undone_at", UtcMoment),
    Column("record_count", Integer, nullable=False, default=0),
)
journal_row = _table(
    "journal_row",
    Column("step_id", Integer, ForeignKey("journal_step.id"), nullable=False),
    Column("table_name", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("record_id", Integer),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index(None, "step_id"),
    Index(None, "record_id", "step_id"),
)
export_log = _table(
    "export_log",
    Column("at", UtcMoment, nullable=False),
    Column("what", String, nullable=False),
    Column("target", String, nullable=False),
    Column("purpose", String, nullable=False, default=""),
    Column("sentence", String, nullable=False, default=""),
    Column("count", Integer, nullable=False),
    Column("left_out", Integer, nullable=False, default=0),
    Column("person_ids", JSON, nullable=False),
)
saved_list = _table(
    "saved_list",
    Column("kind", String(20), nullable=False),
    Column("name", String, nullable=False),
    Column("query", JSON, nullable=False),
    UniqueConstraint("kind", "name"),
)
setting = _table(
    "setting",
    Column("name", String(60), nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

_SCALARS: dict[type[Field], type[TypeEngine[Any]]] = {
    Text: String,
    Choice: String,
    Day: Date,
    Moment: UtcMoment,
    Number: Integer,
    Flag: Boolean,
}


def _columns(kind: type[Kind]) -> Iterator[Column[Any] | Index]:
    for name, field in kind.fields.items():
        if field.spine or isinstance(field, Many):
            continue
        if isinstance(field, Ref):
            yield _to_record(name, nullable=True)
        else:
            yield Column(name, next(_SCALARS[base] for base in type(field).__mro__ if base in _SCALARS))
        if has_sort_key(field):
            yield Column(f"{name}_key", String)
        if isinstance(field, Ref | Day | Moment):
            yield Index(None, name)


def has_sort_key(field: Field) -> bool:
    """Whether a text field keeps a key for German order beside it (column `<name>_key`); times and rules need none."""
    return type(field) is Text and field.listed and not field.multiline


KIND_TABLES: dict[str, Table] = {
    code: Table(
        code,
        metadata,
        Column("id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
        *_columns(kind),
    )
    for code, kind in KINDS.items()
}

# The column that says on which record a row hangs; tables that are not named hang on none.
RECORD_COLUMN: dict[str, str] = {
    "record": "id",
    "link": "from_id",
    **dict.fromkeys(("record_term", "record_area", "contact_point", "address", "attachment"), "record_id"),
    **dict.fromkeys(KIND_TABLES, "id"),
}
