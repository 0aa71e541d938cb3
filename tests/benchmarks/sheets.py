"""Measure the Excel list against a bare openpyxl write-only loop over the same cells, in the same run.

    python -m tests.benchmarks.sheets [ROWS …]

Prints for 10,000 and 100,000 × 13 the medians of five runs after a warm-up, their ratio (target: at most 1.3) and the
peak of the resident memory (target: constant); every run has a process of its own. Not for Windows (`resource`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

TARGET = 1.3
RUNS = 5
LABELS = (
    "Organisation",
    "Art",
    "Träger",
    "Stadtbezirke",
    "Zielgruppen",
    "Themen",
    "Ansprechperson",
    "Funktion",
    "Telefon",
    "E-Mail",
    "Letzter Kontakt",
    "Stufe",
    "Plätze",
)


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Yield made-up partners as a partner list shows them: umlauts, phones, a day, a number."""
    first = date(2025, 2, 10)
    for number in range(count):
        yield (
            f"Mütterzentrum & Nachbarschaftstreff {number} e.\u00a0V.",
            "Verein",
            "Caritasverband Musterstadt",
            "Innenstadt-Nord, Eving",
            "Hochaltrige, Alleinerziehende",
            "Besuchsdienst, Demenz",
            "Dr. Aylin Çelik-Großmann",
            "Leitung",
            f"0231 50-{number:05d}",
            f"kontakt{number}@example.org",
            first - timedelta(number % 900),
            "Partner",
            number % 40,
        )


def write_ours(count: int, target: Path) -> None:
    from einsamkeit_desktop.exports.sheets import write_xlsx
    from einsamkeit_desktop.queries.sheet import Sheet, SheetColumn

    kinds = {"Letzter Kontakt": "day", "Plätze": "number"}
    columns = tuple(SheetColumn(label, kinds.get(label, "text")) for label in LABELS)
    sheet = Sheet("Partnerliste", "alle", columns, rows(count), count, "", date(2025, 2, 10), "Messung", 0, "", ())
    write_xlsx(sheet, target)


def write_bare(count: int, target: Path) -> None:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    worksheet = workbook.create_sheet()
    worksheet.append(LABELS)
    for row in rows(count):
        worksheet.append(row)
    workbook.save(target)


WRITERS = {"ours": write_ours, "bare": write_bare}


def measure(writer: str, count: int) -> None:
    """Print seconds and the peak memory in MiB of one writer; called in a process of its own."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        WRITERS[writer](min(count, 1_000), Path(folder, "warm.xlsx"))
        started = time.perf_counter()
        WRITERS[writer](count, Path(folder, "list.xlsx"))
        seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_own_process(writer: str, count: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.sheets", writer, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def main(counts: list[int]) -> int:
    missed = 0
    for count in counts:
        seconds: dict[str, list[float]] = {"ours": [], "bare": []}
        memory: dict[str, float] = {}
        for _run in range(RUNS):
            for writer in seconds:
                taken, memory[writer] = in_own_process(writer, count)
                seconds[writer].append(taken)
        ours, bare = (statistics.median(seconds[writer]) for writer in ("ours", "bare"))
        missed += ours / bare > TARGET
        print(
            f"{count:>7} × {len(LABELS)}: {ours:.2f} s against {bare:.2f} s, ratio {ours / bare:.2f} "
            f"(target {TARGET}); peak {memory['ours']:.0f} MiB against {memory['bare']:.0f} MiB"
        )
    return missed


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in WRITERS:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main([int(count) for count in sys.argv[1:]] or [10_000, 100_000]))
