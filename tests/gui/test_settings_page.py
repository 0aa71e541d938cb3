"""The settings: what is chosen is seen and kept at once; saving, checking and the passphrase say how they ended."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QRadioButton, QWidget

from einsamkeit_desktop import __version__
from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.errors import NoRoom
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.commands import key_sequence
from einsamkeit_desktop.gui.facts import Facts, counts_in_words, size_in_words
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.preferences import Preferences, preferences_file
from einsamkeit_desktop.gui.settings_about import parts
from einsamkeit_desktop.gui.settings_page import SettingsPage
from einsamkeit_desktop.gui.shortcuts import SHORTCUTS
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import Button, PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.paths import resource
from einsamkeit_desktop.store import backup, keys, upgrades
from einsamkeit_desktop.store.store import Store

from ..fixtures import CHEAP
from ..makers import make_organisation, make_person

W = TypeVar("W", bound=QWidget)
OLD, NEW = "Birne-Wolke-Treppe-Zebra", "Gürtel Lampe Ängste 7 Nebel"


@pytest.fixture(autouse=True)
def plain_look(qapp):
    theme.apply(qapp, dark=False)
    yield
    theme.apply(qapp, dark=False)


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def secret_bench(tmp_path, today, monkeypatch):
    """A workbench on a store with a passphrase; deriving keys costs next to nothing."""
    monkeypatch.setattr(keys, "change_passphrase", _cheap_change)
    store, _recovery_key = create_store(tmp_path / "Geheim", OLD, cost=CHEAP)
    with store:
        yield Workbench(store, TaskRunner(inline=True))


_change_passphrase = keys.change_passphrase


def _cheap_change(folder, data_key, passphrase):
    _change_passphrase(folder, data_key, passphrase, CHEAP)


def shown(bench, qtbot) -> SettingsPage:
    page = SettingsPage(bench)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def named(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def press(page: QWidget, name: str, qtbot) -> None:
    qtbot.mouseClick(named(page, QAbstractButton, name), Qt.MouseButton.LeftButton)


def text(page: QWidget, name: str) -> str:
    return named(page, QLabel, name).text()


def fill(page: QWidget, **passphrases: str) -> None:
    for name, passphrase in passphrases.items():
        line = named(page, QLineEdit, name)
        line.setText(passphrase)
        line.textEdited.emit(passphrase)


def test_dark_is_seen_at_once_and_kept(bench, qtbot):
    page = shown(bench, qtbot)
    named(page, QAbstractButton, "colourDark").click()

    assert theme.current().is_dark and Preferences.load().dark is True
    named(page, QAbstractButton, "colourSystem").click()
    assert Preferences.load().dark is None


def test_the_text_grows_at_once_and_is_kept_beside_the_last_store(bench, qtbot):
    Preferences(last_store="/daten/Bestand").save()
    page = shown(bench, qtbot)
    scale, before = named(page, QComboBox, "textScale"), theme.current().em
    scale.setFocus()
    qtbot.keyClick(scale, Qt.Key.Key_End)

    assert scale.currentText() == "200 %" and theme.current().em == 2 * before
    assert Preferences.load() == Preferences(text_scale=2.0, last_store="/daten/Bestand")


def test_the_choices_of_before_stand_there(bench, qtbot):
    Preferences(dark=True, text_scale=1.5).save()
    page = shown(bench, qtbot)

    assert named(page, QAbstractButton, "colourDark").isChecked()
    assert named(page, QComboBox, "textScale").currentText() == "150 %"


def test_a_choice_that_cannot_be_kept_still_holds_and_says_so(bench, qtbot):
    preferences_file().parent.mkdir(parents=True)
    preferences_file().mkdir()
    page = shown(bench, qtbot)
    named(page, QAbstractButton, "colourDark").click()

    assert theme.current().is_dark and "lässt sich nicht schreiben" in text(page, "lookProblem")


def test_the_store_is_described_and_followed(bench, store, qtbot):
    make_organisation(store)
    page = shown(bench, qtbot)
    bench.do(save_record, "person", None, {"family_name": "Özdemir"})
    facts = named(page, Facts, "storeFacts").facts()

    assert facts["Ordner"] == str(store.folder)
    assert facts["Inhalt"] == "1\N{NO-BREAK SPACE}Organisation, 1\N{NO-BREAK SPACE}Person"
    assert facts["Größe"].endswith((" KB", " MB")) and facts["Schema"] == upgrades.HEAD


def test_saving_makes_a_verified_backup_and_says_what_was_counted(bench, store, qtbot):
    make_person(store)
    page = shown(bench, qtbot)
    assert "Noch keine Sicherung" in text(page, "lastBackup")
    press(page, "backUpButton", qtbot)

    made = backup.backups(store.folder)
    assert [each.counts for each in made] == [{"person": 1}]
    assert text(page, "backupResult").startswith("Gesichert und geprüft: 1 Datensatz, ")
    assert "Letzte Sicherung: heute" in text(page, "lastBackup")
    assert list(named(page, Facts, "backupList").facts().values())[0].endswith("von Hand")


def test_only_the_newest_backups_are_listed(bench, store, qtbot):
    page = shown(bench, qtbot)
    for _number in range(7):
        press(page, "backUpButton", qtbot)

    assert any(label.text() == "und 2 ältere" for label in page.findChildren(QLabel))


def test_a_backup_that_fails_says_why_and_can_be_tried_again(bench, qtbot, monkeypatch):
    page = shown(bench, qtbot)

    def refuse(_store: Store) -> None:
        raise NoRoom("Für eine Sicherung fehlt Platz.")

    monkeypatch.setattr(backup, "back_up", refuse)
    press(page, "backUpButton", qtbot)

    assert "fehlt Platz" in text(page, "backupResult") and named(page, QAbstractButton, "backUpButton").isEnabled()


def test_checking_says_that_all_is_well_or_what_is_wrong(bench, qtbot, monkeypatch):
    page = shown(bench, qtbot)
    press(page, "checkButton", qtbot)
    assert "Der Bestand ist in Ordnung" in text(page, "backupResult")

    monkeypatch.setattr(backup, "check", lambda _store: ["Verweise passen <b>nicht</b>."])
    press(page, "checkButton", qtbot)
    assert "1 Mangel gefunden:\nVerweise passen <b>nicht</b>." in text(page, "backupResult")
    assert named(page, QLabel, "backupResult").textFormat() == Qt.TextFormat.PlainText


def test_saving_runs_in_the_background(store, today, qtbot):
    bench = Workbench(store, TaskRunner())
    page = shown(bench, qtbot)
    with qtbot.waitSignal(bench.runner.finished):
        press(page, "backUpButton", qtbot)
        assert not named(page, QAbstractButton, "backUpButton").isEnabled()

    qtbot.waitUntil(lambda: text(page, "backupResult").startswith("Gesichert"))
    assert bench.runner.stop_all()


def test_the_passphrase_is_changed_and_the_recovery_key_stays(secret_bench, qtbot):
    folder = secret_bench.store.folder
    page = shown(secret_bench, qtbot)
    fill(page, oldPassphrase=OLD, newPassphrase=NEW, newPassphraseAgain=NEW)
    with qtbot.waitSignal(secret_bench.said):
        press(page, "changePassphraseButton", qtbot)

    assert keys.unwrap(folder, NEW) == secret_bench.store.data_key
    assert [slot["kind"] for slot in keys.read_slots(folder)] == ["passphrase", "recovery"]
    assert "ist geändert" in text(page, "passphraseDone")
    assert all(named(page, QLineEdit, n).text() == "" for n in ("oldPassphrase", "newPassphrase", "newPassphraseAgain"))


@pytest.mark.parametrize(
    ("old", "new", "again", "place", "words"),
    [
        ("", NEW, NEW, "old_field", "Bitte die bisherige"),
        ("falsch falsch falsch", NEW, NEW, "old_field", "passt nicht"),
        (OLD, "kurz", "kurz", "new_field", "Zu kurz"),
        (OLD, NEW, NEW + " ", "again_field", "verschieden"),
        (OLD, OLD, OLD, "new_field", "bisherige Passphrase"),
    ],
)
def test_a_refused_passphrase_changes_nothing_and_says_why(secret_bench, qtbot, old, new, again, place, words):
    page = shown(secret_bench, qtbot)
    fill(page, oldPassphrase=old, newPassphrase=new, newPassphraseAgain=again)
    qtbot.keyClick(named(page, QLineEdit, "newPassphraseAgain"), Qt.Key.Key_Return)

    assert words in getattr(page.passphrase, place).note()
    assert keys.unwrap(secret_bench.store.folder, OLD) == secret_bench.store.data_key


def test_how_strong_the_new_passphrase_is_stands_below_it(secret_bench, qtbot):
    page = shown(secret_bench, qtbot)
    fill(page, newPassphrase=NEW)

    assert "tark" in page.passphrase.new_field.note()


def test_typed_passphrases_are_forgotten_when_the_page_is_left(secret_bench, qtbot):
    page = shown(secret_bench, qtbot)
    fill(page, oldPassphrase=OLD, newPassphrase=NEW)
    page.hide()

    assert named(page, QLineEdit, "oldPassphrase").text() == "" == named(page, QLineEdit, "newPassphrase").text()


def test_a_store_without_passphrase_says_so_and_asks_for_none(bench, qtbot):
    page = shown(bench, qtbot)

    assert "keine Passphrase" in text(page, "withoutPassphraseNote")
    assert page.findChild(QLineEdit, "oldPassphrase") is None


def test_every_key_of_the_window_is_listed_and_no_other(bench, qtbot):
    window = MainWindow(bench)
    qtbot.addWidget(window)
    own = {each.key().toString() for each in window.findChildren(QShortcut) if each.parent() is window}
    listed = {QKeySequence(_qt_keys(keys)).toString() for keys, _meaning in SHORTCUTS[0][1]}

    assert own == listed


def test_a_letter_is_listed_as_menus_and_keyboards_show_it():
    letters = [keys for _group, lines in SHORTCUTS for keys, _meaning in lines if len(keys) == 1 and keys.isalpha()]

    assert letters and all(key.isupper() for key in letters)


def test_counts_are_words_of_a_sentence():
    said = counts_in_words({"practice": 28, "consultation": 11, "case": 1})

    assert said.replace("\N{NO-BREAK SPACE}", " ") == "28 Beispiele guter Praxis, 11 Beratungen, 1 Vorgang"


def _qt_keys(german: str) -> str:
    return key_sequence(german).replace("Links", "Left").replace("Rechts", "Right")


def test_everything_that_ships_is_named_with_its_licence(bench, qtbot):
    folder = resource("licences")
    texts = {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}
    page = shown(bench, qtbot)

    assert {name for part in parts() for name in part.texts} == texts
    assert __version__ in text(page, "version")
    assert named(page, Facts, "licences").facts()["Schrift Inter"] == "SIL Open Font License 1.1"


def test_licences_that_no_program_shows_are_named_with_their_folder(bench, qtbot, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page = shown(bench, qtbot)

    named(page, Button, "licencesButton").click()

    assert str(resource("licences")) in named(page, PlainLabel, "licencesProblem").full_text()


@pytest.mark.parametrize(("size", "words"), [(0, "1 KB"), (412_300, "412 KB"), (12_449_000, "12,4 MB")])
def test_sizes_in_words(size, words):
    assert size_in_words(size) == words


def test_one_column_when_narrow_and_never_wider_than_the_window(qapp, bench, qtbot):
    page = shown(bench, qtbot)
    about, ground = named(page, QWidget, "aboutCard"), page.widget()
    assert ground is not None and about.x() > page.look.x()
    theme.apply(qapp, dark=False, text_scale=2.0)
    page.resize(856, 600)

    assert about.x() == page.look.x() and ground.width() <= page.viewport().width()


def test_everything_can_be_reached_by_keyboard_and_has_a_name(secret_bench, qtbot):
    page = shown(secret_bench, qtbot)
    controls = {w for w in page.findChildren(QWidget) if isinstance(w, QAbstractButton | QComboBox | QLineEdit)}
    reached: set[QWidget] = set()
    at: QWidget | None = page.look.first_field()
    while at is not None and at not in reached:
        reached.add(at)
        at = at.nextInFocusChain()

    for control in controls:
        assert control.objectName() and control.accessibleName(), control
        if not isinstance(control, QRadioButton):  # of these Tab reaches the chosen one, arrows the others
            assert control in reached and control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_arrows_choose_the_colours(bench, qtbot):
    page = shown(bench, qtbot)
    qtbot.keyClick(page.look.first_field(), Qt.Key.Key_Right)

    assert named(page, QAbstractButton, "colourLight").isChecked() and Preferences.load().dark is False
