"""What becomes of a record when a row speaks of it: gaps are filled, lists grow, texts change; nothing is blanked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ..kinds.attached import clean_file_name, media_type
from ..kinds.base import Kind
from ..kinds.clean import clean_text
from ..kinds.fields import Addresses, Areas, Choice, Contacts, Field, Ref, Terms
from ..kinds.folding import fold
from ..queries.terms import Vocabulary
from ..texts import _
from . import reach

_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,35}")


@dataclass(frozen=True)
class Change:
    """One field of one record, before and after, as a person reads it."""

    title: str
    label: str
    old: str
    new: str


@dataclass(eq=False)
class Subject:
    """A record while an import is planned: one of the store, or one to be made (`id` None).

    `values` are as they will be, `changed` what differs from the store. A reference to a record still to be made is its
    Subject. `version` is the one the plan was made from. `files` are to be attached; `has_files` holds the digests of
    those and of what is attached already.
    """

    kind: type[Kind]
    id: int | None
    values: dict[str, Any]
    version: int = 0
    uid: str = ""
    restricted: bool = False
    changed: dict[str, Any] = field(default_factory=dict)
    files: list[tuple[str, bytes]] = field(default_factory=list, repr=False)
    has_files: set[bytes] = field(default_factory=set, repr=False)

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.kind.title(self.values)

    @property
    def is_pending(self) -> bool:
        """Whether there is something to write."""
        return self.id is None or bool(self.changed or self.files)


def looks_like_uid(text: str) -> bool:
    """Whether a text from a file may be the uid of a record."""
    return _UID.fullmatch(text) is not None


def absorb(subject: Subject, values: Mapping[str, Any], words: Vocabulary) -> list[Change]:
    """Bring the values of a row into a record and return what changed."""
    title, changes = subject.title, []
    for name, value in values.items():
        described = subject.kind.fields[name]
        old = subject.values.get(name, described.empty)
        new = _merged(described, name, old, value)
        if new != old:
            subject.values[name] = subject.changed[name] = new
            changes.append(
                Change(title, _(described.label), shown(described, old, words), shown(described, new, words))
            )
    return changes


def attach(subject: Subject, contents: Iterable[bytes]) -> list[Change]:
    """Let pictures be attached to a record that has them not yet, and return what changes."""
    changes = []
    for content in contents:
        digest = sha256(content).digest()
        if digest not in subject.has_files:
            subject.has_files.add(digest)
            ending = "png" if media_type(content) == "image/png" else "jpg"
            name = clean_file_name(f"{subject.title}.{ending}")
            subject.files.append((name, content))
            changes.append(Change(subject.title, _("Bild"), "", name))
    return changes


def holds(subject: Subject, values: Mapping[str, Any]) -> bool:
    """Whether a record already says everything that a row says of it."""
    described = subject.kind.fields
    return all(
        _merged(described[name], name, old := subject.values.get(name, described[name].empty), value) == old
        for name, value in values.items()
    )


def _merged(described: Field, name: str, old: Any, new: Any) -> Any:
    if new in (None, "", ()):
        return old
    if isinstance(described, Contacts):
        further = reach.unknown(old, new)
        return (*old, *further) if further else old
    if isinstance(described, Addresses):
        labels = Counter(address.label for address in new)
        for address in new:
            # Of several with one label none may take the place of another.
            old = reach.filled(old, address, replaces=labels[address.label] == 1)
        return old
    if isinstance(described, Terms | Areas):
        further = tuple(code for code in new if code not in old)
        return (*old, *further) if further else old
    if name == "remark":
        return _added(old or "", new)
    if isinstance(old, str) and isinstance(new, str) and clean_text(old, multiline=True) == new:
        return old
    return new


def _added(old: str, new: str) -> str:
    """Append the lines that the text does not hold yet."""
    known = {fold(line) or line for line in old.split("\n")}
    further = [line for line in new.split("\n") if line.strip() and (fold(line) or line) not in known]
    return "\n".join([old, *further] if old else further) if further else old


def shown(described: Field, value: Any, words: Vocabulary) -> str:
    """Return a value as the preview of an import shows it."""
    if isinstance(value, Subject):
        return value.title
    if isinstance(described, Choice):
        return words.label(described.of, value)
    if isinstance(described, Terms):
        return ", ".join(words.label(described.of, code) for code in value)
    if isinstance(described, Areas):
        return ", ".join(words.area_name(code) for code in value)
    if isinstance(described, Contacts):
        return ", ".join(point.value for point in value)
    if isinstance(described, Addresses):
        return "; ".join(address.one_line() for address in value)
    if isinstance(described, Ref):
        return ""
    return described.show(value)
