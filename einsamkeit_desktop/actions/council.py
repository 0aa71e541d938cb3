"""Council work: the stations of a paper, and mandates that are reported on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..kinds import clock
from ..kinds.council import Consultation, Mandate
from ..store.shape import Row
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes, Write
from ..texts import _, inner
from .finding import required
from .putting import add_records, change_record, title_of

_station = KIND_TABLES["consultation"]


def save_station(store: Store, paper_id: int, station_id: int | None, values: Mapping[str, Any]) -> Changes:
    """Keep a station of a paper, a new one or a changed one; raises errors.BadValues with a sentence per field.

    `Changes.record_id` is the paper, since it is the paper that is shown.
    """
    with store.writing("") as write:
        paper = required(write, record, paper_id)
        if station_id is None:
            station_id = add_records(
                write, Consultation, [{**values, "paper": paper_id, "confidential": paper["confidential"]}]
            )[0]
            pattern = _("„{paper}“: Beratung „{station}“ angelegt")
        else:
            change_record(write, Consultation, station_id, values)
            pattern = _("„{paper}“: Beratung „{station}“ geändert")
        write.name = pattern.format(paper=inner(paper["title"]), station=inner(title_of(write, station_id)))
        _announce(write, required(write, _station, station_id))
    return write.changes


def remove_station(store: Store, station_id: int) -> Changes:
    """Put a station into the trash."""
    with store.writing("") as write:
        own = required(write, _station, station_id)
        write.update(record, station_id, {"trashed_at": clock.now()})
        write.name = _("„{paper}“: Beratung „{station}“ entfernt").format(
            paper=inner(title_of(write, own["paper"])), station=inner(title_of(write, station_id))
        )
        _announce(write, own)
    return write.changes


def report_mandate(store: Store, mandate_id: int, report: str, done_on: date | None = None) -> Changes:
    """Tick a mandate off with what was reported, on a day (today if none is given)."""
    values: dict[str, Any] = {"done_on": done_on or clock.today()}
    if report.strip():
        values["report"] = report
    return _change_mandate(store, mandate_id, values, _("Auftrag „{title}“ erledigt"))


def reopen_mandate(store: Store, mandate_id: int) -> Changes:
    """Take the tick off again; the report stays."""
    return _change_mandate(store, mandate_id, {"done_on": None}, _("Auftrag „{title}“ wieder geöffnet"))


def _change_mandate(store: Store, mandate_id: int, values: Mapping[str, Any], name: str) -> Changes:
    with store.writing("") as write:
        own = required(write, KIND_TABLES["mandate"], mandate_id)
        change_record(write, Mandate, mandate_id, values)
        write.record_id = mandate_id
        write.announce(own[name] for name in ("body", "paper", "case") if own[name] is not None)
        write.name = name.format(title=inner(title_of(write, mandate_id)))
    return write.changes


def _announce(write: Write, station: Row) -> None:
    write.announce((station["paper"], station["body"]))
    write.record_id = station["paper"]
