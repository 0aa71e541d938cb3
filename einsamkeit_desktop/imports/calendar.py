"""Calendar files in: what each entry would become, and one step that does it. Entries are known again by their UID."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..actions.imports import keep_report
from ..actions.putting import add_records, change_record
from ..errors import BadFile, BadValues, Conflict, NotFound, Trouble
from ..kinds.registry import KINDS
from ..kinds.work import ANY_PARTNER
from ..progress import Progress
from ..queries.record import Named, Record, read_records
from ..queries.terms import Vocabulary, vocabulary
from ..store import backup
from ..store.files import reason_of
from ..store.store import Store
from ..store.tables import contact_point, record
from ..store.writing import Write
from ..texts import _, grouped
from .icslines import is_calendar
from .icsread import Happening, read_happenings
from .icsvalues import changed_values, changes_of, said_values, values_of
from .merging import Change
from .plans import FAILED, NEW, SKIPPED, UPDATED, Report, RowProblem
from .whole import BACKUP_REASON, kept_form

MOST_BYTES = 50_000_000
_CHUNK = 500


@dataclass(frozen=True)
class Entry:
    """What would become of one entry: `outcome` new, updated, skipped or failed, and why.

    `kind` is what it becomes or is, `known` the record it speaks of. One that is not `is_ticked` stays out unless
    somebody ticks it; what is skipped or failed cannot be ticked.
    """

    happening: Happening
    outcome: str
    kind: str
    reason: str = ""
    known: Record | None = None
    people: tuple[Named, ...] = ()
    changes: tuple[Change, ...] = ()
    is_ticked: bool = False


@dataclass(frozen=True)
class CalendarPlan:
    """What taking over a calendar file would do; it can be done once."""

    file: str
    entries: tuple[Entry, ...]
    words: Vocabulary
    steps: list[int] = field(default_factory=list, compare=False)

    def count(self, outcome: str) -> int:
        """Return how many entries have this outcome."""
        return sum(entry.outcome == outcome for entry in self.entries)

    def ticked(self) -> dict[int, str]:
        """Return the places that are ticked at first, and what they become."""
        return {place: entry.kind for place, entry in enumerate(self.entries) if entry.is_ticked}


def is_calendar_file(path: Path) -> bool:
    """Whether a file begins as calendars do; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return is_calendar(stream.read(4096))
    except OSError:
        return False


