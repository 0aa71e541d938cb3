"""Goes through lists of other kinds than partners and says row by row what becomes of each, as planner.py does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy.engine import Connection

from ..actions.rules import FORESEEN
from ..kinds import clock
from ..kinds.base import Kind
from ..kinds.cases import Case, CitizenCase
from ..kinds.clean import clean_text, short_text
from ..kinds.days import format_day
from ..kinds.fields import Areas, Choice, Links, Moment, Ref
from ..queries.terms import Vocabulary
from ..texts import _
from .kindcolumns import remark_field
from .kindrows import KindEntry
from .kindstock import KindStock, key_of, keys_of, names_by_id
from .kindwords import said_of
from .mentions import Found, Known, Mentions, in_order
from .merging import Change, Subject, absorb, shown
from .plans import FAILED, NEW, SKIPPED, UPDATED, PlannedRow
from .questions import LEAVE_OUT, Candidate, Question, asked
from .rules import Rules

# What a citizen's case is called (actions/citizen_rules.py).
CODE = re.compile(r"V-\d{4}-[2-9A-Z]{4}")
_LONGEST = 200_000


class KindPlanner:
    """Plans the rows of all such lists of a file. `touched` are the records that were made or changed, in order."""

    def __init__(
        self, connection: Connection, lists: Mapping[int, list[KindEntry]], words: Vocabulary, rules: Rules
    ) -> None:
        entries = [entry for found in lists.values() for entry in found]
        self.lists, self.words, self.rules = lists, words, rules
        self.stock = KindStock(connection, entries, rules)
        self.mentions = Mentions(connection, {text for entry in entries for text in entry.mentions.values()})
        self.touched: dict[Subject, None] = {}
        statuses = words.lists.get(Case.status.of, ())
        self._closed = {term.code for term in statuses if term.extra.get("open") is False}

    def rows(self, partners: Iterable[Subject]) -> Iterator[tuple[int, PlannedRow]]:
        """Yield the place of the list and what becomes of the row, in an order in which references are made first.

        `partners` are those that the same file brings.
        """
        for subject in partners:
            if subject.id is None:
                self.mentions.add(subject)
        order = in_order()
        filled = [(order.index(entries[0].kind), at, entries) for at, entries in self.lists.items() if entries]
        for _place, at, entries in sorted(filled, key=lambda each: each[:2]):
            for entry in entries:
                yield at, self.row(entry)

    def row(self, entry: KindEntry) -> PlannedRow:
        """Return what becomes of one row."""
        title = _title(entry)
        if entry.kind is CitizenCase:
            return PlannedRow(entry.row, FAILED, title, _("Bürgeranliegen werden aus keiner Datei übernommen."))
        if entry.failure:
            return PlannedRow(entry.row, FAILED, title, entry.failure)
        known, questions = self._decided(entry, title)
        if any(question.answer == LEAVE_OUT for question in questions):
            return PlannedRow(entry.row, SKIPPED, title, _("Auf Rückfrage ausgelassen."), questions=questions)
        if known is not None and known.restricted:
            sentence = _("„{title}“ ist gesperrt (Einschränkung der Verarbeitung) und wird nicht geändert.")
            return PlannedRow(entry.row, FAILED, title, sentence.format(title=known.title), subjects=(known,))
        mentioned = self._refer(entry, known)
        if any(CODE.fullmatch(text) for text in mentioned.unknown):
            reason = _("Gehört zu einem Bürgeranliegen, das es hier nicht gibt, und wird darum nicht übernommen.")
            return PlannedRow(entry.row, FAILED, title, reason)
        self._finish(entry, known)
        self._remark(entry, known)
        others = tuple(each for each in mentioned.records if isinstance(each, Subject))
        outcome, reason, changes, subjects = self._make(entry) if known is None else self._change(entry, known)
        warnings = tuple(entry.warnings) if outcome != FAILED else ()  # of what stands nowhere nothing is said
        return PlannedRow(entry.row, outcome, title, reason, changes, warnings, (*subjects, *others), "", questions)

    def _decided(self, entry: KindEntry, title: str) -> tuple[Subject | None, tuple[Question, ...]]:
        """Return the record a row means, None for a new one; where several bear the name, a person is asked."""
        found = self.stock.meant(entry)
        if len(found) <= 1:
            return (found[0] if found else None), ()
        same = next((subject for subject in found if self._says_all(subject, entry)), None)
        stored = [subject for subject in found if subject.id is not None and not subject.restricted]
        if same is not None or not stored:
            return same or found[0], ()
        candidates = [Candidate(subject.id or 0, subject.title, self._about(subject)) for subject in stored]
        key = (entry.sheet, entry.row, entry.kind.code, title)
        question = asked(key, candidates, self.rules.answers, LEAVE_OUT)
        return next((subject for subject in stored if subject.id == question.answer), None), (question,)

    def _says_all(self, subject: Subject, entry: KindEntry) -> bool:
        values = {name: value for name, value in entry.values.items() if subject.values.get(name) != value}
        return not self._differing(subject, values)

    def _about(self, subject: Subject) -> str:
        """Return what tells a record from others of its name."""
        told = []
        for name in keys_of(subject.kind)[1:]:
            said, described = self.stock.said(subject, name), subject.kind.fields.get(name)
            if described is not None and not isinstance(described, Ref | Links):
                told.append(shown(described, said, self.words))
            else:
                told += [said] if isinstance(said, str) else list(said)
        return ", ".join(short_text(text) for text in told if text)

    def _refer(self, entry: KindEntry, known: Subject | None) -> Found:
        """Let the values of a row refer to the records it names; what is not found is kept as text."""
        records: tuple[Any, ...] = ()
        unknown: tuple[str, ...] = ()
        for name, text in entry.mentions.items():
            described = entry.kind.fields[name]
            assert isinstance(described, Ref | Links)
            several = isinstance(described, Links)
            now = names_by_id(self.stock.titles, known.values.get(name)) if known is not None else {}
            found = self.mentions.named(text, described.to, now, several=several)
            if found.records:
                entry.values[name] = tuple(map(_reference, found.records)) if several else _reference(found.records[0])
            self.stock.titles.update(
                {one.id: one.title for one in found.records if isinstance(one, Known) and one.id is not None}
            )
            if described.required and known is None and not found.records:
                entry.lacking[name] = _lacking(described, found)
            else:
                self._doubts(entry, described, found)
            records += found.records
            unknown += found.unknown
        return Found(records, unknown)

    def _doubts(self, entry: KindEntry, described: Ref | Links, found: Found) -> None:
        label, field = _(described.label), _(entry.kind.fields[remark_field(entry.kind.code)].label)
        absent = _("{label} „{text}“ steht nicht im Bestand; der Name steht in „{field}“.")
        several = _("{label} „{text}“ gibt es mehrmals; der Name steht in „{field}“.")
        if described.automatic:  # what the program noted by itself is no text of a person
            absent = several = _("{label} „{text}“ ist nicht eindeutig zu finden und bleibt leer.")
        for sentence, texts in ((absent, found.unknown), (several, found.ambiguous)):
            for text in texts:
                entry.warnings.append(sentence.format(label=label, text=short_text(text), field=field))
        if not described.automatic and (left := (*found.unknown, *found.ambiguous)):
            entry.notes.append(f"{label}: {'; '.join(left)}")

    def _finish(self, entry: KindEntry, known: Subject | None) -> None:
        """Let what a row calls done be done: on the day it was due, as far as that is past, else today.

        What is known to be done stays as it is, and so does a series: only ticking it off makes its next one.
        """
        for name, due in said_of(entry.kind.code).get("finished", {}).items():
            held = known.values if known is not None else {}
            is_told = name in entry.finished or bool(entry.values.get(name))
            if held.get(name) is not None or not is_told:
                continue
            label = _(entry.kind.fields[name].label)
            if held.get("repeat"):
                entry.values.pop(name, None)
                told = _("{label}: Was sich wiederholt, bleibt offen. Bitte im Programm abhaken.")
                entry.warnings.append(told.format(label=label))
            elif name in entry.finished:
                day = min(entry.values.get(due) or held.get(due) or clock.today(), clock.today())
                entry.values[name] = day
                told = _("{label} ist nicht angegeben und wird „{value}“.")
                entry.warnings.append(told.format(label=label, value=format_day(day)))

    def _remark(self, entry: KindEntry, known: Subject | None) -> None:
        """Add what no field takes to the field that keeps such things, each line once."""
        name = remark_field(entry.kind.code)
        held = known.values.get(name) if known is not None else None
        base = str(entry.values.get(name) or held or "")
        lines = base.split("\n")
        notes = [line for note in entry.notes for line in note.split("\n") if line not in lines]
        if notes:
            entry.values[name] = "\n".join(filter(None, (base, *notes)))[:_LONGEST]

    def _make(self, entry: KindEntry) -> tuple[str, str, tuple[Change, ...], tuple[Subject, ...]]:
        if not self.rules.makes:
            return SKIPPED, _("Nicht im Bestand; bei diesem Import wird nichts neu angelegt."), (), ()
        values = {**entry.kind.empty_values(), **self._missing(entry), **entry.values}
        if problems := self._problems(entry.kind, None, values):
            return FAILED, " ".join(entry.lacking.get(name, text) for name, text in problems.items()), (), ()
        subject = Subject(entry.kind, None, values, uid=self.stock.free_uid(entry.uid))
        self.stock.add(subject)
        self.mentions.add(subject)
        self.touched[subject] = None
        return NEW, "", (), (subject,)

    def _problems(self, kind: type[Kind], known: Subject | None, values: Mapping[str, Any]) -> dict[str, str]:
        """Return what the kind refuses, with its rules as far as they can be told before anything is written."""
        foresee = FORESEEN.get(kind.code)
        before = known.values if known is not None else None
        return {**(foresee(before, values, self._closed) if foresee else {}), **kind.problems(values)}

    def _missing(self, entry: KindEntry) -> dict[str, Any]:
        """Return what a record must have and the row does not say, as far as there is a usual value; said aloud."""
        found = {}
        usual = {**entry.kind.starts_with, **said_of(entry.kind.code).get("missing", {})}
        for name, code in usual.items():
            described = entry.kind.fields[name]
            if name in entry.values or not isinstance(described, Choice):
                continue
            if (term := self.words.term(described.of, code)) is not None:
                found[name] = code
                told = _("{label} ist nicht angegeben und wird „{value}“.")
                entry.warnings.append(told.format(label=_(described.label), value=term.label))
        return found

    def _change(self, entry: KindEntry, known: Subject) -> tuple[str, str, tuple[Change, ...], tuple[Subject, ...]]:
        if known.id is not None and not self.rules.changes:
            return SKIPPED, _("Schon im Bestand; bei diesem Import wird nichts Vorhandenes geändert."), (), (known,)
        values = self._differing(known, entry.values)
        if _is_spelling(known, values) and entry.uid != known.uid:
            values.pop(keys_of(entry.kind)[0])
        if problems := self._problems(entry.kind, known, values):
            return FAILED, " ".join(problems.values()), (), ()
        linked = {name: values.pop(name) for name in entry.kind.of_type(Ref, Links) if name in values}
        changes = absorb(known, values, self.words)
        for name, value in linked.items():
            before = self.stock.said(known, name)
            known.values[name] = known.changed[name] = value
            label = _(entry.kind.fields[name].label)
            changes.append(Change(known.title, label, _line(before), _line(self.stock.said(known, name))))
        if not changes:
            where = _("im Bestand") if known.id is not None else _("in einer früheren Zeile dieser Datei")
            return SKIPPED, _("Unverändert: Alle Angaben stehen schon {where}.").format(where=where), (), (known,)
        self.touched[known] = None
        self.stock.add(known)
        return UPDATED, "", tuple(changes), (known,)

    def _differing(self, known: Subject, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that say another thing than the record does; links only grow."""
        found = {}
        same = said_of(known.kind.code).get("same", {})
        for name, value in values.items():
            old = known.values.get(name)
            if isinstance(known.kind.fields[name], Links):
                value = (*(old or ()), *(each for each in value if each not in (old or ())))
            if value not in (old, known.values.get(same.get(name, name))) and not self._is_told(known, name, value):
                found[name] = value
        return found

    def _is_told(self, known: Subject, name: str, value: Any) -> bool:
        """Whether a list that shows what the record holds would say this of it."""
        described, old = known.kind.fields[name], known.values.get(name)
        if isinstance(described, Areas):  # a district and a quarter of it may have one name
            return {*map(self.words.area_name, value)} <= {*map(self.words.area_name, old or ())}
        if isinstance(described, Moment):
            return bool(old) and key_of(old) == key_of(value)
        # Shorter lists show the title, which a note without a subject takes from its text.
        is_title = (not old or name == next(iter(known.kind.fields))) and value == clean_text(known.title)
        return is_title or (name == "confidential" and bool(old)) or _is_cut(value, old)


