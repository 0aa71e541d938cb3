"""A process killed at any moment loses nothing it acknowledged and leaves nothing half done."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.files import DATABASE
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import KIND_TABLES, journal_row, journal_step
from tests.children import ROOT
from tests.fixtures import CHEAP
from tests.safety.writer import BULK, PASSPHRASES, open_store

KILLS = int(os.environ.get("GEM_KILLS", "60"))


def run_and_kill(writer: subprocess.Popen[str], first: int, after_seconds: float) -> list[str]:
    """Let a worker work for a while, kill it, and return all it said."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    print(first, file=writer.stdin, flush=True)
    what, worker = writer.stdout.readline().split()
    assert what == "pid"
    time.sleep(after_seconds)
    os.kill(int(worker), signal.SIGKILL)
    said: list[str] = []
    for line in writer.stdout:
        if line.startswith("ended"):
            return said
        said.append(line.rstrip("\n"))
    raise AssertionError("the writer itself ended")


def found_in(store: Store) -> Counter[str]:
    """Count what each round left in the store, as `WHAT NUMBER`."""
    person, note = KIND_TABLES["person"], KIND_TABLES["contact_note"]
    found: Counter[str] = Counter()
    with store.reading() as connection:
        for name in connection.execute(select(person.c.family_name)).scalars():
            found[name.replace("Person", "person").replace("Import", "bulk").replace("Datei", "file")] += 1
        for text in connection.execute(select(note.c.content)).scalars():
            found[text.replace("Vermerk", "note")] += 1
        for text in connection.execute(select(KIND_TABLES["reminder"].c.text)).scalars():
            found[f"task {text.split()[1]}"] += 1
    return found


def wrong_with(found: Counter[str], said: list[str]) -> list[str]:
    """Return what was acknowledged and is not there, what is there by half, and what was taken back and is there."""
    begun = [line.removeprefix("begin ") for line in said if line.startswith("begin")]
    done = {line.removeprefix("done ") for line in said if line.startswith("done")}
    size = {"person": 1, "note": 1, "bulk": BULK, "file": BULK}
    wrong = []
    for piece in begun:
        what, number = piece.split()
        if what not in size:
            continue
        undone = f"undo {number}"
        allowed = {size[what]} if piece in done else {0, size[what]}
        if what == "bulk" and undone in begun:
            allowed = {0} if undone in done else {0, BULK}
        if found[piece] not in allowed:
            wrong.append(f"{piece}: {found[piece]} of {size[what]}")
        if what == "note" and found[f"task {number}"] != 2 * found[piece]:
            wrong.append(f"{piece}: {found[f'task {number}']} tasks")
    return wrong


def half_steps(store: Store) -> list[str]:
    """Return the steps of the journal that do not have all their rows."""
    rows = {"Import": 3 * BULK, "Person": 3, "Vermerk": 7}  # imports of files are counted by their persons and roles
    with store.reading() as connection:
        counted = connection.execute(
            select(journal_step.c.name, func.count(journal_row.c.id))
            .join(journal_row, journal_row.c.step_id == journal_step.c.id)
            .group_by(journal_step.c.id)
        )
        return [f"{name}: {count} rows" for name, count in counted if rows.get(name.split()[0], count) != count]


def roles_without_import(store: Store) -> int:
    """Return by how much functions and imported persons differ in number: each row of a file makes one of each."""
    person = KIND_TABLES["person"]
    with store.reading() as connection:
        roles = connection.execute(select(func.count()).select_from(KIND_TABLES["role"])).scalar_one()
        imported = select(func.count(person.c.id)).where(person.c.family_name.like("Datei %"))
        return roles - connection.execute(imported).scalar_one()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer forks its workers; this system cannot")
def test_sixty_kills_lose_nothing_and_leave_nothing_half_done(tmp_path, capsys):
    folder = tmp_path / "Bestand"
    create_store(folder, PASSPHRASES[0], cost=CHEAP)[0].close()
    chance = random.Random(20261122)
    said: list[str] = []
    started = time.monotonic()
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.safety.writer", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for kill in range(KILLS):
            said += run_and_kill(writer, 1_000 * kill, chance.uniform(0.0, 0.25))
            with open_store(folder) as store:
                assert backup.check(store) == [], f"kill {kill}"
                assert wrong_with(found_in(store), said) == [], f"kill {kill}"
                assert half_steps(store) == [], f"kill {kill}"
                assert roles_without_import(store) == 0, f"kill {kill}"
                for saved in backup.backups(folder):
                    assert backup.verify(Path(saved.folder) / DATABASE, store.data_key) == saved.counts
                if kill % 10 == 9:
                    step = journal.undoable(store)
                    assert step is not None
                    journal.undo(store, step.id)
                    journal.redo(store, step.id)
    finally:
        writer.kill()
        writer.communicate()

    done = sum(line.startswith("done") for line in said)
    cut = Counter(
        line.split()[1] for line in said if line.startswith("begin") and line.replace("begin", "done") not in set(said)
    )
    with capsys.disabled():
        print(
            f"\n{KILLS} kills: {done} acknowledged pieces of work, 0 lost; cut short in {dict(cut)}; "
            f"{time.monotonic() - started:.0f} s"
        )
    assert done >= KILLS
    assert sum(cut.values()) >= KILLS // 3, "too few kills hit work in progress to mean anything"
