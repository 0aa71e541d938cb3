"""Stores that several tests of lists need: the lively one of the demo, read and never written, and an empty one."""

import shutil

import pytest

from einsamkeit_desktop.demo.making import make_demo
from einsamkeit_desktop.store.store import Store

from ..fixtures import TODAY


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    with make_demo(tmp_path_factory.mktemp("demo") / "Bestand", today=TODAY) as store:
        yield store


@pytest.fixture
def empty(store_template, tmp_path):
    with Store.open(shutil.copytree(store_template, tmp_path / "leer")) as store:
        yield store
