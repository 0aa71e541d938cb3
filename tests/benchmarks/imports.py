"""Measure importing 10,000 rows of an Excel list and 10,000 vCards into an empty store.

    python -m tests.benchmarks.imports [ROWS]

Reference for the list: calamine reading the same file and the bare driver inserting the very rows that the import made
(full-text index included, journal and matching left out) in one transaction. Reference for the cards: vobject merely
parsing them; skipped where vobject is missing. Ours is the whole import: read, match, plan, back up, write, journal,
search text, commit.

Changing the 10,000 rows again and taking both imports back is measured against the import of the new rows.
"""

from __future__ import annotations

import base64
import importlib.util
import itertools
import shutil
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.imports.whole import import_file
from einsamkeit_desktop.store import journal
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import KIND_TABLES

from .figures import Figure, show

ROWS = 10_000
RUNS = 3
TABLES = ("record", *KIND_TABLES, "record_term", "record_area", "contact_point", "address", "link", "search_text")
_HEADERS = (
    *("Organisation", "Art", "Straße", "PLZ", "Ort", "Stadtbezirk", "Zielgruppen"),
    *("Ansprechperson", "Funktion", "Telefon", "E-Mail", "Bemerkung"),
)
_FIRST_NAMES = ("Aylin", "Jürgen", "Małgorzata", "Björn", "Thị Lan", "Maria João", "Ümit", "Oleksandra")
_FAMILY_NAMES = ("Çelik", "Müller", "Gołębiewski", "Aßmann", "Nguyễn", "Lombardi", "Öztürk", "Großmann")


def people(count: int) -> Iterator[tuple[int, str, str]]:
    """Yield number, first name and a family name that nobody else has."""
    letters = itertools.product(string.ascii_lowercase, repeat=3)
    for number, ending in zip(range(count), letters, strict=False):
        first = _FIRST_NAMES[number % len(_FIRST_NAMES)]
        yield number, first, f"{_FAMILY_NAMES[number // 8 % len(_FAMILY_NAMES)]}-B{''.join(ending)}"


