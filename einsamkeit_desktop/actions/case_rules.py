"""What holds for a case: what a status asks for, and that a file reference is given once and never again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from ..errors import BadValues
from ..kinds import clock
from ..kinds.folding import word_key
from ..kinds.references import COUNTER_SETTING, TEMPLATE_SETTING, FileReferences
from ..store.tables import KIND_TABLES, journal_row, record, setting, term
from ..store.writing import Write
from ..texts import _, ngettext
from .lists import put_for_good

_USED = "case.reference.used."  # + digest: the reference was given by the program, or typed by a person
_GIVEN, _TYPED = "given", "typed"
_case, _reminder = KIND_TABLES["case"], KIND_TABLES["reminder"]


def settle_case(write: Write, before: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Complete a case by the rules of its status and give it a file reference where it has none.

    A case that broke a rule before it was a rule can still be edited; only what newly breaks one is refused.
    """
    closed = closed_statuses(write)
    problems = foreseen(before, values, closed)
    values = _completed(before, dict(values), closed)
    left = _left_open(write, {**(before or {}), **values})
    if left and not (before is not None and _left_open(write, before)):
        problems |= left
    if problems:
        raise BadValues(problems)
    return _with_reference(write, before, values)


def foreseen(before: Mapping[str, Any] | None, values: Mapping[str, Any], closed: Collection[str]) -> dict[str, str]:
    """Return what of these rules a case breaks, as far as it can be told before it is written; `closed` statuses."""
    whole = {**(before or {}), **_completed(before, dict(values), closed)}
    problems = _problems(whole, closed)
    if before is not None:
        known = _problems(before, closed)
        problems = {name: sentence for name, sentence in problems.items() if name not in known}
        problems |= _reopening_problem(before, whole, closed)
    return problems


def _completed(before: Mapping[str, Any] | None, values: dict[str, Any], closed: Collection[str]) -> dict[str, Any]:
    """Set and take away the days that follow from the status."""
    old = before or {}
    whole = {**old, **values}
    if whole.get("status") in closed:
        if whole.get("closed_on") is None:
            values["closed_on"] = clock.today()
    elif old.get("status") in closed:
        values["closed_on"] = None
    if before is None and whole.get("opened_on") is None and whole.get("status") not in closed:
        values["opened_on"] = clock.today()
    left_waiting = old.get("status") == "wartet_extern" and whole.get("status") != "wartet_extern"
    if left_waiting and whole.get("waiting_until") == old.get("waiting_until"):
        values["waiting_until"] = None
    return values


def _problems(whole: Mapping[str, Any], closed: Collection[str]) -> dict[str, str]:
    status = whole.get("status")
    if status == "wartet_extern" and whole.get("waiting_until") is None:
        return {"waiting_until": _("Bis wann warten? „Wartet auf andere“ braucht einen Tag.")}
    if status not in closed:
        if whole.get("closed_on") is not None:
            return {"closed_on": _("Ein offener Vorgang ist noch nicht abgeschlossen. Bitte erst den Status ändern.")}
        return {}
    if status == "zda" and not whole.get("result"):
        return {"result": _("„Zu den Akten“ braucht ein Ergebnis.")}
    return {}


def _left_open(write: Write, whole: Mapping[str, Any]) -> dict[str, str]:
    texts = _open_reminders(write, whole.get("id")) if whole.get("status") == "zda" else []
    if not texts:
        return {}
    sentence = ngettext("Noch {count} offene Wiedervorlage:", "Noch {count} offene Wiedervorlagen:", len(texts))
    named = ", ".join(f"„{text}“" for text in texts[:3]) + (" …" if len(texts) > 3 else "")
    return {"status": f"{sentence} {named}"}


def _reopening_problem(before: Mapping[str, Any], whole: Mapping[str, Any], closed: Collection[str]) -> dict[str, str]:
    if before["status"] not in closed or whole["status"] in closed:
        return {}
    reason = whole.get("reopened_because")
    if reason and reason != before["reopened_because"]:
        return {}
    return {"reopened_because": _("Bitte sagen, warum der Vorgang wieder aufgenommen wird.")}


