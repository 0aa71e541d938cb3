"""Measure saving a note with five people and one task, and (once there is the action) changing many records at once.

    python -m tests.benchmarks.saving STORE

Works on a copy. Reference: the same rows, search text and contact days included, written by the bare driver in one
transaction; for many records the term rows and their journal rows.
"""

from __future__ import annotations

import importlib.util
from datetime import timedelta
from typing import Any
from uuid import uuid4

from einsamkeit_desktop.actions.notes import NewNote, NewTask, write_note
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.store.store import Store

from .figures import Figure, copied, folders, median_pair, show

PEOPLE = 5
_TEXT = "Zweiter Standort ab Oktober möglich, Kinderbetreuung über das Familienbüro. Fahrtkosten noch offen."
_SPINE = (
    "INSERT INTO record"
    " (uid, kind, title, subtitle, sort_key, created_at, changed_at, version, restricted, confidential)"
    " VALUES (?, ?, ?, '', ?, ?, ?, 1, 0, 0)"
)


class BareNote:
    """Writes one note with its people and its task by the bare driver."""

    def __init__(self, cursor: Any, people: list[int]) -> None:
        self._cursor = cursor
        self._people = people

    def __call__(self) -> None:
        cursor, now, today = self._cursor, "2026-11-22 10:00:00.000000", "2026-11-22"
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(_SPINE, (str(uuid4()), "contact_note", _TEXT[:80], "zweiter", now, now))
        note = cursor.lastrowid
        cursor.execute(
            "INSERT INTO contact_note (id, note_kind, at, content) VALUES (?, 'telefonat', ?, ?)", (note, now, _TEXT)
        )
        links = [(note, person, "participants", at) for at, person in enumerate(self._people)]
        cursor.executemany("INSERT INTO link (from_id, to_id, meaning, position) VALUES (?, ?, ?, ?)", links)
        cursor.execute("INSERT INTO search_text (record_id, names, body) VALUES (?, '', ?)", (note, _TEXT.casefold()))
        days = [(person, today, note) for person in self._people]
        cursor.executemany("INSERT INTO contact_day (record_id, day, note_id) VALUES (?, ?, ?)", days)
        cursor.execute(_SPINE, (str(uuid4()), "reminder", "Termine schicken", "termine", now, now))
        task = cursor.lastrowid
        values = (task, "Termine schicken", today, "mine", self._people[0], note)
        cursor.execute(
            "INSERT INTO reminder (id, text, due_on, owner, about, origin) VALUES (?, ?, ?, ?, ?, ?)", values
        )
        cursor.execute("INSERT INTO search_text (record_id, names, body) VALUES (?, '', 'termine schicken')", (task,))
        cursor.execute("COMMIT")


def save_note(store: Store, people: list[int]) -> None:
    """Write the same note as the program does."""
    task = NewTask("Termine schicken", clock.today() + timedelta(days=14))
    write_note(store, NewNote("telefonat", clock.now(), _TEXT, tuple(people), tasks=(task,)))


def main() -> None:
    for folder in folders():
        with copied(folder) as (store, cursor):
            rows = cursor.execute(
                "SELECT id FROM record WHERE kind = 'person' ORDER BY id LIMIT ?", (PEOPLE,)
            ).fetchall()
            people = [row[0] for row in rows]

            def ours(store: Store = store, people: list[int] = people) -> None:
                save_note(store, people)

            figure = Figure(
                f"save a note, {PEOPLE} people, 1 task", *median_pair(ours, BareNote(cursor, people), 15), times=10
            )
            show([figure])
        if importlib.util.find_spec("einsamkeit_desktop.actions.bulk") is None:
            print("skipped: a term on 10,000 records and its undo (there is no actions.bulk yet)")


if __name__ == "__main__":
    main()
