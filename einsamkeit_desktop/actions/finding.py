"""What a step is about, as it stands in the open write; what is gone or in the trash is told in a sentence."""

from __future__ import annotations

from sqlalchemy import Table

from ..errors import Conflict, NotFound
from ..queries.record import Record, read_records
from ..store.shape import Row
from ..store.writing import Write
from ..texts import _


def required(write: Write, table: Table, row_id: int, gone: str = "") -> Row:
    """Return a row whole. Raises errors.NotFound, saying `gone` where the row is not called a record."""
    row = write.row(table, row_id)
    if row is None:
        raise NotFound(gone or _gone())
    return row


def living(write: Write, record_id: int) -> Record:
    """Return a record with its values. Raises errors.NotFound, and Conflict if it is in the trash."""
    found = read_records(write.connection, [record_id])
    if not found:
        raise NotFound(_gone())
    if found[0].trashed_at is not None:
        raise in_trash(found[0].title)
    return found[0]


def in_trash(title: str) -> Conflict:
    """Return what is said where a record would be used that is in the trash."""
    return Conflict(_("„{title}“ liegt im Papierkorb. Bitte zuerst von dort zurückholen.").format(title=title))


def _gone() -> str:
    return _("Diesen Datensatz gibt es nicht mehr.")
