"""The columns of what hangs on a record: entries of value lists, areas, links, numbers and addresses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select

from ..kinds import fields
from ..store.tables import address, area, contact_point, link, record, record_area, record_term, term
from .cells import IDS, Cell, Cells, Column, Page, names_cell
from .terms import Vocabulary


@dataclass(frozen=True)
class HangingColumn(Column):
    """Entries of a value list, areas or linked records, joined by commas; ordered by the first of them."""

    field: fields.Field = fields.Text("")

    def order(self) -> ColumnElement[Any]:
        if isinstance(self.field, fields.Terms):
            query = select(func.min(term.c.position)).join(record_term, record_term.c.term_id == term.c.id)
            return query.where(
                record_term.c.record_id == record.c.id, record_term.c.field == self.field.name
            ).scalar_subquery()
        if isinstance(self.field, fields.Areas):
            places = select(func.min(area.c.level * 1000 + area.c.position)).join(
                record_area, record_area.c.area_id == area.c.id
            )
            return places.where(
                record_area.c.record_id == record.c.id, record_area.c.meaning == self.field.meaning
            ).scalar_subquery()
        target = record.alias()
        linked = select(func.min(target.c.sort_key)).join(link, link.c.to_id == target.c.id)
        return linked.where(link.c.from_id == record.c.id, link.c.meaning == self.field.name).scalar_subquery()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        names: dict[int, dict[str, bool]] = defaultdict(dict)
        for row_id, text, confidential in page.rows(self._entries):
            names[row_id][text] = confidential
        return {row_id: names_cell(found, ", ".join(found)) for row_id, found in names.items()}

    @cached_property
    def _entries(self) -> Select[Any]:
        if isinstance(self.field, fields.Terms):
            query = select(record_term.c.record_id, term.c.label, false()).join(
                term, term.c.id == record_term.c.term_id
            )
            mine = and_(record_term.c.record_id.in_(IDS), record_term.c.field == self.field.name)
            return query.where(mine).order_by(term.c.position)
        if isinstance(self.field, fields.Areas):
            places = select(record_area.c.record_id, area.c.name, false()).join(
                area, area.c.id == record_area.c.area_id
            )
            here = and_(record_area.c.record_id.in_(IDS), record_area.c.meaning == self.field.meaning)
            return places.where(here).order_by(area.c.level.desc(), area.c.position)
        linked = select(link.c.from_id, record.c.title, record.c.confidential)
        linked = linked.join(record, record.c.id == link.c.to_id)
        linked = linked.where(link.c.from_id.in_(IDS), link.c.meaning == self.field.name)
        return linked.where(record.c.restricted.is_(False)).order_by(link.c.position)


@dataclass(frozen=True)
class PointColumn(Column):
    """Phone numbers, mail addresses or web pages: the first one, a sheet gets all."""

    kinds: tuple[str, ...] = ()

    def order(self) -> ColumnElement[Any]:
        query = select(func.min(contact_point.c.value)).where(contact_point.c.record_id == record.c.id)
        return query.where(contact_point.c.kind.in_(self.kinds)).scalar_subquery()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        found: dict[int, list[str]] = defaultdict(list)
        for row_id, value in page.rows(self._points):
            found[row_id].append(value)
        return {row_id: Cell(values[0], ", ".join(values)) for row_id, values in found.items()}

    @cached_property
    def _points(self) -> Select[Any]:
        query = select(contact_point.c.record_id, contact_point.c.value).where(contact_point.c.record_id.in_(IDS))
        return query.where(contact_point.c.kind.in_(self.kinds)).order_by(contact_point.c.position)


@dataclass(frozen=True)
class AddressColumn(Column):
    """One part of the first address."""

    def order(self) -> ColumnElement[Any]:
        query = select(func.min(address.c[self.name])).where(address.c.record_id == record.c.id)
        return query.scalar_subquery()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        rows = page.rows(self._parts)
        return {row_id: Cell(text, text) for row_id, text in rows if text}

    @cached_property
    def _parts(self) -> Select[Any]:
        query = select(address.c.record_id, address.c[self.name]).where(address.c.record_id.in_(IDS))
        return query.order_by(address.c.position.desc())
