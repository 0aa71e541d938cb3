"""The guard of texts about citizens: what in a text could tell who somebody is, with the names the store knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from ..kinds.attached import split_name
from ..kinds.guard import patterns
from ..kinds.guard_names import Known, name_words, names
from ..store.store import Store
from ..store.tables import KIND_TABLES, kind_count, link, record

GUARDED = "citizen_case"
_person, _reminder = KIND_TABLES["person"], KIND_TABLES["reminder"]


@dataclass(frozen=True)
class Warning:  # noqa: A001
    """What may tell who a citizen is: a part of a text, from `start` to before `end`, and a whole sentence about it."""

    start: int
    end: int
    sentence: str


def warnings(store: Store, text: str) -> tuple[Warning, ...]:
    """Return what a text about a citizen should not say, in the order of the text; it never forbids anything.

    At 100,000 persons the names are read in some 0.3 s once after persons changed; a page of text then takes 12 ms.
    """
    found = patterns(text)
    for finding in names(text, known_names(store)):
        if not any(finding.start < other.end and other.start < finding.end for other in found):
            found.append(finding)
    found.sort(key=lambda finding: finding.start)
    return tuple(Warning(finding.start, finding.end, finding.sentence(text)) for finding in found)


def file_warnings(store: Store, file_names: Sequence[str]) -> tuple[str, ...]:
    """Return what the names of files say that they should not, a sentence each."""
    stems = (split_name(name)[0].replace("_", " ").replace("-", " ") for name in file_names)
    return tuple(dict.fromkeys(warning.sentence for stem in stems for warning in warnings(store, stem)))


def is_guarded(store: Store, record_ids: Collection[int]) -> bool:
    """Return whether a citizen's case is among the records, or a note or reminder about one."""
    if not record_ids:
        return False
    ids = list(record_ids)
    noted = select(link.c.to_id).where(link.c.from_id.in_(ids), link.c.meaning == "about")
    reminded = select(_reminder.c.about).where(_reminder.c.id.in_(ids))
    meant = or_(record.c.id.in_(ids), record.c.id.in_(noted), record.c.id.in_(reminded))
    with store.reading() as connection:
        return (
            connection.execute(select(record.c.id).where(record.c.kind == GUARDED, meant).limit(1)).first() is not None
        )


def known_names(store: Store) -> Known:
    """Return the names of all persons there are, folded, kept in memory until persons change."""
    with store.reading() as connection:
        live = connection.execute(select(kind_count.c.live).where(kind_count.c.kind == "person")).scalar()
    state = (store.writes["person"], live)
    kept = store.kept.get("guard names")
    if kept is None or kept[0] != state:
        kept = store.kept["guard names"] = (state, _read(store))
    found: Known = kept[1]
    return found


def _read(store: Store) -> Known:
    hidden = select(record.c.id).where(record.c.kind == "person")
    hidden = hidden.where(or_(record.c.trashed_at.is_not(None), record.c.restricted.is_(True)))
    families, given = (
        select(column).where(_person.c.id.not_in(hidden), column.is_not(None)).distinct()
        for column in (_person.c.family_name, _person.c.given_name)
    )
    with store.reading() as connection:
        return Known(
            frozenset(word for name in connection.execute(families).scalars() for word in name_words(name)),
            frozenset(word for name in connection.execute(given).scalars() for word in name_words(name)),
        )
