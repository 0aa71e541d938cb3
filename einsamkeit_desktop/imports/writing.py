"""Writes what an import planned: what is referred to before what refers to it, and a refused record alone fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..actions.attachments import put_files
from ..actions.putting import add_records, change_records
from ..actions.rules import OWN_RULES
from ..errors import BadValues
from ..kinds.base import Kind
from ..kinds.fields import Links, Ref
from ..kinds.network import Role
from ..kinds.registry import KINDS
from ..progress import Progress
from ..store.writing import Write
from ..texts import _
from .mentions import in_order
from .merging import Subject

_CHUNK = 500
_Work = Callable[[Sequence[Subject], type[Kind]], None]


def write_subjects(write: Write, subjects: Sequence[Subject], progress: Progress) -> dict[Subject, str]:
    """Write records that are to be made or changed; return why those were refused that a rule of their kind refused."""
    writer = _Writer(write, subjects, progress)
    new, known = defaultdict[type[Kind], list[Subject]](list), defaultdict[type[Kind], list[Subject]](list)
    for subject in subjects:
        (new if subject.id is None else known)[subject.kind].append(subject)
    for kind in in_order():
        writer.make(new[kind], kind)
    for kind in in_order():
        writer.change(known[kind], kind)
    written = [subject for subject in subjects if subject not in writer.refused]
    put_files(write, {subject.id or writer.ids[subject]: subject.files for subject in written if subject.files})
    for subject in written:
        if subject.kind is Role:
            beside = writer.resolved({name: subject.values[name] for name in ("person", "organisation")}, Role)
            write.announce(beside.values())
    progress.step(len(subjects), len(subjects))
    return writer.refused


class _Writer:
    """`ids` are those of the records made so far, `refused` says why others were not."""

    def __init__(self, write: Write, subjects: Sequence[Subject], progress: Progress) -> None:
        self.ids: dict[Subject, int] = {}
        self.refused: dict[Subject, str] = {}
        self._write, self._progress, self._total, self._done = write, progress, len(subjects), 0

    def make(self, waiting: list[Subject], kind: type[Kind]) -> None:
        """Make new records of a kind; one that another refers to comes first."""
        while waiting:
            ready = [subject for subject in waiting if self._is_ready(subject)] or waiting
            for chunk in self._chunks(ready, kind):
                self._each_or_all(chunk, kind, self._add)
            left = set(ready)
            waiting = [subject for subject in waiting if subject not in left]

    def change(self, known: list[Subject], kind: type[Kind]) -> None:
        """Change known records of a kind."""
        for chunk in self._chunks(known, kind):
            self._each_or_all(chunk, kind, self._alter)

    def _add(self, chunk: Sequence[Subject], kind: type[Kind]) -> None:
        spines = [{"uid": subject.uid} if subject.uid else {} for subject in chunk]
        made = add_records(self._write, kind, [self.resolved(subject.values, kind) for subject in chunk], spines)
        self.ids.update(zip(chunk, made, strict=True))

    def _alter(self, chunk: Sequence[Subject], kind: type[Kind]) -> None:
        change_records(self._write, kind, {s.id or 0: self.resolved(s.changed, kind) for s in chunk})

    def _each_or_all(self, chunk: Sequence[Subject], kind: type[Kind], work: _Work) -> None:
        """Write records together; where one is refused nothing of them is written, and it is found by halving."""
        try:
            work(chunk, kind)
        except BadValues as trouble:
            if len(chunk) == 1:
                self.refused[chunk[0]] = " ".join(trouble.problems.values())
                return
            for half in (chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]):
                self._each_or_all(half, kind, work)

    def resolved(self, values: Mapping[str, Any], kind: type[Kind]) -> dict[str, Any]:
        """Return the values with ids for the records they refer to."""
        found = dict(values)
        for name in _references(kind.code):
            if isinstance(value := found.get(name), Subject):
                # Two new organisations that are each other's carrier lose one of the links.
                found[name] = value.id or self.ids.get(value)
            elif isinstance(value, tuple):
                found[name] = tuple(self.ids[one] if isinstance(one, Subject) else one for one in value)
        return found

    def _chunks(self, subjects: list[Subject], kind: type[Kind]) -> Iterator[list[Subject]]:
        """Yield as many records as are written together: where a rule may refuse one, each by itself."""
        size = 1 if kind.code in OWN_RULES else _CHUNK
        for start in range(0, len(subjects), size):
            if self._done % _CHUNK < size:
                self._progress.step(self._done, self._total)
            chunk = subjects[start : start + size]
            self._done += len(chunk)
            kept = [subject for subject in chunk if not self._hangs_on_refused(subject)]
            if kept:
                yield kept

    def _hangs_on_refused(self, subject: Subject) -> bool:
        if not self.refused:
            return False
        other = next((one for one in _referred(subject) if one in self.refused), None)
        if other is not None:
            sentence = _("„{title}“, worauf sich die Zeile bezieht, wurde nicht übernommen.")
            self.refused[subject] = sentence.format(title=other.title)
        return other is not None

    def _is_ready(self, subject: Subject) -> bool:
        return all(other.id or other in self.ids or other in self.refused for other in _referred(subject))


@cache
def _references(kind: str) -> tuple[str, ...]:
    """Return the fields that may refer to records still to be made."""
    return tuple(KINDS[kind].of_type(Ref, Links))


def _referred(subject: Subject) -> Iterator[Subject]:
    """Yield the planned records that a record refers to."""
    for name in _references(subject.kind.code):
        value = subject.values.get(name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Subject):
                yield one
