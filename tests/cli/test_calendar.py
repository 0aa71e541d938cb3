"""Calendar files on the command line: in and out, with figures that add up."""

import json
from pathlib import Path

import pytest

from einsamkeit_desktop import cli
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.store.store import Store
from tests.imports.test_calendar import event, ics, task, write
from tests.makers import make


def run(*given: object) -> int:
    """Run the command line in this process; a window or pages would be a mistake here."""

    def never(*_arguments: object) -> int:
        raise AssertionError("no window is wanted here")

    return cli.run([str(argument) for argument in given], never, never)


def test_a_calendar_is_imported_like_every_file(store_folder: Path, tmp_path: Path, capsys, today):
    path = write(
        tmp_path, ics(event(), task("SUMMARY:Anrufen\nDUE:20261207T100000Z\n"), event("UID:x\nSUMMARY:Ohne\n"))
    )

    assert run("import", path, "--store", store_folder, "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["new"], told["updated"], told["skipped"], told["failed"]) == (3, 2, 0, 0, 1)
    assert told["rows"][0]["reason"] == "Ohne: Der Eintrag hat keinen Beginn."


def test_events_leave_as_a_calendar(store_folder: Path, tmp_path: Path, capsys, today):
    with Store.open(store_folder) as store:
        make(store, "event", name="Fest", starts_at=clock.now())
        make(store, "event", name="Irgendwann")
        make(store, "event", name="Geheim", starts_at=clock.now(), confidential=True)

    assert run("export", "event", tmp_path / "a.ics", "--store", store_folder) == 0

    content = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Fest" in content and "Geheim" not in content
    assert "1 Eintrag geschrieben, 1 ohne Tag ausgelassen, 1 vertraulicher ausgelassen" in capsys.readouterr().out


def test_people_stand_in_no_calendar(store_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run("export", "person", tmp_path / "a.ics", "--store", store_folder) == 1

    assert "stehen in keinem Kalender" in capsys.readouterr().err
