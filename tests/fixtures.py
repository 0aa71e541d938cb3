"""Fixtures that many rooms share: a store that is ready for work, copied from one template per session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.store.keys import KdfCost
from einsamkeit_desktop.store.store import Store

# What Argon2 takes at the least; for tests alone.
CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a closed store with value lists and areas, without a passphrase. It is for copying."""
    folder = tmp_path_factory.mktemp("vorlage") / "Bestand"
    store, _no_recovery_key = create_store(folder)
    store.close()
    return folder


@pytest.fixture
def store_folder(store_template: Path, tmp_path: Path) -> Path:
    """Give the folder of a fresh, closed store, with value lists and without a passphrase."""
    return Path(shutil.copytree(store_template, tmp_path / "Bestand"))


@pytest.fixture
def store(store_folder: Path) -> Iterator[Store]:
    """Give a fresh, open store with value lists, without a passphrase."""
    with Store.open(store_folder) as opened:
        yield opened


@pytest.fixture
def today() -> Iterator[date]:
    """Let it be Sunday, 22 November 2026."""
    clock.fix_today(TODAY)
    yield TODAY
    clock.fix_today(None)