def _lacking(described: Ref | Links, found: Found) -> str:
    """Return what to do where a record that a row must refer to is not found."""
    absent = _(
        "{label} „{text}“ steht nicht im Bestand. Bitte zuerst anlegen und die Zeile dann noch einmal importieren."
    )
    several = _("{label} „{text}“ gibt es mehrmals. Bitte in der Datei den genauen Namen oder die UID nennen.")
    text = short_text(next(iter((*found.unknown, *found.ambiguous)), ""))
    return (several if found.ambiguous else absent).format(label=_(described.label), text=text)


def _is_spelling(known: Subject, values: Mapping[str, Any]) -> bool:
    """Whether a row would only spell the name of a record otherwise."""
    name = keys_of(known.kind)[0]
    new, old = values.get(name), known.values.get(name)
    return isinstance(new, str) and isinstance(old, str) and new.casefold() == old.casefold()


def _reference(found: Subject | int) -> Subject | int:
    """Return a reference as a record keeps it: the id where it is in the store already."""
    return found.id if isinstance(found, Known) and found.id is not None else found


def _is_cut(new: Any, old: Any) -> bool:
    """Whether a text is the beginning of the one it would replace, cut because a cell of Excel holds no more."""
    mark = f" … {_('[gekürzt]')}"
    return isinstance(new, str) and isinstance(old, str) and new.endswith(mark) and old.startswith(new[: -len(mark)])


def _line(said: Any) -> str:
    return "; ".join(text for text in said if text) if isinstance(said, tuple) else str(said or "")


def _title(entry: KindEntry) -> str:
    """Return what a row is called before anything is known of it."""
    texts = [entry.kind.title(entry.values)]
    if not entry.kind.named:
        texts += [entry.mentions.get(name, "") for name, field in entry.kind.of_type(Ref).items() if field.required]
    return ", ".join(filter(None, texts))
