"""The test command itself: what it brings, what it runs, and that nothing weaker hides behind it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from einsamkeit_desktop.system_libraries import LibraryMissing

from . import __main__ as command


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Linux machine without libEGL, on which apt-get brings it; gives the commands that were run."""
    ran: list[list[str]] = []

    def run(arguments: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append(arguments)
        return subprocess.CompletedProcess(arguments, 0)

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(command, "_missing", lambda: [] if ran else ["libEGL.so.1"])
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return ran


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows brings all libraries")
def test_root_on_debian_gets_what_is_missing(machine: list[list[str]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    command.bring_system_libraries()

    assert [arguments[0] for arguments in machine] == ["apt-get", "apt-get"]
    assert machine[1][-1] == "libegl1"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows brings all libraries")
def test_others_are_told_what_is_missing(machine: list[list[str]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(LibraryMissing, match="sudo apt-get install libegl1"):
        command.bring_system_libraries()

    assert machine == []


def test_every_step_runs_and_one_failure_fails_the_whole(monkeypatch: pytest.MonkeyPatch):
    ran = []

    def run(arguments: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append(arguments[2:])
        return subprocess.CompletedProcess(arguments, int(arguments[2] == "mypy"))

    monkeypatch.setattr(command, "bring_system_libraries", lambda: None)
    monkeypatch.setattr(subprocess, "run", run)

    code = command.main(["tests/store", "-x"])

    assert code == 1
    assert [arguments[0] for arguments in ran] == ["ruff", "ruff", "mypy", "pytest"]
    assert ran[-1] == ["pytest", "tests/store", "-x"]


def test_ci_runs_exactly_this_command():
    script = Path(command.ROOT, ".ci", "run").read_text(encoding="utf-8").splitlines()

    assert script[-1] == "uv run python -m tests"
