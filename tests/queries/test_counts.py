"""Counts beside the navigation: kept by the store as it changes, and always what counting anew would give."""

from datetime import date

from sqlalchemy import func, select, update

from einsamkeit_desktop.actions.records import restore, trash, undo
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import record

from ..makers import make_organisation, make_person, make_reminder


def _counted(store: Store) -> dict[str, int]:
    live = (record.c.trashed_at.is_(None), record.c.restricted.is_(False))
    with store.reading() as connection:
        rows = connection.execute(select(record.c.kind, func.count(record.c.id)).where(*live).group_by(record.c.kind))
        return {code: number for code, number in rows}  # noqa: C416


def _shown(store: Store) -> dict[str, int]:
    return {kind: number for kind, number in counts.by_kind(store).items() if number}


def test_counts_follow_making_trashing_restoring_and_undoing(store: Store) -> None:
    first, second = make_person(store), make_person(store, family_name="Şimşek")
    make_organisation(store)
    trash(store, [first, second])
    restore(store, [second])

    assert _shown(store) == _counted(store) == {"person": 1, "organisation": 1}
    assert counts.navigation(store)["trash"] == 1

    undo(store)
    undo(store)
    undo(store)

    assert _shown(store) == _counted(store) == {"person": 2}
    assert counts.navigation(store)["trash"] == 0


def test_a_restricted_record_counts_nowhere(store: Store) -> None:
    person = make_person(store)
    with store.writing("Einschränkung") as write:
        write.connection.execute(update(record).where(record.c.id == person).values(restricted=True))

    assert _shown(store) == {}

    trash(store, [person])

    assert counts.navigation(store)["trash"] == 0


def test_reminders_count_open_ones_alone(store: Store) -> None:
    make_reminder(store, due_on=date(2020, 1, 1))
    make_reminder(store, due_on=date(2020, 1, 1), done_on=date(2020, 1, 2))

    found = counts.navigation(store)

    assert (found["reminder"], found["today"]) == (1, 1)