def plan_calendar(store: Store, path: Path, progress: Progress | None = None) -> CalendarPlan:
    """Return what taking over a calendar file would do. Raises errors.BadFile for one that cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(_("„{file}“ ist zu groß: höchstens 50 MB. Bitte die Datei teilen.").format(file=path.name))
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(
            _("„{file}“ lässt sich nicht öffnen: {reason}.").format(file=path.name, reason=reason_of(error))
        ) from error
    happenings, words = read_happenings(raw, progress), vocabulary(store)
    if not happenings:
        raise BadFile(_("In „{file}“ steht kein Termin und keine Aufgabe.").format(file=path.name))
    with store.reading() as connection:
        known = _known(connection, happenings)
        people = _people(connection, happenings)
    planner, found = _Planner(known, people, words), list[Entry]()
    for done, happening in enumerate(happenings):
        if progress is not None and done % _CHUNK == 0:
            progress.step(done, len(happenings))
        found.append(planner.entry(happening))
    return CalendarPlan(path.name, tuple(found), words)


def take_over_calendar(
    store: Store, plan: CalendarPlan, choices: Mapping[int, str] | None = None, progress: Progress | None = None
) -> Report:
    """Make a verified backup, write the ticked entries as one step, keep the report, and return it.

    `choices` are the ticked places and what each becomes; None is as planned. An entry whose record was changed since
    the plan was made fails and leaves nothing. Raises errors.Cancelled with nothing written, errors.Conflict where the
    plan has been taken over before, and as the backup.
    """
    chosen = dict(plan.ticked() if choices is None else choices)
    progress = progress or Progress()
    if plan.steps:
        raise Conflict(_("Diese Vorschau wurde schon importiert. Bitte die Datei noch einmal wählen."))
    failed: dict[int, str] = {}
    step_id = 0
    if chosen:
        progress.step(0, len(chosen))
        backup.back_up(store, BACKUP_REASON)
        with store.writing("") as write:
            failed = _write(write, plan, chosen, progress)
            counts = _counts(plan, chosen, failed)
            write.name = _("Import: {file} ({new} neu, {updated} geändert)").format(
                file=plan.file, new=grouped(counts[NEW]), updated=grouped(counts[UPDATED])
            )
        step_id = write.changes.step_id
        plan.steps.append(step_id)
    done = replace(report_of(plan, chosen, failed), step_id=step_id)
    if step_id:
        # The records are in; a report that cannot be kept is no reason to say anything else.
        with suppress(Trouble):
            keep_report(store, step_id, kept_form(done))
    return done


def import_calendar(store: Store, path: Path, progress: Progress | None = None, *, dry_run: bool = False) -> Report:
    """Take over a file as it is planned and return the report; with `dry_run` nothing is written."""
    plan = plan_calendar(store, path, progress)
    return report_of(plan, plan.ticked()) if dry_run else take_over_calendar(store, plan, None, progress)


def report_of(plan: CalendarPlan, chosen: Mapping[int, str], failed: Mapping[int, str] = {}) -> Report:  # noqa: B006
    """Return what taking over these places does or did: read = new + updated + skipped + failed."""
    counts, problems = _counts(plan, chosen, failed), list[RowProblem]()
    for place, entry in enumerate(plan.entries):
        outcome = _outcome(plan, place, chosen, failed)
        reason = failed.get(place) or entry.reason
        if outcome == SKIPPED and not reason and entry.outcome != SKIPPED:
            reason = _("Nicht angekreuzt.")
        said = f"{entry.happening.title}: {reason}" if reason and entry.happening.title else reason
        if said:
            problems.append(RowProblem(entry.happening.line, said, failed=outcome == FAILED))
        problems += [RowProblem(entry.happening.line, text) for text in entry.happening.warnings]
    problems.sort(key=lambda problem: not problem.failed)
    figures = {name: counts[name] for name in (NEW, UPDATED, SKIPPED, FAILED)}
    return Report(plan.file, len(plan.entries), **figures, rows=tuple(problems))


def _counts(plan: CalendarPlan, chosen: Mapping[int, str], failed: Mapping[int, str]) -> Counter[str]:
    return Counter(_outcome(plan, place, chosen, failed) for place in range(len(plan.entries)))


def _outcome(plan: CalendarPlan, place: int, chosen: Mapping[int, str], failed: Mapping[int, str]) -> str:
    entry = plan.entries[place]
    if place in failed or entry.outcome == FAILED:
        return FAILED
    return entry.outcome if place in chosen else SKIPPED


def _write(write: Write, plan: CalendarPlan, chosen: Mapping[int, str], progress: Progress) -> dict[int, str]:
    """Write the chosen entries one by one; return why some of them could not be."""
    failed: dict[int, str] = {}
    for done, (place, kind) in enumerate(sorted(chosen.items())):
        if done % 100 == 0:
            progress.step(done, len(chosen))
        entry = plan.entries[place]
        try:
            if entry.known is None:
                _require_new(write, entry.happening.uid)
                values = values_of(entry.happening, kind, entry.people, plan.words)
                add_records(write, KINDS[kind], [values], [{"uid": entry.happening.uid}])
            else:
                known = entry.known
                values = said_values(entry.happening, known.kind, entry.people, plan.words)
                change_record(write, KINDS[known.kind], known.id, changed_values(known, values), known.version)
        except (BadValues, Conflict, NotFound) as trouble:
            failed[place] = str(trouble)
        write.announce(person.id for person in entry.people)
    progress.step(len(chosen), len(chosen))
    return failed


def _require_new(write: Write, uid: str) -> None:
    """Raise Conflict if the entry came in since the plan was made, through another window."""
    if write.connection.execute(select(record.c.id).where(record.c.uid == uid)).first() is not None:
        raise Conflict(_("Der Eintrag ist seit der Vorschau dazugekommen. Bitte die Datei noch einmal importieren."))


class _Planner:
    """Decides entry by entry; remembers which uids the file has named already."""

    def __init__(self, known: Mapping[str, Record], people: Mapping[str, tuple[Named, ...]], words: Vocabulary) -> None:
        self._known, self._people, self._words = known, people, words
        self._seen: set[str] = set()

    def entry(self, happening: Happening) -> Entry:
        """Return what would become of an entry."""
        if happening.trouble:
            return Entry(happening, FAILED, happening.kind, happening.trouble)
        if happening.passed_over:
            return Entry(happening, SKIPPED, happening.kind, happening.passed_over)
        if happening.uid in self._seen:
            return Entry(happening, SKIPPED, happening.kind, _("Der Eintrag steht schon weiter oben in der Datei."))
        self._seen.add(happening.uid)
        people = tuple(person for _name, mail in happening.people for person in self._people.get(mail, ()))
        known = self._known.get(happening.uid)
        if known is not None:
            return self._again(happening, known, people)
        values = values_of(happening, happening.kind, people, self._words)
        problems = KINDS[happening.kind].problems(values)
        if problems:
            return Entry(happening, FAILED, happening.kind, " ".join(problems.values()), people=people)
        return Entry(happening, NEW, happening.kind, people=people, is_ticked=True)

    def _again(self, happening: Happening, known: Record, people: tuple[Named, ...]) -> Entry:
        """Decide about an entry that was taken over before, or that this program wrote."""
        whole = replace(Entry(happening, SKIPPED, known.kind, known=known), people=people)
        if known.kind not in ("contact_note", "event", "reminder"):
            return replace(whole, reason=_("Der Eintrag gehört zu einem Datensatz anderer Art und bleibt, wie er ist."))
        if known.trashed_at is not None:
            return replace(whole, reason=_("Schon da, aber im Papierkorb."))
        if known.restricted:
            return replace(whole, reason=_("Schon da und bleibt, wie es ist."))
        values = said_values(happening, known.kind, people, self._words)
        found = changes_of(known, values)
        if not found:
            return replace(whole, reason=_("Schon da, unverändert."))
        problems = KINDS[known.kind].problems({name: values[name] for name, _old, _new in found})
        if problems:
            return replace(whole, outcome=FAILED, reason=" ".join(problems.values()))
        fields = KINDS[known.kind].fields
        changes = tuple(Change(known.title, _(fields[name].label), old, new) for name, old, new in found)
        is_newer = happening.stamp is None or happening.stamp >= known.changed_at.replace(microsecond=0)
        reason = _("Schon da, geändert.") if is_newer else _("Schon da; im Programm später geändert als in der Datei.")
        return replace(whole, outcome=UPDATED, reason=reason, changes=changes, is_ticked=is_newer)


def _known(connection: Connection, happenings: Iterable[Happening]) -> dict[str, Record]:
    """Return the records that entries speak of, by uid, those in the trash included."""
    uids = list({happening.uid for happening in happenings if happening.uid})
    ids: list[int] = []
    for start in range(0, len(uids), _CHUNK):
        ids += connection.execute(select(record.c.id).where(record.c.uid.in_(uids[start : start + _CHUNK]))).scalars()
    return {found.uid: found for found in read_records(connection, ids)}


def _people(connection: Connection, happenings: Iterable[Happening]) -> dict[str, tuple[Named, ...]]:
    """Return whom the mail addresses of the file belong to."""
    wanted = {mail for happening in happenings for _name, mail in happening.people}
    found: dict[str, list[Named]] = defaultdict(list)
    if not wanted:
        return {}
    query = (
        select(contact_point.c.value, record.c.id, record.c.kind, record.c.title, record.c.uid)
        .join(record, record.c.id == contact_point.c.record_id)
        .where(contact_point.c.kind == "email", record.c.kind.in_(ANY_PARTNER))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(record.c.kind.desc(), record.c.id)
    )
    for value, *name in connection.execute(query):
        if value.casefold() in wanted:
            found[value.casefold()].append(Named(*name))
    return {mail: tuple(names) for mail, names in found.items()}
