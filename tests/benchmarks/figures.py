"""What the benchmarks share: medians after a warm-up, the bare reference in the same run, and the table they print."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from einsamkeit_desktop.store.store import Store

RUNS = 7
FRAME_MS = 1000 / 60


@dataclass(frozen=True)
class Figure:
    """One line of the table; the target is at most `times` the reference, and `frames` of the screen beyond."""

    what: str
    ours_ms: float
    reference_ms: float
    times: float
    frames: int = 0

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.reference_ms if self.reference_ms else float("inf")

    @property
    def good(self) -> bool:
        return self.ours_ms <= self.reference_ms * self.times + self.frames * FRAME_MS

    def line(self) -> str:
        frames = f" + {self.frames} frame{'s' if self.frames > 1 else ''}" if self.frames else ""
        verdict = "" if self.good else "   MISSED"
        numbers = f"{self.ours_ms:>10.2f}  {self.reference_ms:>12.2f}  {self.ratio:>6.2f}"
        return f"{self.what:<52}{numbers}  <= {self.times:g}{frames}{verdict}"


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    print(f"{'what':<52}{'ours ms':>10}  {'reference ms':>12}  {'ratio':>6}  target")
    for figure in figures:
        print(figure.line())


def timings(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Return the milliseconds of each run after one that warms up."""
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def median_pair(ours: Callable[[], object], reference: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the medians of both, taken in turn so that what disturbs the machine disturbs both."""
    ours()
    reference()
    pairs = []
    for _ in range(runs):
        times = []
        for work in (ours, reference):
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
        pairs.append(times)
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def percentile(found: Sequence[float], share: float) -> float:
    """Return the value below which this share of the timings lies."""
    return sorted(found)[min(int(len(found) * share), len(found) - 1)]


def folders() -> list[Path]:
    """Return the stores named on the command line, or end with how the script is called."""
    if len(sys.argv) < 2:
        raise SystemExit("usage: python -m tests.benchmarks.NAME STORE [STORE …]   (a store without a passphrase)")
    return [Path(argument) for argument in sys.argv[1:]]


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Store, Any]]:
    """Open a store to be looked at, and a cursor of the bare driver on it."""
    with Store.look(folder) as store:
        connection = store.raw_connection()
        try:
            yield store, connection.cursor()
        finally:
            connection.close()


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Store, Any]]:
    """Open a copy of a closed store, to be written to and thrown away, and a cursor of the bare driver on it."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "store"
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("sperre*", "sicherungen"))
        with Store.open(target) as store:
            connection = store.raw_connection()
            try:
                yield store, connection.cursor()
            finally:
                connection.close()