def _open_reminders(write: Write, case_id: int | None) -> list[str]:
    if case_id is None:
        return []
    query = select(_reminder.c.text).join(record, record.c.id == _reminder.c.id)
    query = query.where(_reminder.c.about == case_id, _reminder.c.done_on.is_(None), record.c.trashed_at.is_(None))
    return list(write.connection.execute(query.order_by(_reminder.c.due_on, _reminder.c.id)).scalars())


def closed_statuses(write: Write) -> set[str]:
    """Return the codes of the statuses in which a case is closed."""
    if "closed case statuses" not in write.kept:
        entries = write.connection.execute(select(term.c.code, term.c.extra).where(term.c.list == "case_status"))
        write.kept["closed case statuses"] = {code for code, extra in entries if (extra or {}).get("open") is False}
    found: set[str] = write.kept["closed case statuses"]
    return found


def _with_reference(write: Write, before: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Give a case without a file reference the next one, and refuse a typed one that another case has."""
    whole = {**(before or {}), **values}
    old, new = (before or {}).get("file_reference"), whole.get("file_reference")
    if new and new == old:
        return values
    taken = _taken(write)
    if new:
        _require_free(write, before, new, taken)
        how = _TYPED
    else:
        new, how = _next(write, whole, taken), _GIVEN
        values["file_reference"] = new
    taken.add(plain_key(new))
    if _setting(write, _used_name(new)) is None:
        put_for_good(write, _used_name(new), how)
    return values


def _require_free(write: Write, before: Mapping[str, Any] | None, typed: str, taken: set[str]) -> None:
    """Refuse a typed reference that another case has, or that was once given out to another case."""
    key = plain_key(typed)
    if before is not None and key in _own_references(write, before):
        return
    if key in taken:
        sentence = _("Das Aktenzeichen „{reference}“ hat schon ein anderer Vorgang.")
    elif _setting(write, _used_name(typed)) == _GIVEN:
        sentence = _("Das Aktenzeichen „{reference}“ war schon vergeben; keines wird zweimal verwendet.")
    else:
        return
    raise BadValues({"file_reference": sentence.format(reference=typed)})


def _own_references(write: Write, before: Mapping[str, Any]) -> set[str]:
    """Return the references that a case has or had, unless another case has one of them now."""
    query = select(journal_row.c.before).where(
        journal_row.c.record_id == before["id"], journal_row.c.table_name == "case"
    )
    former = [(row or {}).get("file_reference") for row in write.connection.execute(query).scalars()]
    others = select(_case.c.file_reference).where(_case.c.id != before["id"], _case.c.file_reference.is_not(None))
    elsewhere = {plain_key(text) for text in write.connection.execute(others).scalars()}
    return {plain_key(text) for text in (*former, before["file_reference"]) if text} - elsewhere


def _next(write: Write, whole: Mapping[str, Any], taken: set[str]) -> str:
    """Return the next reference of the template that no case has or ever had."""
    references = FileReferences.from_json(_setting(write, TEMPLATE_SETTING) or {})
    year = (whole.get("opened_on") or clock.today()).year
    counted: dict[str, int] = dict(_setting(write, COUNTER_SETTING) or {})
    period = references.period(year)
    number = counted.get(period, 0)
    while True:
        number += 1
        wanted = references.text(year, number)
        if plain_key(wanted) not in taken and _setting(write, _used_name(wanted)) is None:
            break
    put_for_good(write, COUNTER_SETTING, {**counted, period: number})
    return wanted


def _taken(write: Write) -> set[str]:
    """Return the references of all cases, those in the trash included; read once in a write, as a batch asks often."""
    if "file references" not in write.kept:
        query = select(_case.c.file_reference).where(_case.c.file_reference.is_not(None))
        write.kept["file references"] = {plain_key(text) for text in write.connection.execute(query).scalars()}
    found: set[str] = write.kept["file references"]
    return found


def plain_key(reference: str) -> str:
    """Return the reference as it is compared: letters and digits alone tell two apart."""
    return word_key(reference).partition("\x01")[0]


def _used_name(reference: str) -> str:
    return _USED + blake2b(plain_key(reference).encode(), digest_size=12).hexdigest()


def _setting(write: Write, name: str) -> Any:
    return write.connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar()
