"""The head of a record: its name and the few facts that stand under it as chips."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds import clock
from ..kinds.days import format_day, relative_day
from ..kinds.registry import KINDS
from ..kinds.repeats import show as show_repeat
from ..store.store import Store
from ..texts import _, ngettext
from .cases import deadline_chip
from .columns import columns_of
from .council import report_chip, submit_chip
from .people import roles
from .record import Record, load, named
from .reminders import moved_words, postponements
from .rhythm import contacts, contacts_query, pauses
from .terms import Vocabulary, vocabulary


@dataclass(frozen=True)
class ChipText:
    """A chip; `role` is neutral, positive, warning, danger or accent, and the text always says the meaning too."""

    text: str
    role: str = "neutral"


@dataclass(frozen=True)
class Header:
    """What stands above the tabs of a record; `line` says where a person works and how to reach the record."""

    id: int
    kind: str
    title: str
    version: int
    is_trashed: bool
    chips: tuple[ChipText, ...]
    line: str = ""


NEAR_SHARE = 0.8  # of the rhythm; from there on the light is amber

_STAGES = {"kooperation": "positive", "kooperation_vertraglich": "positive", "ruhend": "warning", "beendet": "warning"}


def header(store: Store, record_id: int) -> Header:
    """Return the head of a record. Raises errors.NotFound."""
    found = load(store, record_id)
    chips = [*_own_chips(found, vocabulary(store))]
    if found.confidential:
        chips.append(ChipText(_("vertraulich"), "warning"))
    if "last_contact" in columns_of(found.kind):
        chips.append(_rhythm_chip(store, found))
    if found.trashed_at is not None:
        chips.append(ChipText(_("im Papierkorb"), "danger"))
    is_trashed = found.trashed_at is not None
    return Header(found.id, found.kind, found.title, found.version, is_trashed, tuple(chips), _line(store, found))


def _line(store: Store, found: Record) -> str:
    """Return function and employer of a person, the number of a matter, and the first phone number and mail address."""
    parts = _moves_line(store, found) if found.kind == "reminder" else _matter_line(store, found)
    if found.kind == "person":
        current = [role for role in roles(store, found.id) if role.is_current][:1]
        parts = [text for role in current for text in (role.function, role.other.title) if text]
    points = found.values.get("contacts", ())
    for kinds in (("phone", "mobile"), ("email",)):
        parts += [point.value for point in points if point.kind in kinds][:1]
    return " · ".join(parts)


def _moves_line(store: Store, found: Record) -> list[str]:
    """Return which day a reminder was wished for, and each time it was put off: from which day to which, and when."""
    values = found.values
    words = moved_words(values["due_on"], values["first_due_on"], values["postponed"] or 0)
    moves = [move.sentence() for move in postponements(store, found.id)] if values["postponed"] else []
    if values["postponed"] and not moves:  # it came with a file, and its moves are in no journal
        words = ", ".join((words, _("zuerst am {day}").format(day=format_day(values["first_due_on"]))))
    return [f"{words}: {', '.join(moves)}" if moves else words] if words else []


def _matter_line(store: Store, found: Record) -> list[str]:
    """Return by what number a case or paper is filed, until when it waits, and which case a practice came from."""
    values = found.values
    if found.kind == "case":
        waits = _("wartet bis {day}").format(day=format_day(values["waiting_until"])) if values["waiting_until"] else ""
        return [part for part in (values["file_reference"], waits) if part]
    if found.kind == "council_paper" and values["number"]:
        return [_("Drucksache {number}").format(number=values["number"])]
    origin = values.get("origin") if found.kind == "practice" else None
    names = named(store, [origin], with_restricted=False, with_trashed=False) if origin else {}
    return [_("Aus dem Vorgang „{title}“").format(title=entry.title) for entry in names.values()]


def _own_chips(found: Record, words: Vocabulary) -> list[ChipText]:
    values = found.values
    kind_list = {"contact_note": "note_kind"}.get(found.kind, f"{found.kind}_kind")
    lists = {
        "organisation": ("organisation_type", "organisation_type"),
        "role": ("role_kind", "person_role"),
        "municipality": ("size_class", "size_class"),
        "council_paper": ("paper_kind", "paper_kind"),
        "citizen_case": ("concern", "concern"),
    }
    field, list_code = lists.get(found.kind, (kind_list, kind_list))
    chips = [ChipText(words.short_label(list_code, values.get(field)) or _(KINDS[found.kind].label))]
    if stage := values.get("cooperation_stage"):
        chips.append(ChipText(words.label("cooperation_stage", stage), _STAGES.get(stage, "neutral")))
    if values.get("priority"):
        list_of = {"case": "case_priority", "reminder": "reminder_priority"}.get(found.kind, "priority")
        label = words.label(list_of, values["priority"])
        chips.append(ChipText(_("Priorität {letter}").format(letter=label)))
    for status in ("case_status", "offer_status", "event_status"):
        if status.startswith(found.kind) and values.get("status"):
            chips.append(ChipText(words.label(status, values["status"]), "accent"))
    if found.kind == "citizen_case":
        chips.append(ChipText(words.label("case_status", values["status"]), "accent"))
    if found.kind == "case":
        text, role = deadline_chip(values["deadline_on"], values["closed_on"])
        chips += [ChipText(text, role)] if text else []
    if found.kind == "council_paper":
        text, role = submit_chip(values["submit_by"], values["submitted_on"])
        chips += [ChipText(text, role)] if text else []
    if found.kind == "mandate":
        chips.append(ChipText(*report_chip(values["report_by"], values["done_on"])))
    if found.kind == "reminder":
        chips.append(_due_chip(found))
        chips += [ChipText(show_repeat(values["repeat"]))] if values["repeat"] else []
    return chips


def _due_chip(found: Record) -> ChipText:
    if found.values["done_on"] is not None:
        return ChipText(_("erledigt"), "positive")
    days = (clock.today() - found.values["due_on"]).days
    if days > 0:
        return ChipText(ngettext("überfällig seit {count} Tag", "überfällig seit {count} Tagen", days), "danger")
    at = ", " + found.values["due_time"] if found.values["due_time"] else ""
    return ChipText(_("heute fällig") + at, "warning") if days == 0 else ChipText(_("offen") + at)


def _rhythm_chip(store: Store, found: Record) -> ChipText:
    today = clock.today()
    with store.reading() as connection:
        rows = connection.execute(contacts_query(found.kind), {"ids": [found.id]})
        last, wanted = contacts(rows, vocabulary(store))[found.id]
        paused = pauses(connection, [found.id]).get(found.id) if wanted else None
    if paused is not None:
        return ChipText(paused.sentence(), "accent")
    if last is None:
        return ChipText(_("noch kein Gespräch"), "danger" if wanted else "neutral")
    days = (today - last).days
    if wanted is None:
        return ChipText(_("Kontakt {when}").format(when=relative_day(last, today)))
    if days > wanted:
        text = ngettext("seit {count} Tag kein Kontakt", "seit {count} Tagen kein Kontakt", days)
        return ChipText(_("{text} – Ziel {wanted}").format(text=text, wanted=wanted), "danger")
    near = days > wanted * NEAR_SHARE
    text = _("Kontakt {when} – Ziel {wanted}").format(when=relative_day(last, today), wanted=wanted)
    if near:
        text = _("{text}, bald fällig").format(text=text)
    return ChipText(text, "warning" if near else "positive")
