"""A store without a passphrase gets one: new keys, the same data, locked backups, and no half state when killed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from einsamkeit_desktop.errors import NoRoom, StoreBusy, StoreDamaged, WrongKey
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.store import backup, files, keys, securing
from einsamkeit_desktop.store.engine import make_engine
from einsamkeit_desktop.store.files import DATABASE
from einsamkeit_desktop.store.store import Store

from ..children import ROOT
from ..fixtures import CHEAP
from ..makers import make_person

SECRET = "Birne-Wolke-Treppe-Zebra"


@pytest.fixture
def folder(store, store_folder):
    """A closed store without a passphrase, with a person, a backup and a file that is not ours."""
    make_person(store, "Müller")
    backup.back_up(store)
    (store_folder / "partnerliste.xlsx").write_bytes(b"PK")
    store.close()
    return store_folder


def secure(folder: Path) -> securing.Secured:
    secured = securing.prepared(keys.unwrap(folder), SECRET, CHEAP)
    securing.set_passphrase(folder, secured)
    return secured


def test_it_opens_with_the_passphrase_or_the_recovery_key_alone_and_holds_the_same(folder):
    secured = secure(folder)

    with pytest.raises(WrongKey):
        Store.open(folder)
    for way in ({"passphrase": SECRET}, {"recovery_key": secured.new.recovery_key}):
        with Store.open(folder, **way) as store:
            assert counts.by_kind(store)["person"] == 1 and backup.check(store) == []
    assert (folder / "partnerliste.xlsx").exists() and not (folder / "wechsel.json").exists()


def test_the_key_that_stood_in_the_open_opens_nothing_any_more(folder):
    old_key = keys.unwrap(folder)
    secure(folder)

    engine = make_engine(folder / DATABASE, old_key)
    with pytest.raises(Exception, match="not a database"), engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM record")
    engine.dispose()


def test_backups_and_states_set_aside_open_with_the_same_secrets(folder, tmp_path):
    aside = Path(shutil.copytree(folder, folder.with_name("Bestand.vorher_2026-01-01_000000")))
    secured = secure(folder)

    made = backup.backups(folder)
    assert [each.reason for each in made] == ["passphrase", "von-hand"]
    for place in (*(Path(each.folder) for each in made), aside, *(Path(b.folder) for b in backup.backups(aside))):
        assert keys.needs_passphrase(place)
        keys.unwrap(place, recovery_key=secured.new.recovery_key)
    backup.restore(Path(made[0].folder), tmp_path / "zurück", SECRET)
    with Store.open(tmp_path / "zurück", SECRET) as store:
        assert counts.by_kind(store)["person"] == 1


def test_a_store_that_is_open_or_has_a_passphrase_is_left_alone(folder):
    secured = securing.prepared(keys.unwrap(folder), SECRET, CHEAP)
    with Store.open(folder), pytest.raises(StoreBusy):
        securing.set_passphrase(folder, secured)
    secure(folder)

    with pytest.raises(StoreDamaged, match="schon eine Passphrase"):
        securing.set_passphrase(folder, secured)


def test_without_room_nothing_is_changed(folder, monkeypatch):
    monkeypatch.setattr(backup, "_RESERVE", 2**62)
    before = sorted(path.name for path in folder.iterdir())

    with pytest.raises(NoRoom):
        secure(folder)
    assert sorted(path.name for path in folder.iterdir()) == before
    Store.open(folder).close()


def test_a_copy_that_differs_is_thrown_away(folder, monkeypatch):
    found = iter([{"person": 1}, {"person": 1, "organisation": 2}])
    monkeypatch.setattr(backup, "verify", lambda *_: next(found))

    with pytest.raises(StoreDamaged, match="nichts geändert"):
        secure(folder)
    assert not (folder / "daten.wechsel").exists()
    Store.open(folder).close()


KILLED = """
import itertools, os, shutil, sys
from pathlib import Path
from einsamkeit_desktop.store import keys, securing
from tests.fixtures import CHEAP
folder, secret = Path(sys.argv[1]), sys.argv[2]
def watched(real):
    def call(*arguments, **named):
        if next(told) == steps:
            os._exit(9)  # no cleaning up, as if killed
        return real(*arguments, **named)
    return call
for steps in range(200):
    place = shutil.copytree(folder, folder.parent / str(steps) / "Bestand")
    child = os.fork()
    if not child:
        secured, told = securing.prepared(keys.unwrap(place), secret, CHEAP), itertools.count()
        for name in ("replace", "fsync", "unlink", "mkdir", "open"):
            setattr(os, name, watched(getattr(os, name)))
        securing.set_passphrase(place, secured)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(place, ended, flush=True)
    if ended != 9:
        break
"""


def opened(folder: Path) -> tuple[str, Store]:
    try:
        return "old", Store.open(folder)
    except WrongKey:
        return "new", Store.open(folder, SECRET)


@pytest.mark.skipif(os.name == "nt", reason="forks, so that the imports are paid once")
def test_killed_at_any_step_on_the_disk_it_opens_as_before_or_with_the_passphrase(folder):
    command = [sys.executable, "-c", KILLED, str(folder), SECRET]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    ended = []
    for place in map(Path, said[::2]):
        how, store = opened(place)
        with store:
            assert counts.by_kind(store)["person"] == 1, place
        assert not {path.name for path in place.iterdir()} & set(files.SECURING)
        assert {keys.needs_passphrase(Path(each.folder)) for each in backup.backups(place)} == {how == "new"}
        ended.append(how)
    print(f"killed {len(ended) - 1} times: {ended.count('old')} old, {ended.count('new')} new, none neither")

    assert said[-1] == "0" and set(said[1:-1:2]) == {"9"}
    assert ended == sorted(ended, reverse=True) and len(ended) > 20 and ended.count("new") > 5
