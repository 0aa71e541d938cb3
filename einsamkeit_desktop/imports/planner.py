"""Goes through the rows of a file in order and says what becomes of each; what one row makes, the next one meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from ..kinds import clock
from ..kinds.base import Kind
from ..kinds.days import format_day
from ..kinds.network import Organisation, Person, Role
from ..queries.terms import Vocabulary
from ..texts import _
from .functions import renamed, same_function
from .matching import Stock, is_former, known_by
from .merging import Change, Subject, absorb, attach
from .plans import FAILED, NEW, SKIPPED, UPDATED, PlannedRow
from .questions import LEAVE_OUT
from .rows import Entry
from .rules import Rules
from .words import folded

_NAMES = frozenset(("name", "family_name", "given_name"))


class Planner:
    """Plans row after row. `touched` are the records that were made, changed or confirmed, in order."""

    def __init__(self, stock: Stock, words: Vocabulary, file: str, rules: Rules | None = None) -> None:
        self.stock, self.words, self.rules = stock, words, rules or Rules()
        self.source = _("Import aus „{file}“ am {day}").format(file=file, day=format_day(clock.today()))
        self.touched: dict[Subject, None] = {}

    def row(self, entry: Entry) -> PlannedRow:
        """Return what becomes of one row."""
        title = _title(entry)
        reason = entry.failure or _problems(entry)
        if reason:
            return PlannedRow(entry.row, FAILED, title, reason, warnings=tuple(entry.warnings))
        organisation = self.stock.organisation(entry) if entry.organisation else None
        self.stock.tell_apart(entry, organisation)
        person = self.stock.person(entry, organisation) if entry.person else None
        if blocked := next((s for s in (organisation, person) if s is not None and s.restricted), None):
            sentence = _("„{title}“ ist gesperrt (Einschränkung der Verarbeitung) und wird nicht geändert.")
            return PlannedRow(entry.row, FAILED, title, sentence.format(title=blocked.title), subjects=(blocked,))
        if (refusal := self._refusal(entry, organisation, person)) is not None:
            return replace(refusal, questions=tuple(entry.questions))
        made, changes, subjects = False, list[Change](), list[Subject]()
        if entry.organisation and (organisation is not None or self.rules.makes):
            if organisation is None or self._may_change(organisation):
                subjects += self._set_parent(entry)
            uid = entry.uid_of("organisation")
            organisation, is_new = self._bring(Organisation, organisation, entry.organisation, changes, uid)
            made, subjects = made or is_new, [*subjects, organisation]
        if entry.person and (person is not None or self.rules.makes):
            person, is_new = self._bring(Person, person, entry.person, changes, entry.uid_of("person"))
            made, subjects = made or is_new, [*subjects, person]
        if organisation is not None and person is not None:
            subjects += self._role(entry, person, organisation, changes)
        if entry.pictures and (shown := person or organisation) is not None and self._may_change(shown):
            changes += attach(shown, entry.pictures)
            self.touched[shown] = None
        for other in entry.further:
            is_new, beside = self._further(entry, other, person, changes)
            made, subjects = made or is_new, subjects + beside
        for colleague in entry.colleagues:
            is_new, further = self._colleague(entry, colleague, organisation, changes)
            made, subjects = made or is_new, subjects + further
        outcome = NEW if made else UPDATED if changes else SKIPPED
        why = self._why_skipped(subjects) if outcome == SKIPPED else ""
        told = tuple(changes), tuple(entry.warnings), tuple(subjects)
        return PlannedRow(entry.row, outcome, title, why, *told, questions=tuple(entry.questions))

    def _colleague(
        self, entry: Entry, values: dict[str, Any], organisation: Subject | None, changes: list[Change]
    ) -> tuple[bool, list[Subject]]:
        """Bring in a further person of the same cell; return whether that one is new, and the records."""
        row = replace(entry, person=values, role={}, uid="", leads="organisation", shown="")
        asked = len(entry.questions)
        found = self.stock.person(row, organisation)
        if any(question.answer == LEAVE_OUT for question in entry.questions[asked:]):
            return False, []
        if not (self.rules.makes if found is None else not found.restricted):
            return False, []
        person, is_new = self._bring(Person, found, values, changes)
        role = [] if organisation is None else self._role(row, person, organisation, changes)
        return is_new, [person, *role]

    def _further(
        self, entry: Entry, other: Entry, person: Subject | None, changes: list[Change]
    ) -> tuple[bool, list[Subject]]:
        """Bring in a further function of the person of a row; return whether its organisation is new, and the records.

        A restricted organisation stays as it is, and so does one that is to be left out.
        """
        found = self.stock.organisation(other, person)
        entry.questions += other.questions
        if any(question.answer == LEAVE_OUT for question in other.questions):
            return False, []
        if person is None or not (self.rules.makes if found is None else not found.restricted):
            return False, []
        organisation, is_new = self._bring(Organisation, found, other.organisation, changes)
        return is_new, [organisation, *self._role(other, person, organisation, changes)]

    def _refusal(self, entry: Entry, *known: Subject | None) -> PlannedRow | None:
        """Return the row as skipped where it is to be left out, or speaks of nothing known and nothing new may be."""
        if any(question.answer == LEAVE_OUT for question in entry.questions):
            return PlannedRow(entry.row, SKIPPED, _title(entry), _("Auf Rückfrage ausgelassen."))
        if entry.is_unnamed and (other := self.stock.reached_by(entry)) is not None and other not in known:
            reason = _("Nennt keinen Namen, und die E-Mail-Adresse steht schon bei „{title}“.")
            return PlannedRow(entry.row, SKIPPED, _title(entry), reason.format(title=other.title))
        if self.rules.makes or any(known):
            return None
        reason = _("Nicht im Bestand; bei diesem Import wird nichts neu angelegt.")
        return PlannedRow(entry.row, SKIPPED, _title(entry), reason, warnings=tuple(entry.warnings))

    def _why_skipped(self, subjects: list[Subject]) -> str:
        if any(subject.id is None for subject in subjects):
            return _("Unverändert: Alle Angaben stehen schon in einer früheren Zeile dieser Datei.")
        if not self.rules.changes:
            return _("Schon im Bestand; bei diesem Import wird nichts Vorhandenes geändert.")
        return _("Unverändert: Alle Angaben stehen schon im Bestand.")

    def _may_change(self, *known: Subject) -> bool:
        """Whether something may become of these records: what this import makes itself always may."""
        return self.rules.changes or any(subject.id is None for subject in known)

    def _bring(
        self, kind: Any, known: Subject | None, values: dict[str, Any], changes: list[Change], uid: str = ""
    ) -> tuple[Subject, bool]:
        if known is not None and not self._may_change(known):
            return known, False
        if known is not None:
            by_uid = uid and uid == known.uid
            given = _with_former_name(known, values) if by_uid else _without_names(known, values)
            found = absorb(known, given, self.words)
            if found:
                self.touched[known] = None
                self.stock.add(known)
            changes += found
            return known, False
        values = {**_empty(kind), "source": self.source, **values}
        subject = Subject(kind, None, values, uid=self.stock.free_uid(uid))
        self.touched[subject] = None
        self.stock.add(subject)
        return subject, True

    def _set_parent(self, entry: Entry) -> list[Subject]:
        """Find the carrier of an organisation by name, or make it."""
        if not entry.parent or folded(entry.parent) == folded(entry.organisation["name"]):
            return []
        parent = self.stock.named(entry.parent)
        if parent is None and not self.rules.makes:
            return []
        if parent is None:
            parent, _new = self._bring(Organisation, None, {"name": entry.parent[:300]}, [])
        entry.organisation["parent"] = parent.id if parent.id is not None else parent
        return [parent]

    def _role(self, entry: Entry, person: Subject, organisation: Subject, changes: list[Change]) -> list[Subject]:
        if not self._may_change(person, organisation):
            return []
        known = self.stock.roles(person, organisation)
        functions = {folded(part) for part in (entry.role.get("function") or "").split(", ")}
        names = {folded(role.values.get("function") or "") for role in known}
        if not entry.is_whole and len(functions) > 1 and functions <= names:
            # The lists of this program name all functions of a person in one cell.
            return []
        same = self.stock.function_of(entry) or same_function(known, entry.role, self.touched, is_whole=entry.is_whole)
        if same is None:
            # A function that no other row of this file confirms has got another name.
            left = [role for role in known if role not in self.touched and not is_former(role)]
            same = renamed(left, entry.role, is_whole=entry.is_whole)
        if same is not None and is_former(same) and not entry.role.get("until"):
            entry.warnings.append(
                _("{person} ist bei „{organisation}“ laut Akte ausgeschieden; das bleibt so.").format(
                    person=person.title, organisation=organisation.title
                )
            )
            return []
        if same is not None:
            found = absorb(same, entry.role, self.words)
            changes += found
            self.touched[same] = None
            return [same] if found else []
        uid = self.stock.free_uid(entry.uid_of("role"))
        values = {**_empty(Role), **entry.role, "person": person, "organisation": organisation}
        role = Subject(Role, None, values, uid=uid)
        self.stock.add_role(role, person, organisation)
        self.touched[role] = None
        changes.append(Change(person.title, _(Role.label), "", entry.role.get("function") or organisation.title))
        return [role]


@cache
def _empty(kind: type[Kind]) -> Mapping[str, Any]:
    return kind.empty_values()


def _without_names(known: Subject, values: dict[str, Any]) -> dict[str, Any]:
    """Keep the spelling of a name that a record has; only a uid says surely enough that it bears another one now."""
    return {name: value for name, value in values.items() if name not in _NAMES or not known.values.get(name)}


def _with_former_name(known: Subject, values: dict[str, Any]) -> dict[str, Any]:
    """Let an organisation that got another name be found under the old one as well."""
    if known.kind is not Organisation or known_by(known, values):
        return values
    former = (known.values.get("former_names") or "", known.values["name"])
    return {**values, "former_names": "\n".join(text for text in former if text)}


def _title(entry: Entry) -> str:
    names = [Person.title(entry.person) if entry.person else "", entry.organisation.get("name", "")]
    return ", ".join(name for name in names if name)


def _problems(entry: Entry) -> str:
    found: dict[str, str] = {}
    for kind, values in ((Organisation, entry.organisation), (Person, entry.person), (Role, entry.role)):
        found.update(kind.problems(values))
    return " ".join(found.values())
