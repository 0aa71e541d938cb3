"""The files attached to a record: their list, and the content of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ..errors import NotFound
from ..kinds.attached import PICTURES, may_open, split_name
from ..store.store import Store
from ..store.tables import attachment, attachment_content, record
from ..texts import _

_visible = record.c.restricted.is_(False)


@dataclass(frozen=True)
class Attachment:
    """A file attached to a record; `size` in bytes, `added_at` in UTC."""

    id: int
    file_name: str
    media_type: str
    size: int
    added_at: datetime

    @property
    def may_open(self) -> bool:
        """Whether it may be opened directly; every other is only saved elsewhere."""
        return may_open(self.file_name, self.media_type)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in small."""
        return self.media_type in PICTURES

    @property
    def sort(self) -> str:
        """What kind of file it says it is: its ending in capitals."""
        return split_name(self.file_name)[1].lstrip(".").upper()


def attachments(store: Store, record_id: int) -> list[Attachment]:
    """Return the attachments of a record, the newest first; none of a restricted one."""
    columns = (attachment.c[name] for name in ("id", "file_name", "media_type", "size", "added_at"))
    query = (
        select(*columns)
        .join(record, record.c.id == attachment.c.record_id)
        .where(attachment.c.record_id == record_id, _visible)
        .order_by(attachment.c.added_at.desc(), attachment.c.id.desc())
    )
    with store.reading() as connection:
        return [Attachment(**row) for row in connection.execute(query).mappings()]


def count_attachments(store: Store, record_id: int) -> int:
    """Return how many files are attached to a record."""
    query = select(func.count(attachment.c.id)).join(record, record.c.id == attachment.c.record_id)
    with store.reading() as connection:
        return connection.execute(query.where(attachment.c.record_id == record_id, _visible)).scalar() or 0


def owners_of(store: Store, attachment_ids: Sequence[int]) -> dict[int, int]:
    """Return the record each attachment belongs to, by the attachment's id; those that are gone are missing."""
    query = select(attachment.c.id, attachment.c.record_id).where(attachment.c.id.in_(attachment_ids))
    with store.reading() as connection:
        return {row.id: row.record_id for row in connection.execute(query)}


def content(store: Store, attachment_id: int) -> bytes:
    """Return the bytes of an attachment. Raises errors.NotFound if it is gone."""
    query = (
        select(attachment_content.c.content)
        .join(attachment, attachment.c.content_id == attachment_content.c.id)
        .join(record, record.c.id == attachment.c.record_id)
        .where(attachment.c.id == attachment_id, _visible)
    )
    with store.reading() as connection:
        found = connection.execute(query).scalar()
    if found is None:
        raise NotFound(_("Diesen Anhang gibt es nicht mehr."))
    return bytes(found)
