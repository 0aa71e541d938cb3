"""First start and lock page: three ways in, a checked passphrase, the recovery sheet, sentences beside fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QWidget

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.first_start import FirstStart
from einsamkeit_desktop.gui.strength import strength
from einsamkeit_desktop.gui.unlock import UnlockPage

GOOD = "Birne-Wolke-Treppe-Zebra"


def press(parent: QWidget, name: str, qtbot) -> None:
    button = parent.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    if isinstance(button, QCheckBox):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def line(parent: QWidget, name: str) -> QLineEdit:
    found = parent.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


@pytest.fixture
def start(qapp, qtbot):
    theme.apply(qapp, dark=False)
    made = FirstStart("/home/müller/Bestand", choose_folder=lambda parent, title, first: "/mnt/stick/Bestand")
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def new_store(start, qtbot):
    press(start, "newStoreButton", qtbot)
    return start


def test_three_ways_in(start, qtbot):
    with qtbot.waitSignal(start.demo_wanted):
        press(start, "demoButton", qtbot)
    with qtbot.waitSignal(start.open_wanted) as told:
        press(start, "openStoreButton", qtbot)
    press(start, "newStoreButton", qtbot)

    assert told.args == ["/mnt/stick/Bestand"]
    assert start.currentWidget() is start.new_store


def test_choosing_no_folder_opens_nothing(qapp, qtbot):
    theme.apply(qapp, dark=False)
    start = FirstStart(choose_folder=lambda parent, title, first: "")
    qtbot.addWidget(start)

    with qtbot.assertNotEmitted(start.open_wanted):
        press(start, "openStoreButton", qtbot)


def test_new_store_with_a_passphrase(new_store, qtbot):
    qtbot.keyClicks(line(new_store, "passphrase"), GOOD)
    qtbot.keyClicks(line(new_store, "passphraseAgain"), GOOD)

    with qtbot.waitSignal(new_store.create_wanted) as told:
        press(new_store, "createButton", qtbot)

    assert told.args == ["/home/müller/Bestand", GOOD]


def test_tab_leads_from_the_passphrase_to_its_repetition_and_blanks_show_nothing(new_store, qtbot):
    first, again = line(new_store, "passphrase"), line(new_store, "passphraseAgain")
    with qtbot.waitActive(new_store):
        new_store.activateWindow()
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.keyClicks(new_store.focusWidget(), "Birne Wolke Treppe")

    assert again.text() == "Birne Wolke Treppe"
    assert first.echoMode() == again.echoMode() == QLineEdit.EchoMode.Password


def test_different_passphrases_are_refused_beside_the_second_field(new_store, qtbot):
    qtbot.keyClicks(line(new_store, "passphrase"), GOOD)
    qtbot.keyClicks(line(new_store, "passphraseAgain"), GOOD[:-1])

    with qtbot.assertNotEmitted(new_store.create_wanted):
        press(new_store, "createButton", qtbot)

    assert "verschieden" in new_store.new_store.second_field.note()
    assert line(new_store, "passphraseAgain").property("problem")


def test_weak_passphrases_are_refused_beside_the_first_field(new_store, qtbot):
    for name in ("passphrase", "passphraseAgain"):
        qtbot.keyClicks(line(new_store, name), "passwort123")

    with qtbot.assertNotEmitted(new_store.create_wanted):
        press(new_store, "createButton", qtbot)

    assert new_store.new_store.first_field.note() == strength("passwort123").sentence


def test_without_passphrase_is_explained_and_possible(new_store, qtbot):
    press(new_store, "withoutPassphrase", qtbot)
    warning = new_store.findChild(QLabel, "withoutWarning")

    with qtbot.waitSignal(new_store.create_wanted) as told:
        press(new_store, "createButton", qtbot)

    assert isinstance(warning, QLabel) and warning.isVisible()
    assert told.args == ["/home/müller/Bestand", ""]


def test_trouble_stands_beside_the_folder(new_store):
    new_store.show_problem("In diesem Ordner liegt schon ein Bestand. Bitte einen anderen wählen.")

    assert "anderen wählen" in new_store.new_store.folder_field.note()
    assert "anderen wählen" in line(new_store, "newStoreFolder").accessibleDescription()


def test_the_sheet_must_be_confirmed_and_is_forgotten_then(new_store, qtbot):
    new_store.show_sheet("ABCD-EFGH-JKLM-NPQR-STUV")
    key, done = new_store.sheet.key, new_store.sheet.findChild(QAbstractButton, "sheetDoneButton")
    assert key.text().splitlines() == ["ABCD   EFGH   JKLM   NPQR", "STUV"]
    assert isinstance(done, QAbstractButton) and not done.isEnabled()
    assert line(new_store, "passphrase").text() == ""

    press(new_store, "sheetConfirmed", qtbot)
    with qtbot.waitSignal(new_store.finished):
        press(new_store, "sheetDoneButton", qtbot)

    assert key.text() == ""


def test_the_sheet_can_be_seen_as_a_paper(new_store, qtbot):
    new_store.show_sheet("ABCD-EFGH")

    with qtbot.waitSignal(new_store.sheet_wanted):
        press(new_store, "sheetPaperButton", qtbot)


@pytest.mark.parametrize(
    ("passphrase", "is_enough"),
    [
        ("", False),
        ("kurz", False),
        ("passwort123", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("123456789012", False),
        ("abcdefghijklmno", False),
        (GOOD, True),
        ("vier wörter reichen völlig", True),
        ("q7$Kp2!xWz9f", True),
    ],
)
def test_strength_in_words(passphrase, is_enough):
    judged = strength(passphrase)

    assert judged.is_enough is is_enough
    assert judged.sentence.endswith(".")


@pytest.fixture
def unlock(qapp, qtbot):
    theme.apply(qapp, dark=False)
    made = UnlockPage("Einsamkeit Dortmund")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_passphrase_is_given_with_enter_untouched(unlock, qtbot):
    field = line(unlock, "unlockPassphrase")
    qtbot.keyClicks(field, " x'00' ")

    with qtbot.waitSignal(unlock.passphrase_given) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [" x'00' "]


def test_wrong_passphrase_is_said_beside_the_field_until_the_next_key(unlock, qtbot):
    field = line(unlock, "unlockPassphrase")
    qtbot.keyClicks(field, "falsch")

    unlock.show_problem("Diese Passphrase öffnet den Bestand nicht.")
    assert field.accessibleDescription() == "Diese Passphrase öffnet den Bestand nicht."
    assert field.selectedText() == "falsch"
    qtbot.keyClicks(field, "n")

    assert field.accessibleDescription() == ""


def test_recovery_key_takes_the_place_of_the_passphrase(unlock, qtbot):
    press(unlock, "useRecoveryKeyButton", qtbot)
    assert not line(unlock, "unlockPassphrase").isVisible()
    qtbot.keyClicks(line(unlock, "unlockRecoveryKey"), "abcd efgh")

    with qtbot.waitSignal(unlock.recovery_key_given) as told:
        press(unlock, "unlockButton", qtbot)

    assert told.args == ["abcd efgh"]


def test_nothing_typed_asks_for_it(unlock, qtbot):
    with qtbot.assertNotEmitted(unlock.passphrase_given):
        press(unlock, "unlockButton", qtbot)

    assert "eingeben" in line(unlock, "unlockPassphrase").accessibleDescription()


def test_locking_forgets_what_was_typed_and_shown(unlock, qtbot):
    qtbot.keyClicks(line(unlock, "unlockPassphrase"), "geheim")
    press(unlock, "unlockPassphraseShown", qtbot)
    assert line(unlock, "unlockPassphrase").echoMode() == QLineEdit.EchoMode.Normal

    unlock.show_locked()

    assert line(unlock, "unlockPassphrase").text() == ""
    assert line(unlock, "unlockPassphrase").echoMode() == QLineEdit.EchoMode.Password


def test_no_second_try_while_the_first_is_checked(unlock, qtbot):
    qtbot.keyClicks(line(unlock, "unlockPassphrase"), "geheim")
    unlock.set_waiting(True)

    with qtbot.assertNotEmitted(unlock.passphrase_given):
        qtbot.keyClick(line(unlock, "unlockPassphrase"), Qt.Key.Key_Return)


@pytest.mark.parametrize("make", [lambda: FirstStart("/tmp"), UnlockPage], ids=["first start", "lock page"])
def test_every_control_has_a_name_and_can_be_reached_by_keyboard(qapp, qtbot, make):
    theme.apply(qapp, dark=False)
    page = make()
    qtbot.addWidget(page)
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]

    nameless = [each.objectName() for each in controls if not (each.accessibleName() or each.property("text"))]
    unreachable = [each.objectName() for each in controls if not each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert len(controls) > 5
    assert nameless == unreachable == []
    assert all(each.objectName() for each in controls)


def test_a_synchronised_folder_is_told_and_still_taken(new_store, qtbot):
    warning = new_store.findChild(QLabel, "placeWarning")
    assert warning.isHidden()
    line(new_store, "newStoreFolder").setText("/home/müller/Nextcloud/Bestand")
    line(new_store, "newStoreFolder").editingFinished.emit()

    assert "Nextcloud" in warning.text() and not warning.isHidden()
    press(new_store, "withoutPassphrase", qtbot)
    with qtbot.waitSignal(new_store.create_wanted):
        press(new_store, "createButton", qtbot)
    press(new_store, "changeFolderButton", qtbot)
    assert warning.isHidden()
