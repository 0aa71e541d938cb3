"""A process that writes to a store until it is killed: ``python -m tests.safety.writer FOLDER``.

It answers each line on its input by forking a child that opens the store, prints its own process id, and works on. The
child says `begin WHAT NUMBER` before and `done WHAT NUMBER` after each piece of work. Forking saves the imports: sixty
kills take seconds.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.errors import WrongKey
from einsamkeit_desktop.imports.whole import import_file
from einsamkeit_desktop.kinds.network import Person
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.kinds.workdays import public_holidays
from einsamkeit_desktop.store import keys
from einsamkeit_desktop.store.backup import back_up
from einsamkeit_desktop.store.store import Store
from tests.fixtures import CHEAP
from tests.makers import make_note, make_person

BULK = 40
PASSPHRASES = ("Öl auf Wasser", "Wasser auf Öl")


def _say(what: str, number: int) -> None:
    sys.stdout.write(f"{what} {number}\n")
    sys.stdout.flush()


def open_store(folder: Path) -> Store:
    """Open the store with whichever of the two passphrases it has now."""
    for passphrase in PASSPHRASES:
        try:
            return Store.open(folder, passphrase)
        except WrongKey:
            continue
    raise AssertionError("neither passphrase opens the store")


def _partner_list(folder: Path, number: int) -> Path:
    rows = [f"Verein {number}-{line};Vorname{line};Datei {number};Leitung" for line in range(BULK)]
    path = folder / "liste.csv"
    path.write_text("\r\n".join(["Organisation;Vorname;Nachname;Funktion", *rows]), encoding="utf-8-sig")
    return path


def work(store: Store, number: int) -> None:
    """Do one round of everything; what it writes carries the round's number."""
    _say("begin person", number)
    person = make_person(store, f"Person {number}", contacts=(ContactPoint("email", f"p{number}@example.org"),))
    _say("done person", number)

    _say("begin note", number)
    tasks = (NewTask(f"Aufgabe {number}", date(2026, 12, 1)), NewTask(f"Warten {number}", date(2026, 12, 2), person))
    make_note(store, person, content=f"Vermerk {number}", tasks=tasks)
    _say("done note", number)

    _say("begin bulk", number)
    point = (ContactPoint("phone", "0231 50-12345"),)
    with store.writing(f"Import {number}") as write:
        add_records(write, Person, [{"family_name": f"Import {number}", "contacts": point}] * BULK)
    _say("done bulk", number)

    if number % 2 == 1:
        _say("begin file", number)
        import_file(store, _partner_list(store.folder.parent, number))
        _say("done file", number)
    if number % 3 == 0:
        _say("begin undo", number)
        undo(store, write.changes.step_id)
        _say("done undo", number)
    if number % 4 == 0:
        _say("begin passphrase", number)
        keys.change_passphrase(store.folder, store.data_key, PASSPHRASES[number // 4 % 2], CHEAP)
        _say("done passphrase", number)
    if number % 5 == 0:
        _say("begin backup", number)
        back_up(store)
        _say("done backup", number)


def main(folder: Path) -> None:
    """Fork a worker for each line that comes in."""
    public_holidays(date.today().year)  # the library's 0.4 s would be where every kill falls
    for line in sys.stdin:
        first = int(line)
        child = os.fork()
        if child == 0:
            with open_store(folder) as store:
                _say("pid", os.getpid())
                for number in range(first, first + 1_000):
                    work(store, number)
            os._exit(0)
        os.waitpid(child, 0)
        _say("ended", child)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
