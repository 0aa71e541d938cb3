"""What the one search field offers before anything is typed."""

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.gui.suggest import Suggester
from einsamkeit_desktop.store.tables import record
from tests.makers import make_person


def test_opened_last_are_offered_but_neither_trashed_nor_restricted_ones(store):
    shown, trashed, restricted = (make_person(store, name) for name in ("Offen", "Weg", "Gesperrt"))
    suggester = Suggester(store, ())
    for record_id in (shown, trashed, restricted):
        suggester.remember(record_id)
    trash(store, [trashed])
    with store.writing("gesperrt") as write:
        write.update(record, restricted, {"restricted": True})

    assert [suggestion.title for suggestion in suggester.suggest("")] == ["Offen"]
