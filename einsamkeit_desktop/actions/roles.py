"""Functions of persons in organisations: they begin and they end, and former ones stay."""

from __future__ import annotations

from datetime import date

from ..kinds import clock
from ..kinds.network import Role
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes
from ..texts import _, inner
from .finding import required
from .putting import add_records, change_record, title_of


def start_role(
    store: Store,
    person_id: int,
    organisation_id: int,
    function: str = "",
    since: date | None = None,
    *,
    main_contact: bool = False,
) -> Changes:
    """Give a person a function in an organisation; `Changes.record_id` is the new role."""
    values = {
        "person": person_id,
        "organisation": organisation_id,
        "function": function or None,
        "since": since,
        "main_contact": main_contact,
    }
    with store.writing("") as write:
        person, organisation = required(write, record, person_id), required(write, record, organisation_id)
        write.name = _("„{person}“ mit „{organisation}“ verknüpft").format(
            person=inner(person["title"]), organisation=inner(organisation["title"])
        )
        write.record_id = add_records(write, Role, [values])[0]
        write.announce((person_id, organisation_id))
    return write.changes


def end_role(store: Store, role_id: int, until: date | None = None) -> Changes:
    """End a function on a day (today if none is given); it stays in the history of both sides."""
    with store.writing("") as write:
        row = required(write, KIND_TABLES["role"], role_id, _("Diese Funktion gibt es nicht mehr."))
        write.name = _("Funktion von „{person}“ bei „{organisation}“ beendet").format(
            person=inner(title_of(write, row["person"])), organisation=inner(title_of(write, row["organisation"]))
        )
        write.record_id = role_id
        change_record(write, Role, role_id, {"since": row["since"], "until": until or clock.today()})
        write.announce((row["person"], row["organisation"]))
    return write.changes
