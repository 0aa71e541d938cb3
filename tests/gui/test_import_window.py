"""The window of an import: figures that add up and filter, whole details, one step, a backup before it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.errors import NoRoom, Trouble
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.import_preview import OUTCOMES
from einsamkeit_desktop.gui.import_report import BadRowsOut, ReportPage
from einsamkeit_desktop.gui.import_targets import TargetPick
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports import csvfile, files, plans, whole
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.questions import LEAVE_OUT
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import counts, lists
from einsamkeit_desktop.queries.imports import import_step_ids, kept_report, profiles
from einsamkeit_desktop.queries.lists import Filter
from einsamkeit_desktop.queries.record import load_many
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.store import Store

from ..hostile import HOSTILE
from ..imports.corpora import every_file, needed
from ..makers import make_organisation, make_person

LIST = "Organisation;Zielgruppen;Telefon\nTreff Nord;Senioren;0231 1\nTreff Süd;Marsmenschen;\n;;0231 2\nTreff Nord;;\n"

Open = Callable[..., ImportWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Open:
    """Give what opens the window on the list."""

    def opened(store: Store, text: str = LIST) -> ImportWindow:
        path = tmp_path / "partner.csv"
        path.write_text(text, encoding="utf-8")
        intake = Intake.of(files.read(path), profiles(store), path)
        plan = intake.planning(store)(Progress())
        window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, plan)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


def card(window: ImportWindow, key: str):
    return window.findChild(object, f"figure_{key}")


def rows_shown(window: ImportWindow) -> int:
    model = window.table.model()
    assert model is not None
    return model.rowCount()


def test_the_figures_add_up_and_show_their_rows(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(store)
    keys = ("read", plans.NEW, plans.UPDATED, plans.SKIPPED, plans.FAILED)

    assert [card(window, key).accessibleName() for key in keys] == [
        "gelesen: 4", "neu: 2", "geändert: 0", "unverändert: 1", "fehlerhaft: 1",
    ]  # fmt: skip
    assert rows_shown(window) == 4
    qtbot.mouseClick(card(window, plans.FAILED), Qt.MouseButton.LeftButton)
    assert rows_shown(window) == 1
    assert "Weder eine Organisation" in window.details.toPlainText()
    assert not card(window, plans.UPDATED).isEnabled()
    qtbot.mouseClick(card(window, "read"), Qt.MouseButton.LeftButton)
    assert rows_shown(window) == 4


def test_the_whole_of_a_long_reason_stands_below_the_table(store: Store, open_window: Open):
    window = open_window(store)

    window.table.go_to(1)

    lines = window.details.toPlainText().split("\n")
    assert lines[:2] == [
        "Treff Süd – Zeile 3",
        "Zielgruppen „Marsmenschen“ ist nicht bekannt und steht in der Bemerkung.",
    ]


def test_what_a_new_record_would_hold_is_read_before_it_is_written(store: Store, open_window: Open):
    header = "Organisation;Telefon;Träger;Ansprechperson;Funktion;Abteilung\n"
    window = open_window(store, f"{header}Treff;0231 1;Verein;Bea Öz;Leitung;Soziales\nTreff;;;Cem Ada;;\n")

    lines = window.details.toPlainText().split("\n")
    assert lines[0].endswith("– Zeile 2")
    for line in (
        "Neu: Organisation „Verein“", "Neu: Organisation „Treff“", "Name: – → Treff", "Träger: – → Verein",
        "Neu: Person „Bea Öz“", "Nachname: – → Öz", "Neu: Funktion „Leitung“", "Organisation: – → Treff",
        "Abteilung: – → Soziales",
    ):  # fmt: skip
        assert lines.count(line) == 1
    window.table.go_to(1)
    assert "Neu: Person „Cem Ada“" in window.details.toPlainText()
    assert "Neu: Organisation" not in window.details.toPlainText()


def test_a_carrier_that_is_known_is_named_among_the_new_values(store: Store, open_window: Open):
    make_organisation(store, "Verein")

    window = open_window(store, "Organisation;Träger\nTreff;Verein\n")

    assert "Träger: – → Verein" in window.details.toPlainText().split("\n")


def test_the_import_is_one_step_after_a_backup_and_says_its_figures(store: Store, open_window: Open):
    window = open_window(store)
    said: list[tuple[str, bool]] = []
    window._workbench.said.connect(lambda *words: said.append(words))

    window.take.click()

    assert said == [("Import: 4 gelesen, 2 neu, 0 geändert, 1 unverändert, 1 fehlerhaft.", True)]
    assert window.report is not None and window.report.bad.isVisible() and not window.take.isVisible()
    assert counts.by_kind(store)["organisation"] == 2
    assert [found.reason for found in backup.backups(store.folder)] == ["import"]
    assert len([step for step in journal.steps(store) if step.name.startswith("Import")]) == 1


def test_without_room_for_a_backup_nothing_is_imported(store: Store, open_window: Open, monkeypatch):
    window = open_window(store)

    def full(*_arguments: object) -> None:
        raise NoRoom("Für eine Sicherung fehlt Platz.")

    monkeypatch.setattr(backup, "back_up", full)
    window.take.click()

    assert window.isVisible() and window.take.isEnabled()
    assert window.preview.sentence.full_text() == "Für eine Sicherung fehlt Platz."
    assert counts.by_kind(store)["organisation"] == 0


def test_leaving_while_it_runs_stops_the_import_and_stays(store: Store, open_window: Open, monkeypatch):
    window = open_window(store)
    moved: list[tuple[bool, bool]] = []

    def slow(_store: Store, plan: plans.Plan, progress: Progress, *_tables: object) -> plans.Report:
        progress.step(1, 2)
        moved.append((window.is_running(), window.bar.isVisible()))
        window.reject()
        progress.step(2, 2)
        return plans.report(plan)

    monkeypatch.setattr(whole, "take_over_reported", slow)
    window.take.click()

    assert moved == [(True, True)]
    assert window.isVisible() and not window.bar.isVisible() and window.take.isEnabled()
    assert "abgebrochen" in window.preview.sentence.full_text()


def filled(window: ImportWindow, column: int) -> TargetPick:
    pick = window.mapping.picks[column]
    pick.fill()
    return pick


def press(qtbot: QtBot, button) -> None:
    """Press a button by keyboard."""
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)


def test_it_opens_on_the_preview_and_tab_leads_from_the_table_to_importing(store: Store, open_window: Open, qtbot):
    window = open_window(store)

    assert window.tabs.chosen_key() == "preview"
    assert window.focusWidget() is window.table
    qtbot.keyClick(window.table, Qt.Key.Key_Tab)
    assert window.focusWidget() is window.take


def test_what_failed_is_told_again_handed_out_and_kept(store: Store, open_window: Open, qtbot, tmp_path: Path):
    window = open_window(store)
    press(qtbot, window.take)

    (step_id,) = import_step_ids(store)
    report = kept_report(store, step_id)
    assert report is not None
    assert report.read == report.new + report.updated + report.skipped + report.failed == 4
    page = window.findChild(ReportPage)
    assert page is not None
    assert page.table.model().rowCount() == 1
    assert "Weder eine Organisation" in page.details.toPlainText()

    BadRowsOut(window._workbench, window).write(tmp_path / "f.xlsx", report.file, window.intake.bad_rows(report))

    (again, *_criteria) = files.read(tmp_path / "f.xlsx")
    assert again.headers[:3] == ("Organisation", "Zielgruppen", "Telefon")
    assert again.rows[0][2] == "0231 2"


def test_a_clean_import_ends_on_its_figures_and_enter_leaves(store: Store, open_window: Open, qtbot):
    window = open_window(store, "Organisation;Ort\nTreff;Köln\n")

    press(qtbot, window.take)

    assert window.report is not None and window.report.isVisible() and not window.tabs.isVisible()
    page = window.report.page
    assert page.headline.full_text() == "Fertig, ohne Fehler." and not page.table.isVisible()
    cards = page.figures.cards.values()
    assert [card.accessibleName() for card in cards][:3] == ["gelesen: 1", "neu: 1", "geändert: 0"]
    assert not window.report.bad.isVisible() and window.focusWidget() is window.report.leave
    qtbot.keyClick(window.report.leave, Qt.Key.Key_Return)
    assert not window.isVisible()


def test_what_came_in_is_listed_by_its_kind(store: Store, open_window: Open, qtbot):
    make_organisation(store, "Von früher")
    window = open_window(store, "Organisation;Ansprechperson\nTreff;Bea Öz\n")
    wanted: list[tuple[str, tuple[Filter, ...]]] = []
    window._workbench.list_wanted.connect(lambda kind, filters: wanted.append((kind, filters)))
    press(qtbot, window.take)
    assert window.report is not None
    press(qtbot, window.report.see)

    (menu,) = window.findChildren(QMenu, "reportSeeMenu")
    assert [action.text() for action in menu.actions()] == ["1 Organisation", "1 Person"]
    menu.actions()[0].trigger()

    (kind, filters) = wanted[0]
    (found,) = lists.ids(store, lists.ListQuery(kind, filters))
    assert load_many(store, [found])[0].values["name"] == "Treff" and not window.isVisible()
    assert lists.filter_text(filters[0], kind, window._workbench.words()) == "Import: partner.csv"


def test_a_fresh_import_is_taken_back_where_it_is_reported(store: Store, open_window: Open, qtbot):
    window = open_window(store, "Organisation;Ansprechperson\nTreff;Bea Öz\n")
    press(qtbot, window.take)
    assert window.report is not None

    press(qtbot, window.report.undo)

    assert counts.by_kind(store)["organisation"] == 0
    assert "3 zurückgenommen · 0 behalten" in window.report.page.said.full_text()
    assert window.report.page.headline.full_text() == "Zurückgenommen."
    assert not window.report.undo.isVisible() and not window.report.see.isVisible()
    assert window.focusWidget() is window.report.leave and window.isVisible()


def test_taking_a_fresh_import_back_can_be_stopped(store: Store, open_window: Open, qtbot):
    window = open_window(store, "Organisation;Ort\nTreff;Köln\n")
    press(qtbot, window.take)
    report = window.report
    assert report is not None
    names: list[str] = []

    def stop() -> None:
        names.append(report.leave.accessibleName())
        window.reject()

    window._workbench.runner.started.connect(lambda task: task.progressed.connect(stop))
    press(qtbot, report.undo)

    assert set(names) == {"Abbrechen"} and window.isVisible() and report.leave.text() == "Fertig"
    assert counts.by_kind(store)["organisation"] == 1 and report.undo.isEnabled()
    assert "abgebrochen" in report.page.said.full_text()


def test_what_became_of_the_refused_rows_is_said_in_the_window(store: Store, open_window: Open, tmp_path, monkeypatch):
    target = tmp_path / "fehler.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    window = open_window(store)
    window.take.click()
    assert window.report is not None
    said: list[str] = []
    window._workbench.said.connect(lambda text, _can_undo: said.append(text))

    window.report.bad.click()

    assert target.exists() and said == []
    assert window.report.page.said.isVisible()
    assert window.report.page.said.full_text() == "Fehlerhafte Zeilen gespeichert: fehler.xlsx"


def test_a_column_sent_elsewhere_must_be_seen_first(store: Store, open_window: Open, qtbot):
    window = open_window(store, "Organisation;Lieblingsfarbe\nTreff;rot\n")
    window.tabs.choose("mapping")
    pick = filled(window, 1)
    assert pick.currentText() == "Bemerkung" and pick.accessibleDescription() == "rot"

    pick.setCurrentIndex(pick.findText("Kurzname"))
    pick.activated.emit(pick.currentIndex())
    assert window.take.text() == "Zur Vorschau"
    press(qtbot, window.take)

    assert window.tabs.chosen_key() == "preview" and window.take.text() == "1 Zeile importieren"
    press(qtbot, window.take)
    (found,) = [r for r in load_many(store, [1, 2, 3]) if r.kind == "organisation"]
    assert found.values["short_name"] == "rot"


def test_a_profile_is_kept_renamed_taken_by_itself_and_deleted(store: Store, open_window: Open, qtbot):
    window = open_window(store, "Organisation;Lieblingsfarbe\nTreff;rot\n")
    pick = filled(window, 1)
    pick.setCurrentIndex(pick.findText("Kurzname"))
    pick.activated.emit(pick.currentIndex())
    window.mapping.keep.click()
    assert "braucht einen Namen" in window.mapping.said.full_text()

    window.mapping.name.setText("Farben")
    window.mapping.keep.click()
    window.mapping.name.setText("Bunte Liste")
    window.mapping.rename.click()
    assert list(profiles(store)) == ["Bunte Liste"]

    second = open_window(store, "Organisation;Lieblingsfarbe\nAnders;blau\n")
    assert second.mapping.profile.currentText() == "Bunte Liste"
    assert second.mapping.picks[1].currentText() == "Kurzname"
    second.mapping.delete.click()
    assert profiles(store) == {} and second.mapping.picks[1].currentText() == "Kurzname"


def test_a_preset_is_taken_and_left_again(store: Store, open_window: Open):
    window = open_window(store, "Nachname;Ort\nÖz;Saal 3\n")
    for name, target in (("Outlook (deutsch)", "Bemerkung"), ("Wie erkannt", "Ort")):
        window.mapping.profile.setCurrentIndex(window.mapping.profile.findText(name))
        window.mapping.profile.activated.emit(window.mapping.profile.currentIndex())

        assert window.mapping.profile.currentText() == name
        assert window.mapping.picks[1].currentText() == target


def test_encoding_separator_and_header_are_chosen_with_real_rows(store: Store, open_window: Open):
    window = open_window(store, "Stand: heute\nOrganisation|Ort\nTreff Süd|Köln\n")
    found = window.found
    window.tabs.choose("found")
    assert found.encoding.currentData() == "utf-8"

    found.encoding.setCurrentIndex(found.encoding.findData("cp1252"))
    found.encoding.activated.emit(found.encoding.currentIndex())
    assert found.table.model().index(0, 0).data() == "Treff SÃ¼d"

    found.header.setCurrentIndex(found.header.findData(1))
    found.header.activated.emit(found.header.currentIndex())
    assert found.table.model().rowCount() == 2
    assert window.take.text() == "Zur Vorschau"


def test_only_known_records_are_changed_where_that_is_asked(store: Store, open_window: Open, qtbot):
    window = open_window(store)

    window.matching.buttons[False, True].click()
    window.take.click()

    assert card(window, plans.NEW).accessibleName() == "neu: 0"
    assert window.take.text() == "Nichts zu tun" and not window.take.isEnabled()


def test_a_list_that_is_known_already_says_so(store: Store, open_window: Open, qtbot):
    text = "Organisation;Ort\nTreff;Köln\n"
    press(qtbot, open_window(store, text).take)

    window = open_window(store, text)

    assert "Alles steht schon im Bestand" in window.preview.sentence.full_text()
    assert window.take.text() == "Nichts zu tun" and not window.take.isEnabled()
    assert window._leave.text() == "Schließen"


def test_a_list_of_which_nothing_can_be_taken_says_so(store: Store, open_window: Open):
    window = open_window(store, "Organisation;Ort\n;Köln\n")

    assert "So ist nichts zu importieren; unten steht" in window.preview.sentence.full_text()


def test_a_sheet_may_be_left_out(store: Store, qtbot: QtBot):
    tables = tuple(csvfile.table_of(name, f"Organisation\nTreff {name}\n") for name in ("eins", "zwei"))
    intake = Intake.of(tables, {})
    window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, intake.planning(store)(Progress()))
    qtbot.addWidget(window)
    window.show()
    window.tabs.choose("found")

    window.found.sheet.setCurrentIndex(1)
    window.found.sheet.activated.emit(1)
    window.found.is_used.click()
    window.tabs.choose("preview")

    assert card(window, "read").accessibleName() == "gelesen: 1"


@needed
@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_files_of_other_programs_open_in_the_window_and_add_up(store: Store, qtbot: QtBot, path: Path):
    try:
        intake = Intake.of(files.read(path), {}, path)
    except Trouble as trouble:
        assert str(trouble)
        return
    window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, intake.planning(store)(Progress()))
    qtbot.addWidget(window)
    window.show()
    for key in ("found", "mapping", "matching", "preview"):
        window.tabs.choose(key)
        window.grab()

    numbers = [int(card(window, key).accessibleName().rpartition(": ")[2].replace(".", "")) for key in OUTCOMES]
    assert sum(numbers) == window._plan.read
    if window.take.isEnabled():
        window.take.click()
        report = kept_report(store, import_step_ids(store)[0])
        assert report is not None and report.read == report.new + report.updated + report.skipped + report.failed


@pytest.mark.parametrize("key", ["found", "mapping", "matching", "preview"])
def test_every_control_has_a_name_and_every_text_is_plain(store: Store, open_window: Open, key: str):
    window = open_window(store, "Organisation;<b>x</b>\nTreff <img src='a'>;<u>y</u>\n")
    window.tabs.choose(key)

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
    unnamed = [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.window() is window
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not widget.accessibleName()
    ]
    assert unnamed == []
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))


@pytest.mark.parametrize("key", ["found", "mapping", "matching", "preview"])
def test_tab_goes_round_in_every_step_and_is_never_caught(store: Store, open_window: Open, qtbot: QtBot, key: str):
    window = open_window(store)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tabs.choose(key)
    window.take.setFocus()

    seen = []
    for _step in range(40):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
        if seen[-1] is window.take:
            break

    assert seen[-1] is window.take and window.tabs in seen


@pytest.mark.parametrize(("key", "first"), [("found", "importEncoding"), ("mapping", "importProfile")])
def test_tab_leads_from_the_steps_into_the_page(store: Store, open_window: Open, qtbot: QtBot, key: str, first: str):
    window = open_window(store)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tabs.setFocus()
    window.tabs.choose(key)

    seen = [window.tabs.objectName()]
    while seen[-1] != "importTake" and len(seen) < 30:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget().objectName())

    assert seen[1] == first and seen[-1] == "importTake"
    assert key != "mapping" or [name for name in seen if name.startswith("target_")] == [
        "target_0", "target_1", "target_2",
    ]  # fmt: skip


def test_a_large_text_fits_a_small_screen(store: Store, open_window: Open, qapp):
    theme.apply(qapp, text_scale=2.0)
    try:
        window = open_window(store)
        least = window.minimumSizeHint()

        assert least.width() <= 1280 and least.height() <= 680
    finally:
        theme.apply(qapp)


def test_a_table_without_names_opens_on_what_was_recognised(store: Store, open_window: Open):
    window = open_window(store, "Farbe;Form\nrot;rund\n")

    assert window.tabs.chosen_key() == "found" and "welche Spalte die Namen" in window.found.why.full_text()
    window.take.click()
    assert window.tabs.chosen_key() == "preview" and not window.take.isEnabled()
    assert "Keine Spalte nennt" in window.preview.sentence.full_text() or window._plan.count(plans.FAILED) == 1


@pytest.mark.parametrize("text", HOSTILE[:60])
def test_hostile_cells_are_shown_and_taken_over_or_refused_in_words(store: Store, qtbot: QtBot, text: str):
    quoted = text.replace('"', '""')
    table = csvfile.table_of("a.csv", f'Organisation;Bemerkung\n"{quoted}";"{quoted}"\n')
    intake = Intake.of((table,), {})
    window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, intake.planning(store)(Progress()))
    qtbot.addWidget(window)
    for key in ("found", "mapping", "preview"):
        window.tabs.choose(key)

    if window.take.isEnabled():
        window.take.click()
        assert import_step_ids(store)


def pick_of(window: ImportWindow, name: str) -> QComboBox:
    found = window.findChild(QComboBox, name)
    assert found is not None
    return found


def choose_entry(pick: QComboBox, text: str) -> None:
    if isinstance(pick, TargetPick):
        pick.fill()
    pick.setCurrentIndex(pick.findText(text, Qt.MatchFlag.MatchContains))
    pick.activated.emit(pick.currentIndex())


NAMESAKES = "Vorname;Nachname;E-Mail\nAnna;Müller;a@neu.example\nBea;Öz;b@neu.example\nCem;Ada;c@neu.example\n"


@pytest.fixture
def namesakes(store: Store) -> list[int]:
    values = {"contacts": (ContactPoint("phone", "0231 1234"),)}
    return [
        make_person(store, "Müller", given_name="Anna", **values),
        make_person(store, "Öz", given_name="Bea", **values),
    ]


def test_rows_that_may_mean_a_known_record_ask_and_the_answer_counts(store, open_window, namesakes, qtbot):
    window = open_window(store, NAMESAKES)
    pick = pick_of(window, "importQuestion_0")
    assert pick.isVisible() and "steht schon im Bestand" in pick.accessibleDescription()
    assert [pick.itemText(at) for at in range(3)] == [
        "Neu anlegen",
        "Es ist Anna Müller (0231 1234)",
        "Zeile auslassen",
    ]

    choose_entry(pick, "Es ist Anna")
    assert window.take.text() == "Zur Vorschau"
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert card(window, plans.UPDATED).accessibleName() == "geändert: 1"
    assert pick_of(window, "importQuestion_0").currentText().startswith("Es ist Anna")
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)
    assert counts.by_kind(store)["person"] == 4
    report = kept_report(store, journal.steps(store)[0].id)
    assert report is not None
    assert ["so gewählt" in line.reason for line in report.lines] == [True, False]


def test_one_answer_for_all_and_only_rows_with_questions(store, open_window, namesakes, qtbot):
    window = open_window(store, NAMESAKES)
    qtbot.mouseClick(window.preview.all_questions.show_button, Qt.MouseButton.LeftButton)
    assert rows_shown(window) == 2 and window.take.text().endswith("(2 Rückfragen offen)")

    window.preview.all_questions.buttons[LEAVE_OUT].click()
    assert window.take.text() == "Zur Vorschau"
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert (card(window, plans.NEW).accessibleName(), card(window, plans.SKIPPED).accessibleName()) == (
        "neu: 1", "unverändert: 2",
    )  # fmt: skip


def test_without_a_question_nothing_asks(store, open_window):
    window = open_window(store)

    assert not window.preview.all_questions.isVisible()
    assert not window.preview.questions.isVisible()


@pytest.fixture
def workbook(store: Store, qtbot: QtBot) -> ImportWindow:
    """Give the window of a workbook whose first sheet is a cover."""
    texts = {"Deckblatt": "Partnerliste 2026\nStand\n", "Partner": "\n\n\n\n\n\nOrganisation;Ort\nTreff;Köln\n"}
    tables = tuple(csvfile.table_of(name, text) for name, text in texts.items())
    intake = Intake.of(tables, {})
    window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, intake.planning(store)(Progress()))
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_workbook_opens_on_the_sheet_that_names_partners(workbook: ImportWindow):
    for key, page in (("found", workbook.found), ("mapping", workbook.mapping)):
        workbook.tabs.choose(key)
        assert page.sheet.currentText() == "Partner"
    assert workbook.found.is_used.isChecked() and workbook.found.header.currentData() == 7
    assert "Blatt „Deckblatt“: Nennt weder" in workbook.preview.sentence.full_text()


def test_the_sheet_is_one_choice_for_both_pages(workbook: ImportWindow):
    workbook.tabs.choose("mapping")
    choose_entry(workbook.mapping.sheet, "Deckblatt")
    workbook.tabs.choose("found")

    assert workbook.found.sheet.currentText() == "Deckblatt" and not workbook.found.is_used.isChecked()
    assert "nicht angekreuzt: Keine Spalte nennt" in workbook.found.why.full_text()
    choose_entry(workbook.found.sheet, "Partner")
    workbook.tabs.choose("mapping")
    assert workbook.mapping.sheet.currentText() == "Partner" and len(workbook.mapping.picks) == 2


def test_a_sheet_left_out_may_be_ticked_and_the_last_one_stays(workbook: ImportWindow):
    workbook.tabs.choose("found")
    workbook.found.is_used.click()
    assert workbook.found.is_used.isChecked() and "Ein Blatt muss es sein" in workbook.found.why.full_text()

    choose_entry(workbook.found.sheet, "Deckblatt")
    workbook.found.is_used.click()

    assert workbook.intake.used == [True, True] and workbook.take.text() == "Zur Vorschau"
    assert "welche Spalte die Namen enthält" in workbook.found.why.full_text()


def test_enter_in_the_preview_imports_once_and_held_down_nothing(store: Store, open_window: Open, qtbot: QtBot, qapp):
    window = open_window(store, "Organisation;Ort\nTreff;Köln\n")
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True, count=1
    )
    qapp.sendEvent(window.table, held)
    assert window.isVisible() and counts.by_kind(store)["organisation"] == 0

    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)

    assert window.report is not None and counts.by_kind(store)["organisation"] == 1


@pytest.mark.parametrize("key", ["found", "mapping", "matching"])
def test_enter_on_an_earlier_page_leads_to_the_preview_and_imports_nothing(
    store: Store, open_window: Open, qtbot: QtBot, key: str
):
    window = open_window(store)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.table.setFocus()
    window.tabs.choose(key)
    field = window.focusWidget()
    assert field is not None and field.isVisible() and window.take.text() == "Zur Vorschau"

    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert window.tabs.chosen_key() == "preview" and window.focusWidget() is window.table
    assert counts.by_kind(store)["organisation"] == 0 and window.take.text() == "2 Zeilen importieren"


def test_the_whole_import_goes_by_keyboard(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(store, "Organisation;Lieblingsfarbe\nTreff;rot\n;blau\n")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.table, Qt.Key.Key_Backtab)
    assert window.focusWidget() is window.tabs
    for _step in range(2):
        qtbot.keyClick(window.tabs, Qt.Key.Key_Left)
    assert window.tabs.chosen_key() == "mapping" and window.focusWidget() is window.tabs
    while window.focusWidget() is not window.mapping.picks[1]:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    while window.mapping.picks[1].currentText() != "Kurzname":
        qtbot.keyClick(window.mapping.picks[1], Qt.Key.Key_Up)
    qtbot.keyClick(window.mapping.picks[1], Qt.Key.Key_Return)
    qtbot.keyClick(window.table, Qt.Key.Key_Return)

    page = window.findChild(ReportPage)
    assert page is not None and window.focusWidget() is page.table
    assert [r.values["short_name"] for r in load_many(store, [1, 2]) if r.kind == "organisation"] == ["rot"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert not window.isVisible()


def test_enter_in_the_name_of_a_profile_keeps_it(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(store)
    window.tabs.choose("mapping")
    window.mapping.name.setText("Bezirk")

    qtbot.keyClick(window.mapping.name, Qt.Key.Key_Return)

    assert list(profiles(store)) == ["Bezirk"] and window.tabs.chosen_key() == "mapping"


def test_enter_on_a_figure_shows_its_rows(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(store)

    qtbot.keyClick(card(window, plans.FAILED), Qt.Key.Key_Return)

    assert rows_shown(window) == 1 and counts.by_kind(store)["organisation"] == 0


@pytest.mark.parametrize(("width", "height", "least"), [(980, 640, 130), (1280, 690, 150)])
def test_the_details_of_a_row_have_room_and_grow_with_the_window(
    store: Store, open_window: Open, qtbot: QtBot, width: int, height: int, least: int
):
    window = open_window(store)
    window.resize(width, height)

    qtbot.waitUntil(lambda: window.details.height() >= least)
    assert window.table.height() > window.details.height()


def test_a_column_of_crosses_goes_to_its_list_and_may_go_to_another(store: Store, open_window: Open):
    window = open_window(store, "Organisation;Thema Wohnen;Bewegung\nTreff;x;ja\n")
    window.tabs.choose("mapping")
    first, second = window.mapping.picks[1], window.mapping.picks[2]
    assert (first.currentText(), second.currentText()) == ("Themen: Wohnen", "Bemerkung")

    choose_entry(second, "Themen: Bewegung")
    window.tabs.choose("preview")

    assert "Themen: – → Wohnen/neue Wohnformen, Sport/Bewegung" in window.details.toPlainText()


@pytest.mark.parametrize("text", ["Organisation;Telefon\n", ";;\n"])
def test_a_list_without_an_entry_says_so_on_every_page(store: Store, open_window: Open, text: str):
    window = open_window(store, text)

    assert window.tabs.chosen_key() == "found"
    for said in (window.found.why, window.preview.sentence):
        assert "Zeile mit Überschriften und darunter die Einträge" in said.full_text()


def test_short_cells_of_a_wide_list_are_shown_whole(store: Store, open_window: Open, qtbot: QtBot):
    header = ";".join(f"Spalte mit langem Namen {number}" for number in range(12))
    window = open_window(store, f"Organisation;PLZ;{header}\nTreff;44263;{'Wort in der Zelle;' * 12}\n")
    window.resize(900, 640)
    window.tabs.choose("found")

    table = window.found.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert table.columnWidth(2) >= table.fontMetrics().horizontalAdvance("44263") + 8


def test_the_report_of_one_sheet_beside_a_cover_has_no_column_for_sheets(workbook: ImportWindow):
    workbook.take.click()

    report = kept_report(workbook._workbench.store, import_step_ids(workbook._workbench.store)[0])
    assert report is not None and [line.sheet for line in report.lines] == [""]
    assert "Blatt „Deckblatt“: Nennt weder" in report.lines[0].reason


@pytest.mark.parametrize("text", [LIST, "Organisation;Ort\nTreff;Köln\n"])
def test_the_report_goes_by_keyboard_and_everything_in_it_has_a_name(store, open_window, qtbot, text):
    window = open_window(store, text)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, window.take)
    assert window.report is not None
    report = window.report
    wanted = {report.undo, report.see, report.leave}
    wanted |= {report.bad, report.page.table, report.page.details} if report.bad.isVisible() else set()

    seen = []
    for _step in range(12):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())

    assert wanted <= set(seen)
    assert all(widget is not None and widget.accessibleName() and widget.objectName() for widget in seen)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_report_of_a_large_text_fits_a_small_screen(store: Store, open_window: Open, qapp):
    theme.apply(qapp, text_scale=2.0)
    try:
        window = open_window(store)
        window.take.click()
        least = window.minimumSizeHint()

        assert least.width() <= 1280 and least.height() <= 680
    finally:
        theme.apply(qapp)
