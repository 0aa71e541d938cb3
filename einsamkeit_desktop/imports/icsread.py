"""What a calendar file tells of: its events and tasks one by one, series taken apart into their single dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from ..kinds import clock, repeats
from ..kinds.clean import clean_text
from ..progress import Progress
from ..queries.calendar import TERMS
from ..texts import _
from .icslines import Component, Property, components, split
from .icsrepeat import MOST_TIMES, MOST_YEARS, BadRule, Budget, Rule
from .icstimes import BadTime, When, Zones, read_length, read_when

KINDS = ("contact_note", "event", "reminder")
"""What an entry can become."""
_CHUNK = 500
_LOOKED_BACK = timedelta(days=365)
_MOST_DATES = 1000  # EXDATE and RDATE of one series
_MOST_PEOPLE = 500
_OWN = "X-GEM-"
_DAY_MINUTES = 24 * 60
_UNREAD = {"VJOURNAL", "VFREEBUSY"}


@dataclass(frozen=True)
class Happening:
    """One entry of the file. `line` is where it begins there, `uid` the one its record has or gets.

    `kind` is what it becomes unless somebody chooses otherwise, `when` and `minutes` say from when to when. `trouble`
    says why it cannot be taken over, `passed_over` why it need not be; `own` is what this program wrote for itself.
    """

    line: int
    uid: str = ""
    kind: str = "contact_note"
    title: str = ""
    when: When | None = None
    minutes: int | None = None
    place: str = ""
    content: str = ""
    comment: str = ""
    people: tuple[tuple[str, str], ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    priority: int = 0
    done_on: date | None = None
    repeat: str = ""
    is_confidential: bool = False
    is_called_off: bool = False
    stamp: datetime | None = None
    warnings: tuple[str, ...] = ()
    trouble: str = ""
    passed_over: str = ""


def read_happenings(raw: bytes, progress: Progress | None = None) -> list[Happening]:
    """Return the entries of a calendar file in its order; nothing in it raises, only errors.Cancelled when stopped."""
    return list(_Reader(components(raw)).happenings(progress or Progress()))


class _Reader:
    """The components of one file on their way to entries; counts what series may cost."""

    def __init__(self, found: list[Component]) -> None:
        self._found = found
        self._zones = Zones(found)
        self._budget = Budget()
        self._left = MOST_TIMES
        self._moved = self._moved_dates()

    def happenings(self, progress: Progress) -> Iterator[Happening]:
        """Yield the entries."""
        for done, component in enumerate(self._found):
            if done % _CHUNK == 0:
                progress.step(done, len(self._found))
            if component.name in _UNREAD:
                yield Happening(
                    component.line,
                    title=clean_text(component.text("SUMMARY")),
                    passed_over=_("Einträge der Art {name} werden nicht gelesen.").format(name=component.name),
                )
            elif component.name in ("VEVENT", "VTODO"):
                yield from self._entries(component)

    def _entries(self, component: Component) -> Iterator[Happening]:
        try:
            entry = self._entry(component)
        except BadTime as trouble:
            yield Happening(component.line, title=clean_text(component.text("SUMMARY")), trouble=str(trouble))
            return
        rule = component.text("RRULE")
        is_series = bool(rule or component.first("RDATE")) and component.first("RECURRENCE-ID") is None
        if component.name == "VTODO":
            yield _with_repeat(entry, rule) if rule else entry
        elif is_series and entry.when is not None and not entry.passed_over and not entry.trouble:
            yield from self._series(component, entry, rule)
        else:
            yield entry

    def _entry(self, component: Component) -> Happening:
        own = {p.name[len(_OWN) :]: clean_text(p.text) for p in component.properties if p.name.startswith(_OWN)}
        stated = _stated(component)
        when = self._zones.read(stated) if stated is not None else None
        doubt = self._zones.doubt(stated)
        entry = Happening(
            component.line,
            self._uid(component, when),
            _kind(component, own),
            clean_text(component.text("SUMMARY")),
            when,
            self._minutes(component, when),
            clean_text(component.text("LOCATION")),
            clean_text(component.text("DESCRIPTION"), multiline=True),
            clean_text(component.text("COMMENT"), multiline=True),
            _people(component),
            own,
            is_confidential=component.text("CLASS").strip().upper() in {"PRIVATE", "CONFIDENTIAL"},
            is_called_off=component.text("STATUS").strip().upper() == "CANCELLED",
            stamp=self._stamp(component),
            warnings=((doubt,) if doubt else ())
            + tuple(
                _("{name} ist länger als 64 KB und wurde weggelassen.").format(name=name)
                for name in dict.fromkeys(component.too_long)
                if name in {"SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT"}
            ),
        )
        entry = replace(entry, trouble=_trouble(component, entry), passed_over=_passed_over(component, entry))
        return self._as_task(component, entry) if component.name == "VTODO" else entry

    def _minutes(self, component: Component, when: When | None) -> int | None:
        """Return how long something lasts; a day without an end lasts a day."""
        end, length = component.first("DTEND"), component.first("DURATION")
        if when is None or component.name == "VTODO":
            return None
        if end is not None:
            until = self._zones.read(end)
            lasted = until.local - when.local if when.is_day else until.moment() - when.moment()
        elif length is not None:
            lasted = read_length(length.value)
        else:
            return _DAY_MINUTES if when.is_day else None
        if lasted < timedelta():
            raise BadTime(_("Der Eintrag endet, bevor er beginnt."))
        minutes = int(lasted.total_seconds()) // 60
        return max(minutes - minutes % _DAY_MINUTES, _DAY_MINUTES) if when.is_day else minutes

    def _stamp(self, component: Component) -> datetime | None:
        stated = component.first("LAST-MODIFIED") or component.first("DTSTAMP")
        try:
            return self._zones.read(stated).moment() if stated is not None else None
        except BadTime:
            return None

    def _uid(self, component: Component, when: When | None) -> str:
        given = component.text("UID").strip()
        moved = component.first("RECURRENCE-ID")
        if moved is not None and given:
            return _uid_of_date(given, self._zones.read(moved))
        if not given:
            said = f"{component.text('SUMMARY')}\n{when.local.isoformat() if when is not None else ''}"
            return str(uuid5(NAMESPACE_URL, said))
        return record_uid(given)

    def _as_task(self, component: Component, entry: Happening) -> Happening:
        priority = component.text("PRIORITY").strip()
        done: date | None = None
        stated = component.first("COMPLETED")
        if stated is not None:
            done = self._zones.read(stated).here().date()
        elif component.text("STATUS").strip().upper() == "COMPLETED":
            done = clock.today()
        return replace(entry, priority=int(priority) if re.fullmatch("[0-9]", priority) else 0, done_on=done)

    def _moved_dates(self) -> set[str]:
        """Return the uids of dates that stand in the file by themselves, so that their series leaves them out."""
        found = set()
        for component in self._found:
            if component.name == "VEVENT" and component.first("RECURRENCE-ID") is not None:
                try:
                    found.add(self._uid(component, None))
                except BadTime:
                    continue
        return found

    def _series(self, component: Component, entry: Happening, rule: str) -> Iterator[Happening]:
        """Yield the dates of a series within five years, from a year ago at the earliest."""
        assert entry.when is not None
        start, given = entry.when, component.text("UID").strip() or entry.uid
        first = max(start.day, clock.today() - _LOOKED_BACK)
        last = first + timedelta(days=365 * MOST_YEARS + 1)
        made = 0
        try:
            for local in self._dates(component, start, rule, first, last):
                uid = _uid_of_date(given, replace(start, local=local))
                if uid in self._moved:
                    continue
                if not self._left:
                    raise BadRule(_("Je Datei entstehen höchstens {count} Termine.").format(count=MOST_TIMES))
                self._left -= 1
                made += 1
                yield replace(entry, uid=uid, when=replace(start, local=local))
        except (BadRule, BadTime) as trouble:
            words = _("Die Reihe ist nicht vollständig: {reason}") if made else "{reason}"
            yield replace(entry, uid="", trouble=words.format(reason=trouble))
            return
        if not made:
            yield replace(entry, uid="", passed_over=_("Die Reihe endete vor mehr als einem Jahr."))

    def _dates(self, component: Component, start: When, rule: str, first: date, last: date) -> Iterator[datetime]:
        """Yield the beginnings of a series on the clock of its first date, in order."""
        left_out = set(self._listed(component.every("EXDATE"), start))
        added = self._listed(component.every("RDATE"), start)
        at = start.local.time()
        regular = Rule.read(rule).days(start.day, first, last, self._budget) if rule else iter((start.day,))
        extra = sorted(local for local in set(added) if first <= local.date() <= last)
        seen: set[datetime] = set()
        for day in regular:
            local = datetime.combine(day, at)
            while extra and extra[0] < local:
                yield from _fresh(extra.pop(0), left_out, seen)
            yield from _fresh(local, left_out, seen)
        for local in extra:
            yield from _fresh(local, left_out, seen)

    def _listed(self, stated: list[Property], start: When) -> list[datetime]:
        """Return the beginnings that EXDATE or RDATE name, on the clock of the series."""
        found: list[datetime] = []
        for each in stated:
            zone = self._zones.zone(each.parameters.get("TZID", ""))
            for text in split(each.value)[: max(0, _MOST_DATES - len(found))]:
                when = read_when(text.strip().partition("/")[0], zone)
                if when.is_day or start.is_day:
                    found.append(datetime.combine(when.day, start.local.time()))
                else:
                    found.append(when.moment().astimezone(start.zone).replace(tzinfo=None))
        return found


def _stated(component: Component) -> Property | None:
    """Return the property that says when: for a task the day it is due, else that of its beginning."""
    names = ("DUE", "DTSTART") if component.name == "VTODO" else ("DTSTART",)
    return next((found for name in names if (found := component.first(name)) is not None), None)


def _fresh(local: datetime, left_out: set[datetime], seen: set[datetime]) -> Iterator[datetime]:
    if local not in left_out and local not in seen:
        seen.add(local)
        yield local


def record_uid(given: str) -> str:
    """Return the uid that the record of an entry has: its own where it is one, else one made from it, always alike."""
    try:
        if len(given) == 36 and str(UUID(given)) == given.lower():
            return given.lower()
    except ValueError:
        pass
    return str(uuid5(NAMESPACE_URL, f"ics:{given}"))


def _uid_of_date(given: str, when: When) -> str:
    said = when.day.isoformat() if when.is_day else when.moment().isoformat()
    return str(uuid5(NAMESPACE_URL, f"ics:{given}\n{said}"))


def _kind(component: Component, own: Mapping[str, str]) -> str:
    if component.name == "VTODO":
        return "reminder"
    return own["KIND"] if own.get("KIND") in KINDS else "contact_note"


def _trouble(component: Component, entry: Happening) -> str:
    if component.is_open:
        return _("Der Eintrag endet nicht (END:{name} fehlt).").format(name=component.name)
    if entry.when is None and component.name == "VEVENT":
        return _("Der Eintrag hat keinen Beginn.")
    return "" if entry.title or entry.content else _("Der Eintrag hat keinen Titel.")


def _passed_over(component: Component, entry: Happening) -> str:
    if component.method == "CANCEL":
        return _("Die Datei sagt den Termin ab; im Programm wird nichts gelöscht.")
    if entry.own.get("KIND") in TERMS:
        return _("Fristen führt das Programm selbst, bei ihrem Vorgang oder Auftrag.")
    if entry.is_called_off and entry.own.get("KIND") not in KINDS:
        return _("Der Termin ist abgesagt.")
    return ""


def _with_repeat(entry: Happening, rule: str) -> Happening:
    try:
        return replace(entry, repeat=repeats.read(rule) or "")
    except ValueError as trouble:
        said = _("Ohne die Wiederholung übernommen: {reason}").format(reason=trouble)
        return replace(entry, warnings=(*entry.warnings, said))


def _people(component: Component) -> tuple[tuple[str, str], ...]:
    """Return name and mail address of those who take part, in small letters, nobody twice."""
    found: dict[str, str] = {}
    for each in (*component.every("ORGANIZER"), *component.every("ATTENDEE"))[:_MOST_PEOPLE]:
        stated = each.value.strip()
        mail = (
            re.sub(r"^mailto:", "", stated, flags=re.IGNORECASE) if "@" in stated else each.parameters.get("EMAIL", "")
        )
        if "@" in mail:
            found.setdefault(mail.strip().casefold()[:300], clean_text(each.parameters.get("CN", ""))[:300])
    return tuple((name, mail) for mail, name in found.items())