def write_list(count: int, target: Path, *, changed: bool = False) -> None:
    """Write a partner list as offices keep it, an organisation and a person in each row; or what became of it later."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Partner")
    sheet.append(_HEADERS)
    for number, first, family in people(count):
        sheet.append(
            (
                f"Nachbarschaftstreff {number} Süd-Ost e. V.",
                "Stiftung" if changed else "Verein",
                f"Märkische Straße {number % 300}",
                44100 + number % 290,
                "Dortmund",
                ("Innenstadt-Nord", "Eving; Hörde", "gesamtstädtisch")[number % 3],
                ("Alleinerziehende", "Verwitwete, Trauernde; Kinder", "Ältere Menschen")[number % 3],
                f"{first} {family}",
                "Geschäftsführung" if changed else "Leitung",
                f"0231/{60 if changed else 50}-{number:05d}",
                f"kontakt{number}@example.org",
                "Frühstück für Alleinerziehende jeden Dienstag, Kinderbetreuung über das Familienbüro.",
            )
        )
    book.save(target)


def write_lean_cards(count: int, target: Path) -> None:
    """Write the leanest cards there are, each with an organisation that no other has: three records from ten lines."""
    lines = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:0e7602cc-443e-4b82-b4b1-{number:012d}\r\nN:{family};{first};;Dr.;\r\n"
        f"FN:Dr. {first} {family}\r\nORG:Nachbarschaftstreff {number} Süd-Ost e. V.;Beratung\r\nTITLE:Leitung\r\n"
        f"TEL;TYPE=WORK,VOICE:+49 231 50{number:05d}\r\nTEL;TYPE=CELL:0170 {number:07d}\r\n"
        f"EMAIL;TYPE=INTERNET:kontakt{number}@example.org\r\nADR;TYPE=WORK:;;Märkische Straße 1;Dortmund;;44141;\r\n"
        "NOTE:Frühstück für Alleinerziehende jeden Dienstag\\, Kinderbetreuung über das Familienbüro.\r\nEND:VCARD\r\n"
        for number, first, family in people(count)
    )
    target.write_bytes("".join(lines).encode())


def write_cards(count: int, target: Path) -> None:
    """Write cards of the shape that real exports have: in ten of other programs, two numbers, two addresses of mail, 30
    lines on average, every second with an organisation (2.4 people in each, as in an office's file), four with a photo.
    """
    photo = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 6).decode()
    folded = "\r\n ".join(photo[at : at + 74] for at in range(0, len(photo), 74))
    target.write_bytes("".join(_card(*one, folded) for one in people(count)).encode())


def _card(number: int, first: str, family: str, photo: str) -> str:
    lines = [
        *("BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Sabre//Sabre VObject 4.4.1//EN"),
        *(f"UID:0e7602cc-443e-4b82-b4b1-{number:012d}", f"N:{family};{first};;Dr.;", f"FN:Dr. {first} {family}"),
        *(f"TEL;TYPE=WORK,VOICE:+49 231 50{number:05d}", f"TEL;TYPE=CELL:0170 {number:07d}"),
        *(f"EMAIL;TYPE=INTERNET,WORK:kontakt{number}@example.org", f"EMAIL;TYPE=HOME:privat{number}@example.org"),
        f"ADR;TYPE=WORK:;;Märkische Straße {number % 300};Dortmund;;44141;Deutschland",
        *(f"item1.URL:https://www.treff{number}.example/angebote", "item1.X-ABLabel:_$!<HomePage>!$_"),
        *(f"IMPP;X-SERVICE-TYPE=Matrix:matrix:u/{number}", "REV:2026-02-10T08:00:00Z"),
    ]
    if number % 2:
        lines += [f"ORG:Nachbarschaftstreff {number * 10 // 48} Süd-Ost e. V.;Beratung", "TITLE:Leitung"]
        lines += [f"BDAY:1970-01-{number % 28 + 1:02d}", "CATEGORIES:Netzwerk,Einsamkeit"]
    if number % 3 == 0:
        lines.append(
            "NOTE:Frühstück für Alleinerziehende jeden Dienstag\\, Kinderbetreuung über da\r\n s Familienbüro."
        )
    if number % 5 < 2:
        lines.append(f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}")
    return "\r\n".join((*lines, "END:VCARD", ""))


def made_rows(store: Store) -> dict[str, tuple[str, list[Any]]]:
    """Return, by table, the statement and the rows of the store's records."""
    connection = store.raw_connection()
    found = {}
    for name in TABLES:
        cursor = connection.cursor().execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of our own tables
        marks = ", ".join("?" * len(cursor.description))
        found[name] = f'INSERT INTO "{name}" VALUES ({marks})', cursor.fetchall()  # noqa: S608
    connection.close()
    return found


def bare_list(store: Store, path: Path, rows: dict[str, tuple[str, list[Any]]]) -> None:
    """Read the file by calamine alone and insert the rows by the driver alone."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    connection = store.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA defer_foreign_keys = ON")
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("PRAGMA defer_foreign_keys = ON")
    for statement, values in rows.values():
        if values:
            cursor.executemany(statement, values)
    cursor.execute("COMMIT")
    connection.close()


def bare_cards(path: Path) -> None:
    """Let vobject parse the cards, and do nothing with them."""
    import vobject

    for _card in vobject.readComponents(path.read_text(encoding="utf-8")):
        pass


class Scratch:
    """A folder with an empty store to copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        create_store(folder / "leer")[0].close()
        self._numbers = itertools.count()

    def timed(self, work: Callable[[Store], object], after: Callable[[Store], None] | None = None) -> float:
        """Return the milliseconds of some work on a fresh store."""
        target = self.folder / f"bestand{next(self._numbers)}"
        shutil.copytree(self.folder / "leer", target)
        with Store.open(target) as store:
            start = time.perf_counter()
            work(store)
            taken = (time.perf_counter() - start) * 1000
            if after is not None:
                after(store)
        shutil.rmtree(target)
        return taken


def of_list(scratch: Scratch, count: int) -> Figure:
    """Return the figure of the Excel list."""
    path = scratch.folder / "liste.xlsx"
    write_list(count, path)
    born: dict[str, tuple[str, list[Any]]] = {}
    full: dict[str, tuple[str, list[Any]]] = {}
    scratch.timed(lambda store: born.update(made_rows(store)))
    scratch.timed(lambda store: import_file(store, path), lambda store: full.update(made_rows(store)))
    rows = {name: (statement, found[len(born[name][1]) :]) for name, (statement, found) in full.items()}
    pairs = [
        (
            scratch.timed(lambda store: import_file(store, path)),
            scratch.timed(lambda store: bare_list(store, path, rows)),
        )
        for _run in range(RUNS)
    ]
    ours, bare = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    return Figure(f"import {count:,} rows .xlsx", ours, bare, times=4)


def of_changes(scratch: Scratch, count: int) -> list[Figure]:
    """Return the figures of changing all rows once more, and of taking back the changes and the rows."""
    path, later = scratch.folder / "liste.xlsx", scratch.folder / "später.xlsx"
    write_list(count, later, changed=True)
    found: dict[str, list[float]] = {"new": [], "changed": [], "back": [], "gone": []}

    def work(store: Store) -> None:
        def timed(name: str, deed: Callable[[], Any]) -> Any:
            start = time.perf_counter()
            done = deed()
            found[name].append((time.perf_counter() - start) * 1000)
            return done

        first = timed("new", lambda: import_file(store, path))
        second = timed("changed", lambda: import_file(store, later))
        assert (second.updated, second.failed) == (count, 0)
        timed("back", lambda: journal.take_back(store, second.step_id))
        timed("gone", lambda: journal.take_back(store, first.step_id))

    for _run in range(RUNS):
        scratch.timed(work)
    medians = {name: statistics.median(times) for name, times in found.items()}
    names = {"changed": "change them again", "back": "take the changes back", "gone": "take the rows back"}
    return [Figure(f"{count:,} rows: {text}", medians[key], medians["new"], times=1.5) for key, text in names.items()]


def of_cards(scratch: Scratch, count: int, what: str, write: Callable[[int, Path], None]) -> Figure:
    """Return the figure of cards; `write` makes them."""
    path = scratch.folder / "karten.vcf"
    write(count, path)
    pairs = [
        (scratch.timed(lambda store: import_file(store, path)), scratch.timed(lambda _store: bare_cards(path)))
        for _run in range(RUNS)
    ]
    ours, bare = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    return Figure(f"import {count:,} {what}", ours, bare, times=1)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder))
        figures = [of_list(scratch, count), *of_changes(scratch, count)]
        has_vobject = importlib.util.find_spec("vobject") is not None
        if has_vobject:
            figures.append(of_cards(scratch, count, "vCards as exported", write_cards))
            figures.append(of_cards(scratch, count, "leanest vCards", write_lean_cards))
        show(figures)
        if not has_vobject:
            print("skipped: vCards (vobject is not installed)")
    return sum(not figure.good for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
