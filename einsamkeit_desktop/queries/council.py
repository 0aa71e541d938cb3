"""Council work around a record: the stations of a paper, what is open for a committee, what came out of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select

from ..kinds import clock
from ..kinds.days import format_day
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..texts import _, ngettext
from .columns import NEAR_DAYS
from .record import Named
from .terms import vocabulary

_station, _paper, _mandate = KIND_TABLES["consultation"], KIND_TABLES["council_paper"], KIND_TABLES["mandate"]


@dataclass(frozen=True)
class Station:
    """One session a paper goes through; `body` and `paper` are None where they may not be shown."""

    id: int
    paper: Named | None
    body: Named | None
    session_on: date
    purpose: str
    purpose_label: str
    is_public: bool
    result: str
    result_label: str
    votes: str
    remark: str
    confidential: bool = False

    @property
    def is_past(self) -> bool:
        """Whether the session was before today."""
        return self.session_on < clock.today()

    def title(self) -> str:
        """Return the station as one reads it: Rat, 10.02.2026: Beschluss."""
        return station_title(self.body.title if self.body else "", self.session_on, self.purpose_label)


@dataclass(frozen=True)
class MandateLine:
    """A mandate with the committee that gave it and the paper and case it belongs to, as far as they may be shown."""

    id: int
    text: str
    body: Named | None
    report_by: date | None
    done_on: date | None
    report: str
    confidential: bool = False


@dataclass(frozen=True)
class PaperLine:
    """A paper of a case with its next station, else its last one."""

    record: Named
    number: str
    kind_label: str
    station: Station | None
    confidential: bool = False


def station_title(body: str, day: date | None, purpose: str) -> str:
    """Return a station as one reads it; what is missing is left out."""
    where = ", ".join(part for part in (body, format_day(day) if day else "") if part)
    return f"{where}: {purpose}" if where and purpose else where or purpose


def stations(store: Store, paper_id: int) -> list[Station]:
    """Return the stations of a paper: those to come, the next one on top, then the past ones, newest first."""
    return _read_stations(store, _station.c.paper == paper_id)


def sessions(store: Store, body_id: int) -> list[Station]:
    """Return the sessions of a committee in which a paper is dealt with, in the order of `stations`."""
    return _read_stations(store, _station.c.body == body_id)


def count_coming(store: Store, body_id: int) -> int:
    """Return how many sessions of a committee are to come."""
    return sum(not station.is_past for station in sessions(store, body_id))


def papers(store: Store, case_id: int) -> list[PaperLine]:
    """Return the papers of a case by their titles."""
    words = vocabulary(store)
    query = (
        select(_paper, record.c.title, record.c.uid, record.c.confidential)
        .join(record, record.c.id == _paper.c.id)
        .where(_paper.c.case == case_id, *_shown())
        .order_by(record.c.sort_key, record.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    lines = []
    for row in rows:
        way = stations(store, row["id"])
        entry = Named(row["id"], "council_paper", row["title"], row["uid"])
        label = words.label("paper_kind", row["paper_kind"])
        lines.append(PaperLine(entry, row["number"] or "", label, way[0] if way else None, row["confidential"]))
    return lines


def mandates(store: Store, record_id: int) -> list[MandateLine]:
    """Return the mandates of a committee, paper or case: open ones by the day of report, then those that are done.

    Those of a case are also those that came out of its papers.
    """
    of_papers = select(_paper.c.id).where(_paper.c.case == record_id)
    mine = or_(
        _mandate.c.body == record_id,
        _mandate.c.paper == record_id,
        _mandate.c.case == record_id,
        _mandate.c.paper.in_(of_papers),
    )
    body = record.alias()
    query = (
        select(_mandate, record.c.confidential, *_names(body, "body"))
        .join(record, record.c.id == _mandate.c.id)
        .outerjoin(body, and_(body.c.id == _mandate.c.body, body.c.restricted.is_(False), body.c.trashed_at.is_(None)))
        .where(mine, *_shown())
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    found = [
        MandateLine(
            row["id"], row["text"], _named(row, "body"), row["report_by"], row["done_on"],
            row["report"] or "", row["confidential"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=_by_report)


def _by_report(line: MandateLine) -> tuple[bool, int, int]:
    if line.done_on is None:
        return False, (line.report_by or date.max).toordinal(), line.id
    return True, -line.done_on.toordinal(), line.id


def count_stations(store: Store, paper_id: int) -> int:
    """Return how many stations a paper has."""
    return len(stations(store, paper_id))


def count_papers(store: Store, case_id: int) -> int:
    """Return how many papers belong to a case."""
    return len(papers(store, case_id))


def submit_chip(submit_by: date | None, submitted_on: date | None) -> tuple[str, str]:
    """Return how near the day is on which a paper must be handed in, and a role; ("", "") where nothing is due."""
    if submit_by is None or submitted_on is not None:
        return "", ""
    days = (submit_by - clock.today()).days
    if days < 0:
        return ngettext("Abgabe seit {count} Tag überfällig", "Abgabe seit {count} Tagen überfällig", -days), "danger"
    text = ngettext("Abgabe in {count} Tag", "Abgabe in {count} Tagen", days) if days else _("Abgabe heute")
    return text, "warning" if days <= NEAR_DAYS else "neutral"


def report_chip(report_by: date | None, done_on: date | None) -> tuple[str, str]:
    """Return how a mandate stands in words, and a role: positive, danger, warning or neutral."""
    if done_on is not None:
        return _("erledigt"), "positive"
    days = (report_by - clock.today()).days if report_by is not None else None
    if days is None or days > NEAR_DAYS:
        return _("offen"), "neutral"
    if days < 0:
        return ngettext("überfällig seit {count} Tag", "überfällig seit {count} Tagen", -days), "danger"
    if days == 0:
        return _("Bericht heute fällig"), "warning"
    return ngettext("Bericht in {count} Tag", "Bericht in {count} Tagen", days), "warning"


def _read_stations(store: Store, condition: Any) -> list[Station]:
    words, today = vocabulary(store), clock.today()
    body, paper = record.alias(), record.alias()
    query: Select[Any] = (
        select(_station, record.c.confidential, *_names(body, "body"), *_names(paper, "paper"))
        .join(record, record.c.id == _station.c.id)
        .outerjoin(body, and_(body.c.id == _station.c.body, body.c.restricted.is_(False), body.c.trashed_at.is_(None)))
        .join(paper, and_(paper.c.id == _station.c.paper, paper.c.restricted.is_(False), paper.c.trashed_at.is_(None)))
        .where(condition, *_shown())
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    found = [
        Station(
            row["id"], _named(row, "paper"), _named(row, "body"), row["session_on"], row["purpose"] or "",
            words.label("paper_purpose", row["purpose"]), bool(row["is_public"]), row["result"] or "",
            words.label("paper_result", row["result"]), row["votes"] or "", row["remark"] or "", row["confidential"],
        )
        for row in rows
    ]  # fmt: skip
    coming = sorted((s for s in found if s.session_on >= today), key=lambda s: (s.session_on, s.id))
    past = sorted((s for s in found if s.session_on < today), key=lambda s: (s.session_on, s.id), reverse=True)
    return [*coming, *past]


def _shown() -> Sequence[Any]:
    return record.c.trashed_at.is_(None), record.c.restricted.is_(False)


def _names(alias: Any, name: str) -> list[Any]:
    return [alias.c[column].label(f"{name}_{column}") for column in ("id", "kind", "title", "uid")]


def _named(row: Any, name: str) -> Named | None:
    if row[f"{name}_id"] is None:
        return None
    return Named(row[f"{name}_id"], row[f"{name}_kind"], row[f"{name}_title"], row[f"{name}_uid"])
