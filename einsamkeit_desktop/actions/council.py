"""Council work: the stations of a paper, and mandates that are reported on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..errors import NotFound
from ..kinds import clock
from ..kinds.council import Consultation, Mandate
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes, Write
from ..texts import _, inner
from .putting import add_records, change_record


def save_station(store: Store, paper_id: int, station_id: int | None, values: Mapping[str, Any]) -> Changes:
    """Keep a station of a paper, a new one or a changed one; raises errors.BadValues with a sentence per field.

    `Changes.record_id` is the paper, since it is the paper that is shown.
    """
    with store.writing("") as write:
        paper = _spine(write, paper_id)
        if station_id is None:
            station_id = add_records(
                write, Consultation, [{**values, "paper": paper_id, "confidential": paper["confidential"]}]
            )[0]
            pattern = _("„{paper}“: Beratung „{station}“ angelegt")
        else:
            change_record(write, Consultation, station_id, values)
            pattern = _("„{paper}“: Beratung „{station}“ geändert")
        write.name = pattern.format(paper=inner(paper["title"]), station=inner(_spine(write, station_id)["title"]))
        _announce(write, paper_id, station_id)
    return write.changes


def remove_station(store: Store, station_id: int) -> Changes:
    """Put a station into the trash."""
    with store.writing("") as write:
        spine, own = _spine(write, station_id), write.row(KIND_TABLES["consultation"], station_id)
        assert own is not None
        write.update(record, station_id, {"trashed_at": clock.now()})
        write.name = _("„{paper}“: Beratung „{station}“ entfernt").format(
            paper=inner(_spine(write, own["paper"])["title"]), station=inner(spine["title"])
        )
        _announce(write, own["paper"], station_id)
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
        spine, own = _spine(write, mandate_id), write.row(KIND_TABLES["mandate"], mandate_id)
        assert own is not None
        change_record(write, Mandate, mandate_id, values)
        write.record_id = mandate_id
        write.announce(own[name] for name in ("body", "paper", "case") if own[name] is not None)
        write.name = name.format(title=inner(spine["title"]))
    return write.changes


def _announce(write: Write, paper_id: int, station_id: int) -> None:
    own = write.row(KIND_TABLES["consultation"], station_id)
    assert own is not None
    write.announce((paper_id, own["body"]))
    write.record_id = paper_id


def _spine(write: Write, record_id: int) -> Mapping[str, Any]:
    row = write.row(record, record_id)
    if row is None:
        raise NotFound(_("Diesen Datensatz gibt es nicht mehr."))
    return row
