"""Which record a row speaks of: by uid, by e-mail, by name and organisation. Two people of one name stay two.

Everything is looked up at once before the first row; records that earlier rows will make are found as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.clean import clean_text
from ..kinds.folding import name_key
from ..kinds.network import Organisation, Person, Role
from ..kinds.registry import KINDS
from ..queries.record import read_records
from ..store.tables import KIND_TABLES, record
from .lookup import attached, people_in, person_key, said_by, with_mails, with_names, with_uids
from .merging import Subject, holds, looks_like_uid
from .questions import LEAVE_OUT, MAKE_NEW, Candidate, Question, asked
from .reach import unknown
from .rows import Entry
from .rules import Rules

_NAME_PARTS = ("academic_title", "given_name", "particle", "family_name", "name_suffix")


class Stock:
    """The organisations, persons and functions of the store that rows may speak of, and those of earlier rows."""

    def __init__(self, connection: Connection, entries: Iterable[Entry], rules: Rules | None = None) -> None:
        self._rules = rules or Rules()
        self._subjects: dict[int, Subject] = {}
        self._uids: dict[str, Subject] = {}
        self._by_name: dict[tuple[str, str], list[Subject]] = defaultdict(list)
        self._by_mail: dict[str, list[Subject]] = defaultdict(list)
        self._roles: dict[tuple[Subject, Subject], list[Subject]] = defaultdict(list)
        self._organisations_of: dict[Subject, set[Subject | int]] = defaultdict(set)
        self._by_title: dict[str, list[Subject]] = defaultdict(list)
        self._ends: dict[Subject, tuple[Subject, Subject]] = {}
        self._decisions: dict[tuple[str, tuple[int, ...]], tuple[Subject | None, list[Question]]] = {}
        asking = list(entries)
        mentioned = said_by(asking)
        by_uid = with_uids(connection, mentioned.uids)
        self._taken = set(by_uid)
        ids = {row_id for row_id in by_uid.values() if row_id is not None}
        self._load(connection, ids | with_names(connection, mentioned) | with_mails(connection, mentioned.mails))
        # The same picture is not attached twice.
        for row_id, digest in attached(connection, {len(content) for entry in asking for content in entry.pictures}):
            if row_id in self._subjects:
                self._subjects[row_id].has_files.add(digest)

    def organisation(self, entry: Entry, person: Subject | None = None) -> Subject | None:
        """Return the organisation a row speaks of, or None when it is a new one; of several that where `person` is."""
        if known := self._of_uid(entry, Organisation):
            return known
        if (role := self.function_of(entry)) is not None:
            return self._ends[role][1]
        person = person or self._of_uid(entry, Person)
        name = entry.organisation["name"]
        found = self._same_name("organisation", name_key(name))
        if len(found) > 1 and person is not None:
            found = [subject for subject in found if self.roles(person, subject)] or found
        if not found and not entry.is_whole and self._rules.by_name and (several := self._several(name)):
            # The lists of this program name all organisations of a person in one cell; whose function is whose is lost.
            entry.role.clear()
            return several[0]
        if not found:
            return None
        near = [subject for subject in found if not _elsewhere(subject, entry)]
        sure = [subject for subject in near if _shares_point(subject, entry.organisation)] or near
        if len(sure) == 1:
            return sure[0]
        # What was decided about a name holds for all rows that bear it, and one made for it is it from then on.
        key = (name_key(name), tuple(subject.id for subject in near or found if subject.id is not None))
        if key not in self._decisions:
            chosen = self._decided(entry, near or found, entry.organisation, near[0] if near else None)
            self._decisions[key] = chosen, [said for said in entry.questions if said.answer == LEAVE_OUT]
        chosen, left_out = self._decisions[key]
        entry.questions += [said for said in left_out if said not in entry.questions]
        return chosen or next((subject for subject in near if subject.id is None), None)

    def _several(self, name: str) -> list[Subject]:
        """Return the organisations that a name with commas lists, if all of them are known."""
        known = [self.named(part) for part in name.split(", ")] if ", " in name else []
        return [subject for subject in known if subject is not None] if all(known) else []

    def named(self, name: str) -> Subject | None:
        """Return the first organisation of this name, or None."""
        return next(iter(self._by_name[("organisation", name_key(name))]), None)

    def person(self, entry: Entry, organisation: Subject | None) -> Subject | None:
        """Return the person a row speaks of, or None when it is a new one."""
        if known := self._of_uid(entry, Person):
            return known
        role = self.function_of(entry)
        named = self._by_title[entry.shown] if entry.shown and self._rules.by_name else []
        spelt = self._same_name("person", person_key(entry.person)) if named else []
        if named and (entry.leads == "role" or not spelt or named[0] in spelt):
            entry.person = _divided_as(named[0], entry)
        if role is not None:
            return self._ends[role][0]
        if len(named) == 1 and entry.leads == "role":
            return named[0]
        key = person_key(entry.person)
        for point in entry.person.get("contacts", ()):
            for subject in self._same_mail(point.value) if point.kind == "email" else ():
                if subject.kind is Person and _may_be_same(person_key(subject.values), key):
                    return subject
        same = self._same_name("person", key)
        colleagues = [subject for subject in same if organisation and self.roles(subject, organisation)]
        if colleagues:
            few = len(colleagues) == 1
            return colleagues[0] if few else self._decided(entry, colleagues, entry.person, colleagues[0])
        if not entry.person.get("given_name"):
            return next((subject for subject in same if _is_the_very_same(subject, entry)), None)
        sure = [subject for subject in same if _shares_point(subject, entry.person)]
        if len(sure) == 1:
            return sure[0]
        free = [subject for subject in same if self._could_be(subject, entry, organisation)]
        if not same:
            return None
        made = free[0] if len(free) == 1 else None
        # That somebody works there is more than a record of the same name says.
        return self._decided(entry, free or same, entry.person, made, says_more=bool(entry.organisation))

    def tell_apart(self, entry: Entry, organisation: Subject | None) -> None:
        """Read a row by what is known: who the names of a cell are, and that a number of the office is nobody's own."""
        names = people_in(entry.shown) if self._rules.by_name else []
        known = [self._by_title[name][0] for name in names if self._by_title.get(name)]
        if len(known) > 1 and len(known) == len(names):
            entry.person = _divided_as(known[0], entry)
            entry.colleagues = [_name_of(other) for other in known[1:]]
        office = organisation.values.get("contacts", ()) if organisation is not None else ()
        if office and (points := entry.person.get("contacts")):
            entry.person["contacts"] = unknown(office, points)

    def _decided(
        self,
        entry: Entry,
        found: list[Subject],
        values: dict[str, object],
        made: Subject | None,
        *,
        says_more: bool = False,
    ) -> Subject | None:
        """Return which of several records of a name a row means; what the file does not tell is asked.

        Where only earlier rows make such records it is `made`. Nobody is asked where just one record says all the row
        says: then nothing can be mixed up. Without an answer the first such record is meant; where there is none a new
        one is made: two can be merged, one that was mixed up cannot be told apart.
        """
        known = [subject for subject in found if subject.id is not None]
        if not known:
            return made
        same = [] if says_more else [subject for subject in found if holds(subject, values)]
        if len(same) == 1 or (same and same[0].id is None):
            return same[0]
        kind = known[0].kind
        candidates = [Candidate(s.id or 0, s.title, self._about(s)) for s in known if not s.restricted]
        if not candidates:
            return known[0]
        key = (entry.sheet, entry.row, kind.code, kind.title(values))
        otherwise = same[0].id or MAKE_NEW if same else MAKE_NEW
        question = asked(key, candidates, self._rules.answers, otherwise)
        entry.questions.append(question)
        return next((subject for subject in known if subject.id == question.answer), None)

    def _about(self, subject: Subject) -> str:
        """Return what tells a record from others of its name: where it works, where it is, how it is reached."""
        places = [place.city for place in subject.values.get("addresses", ()) if place.city]
        offices = [other.title for other in self._organisations_of[subject] if isinstance(other, Subject)]
        points = [point.value for point in subject.values.get("contacts", ())]
        return ", ".join([*offices[:2], *places[:1], *points[:2]])

    def function_of(self, entry: Entry) -> Subject | None:
        """Return the function that a row names by its uid, as long as person and organisation are the same as there."""
        role = self._of_uid(entry, Role)
        if role is None or role not in self._ends:
            return None
        ends = tuple(clean_text(subject.title) for subject in self._ends[role])
        return role if ends == (entry.shown, entry.organisation.get("name")) else None

    def roles(self, person: Subject, organisation: Subject) -> list[Subject]:
        """Return the functions of a person in an organisation, former ones included."""
        return self._roles[(person, organisation)]

    def add(self, subject: Subject) -> None:
        """Make a record known to later rows."""
        if subject.uid:
            self._uids[subject.uid] = subject
        for key in _names(subject):
            if subject not in self._by_name[(subject.kind.code, key)]:
                self._by_name[(subject.kind.code, key)].append(subject)
        for point in subject.values.get("contacts", ()):
            if point.kind == "email" and subject not in self._by_mail[point.value.casefold()]:
                self._by_mail[point.value.casefold()].append(subject)

    def add_role(self, role: Subject, person: Subject, organisation: Subject) -> None:
        """Make a function known to later rows."""
        self._roles[(person, organisation)].append(role)
        self._organisations_of[person].add(organisation)
        self._ends[role] = person, organisation
        if role.uid:
            self._uids[role.uid] = role

    def free_uid(self, uid: str) -> str:
        """Return the uid for a new record if it looks like one and no record bears it, the trash included; else ""."""
        if uid in self._taken or uid in self._uids or not looks_like_uid(uid):
            return ""
        return uid

    def _of_uid(self, entry: Entry, kind: type[Organisation] | type[Person] | type[Role]) -> Subject | None:
        uid = entry.uid_of(kind.code)
        subject = self._uids.get(uid) if uid and self._rules.by_uid else None
        return subject if subject is not None and subject.kind is kind else None

    def reached_by(self, entry: Entry) -> Subject | None:
        """Return the record that has a mail address of a row without a name."""
        points = (*entry.organisation.get("contacts", ()), *entry.person.get("contacts", ()))
        known = (subject for point in points if point.kind == "email" for subject in self._same_mail(point.value))
        return next(known, None)

    def _same_name(self, kind: str, key: str) -> list[Subject]:
        """Return the records of a name; where names do not count, only those of earlier rows."""
        return [s for s in self._by_name[(kind, key)] if self._rules.by_name or s.id is None]

    def _same_mail(self, address: str) -> list[Subject]:
        return [s for s in self._by_mail[address.casefold()] if self._rules.by_mail or s.id is None]

    def _could_be(self, subject: Subject, entry: Entry, organisation: Subject | None) -> bool:
        if _shares_point(subject, entry.person):
            return True
        if organisation is not None and self._organisations_of[subject]:
            return False
        mails = {point.value.casefold() for point in entry.person.get("contacts", ()) if point.kind == "email"}
        known = {point.value.casefold() for point in subject.values.get("contacts", ()) if point.kind == "email"}
        return not (mails and known and not mails & known)

    def _load(self, connection: Connection, ids: set[int]) -> None:
        for found in read_records(connection, sorted(ids)):
            if found.kind not in ("organisation", "person"):
                continue
            subject = Subject(
                KINDS[found.kind], found.id, dict(found.values), found.version, found.uid, found.restricted
            )
            self._subjects[found.id] = subject
            self.add(subject)
            if subject.kind is Person:
                self._by_title[clean_text(subject.title)].append(subject)
        role = KIND_TABLES["role"]
        query = select(role.c.id, role.c.person, role.c.organisation).join(record, record.c.id == role.c.id)
        pairs = [
            (row_id, person, organisation)
            for row_id, person, organisation in connection.execute(query.where(record.c.trashed_at.is_(None)))
            if person in self._subjects
        ]
        for _row_id, person, organisation in pairs:
            self._organisations_of[self._subjects[person]].add(self._subjects.get(organisation, organisation))
        both = {row_id: (person, org) for row_id, person, org in pairs if org in self._subjects}
        for found in read_records(connection, sorted(both)):
            person, organisation = (self._subjects[row_id] for row_id in both[found.id])
            self.add_role(Subject(Role, found.id, dict(found.values), found.version, found.uid), person, organisation)


