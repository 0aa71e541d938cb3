"""One file on its way in: what was read, and what the person chose about it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..progress import Progress
from ..queries.imports import BadRows, ImportProfile, ImportReport
from ..store.store import Store
from ..texts import _, mark
from . import files, whole
from .bad import bad_rows_of
from .headers import map_as, map_columns
from .kindcolumns import KindTarget, choices_of
from .labels import Target, choices
from .plans import Plan, RowProblem, in_sheet
from .presets import fitting, of_program, profile_of, with_profile
from .rules import Rules
from .tables import Table, choose_header
from .ticks import entry_of

_NAMES_NOBODY = mark("Nennt weder Organisationen noch Personen und wurde ausgelassen.")
_PARTNERS = ("organisation", "person", "role")
_LOOKED_AT = 50  # rows among which an example is looked for


@dataclass
class Intake:
    """`tables` as read, `used` which of them are imported, `targets` where each column goes.

    `place` is the table that is looked at. `path` is None for what was pasted. `profile` names the person's profile in
    force, `preset` the program whose columns they are, "" is none. `settled` are the places of the tables of which
    the person or a profile said what their rows are.
    """

    tables: tuple[Table, ...]
    path: Path | None = None
    rules: Rules = field(default_factory=Rules)
    profile: str = ""
    used: list[bool] = field(default_factory=list)
    targets: list[tuple[Target, ...]] = field(default_factory=list)
    place: int = 0
    preset: str = ""
    settled: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, tables: tuple[Table, ...], known: Mapping[str, ImportProfile], path: Path | None = None) -> Intake:
        """Return what was read, with the person's profile for exactly these columns, else that of a known program."""
        taken = cls(tables, path)
        taken.targets = [map_columns(table).targets for table in tables]
        taken._use_what_lists_any()
        fit = (fitting(some, known) for some in (taken.used_tables(), *((table,) for table in tables)))
        if profile := next(filter(None, fit), None):
            taken.profile = profile.name
        elif profile := of_program(tables):
            taken.preset = profile.name
        if profile:
            taken.apply(profile)
            taken._use_what_lists_any()
        return taken

    def lists_any(self, place: int) -> bool:
        """Return whether a table lists anything: a cover sheet does not, and is not imported."""
        found = map_columns(self.tables[place], self.targets[place])
        return found.names_partners or found.leads not in _PARTNERS

    def use(self, place: int, is_used: bool) -> bool:
        """Import a table or not; return False where it is the last one, which stays in use."""
        self.used[place] = is_used
        if not any(self.used):
            self.used[place] = True
            return False
        return True

    def read_again(self, encoding: str, separator: str) -> Intake:
        """Return the same file read in another way, with the same rules. Raises errors.BadFile."""
        assert self.path is not None
        return replace(Intake.of(files.read(self.path, encoding, separator), {}, self.path), rules=self.rules)

    def choose_header(self, place: int, row: int) -> None:
        """Let a line of a table be its header; its columns are recognised anew."""
        table = choose_header(self.tables[place], row)
        self.tables = (*self.tables[:place], table, *self.tables[place + 1 :])
        self.preset = ""
        self.settled.discard(place)
        self._send(place, map_columns(table).targets)

    def kind(self, place: int) -> str:
        """Return the code of the kind of record that a table lists, "" for partners."""
        return next((target.owner for target in self.targets[place] if isinstance(target, KindTarget)), "")

    def doubt(self, place: int) -> str:
        """Return the sentence that asks what the rows of a table are, "" where that is sure or the person said it."""
        found = map_columns(self.tables[place])
        is_open = place not in self.settled and found.targets == self.targets[place]
        return whole.doubt_of(found) if found.others and is_open else ""

    def choose_kind(self, place: int, kind: str) -> None:
        """Let the rows of a table be records of this kind, "" for partners; its columns are recognised anew."""
        self._send(place, map_as(self.tables[place], kind).targets)
        self.used[place] = True
        self.settled.add(place)

    def choices(self, place: int) -> tuple[Target, ...]:
        """Return the targets that the columns of a table may have."""
        kind = self.kind(place)
        crosses = tuple(target for target in self.targets[place] if kind and entry_of(target))
        return (*crosses, *choices_of(kind)) if kind else choices()

    def choose_target(self, place: int, column: int, target: Target) -> None:
        """Send a column of a table elsewhere."""
        targets = self.targets[place]
        self._send(place, (*targets[:column], target, *targets[column + 1 :]))

    def apply(self, profile: ImportProfile | None) -> None:
        """Send the columns where a profile says; None is as recognised."""
        columns = profile.columns if profile else {}
        self.settled = set(range(len(self.tables))) if profile else set()
        for place, table in enumerate(self.tables):
            self._send(place, with_profile(table, columns) if table.targets is None else table.targets)
        if profile is not None and profile.rules is not None:
            self.rules = replace(Rules.from_kept(profile.rules), answers=self.rules.answers)

    def as_profile(self, name: str) -> ImportProfile:
        """Return what was chosen as a profile."""
        return replace(profile_of(name, self.used_tables(), self._used_targets()), rules=tuple(self.rules.kept()))

    def examples(self, place: int) -> list[str]:
        """Return per column of a table the first text among its first rows."""
        table = self.tables[place]
        first = table.rows[:_LOOKED_AT]
        return [next((row[at] for row in first if row[at]), "") for at in range(len(table.headers))]

    def empty_columns(self, place: int) -> set[int]:
        """Return the columns of a table without any text."""
        table = self.tables[place]
        return {at for at in range(len(table.headers)) if not any(row[at] for row in table.rows)}

    def used_tables(self) -> tuple[Table, ...]:
        """Return the tables to import."""
        return tuple(table for table, is_used in zip(self.tables, self.used, strict=True) if is_used)

    def planning(self, store: Store) -> Callable[[Progress], Plan]:
        """Return the work of planning as things stand now; it may run elsewhere while choices go on."""
        tables, rules, chosen = self.used_tables(), self.rules, self._used_targets()
        settled = [place in self.settled for place, is_used in enumerate(self.used) if is_used]
        left_out = tuple(
            RowProblem(0, in_sheet(table.name, _(_NAMES_NOBODY)))
            for place, table in enumerate(self.tables)
            if not self.used[place] and not self.lists_any(place)
        )

        def plan(progress: Progress) -> Plan:
            columns = [
                targets if is_settled or targets != map_columns(table).targets else None
                for table, targets, is_settled in zip(tables, chosen, settled, strict=True)
            ]
            planned = whole.plan_tables(store, tables, columns, rules, progress)
            return replace(planned, remarks=(*left_out, *planned.remarks)) if left_out else planned

        return plan

    def bad_rows(self, report: ImportReport) -> BadRows:
        """Return the rows of a report that failed, as they stood in the file."""
        return bad_rows_of(self.used_tables(), report)

    def _used_targets(self) -> list[tuple[Target, ...]]:
        return [targets for targets, is_used in zip(self.targets, self.used, strict=True) if is_used]

    def _send(self, place: int, targets: tuple[Target, ...]) -> None:
        """Send the columns of a table elsewhere; one that names partners from now on is imported from now on."""
        before = self.lists_any(place)
        self.targets[place] = targets
        if not before and self.lists_any(place):
            self.used[place] = True

    def _use_what_lists_any(self) -> None:
        """Import the tables that name partners, all where none does, and look at the first of them."""
        found = [self.lists_any(place) for place in range(len(self.tables))]
        self.used = found if any(found) else [True] * len(found)
        self.place = self.used.index(True) if self.used else 0
