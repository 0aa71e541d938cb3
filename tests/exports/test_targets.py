"""Places that fail, in every format: a sentence that says what to do, no half file, no line that claims success."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Generator
from datetime import date
from inspect import GEN_CLOSED, getgeneratorstate
from pathlib import Path

import pytest

from einsamkeit_desktop.actions.exports import Leaving, leaving
from einsamkeit_desktop.errors import BadTarget, Cancelled
from einsamkeit_desktop.exports import replacing
from einsamkeit_desktop.exports.handing import write_calendar, write_cards, write_list
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import lists, sheets
from einsamkeit_desktop.queries.exports import Wish, export_ids
from einsamkeit_desktop.store.store import Store
from tests.makers import make_offer, make_person

Trouble = Callable[[Path, pytest.MonkeyPatch], Path]


def hand_out(store: Store, target: Path) -> None:
    """Hand out one record in the format of the target, with its line in the log."""
    with leaving(store, Leaving("Liste", str(target), 1)):
        if target.suffix == ".vcf":
            write_cards(store, [make_person(store, "Neu")], target, Progress())
        elif target.suffix == ".ics":
            write_calendar(store, [make_offer(store, starts_on=date(2026, 12, 1))], target, Progress())
        else:
            query = lists.ListQuery("person")
            write_list(sheets.sheet(store, query, lists.ids(store, query)), target, Progress())


def fails_when(step: str, code: int) -> Trouble:
    """Let a step of writing fail as the system does."""

    def prepare(target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        def fail(*_args: object, **_named: object) -> None:
            raise OSError(code, os.strerror(code))

        if step == "reach":
            monkeypatch.setattr(Path, "is_dir", fail)
        else:
            monkeypatch.setattr(os, step, fail)
        return target

    return prepare


def long_name(target: Path, _monkeypatch: pytest.MonkeyPatch) -> Path:
    return target.with_name("ä" * 300 + target.suffix)


def missing_folder(target: Path, _monkeypatch: pytest.MonkeyPatch) -> Path:
    return target.parent / "gibt es nicht" / target.name


def open_in_excel(target: Path, _monkeypatch: pytest.MonkeyPatch) -> Path:
    target.with_name(f"~${target.name}").write_bytes(b"")
    return target


def forbidden_name(target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(replacing, "NAMES_ARE_NARROW", True)
    return target.with_name(f"Partner: Stand?{target.suffix}")


def device_name(target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(replacing, "NAMES_ARE_NARROW", True)
    return target.with_name(f"con{target.suffix}")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf", "vcf", "ics"])
@pytest.mark.parametrize(
    ("prepare", "what_to_do"),
    [
        (fails_when("fsync", errno.ENOSPC), "Schaffen Sie Platz"),
        (fails_when("open", errno.EROFS), "Wählen Sie einen anderen Ordner"),
        (fails_when("replace", errno.EACCES), "Schließen Sie die Datei dort"),
        (fails_when("reach", errno.EHOSTDOWN), "Prüfen Sie Netzlaufwerk oder Stick"),
        (fails_when("fsync", errno.ESTALE), "Prüfen Sie Netzlaufwerk oder Stick"),
        (long_name, "kürzeren Namen"),
        (missing_folder, "wählen Sie einen anderen Ordner"),
        (open_in_excel, "Schließen Sie die Datei dort"),
        (forbidden_name, "etwa „Partner_ Stand_"),
        (device_name, "etwa „_con"),
    ],
    ids=["full", "read-only", "held", "unreachable", "vanished", "long", "missing", "open", "forbidden", "device"],
)
def test_a_place_that_fails_leaves_the_old_file_and_no_line(
    store: Store, today: date, tmp_path: Path, ending: str, prepare: Trouble, what_to_do: str
) -> None:
    make_person(store)
    folder = tmp_path / "Ziel"
    folder.mkdir()
    target = folder / f"Liste.{ending}"
    target.write_bytes(b"alt")

    with pytest.MonkeyPatch.context() as monkeypatch:
        place = prepare(target, monkeypatch)
        before = sorted(path.name for path in folder.iterdir())
        with pytest.raises(BadTarget) as trouble:
            hand_out(store, place)

    assert what_to_do in str(trouble.value) and str(trouble.value).endswith((".", "“."))
    assert sorted(path.name for path in folder.iterdir()) == before and target.read_bytes() == b"alt"
    assert export_ids(store) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf", "vcf", "ics"])
def test_a_file_that_is_there_is_replaced_whole_and_logged(
    store: Store, today: date, tmp_path: Path, ending: str
) -> None:
    make_person(store)
    target = tmp_path / f"Liste.{ending}"
    target.write_bytes(b"alt" * 100_000)

    hand_out(store, target)

    assert not target.read_bytes().startswith(b"alt") and len(export_ids(store)) == 1


def test_a_path_of_windows_that_is_too_long_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(*_args: object, **_named: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")

    monkeypatch.setattr(os, "open", not_found)

    with pytest.raises(BadTarget, match="kürzeren Namen"), replacing.replacing(tmp_path / f"{'a' * 240}.csv"):
        pass


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf"])
def test_a_stopped_list_lets_go_of_the_store_at_once(store: Store, today: date, tmp_path: Path, ending: str) -> None:
    for number in range(2):
        make_person(store, f"Person {number}")
    query = lists.ListQuery("person")
    made = sheets.sheet(store, query, lists.ids(store, query), Wish(all_fields=True))
    rows = made.rows
    assert isinstance(rows, Generator) and next(rows)  # reading has begun

    with pytest.raises(Cancelled) as kept:
        write_list(made, tmp_path / f"Liste.{ending}", cancelled())

    assert kept.value is not None and getgeneratorstate(rows) == GEN_CLOSED


def cancelled() -> Progress:
    progress = Progress()
    progress.cancel()
    return progress
