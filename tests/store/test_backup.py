"""A backup was opened and counted before it is called one, damage is noticed, and restoring keeps today's state."""

import json
import os
import random
import shutil
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.errors import NoRoom, StoreBusy, StoreDamaged, StoreExists, StoreMissing, StoreTrouble, WrongKey
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store import backup, files, keys
from einsamkeit_desktop.store.files import DATABASE
from einsamkeit_desktop.store.mending import mend
from einsamkeit_desktop.store.store import Store
from tests.content import content
from tests.fixtures import CHEAP
from tests.makers import make_organisation, make_person
from tests.places import read_only


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Turn one bit of a file."""
    with open(path, "rb+") as raw:
        raw.seek(at)
        byte = raw.read(1)[0]
        raw.seek(at)
        raw.write(bytes([byte ^ (1 << bit)]))


def test_a_backup_is_checked_counted_and_named(store):
    make_person(store)
    make_organisation(store)

    saved = backup.back_up(store, "vor-import")

    folder = Path(saved.folder)
    assert saved.counts == {"organisation": 1, "person": 1}
    assert saved.size == (folder / DATABASE).stat().st_size
    assert folder.name.startswith("000001_")
    assert folder.name.endswith("_vor-import")
    assert {path.name for path in folder.iterdir()} == {DATABASE, keys.KEY_FILE, "sicherung.json"}
    assert backup.backups(store.folder) == [saved]


def test_backups_are_ordered_by_their_number_and_not_by_the_clock(store):
    numbers = [backup.back_up(store).number for _time in range(3)]

    assert numbers == [1, 2, 3]
    assert [entry.number for entry in backup.backups(store.folder)] == [3, 2, 1]


def test_a_backup_holds_what_stood_only_in_the_log(store):
    person = make_person(store, "Łukaszewicz")
    assert (store.folder / "daten.db-wal").stat().st_size > 0

    saved = backup.back_up(store)

    with Store.open(Path(saved.folder)) as opened:
        assert load(opened, person).title == "Łukaszewicz"


def test_a_backup_opens_from_a_place_that_cannot_be_written(store):
    person = make_person(store)
    saved = Path(backup.back_up(store).folder)

    with read_only(saved):
        assert backup.verify(saved / DATABASE, store.data_key) == {"person": 1}
        with Store.look(saved) as looked:
            assert load(looked, person).title == "Özdemir"
    assert not list(saved.glob("*-wal"))


def test_a_backup_opens_with_the_passphrase_of_its_day(tmp_path):
    store, recovery_key = create_store(tmp_path / "B", "alt", cost=CHEAP)
    with store:
        saved = Path(backup.back_up(store).folder)
        keys.change_passphrase(store.folder, store.data_key, "neu", CHEAP)

    assert (
        keys.unwrap(saved, "alt") == keys.unwrap(tmp_path / "B", "neu") == keys.unwrap(saved, recovery_key=recovery_key)
    )


def test_what_a_killed_backup_left_is_no_backup_and_is_swept_away(store, monkeypatch):
    stale = store.folder / "sicherungen" / "neu_000001_2026-01-01_0000_von-hand"
    stale.mkdir()
    (stale / "sicherung.json").write_text("{}")
    assert backup.backups(store.folder) == []

    backup.back_up(store)
    assert stale.exists()  # it may belong to a program at work

    monkeypatch.setattr(backup, "_STALE_SECONDS", -1)
    backup.back_up(store)
    assert not stale.exists()


def test_a_copied_backup_is_found_where_it_lies_now(store, tmp_path):
    backup.back_up(store)
    shutil.copytree(store.folder, tmp_path / "anderswo")

    assert Path(backup.backups(tmp_path / "anderswo")[0].folder).parent == tmp_path / "anderswo" / "sicherungen"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"folder": 1}', "\x00"])
def test_an_unreadable_sheet_is_passed_over(store, content):
    saved = backup.back_up(store)
    (Path(saved.folder) / "sicherung.json").write_text(content)

    assert backup.backups(store.folder) == []


def test_without_room_no_backup_is_begun(store, monkeypatch):
    monkeypatch.setattr(backup, "_RESERVE", 2**62)

    with pytest.raises(NoRoom, match="fehlt Platz: .* MB werden gebraucht"):
        backup.back_up(store)
    assert list((store.folder / "sicherungen").iterdir()) == []


def test_a_sound_store_has_no_findings(store):
    make_person(store)

    assert backup.check(store) == []
    with Store.look(store.folder) as looked:
        assert backup.check(looked) == []


@pytest.mark.parametrize("seed", range(12))
def test_one_flipped_bit_anywhere_is_noticed(store, store_folder, seed):
    for number in range(40):
        make_person(store, f"Person {number}", remark="x" * 500)
    store.close()
    path = store_folder / DATABASE
    chance = random.Random(seed)
    flip(path, chance.randrange(path.stat().st_size), chance.randrange(8))
    damaged = path.read_bytes()

    try:
        with Store.look(store_folder) as looked:
            findings = backup.check(looked)
    except StoreDamaged as trouble:
        findings = [str(trouble)]

    assert findings != []
    assert all(finding.endswith((".", "...")) or ":" in finding for finding in findings)
    assert path.read_bytes() == damaged


def test_a_damaged_store_gives_no_backup(store, store_folder):
    for number in range(40):
        make_person(store, f"Person {number}", remark="x" * 500)
    store.close()
    size = (store_folder / DATABASE).stat().st_size
    for page in range(8, size // 4096):
        flip(store_folder / DATABASE, page * 4096 + 100)

    with pytest.raises(StoreDamaged), Store.open(store_folder) as again:
        backup.back_up(again)
    assert backup.backups(store_folder) == []
    assert list((store_folder / "sicherungen").iterdir()) == []


def test_a_search_index_that_lags_behind_is_a_finding(store):
    make_person(store)
    with store.writing("am Verzeichnis vorbei") as write:
        write.connection.exec_driver_sql("DELETE FROM search_text")

    assert backup.check(store) == ["Die Suche kennt 0 von 1 Datensätzen."]


def test_a_search_index_that_does_not_fit_its_texts_is_a_finding(store):
    make_person(store)
    with store.writing("am Verzeichnis vorbei") as write:
        write.connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")

    assert backup.check(store) == ["Das Suchverzeichnis passt nicht zu den Texten."]


def test_references_to_nothing_are_a_finding(store):
    person = make_person(store)
    raw = store.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute("INSERT INTO link (from_id, to_id, meaning, position) VALUES (?, 4711, 'x', 0)", (person,))
    raw.close()

    assert backup.check(store) == ["Verweise zwischen Datensätzen passen nicht zusammen."]


def test_restoring_brings_the_old_state_and_keeps_todays(store, store_folder):
    make_person(store, "Von gestern")
    before = content(store)
    saved = backup.back_up(store)
    make_person(store, "Von heute")
    store.close()

    kept = backup.restore(Path(saved.folder), store_folder)

    with Store.open(store_folder) as restored:
        assert content(restored) == before
        assert backup.check(restored) == []
        undo(restored)
    assert kept is not None
    with Store.open(kept) as todays:
        assert load(todays, 2).title == "Von heute"


def test_the_backups_stay_with_the_restored_store(store, store_folder):
    saved = backup.back_up(store)
    store.close()

    backup.restore(Path(saved.folder), store_folder)

    assert [entry.number for entry in backup.backups(store_folder)] == [1]
    with Store.open(store_folder) as restored:
        assert backup.back_up(restored).number == 2


def test_a_log_of_today_is_not_mixed_into_the_restored_state(store, store_folder, tmp_path):
    saved = backup.back_up(store)
    for number in range(20):
        make_person(store, f"Von heute {number}")
    shutil.copytree(store_folder, tmp_path / "abgestürzt")  # with its log, as after a crash

    backup.restore(Path(saved.folder), tmp_path / "abgestürzt")

    with Store.open(tmp_path / "abgestürzt") as restored:
        assert content(restored)["record"] == []


def test_a_backup_can_be_restored_to_a_new_place(store, tmp_path):
    person = make_person(store)
    saved = backup.back_up(store)

    assert backup.restore(Path(saved.folder), tmp_path / "neu" / "Bestand") is None

    with Store.open(tmp_path / "neu" / "Bestand") as restored:
        assert load(restored, person).title == "Özdemir"


def test_restoring_twice_in_one_second_keeps_both_states(store, store_folder):
    saved = Path(backup.back_up(store).folder)
    store.close()

    first = backup.restore(saved, store_folder)
    second = backup.restore(store_folder / "sicherungen" / saved.name, store_folder)

    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()


def test_restoring_asks_for_the_key_first(tmp_path):
    store, _recovery = create_store(tmp_path / "B", "geheim", cost=CHEAP)
    with store:
        saved = Path(backup.back_up(store).folder)

    with pytest.raises(WrongKey):
        backup.restore(saved, tmp_path / "B", "falsch")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["B"]


def test_a_damaged_backup_is_not_restored(store, store_folder):
    for number in range(40):
        make_person(store, f"Person {number}", remark="x" * 500)
    saved = Path(backup.back_up(store).folder)
    before = content(store)
    store.close()
    flip(saved / DATABASE, (saved / DATABASE).stat().st_size // 2)

    with pytest.raises(StoreDamaged):
        backup.restore(saved, store_folder)
    with Store.open(store_folder) as untouched:
        assert content(untouched) == before


def test_a_store_that_is_open_is_not_restored_over(store, store_folder):
    saved = Path(backup.back_up(store).folder)

    with pytest.raises(StoreBusy, match="bereits geöffnet"):
        backup.restore(saved, store_folder)
    make_person(store)


def test_what_is_no_backup_is_not_restored(store_folder, tmp_path):
    with pytest.raises(StoreMissing, match="liegt keine Sicherung"):
        backup.restore(tmp_path / "leer", store_folder)


def test_other_files_are_not_restored_over(store, tmp_path):
    saved = Path(backup.back_up(store).folder)
    (tmp_path / "Dokumente").mkdir()
    (tmp_path / "Dokumente" / "Brief.odt").touch()

    with pytest.raises(StoreExists, match="ist nicht leer"):
        backup.restore(saved, tmp_path / "Dokumente")
    assert [path.name for path in (tmp_path / "Dokumente").iterdir()] == ["Brief.odt"]


def test_a_file_is_not_restored_over(store, tmp_path):
    saved = Path(backup.back_up(store).folder)
    (tmp_path / "Brief.odt").write_text("bleibt")

    with pytest.raises(StoreExists):
        backup.restore(saved, tmp_path / "Brief.odt")
    with pytest.raises(StoreTrouble, match="Den Ordner gibt es nicht"):
        backup.restore(saved, tmp_path / "Brief.odt" / "Bestand")
    assert (tmp_path / "Brief.odt").read_text() == "bleibt"


def test_a_restore_that_fails_in_the_middle_leaves_todays_state(store, store_folder, monkeypatch):
    make_person(store)
    saved = Path(backup.back_up(store).folder)
    before = content(store)
    store.close()

    def failing(_fresh: Path, _target: Path) -> None:
        raise OSError(5, "Ein-/Ausgabefehler", str(store_folder))

    monkeypatch.setattr(backup, "put_in_place", failing)
    with pytest.raises(StoreTrouble, match="Datenträger meldet einen Fehler"):
        backup.restore(saved, store_folder)

    with Store.open(store_folder) as untouched:
        assert content(untouched) == before
    assert [entry.number for entry in backup.backups(store_folder)] == [1]


def test_a_restore_that_cannot_be_made_durable_leaves_todays_state(store, store_folder, monkeypatch):
    saved = Path(backup.back_up(store).folder)
    make_person(store)
    before = content(store)
    store.close()

    def failing(_folder: Path) -> None:
        raise OSError(5, "Ein-/Ausgabefehler", str(store_folder))

    monkeypatch.setattr(files, "sync_folder", failing)
    with pytest.raises(StoreTrouble):
        backup.restore(saved, store_folder)

    monkeypatch.undo()
    with Store.open(store_folder) as untouched:
        assert content(untouched) == before
    assert [path.name for path in store_folder.parent.glob("*.neu")] == []


def test_a_restored_store_whose_backups_cannot_move_is_restored_all_the_same(store, store_folder, monkeypatch):
    make_person(store)
    saved = Path(backup.back_up(store).folder)
    make_person(store)
    store.close()
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(source).name == files.BACKUPS:
            raise OSError(13, "verweigert", str(source))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    kept = backup.restore(saved, store_folder)

    with Store.open(store_folder) as restored:
        assert counts.by_kind(restored)["person"] == 1
    assert kept is not None and len(list((kept / files.BACKUPS).iterdir())) == 1


def test_older_backups_thin_out_by_day_and_month_and_those_made_by_hand_stay(store):
    home = store.folder / files.BACKUPS
    for number in range(1, 401):
        day = date(2025, 1, 1) + timedelta(days=number)
        reason = backup.BY_HAND if number == 5 else "vor-import"
        made = backup.Backup("", number, f"{day}T08:00:00", reason, 1, {})
        (home / f"{number:06d}").mkdir(parents=True)
        (home / f"{number:06d}" / "sicherung.json").write_text(json.dumps(asdict(made)), encoding="utf-8")

    backup.back_up(store, "vor-import")

    left = [entry.number for entry in backup.backups(store.folder)]
    days = [date(2025, 1, 1) + timedelta(days=number) for number in left[14:-1]]
    assert left[:14] == list(range(401, 387, -1))
    assert left[-1] == 5
    assert len({(day.year, day.month) for day in days}) == len(days) == 9


def test_a_backup_whose_removal_was_cut_short_is_none_any_more(store, monkeypatch):
    monkeypatch.setattr(backup, "_NEWEST", 1)
    monkeypatch.setattr(backup, "_DAYS", 1)
    monkeypatch.setattr(backup, "_MONTHS", 1)
    backup.back_up(store, "vor-import")
    monkeypatch.setattr(shutil, "rmtree", lambda *_folder, **_named: None)

    backup.back_up(store, "vor-import")

    assert [entry.number for entry in backup.backups(store.folder)] == [2]
    assert len(list((store.folder / files.BACKUPS).glob("neu_000001*"))) == 1


def test_the_sheet_of_a_backup_is_plain_and_names_nobody(store):
    make_person(store, "Łukaszewicz")
    sheet = (Path(backup.back_up(store).folder) / "sicherung.json").read_text(encoding="utf-8")

    assert json.loads(sheet)["counts"] == {"person": 1}
    assert "ukaszewicz" not in sheet


@pytest.mark.parametrize(
    ("number", "trouble"), [(28, NoRoom), (13, StoreTrouble), (30, StoreTrouble), (5, StoreTrouble), (2, StoreTrouble)]
)
def test_every_error_about_a_file_is_a_sentence(number, trouble):
    found = files.file_trouble(OSError(number, os.strerror(number), "/daten/x"))

    assert isinstance(found, trouble)
    assert str(found).endswith(".")


def test_a_restore_killed_between_its_renames_is_mended_at_the_next_start(store, store_folder):
    person = make_person(store, "Özdemir")
    store.close()
    store_folder.rename(store_folder.with_name(f"{store_folder.name}.vorher_2026-11-22_140500"))

    with Store.open(store_folder) as opened:
        assert load(opened, person).title == "Özdemir"


def test_a_folder_that_never_was_is_not_mended(tmp_path):
    mend(tmp_path / "Bestand")

    assert list(tmp_path.iterdir()) == []
