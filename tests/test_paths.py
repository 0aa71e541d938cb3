"""Resources are found from source, installed and frozen; a person's own things lie in the person's own places."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from einsamkeit_desktop import paths


@pytest.fixture(autouse=True)
def fresh_answer() -> Iterator[None]:
    """Let each test ask anew where the resources lie."""
    paths.resources_dir.cache_clear()
    yield
    paths.resources_dir.cache_clear()


def test_from_source_resources_lie_beside_the_package():
    assert paths.resources_dir() == Path(__file__).parent.parent / "resources"


def test_installed_they_lie_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "_resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)

    assert paths.resource("icons") == tmp_path / "_resources" / "icons"


def test_frozen_they_lie_where_the_program_unpacked_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert paths.resource("icons") == tmp_path / "resources" / "icons"


@pytest.mark.parametrize("place", [paths.data_dir, paths.log_dir, paths.settings_file, paths.default_store])
def test_a_persons_own_places_are_named_but_not_made(place, own_places: Path):
    assert paths.APP_FOLDER in str(place())
    assert list(own_places.iterdir()) == []


def test_the_default_store_is_no_document_that_a_cloud_would_fetch():
    assert paths.default_store().parent == paths.data_dir()
    assert "Documents" not in str(paths.default_store()) and "OneDrive" not in str(paths.default_store())