def is_former(role: Subject, today: date | None = None) -> bool:
    """Whether a function has ended."""
    until = role.values.get("until")
    return until is not None and until < (today or clock.today())


def _divided_as(known: Subject, entry: Entry) -> dict[str, object]:
    """Return the values of a person whose name in one cell is exactly what a known one is called, divided as theirs."""
    beside = {k: value for k, value in entry.person.items() if k not in _NAME_PARTS or str(value) not in entry.shown}
    return {**beside, **_name_of(known)}


def _name_of(known: Subject) -> dict[str, object]:
    return {part: known.values[part] for part in _NAME_PARTS if known.values.get(part)}


def _may_be_same(one: str, other: str) -> bool:
    """Whether two people with one mailbox are one: the same family name, and no two first names."""
    family, _sep, given = one.partition("\x01")
    other_family, _sep, other_given = other.partition("\x01")
    first, other_first = given.partition(" ")[0], other_given.partition(" ")[0]
    return family == other_family and (first == other_first or not first or not other_first)


def _is_the_very_same(subject: Subject, entry: Entry) -> bool:
    """Whether somebody known by one name only is the one a row means: reached the same way, or neither of them."""
    points = subject.values.get("contacts", ()), entry.person.get("contacts", ())
    return _shares_point(subject, entry.person) or not any(points)


def _names(subject: Subject) -> set[str]:
    if subject.kind is Person:
        return {person_key(subject.values)}
    texts = [subject.values.get(name) or "" for name in ("name", "short_name", "former_names")]
    return {name_key(line) for text in texts for line in text.split("\n") if line.strip()}


def known_by(subject: Subject, values: dict[str, object]) -> bool:
    """Whether a record already bears the name that a row gives it, however that is spelt."""
    key = person_key(values) if subject.kind is Person else name_key(str(values.get("name") or ""))
    return key in _names(subject)


def _shares_point(subject: Subject, values: dict[str, object]) -> bool:
    points = values.get("contacts", ())
    return isinstance(points, tuple) and len(unknown(subject.values.get("contacts", ()), points)) < len(points)


def _elsewhere(subject: Subject, entry: Entry) -> bool:
    """Whether row and organisation name different towns and nothing else connects them."""
    here = {name_key(place.city) for place in subject.values.get("addresses", ()) if place.city}
    there = {name_key(place.city) for place in entry.organisation.get("addresses", ()) if place.city}
    return bool(here and there and not here & there) and not _shares_point(subject, entry.organisation)
