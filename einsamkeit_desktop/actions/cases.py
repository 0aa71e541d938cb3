"""Work on cases beyond their form: status by one move, participants, steps, and the practice that comes of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ..errors import BadValues, Conflict
from ..kinds import clock
from ..kinds.cases import Case
from ..kinds.exchange import Practice
from ..kinds.fields import Links
from ..kinds.references import TEMPLATE_SETTING, FileReferences
from ..kinds.work import Reminder
from ..queries.case_steps import TEMPLATES, Step
from ..queries.record import Record, read_records
from ..queries.settings import kept_setting
from ..store.store import Store
from ..store.tables import KIND_TABLES, record, term
from ..store.writing import Changes, Write
from ..texts import _, inner, ngettext
from .finding import living, required
from .lists import keep_setting
from .putting import add_records, change_record, title_of


def move_case(store: Store, case_id: int, status: str, given: Mapping[str, Any] | None = None) -> Changes:
    """Give a case another status, with what that status asks for. Raises errors.BadValues for what is missing."""
    with store.writing("") as write:
        found = living(write, case_id)
        change_record(write, Case, case_id, {**(given or {}), "status": status})
        label = select(term.c.label).where(term.c.list == "case_status", term.c.code == status)
        write.record_id = case_id
        write.name = _("„{title}“: {status}").format(
            title=inner(found.title), status=write.connection.execute(label).scalar() or status
        )
    return write.changes


def add_party(store: Store, case_id: int, role: str, record_id: int) -> Changes:
    """Let a partner take part in a case in a role, which is one of the link fields of a case."""
    with store.writing("") as write:
        found, partner = living(write, case_id), required(write, record, record_id)
        _change_party(write, found, role, (*found.values[role], record_id))
        write.announce((record_id,))
        write.name = _("„{partner}“ an „{case}“ beteiligt: {role}").format(
            partner=inner(partner["title"]), case=inner(found.title), role=_(Case.fields[role].label)
        )
    return write.changes


def remove_party(store: Store, case_id: int, role: str, record_id: int) -> Changes:
    """Take a partner out of a role in a case; in other roles it stays."""
    with store.writing("") as write:
        found = living(write, case_id)
        _change_party(write, found, role, tuple(one for one in found.values[role] if one != record_id))
        write.announce((record_id,))
        write.name = _("„{partner}“ aus „{case}“ genommen: {role}").format(
            partner=inner(title_of(write, record_id)), case=inner(found.title), role=_(Case.fields[role].label)
        )
    return write.changes


def _change_party(write: Write, found: Record, role: str, ids: tuple[int, ...]) -> None:
    if role not in Case.of_type(Links):
        raise BadValues({role: _("Diese Rolle gibt es bei Vorgängen nicht.")})
    change_record(write, Case, found.id, {role: ids})
    write.record_id = found.id


def add_steps(store: Store, case_id: int, steps: Sequence[tuple[str, date]]) -> Changes:
    """Make reminders about a case, of texts and days, in one step. Raises errors.BadValues for an empty text."""
    with store.writing("") as write:
        found = living(write, case_id)
        secret = bool(found.confidential)
        add_records(
            write,
            Reminder,
            [
                {"text": text, "due_on": day, "owner": "mine", "about": case_id, "confidential": secret}
                for text, day in steps
            ],
        )
        write.record_id = case_id
        write.announce((case_id,))
        write.name = _("„{title}“: {what}").format(
            title=inner(found.title), what=ngettext("{count} Schritt angelegt", "{count} Schritte angelegt", len(steps))
        )
    return write.changes


def move_steps(store: Store, case_id: int, days: Mapping[int, date]) -> Changes:
    """Give open steps of a case other days, because its deadline moved; steps that are gone by now are left out."""
    with store.writing("") as write:
        found = living(write, case_id)
        reminder = KIND_TABLES["reminder"]
        for reminder_id, day in days.items():
            row = write.row(reminder, reminder_id)
            if row is not None and row["about"] == case_id and row["done_on"] is None:
                change_record(write, Reminder, reminder_id, {"due_on": day})
        write.record_id = case_id
        write.announce((case_id,))
        what = ngettext(
            "{count} Schritt mit der Frist verschoben", "{count} Schritte mit der Frist verschoben", len(days)
        )
        write.name = _("„{title}“: {what}").format(title=inner(found.title), what=what)
    return write.changes


def keep_step_template(store: Store, kind: str, steps: Sequence[Step]) -> None:
    """Remember these steps for cases of a kind; no step to take back, as all settings."""
    kept = dict(kept_setting(store, TEMPLATES, {}))
    keep_setting(store, TEMPLATES, {**kept, kind: [step.to_json() for step in steps]})


def keep_reference_template(store: Store, references: FileReferences) -> None:
    """Remember how new file references look; those given stay. Raises errors.BadValues for an unusable template."""
    problem = references.problem()
    if problem:
        raise BadValues({"template": problem})
    keep_setting(store, TEMPLATE_SETTING, references.to_json())


def practice_from_case(store: Store, case_id: int) -> Changes:
    """Make a practice sheet of a closed case, its texts carried over; `Changes.record_id` is the practice.

    It is as confidential as the case. Raises errors.Conflict for a case that is still open.
    """
    with store.writing("") as write:
        found = living(write, case_id)
        if found.values["closed_on"] is None:
            raise Conflict(_("Eine gute Praxis entsteht aus einem abgeschlossenen Vorgang; dieser ist noch offen."))
        values = found.values
        partners = [partner for name in Case.of_type(Links) for partner in values[name]]
        made = {
            "name": values["subject"],
            "problem": values["description"],
            "effect": values["outcome"],
            "partners": "\n".join(_organisations(write, partners, secret=found.confidential)) or None,
            "target_groups": values["target_groups"],
            "origin": case_id,
            "as_of": clock.today(),
            "confidential": found.confidential,
        }
        write.record_id = add_records(write, Practice, [made])[0]
        write.announce((case_id,))
        write.name = _("Gute Praxis aus „{title}“ übernommen").format(title=inner(found.title))
    return write.changes


def _organisations(write: Write, ids: Sequence[int], *, secret: bool) -> list[str]:
    """Return the names of the organisations among the partners; persons do not belong into a text that travels."""
    found = {row.id: row for row in read_records(write.connection, list(dict.fromkeys(ids)))}
    return [
        row.title
        for row in found.values()
        if row.kind in {"organisation", "body", "municipality"}
        and row.trashed_at is None
        and not row.restricted
        and (secret or not row.confidential)
    ]
