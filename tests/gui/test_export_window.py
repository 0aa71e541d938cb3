"""Handing out a list: one key writes it as last time, nothing confidential goes along unasked, all is logged."""

import csv
import errno
import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QRadioButton, QScrollArea, QWidget

from einsamkeit_desktop.actions.exports import remember_folder, save_profile
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.errors import BadTarget, Cancelled, ReadOnly
from einsamkeit_desktop.exports import handing
from einsamkeit_desktop.gui import lists_out
from einsamkeit_desktop.gui.export_parts import Choice
from einsamkeit_desktop.gui.export_window import ExportWindow
from einsamkeit_desktop.gui.lists_out import ListsOut
from einsamkeit_desktop.gui.paper_window import PaperWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries import exports, lists
from einsamkeit_desktop.queries.exports import Wish

from ..makers import make_organisation, make_person, make_role


@pytest.fixture
def bench(store, today, tmp_path):
    """Give a workbench on a store whose files go into the test's folder."""
    remember_folder(store, str(tmp_path))
    return Workbench(store, TaskRunner(inline=True))


class Asked:
    """Asks for a list and returns the window; `said` keeps what was said."""

    def __init__(self, bench: Workbench, host: QWidget) -> None:
        self.bench, self.host, self.out = bench, host, ListsOut(bench, host)
        self.said: list[str] = []
        bench.said.connect(lambda text, _can_undo: self.said.append(text))
        bench.troubled.connect(self.said.append)

    def __call__(self, kind: str, ids: Any = None, **query: Any) -> ExportWindow:
        wanted = lists.ListQuery(kind, **query)
        self.out.list_file(wanted, lists.ids(self.bench.store, wanted) if ids is None else ids)
        return newest(self.host)


@pytest.fixture
def asked(bench, qtbot):
    """Give an asker in a window of its own."""
    host = QWidget()
    qtbot.addWidget(host)
    return Asked(bench, host)


def newest(host: QWidget) -> ExportWindow:
    return host.findChildren(ExportWindow)[-1]


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QRadioButton, name)
    assert button is not None
    button.setChecked(True)


def logged(store):
    return exports.exports_logged(store, exports.export_ids(store))


def mails(*values: str) -> tuple[ContactPoint, ...]:
    return tuple(ContactPoint("email", value) for value in values)


def test_enter_writes_the_visible_columns_as_excel_and_logs_it(asked, store, qtbot, tmp_path):
    aylin = make_person(store, "Çelik")
    make_person(store, "Geheim", confidential=True)

    window = asked("person", columns=("title", "email"))
    window.purpose.setCurrentText("Runder Tisch")
    qtbot.keyClick(window, Qt.Key.Key_Return)

    book = load_workbook(tmp_path / "2026-11-22 Partnerliste.xlsx")
    assert [[cell.value for cell in row] for row in book.worksheets[0].rows] == [["Person", "E-Mail"], ["Çelik", None]]
    assert ("Zweck", "Runder Tisch") in [tuple(cell.value for cell in row) for row in book.worksheets[1].rows]
    assert asked.said[-1] == "1 Eintrag geschrieben, 1 vertraulicher ausgelassen: 2026-11-22 Partnerliste.xlsx"
    (entry,) = logged(store)
    assert (entry.purpose, entry.count, entry.left_out, entry.persons) == ("Runder Tisch", 1, 1, 1)
    assert exports.persons_in(store, entry.id) == [aylin]


def test_enter_works_from_the_purpose_as_well(asked, store, qtbot, tmp_path):
    make_person(store)

    window = asked("person")
    qtbot.keyClicks(window.purpose.lineEdit(), "Einladung")
    qtbot.keyClick(window.purpose.lineEdit(), Qt.Key.Key_Return)

    assert (tmp_path / "2026-11-22 Partnerliste.xlsx").exists()
    assert [entry.purpose for entry in logged(store)] == ["Einladung"]


def test_the_keyboard_begins_where_something_is_missing_and_esc_leaves(asked, store, qtbot, tmp_path):
    make_person(store)
    window = asked("person")
    assert window.focusWidget() is window.purpose
    window.purpose.setCurrentText("Einladung")
    window.go.click()

    again = asked("person")
    assert again.focusWidget() is again.go
    qtbot.keyClick(again.purpose.lineEdit(), Qt.Key.Key_Escape)

    assert not again.isVisible() and len(logged(store)) == 1
    assert logged(store)[0].target == str(tmp_path / "2026-11-22 Partnerliste.xlsx")


def test_an_opened_choice_shows_every_entry(qtbot, qapp):
    make_application()
    choice = Choice("Format", "format")
    choice.addItems([f"Format {number}" for number in range(6)])
    qtbot.addWidget(choice)
    choice.show()
    choice.setFocus()
    qapp.processEvents()

    choice.showPopup()
    qapp.processEvents()

    assert choice.view().viewport().height() >= 6 * choice.view().sizeHintForRow(0)
    choice.hidePopup()


def test_a_selection_can_be_widened_to_all_found(asked, store):
    ids = [make_person(store, name) for name in ("A", "B", "C")]

    window = asked("person", ids[:2])

    texts = [button.text() for button in window.scope.findChildren(QRadioButton)]
    assert texts == ["Die 2 ausgewählten", "Alle 3 gefundenen"]
    assert list(window.ids()) == ids[:2]
    press(window, "exportScope-all")
    assert list(window.ids()) == ids


def test_what_stays_here_is_counted_before_it_is_written(asked, store, tmp_path):
    make_person(store, "A")
    make_person(store, "Geheim", confidential=True)
    window = asked("person")
    assert window.left_out.text() == "1 Eintrag wird weitergegeben; 1 vertraulicher bleibt hier."

    window.findChild(QCheckBox, "exportConfidential").setChecked(True)
    assert window.left_out.text() == "2 Einträge werden weitergegeben; 1 vertraulicher geht mit."
    window.go.click()

    assert load_workbook(tmp_path / "2026-11-22 Partnerliste.xlsx").worksheets[0].max_row == 3
    assert not asked("person").confidential.isChecked()


@pytest.mark.parametrize("code", ["xlsx", "csv", "csv-plain", "vcf", "bcc"])
def test_nothing_confidential_is_in_any_format(asked, store, tmp_path, code):
    make_person(store, "Offen", contacts=mails("offen@x.example"))
    make_person(store, "Geheim", confidential=True, contacts=mails("geheim@x.example"))

    window = asked("person", columns=("title", "email"))
    window.format.choose(code)
    window.go.click()

    text = QGuiApplication.clipboard().text() if code == "bcc" else ""
    for path in tmp_path.glob("*Partnerliste*"):
        text += "".join(str(row) for row in load_workbook(path).worksheets[0].values) if code == "xlsx" else ""
        text += path.read_text(encoding="utf-8-sig") if code in {"csv", "csv-plain", "vcf"} else ""
    assert "eheim" not in text and "offen@x.example" in text
    (entry,) = logged(store)
    assert (entry.count, entry.left_out, entry.persons) == (1, 1, 1)
    assert "1 vertraulicher ausgelassen" in asked.said[-1]


def test_a_list_as_pdf_is_a_paper_seen_first(asked, store, tmp_path, monkeypatch):
    person = make_person(store, "Offen")
    make_person(store, "Geheim", confidential=True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "Liste.pdf"), ""))

    window = asked("person")
    window.format.choose("pdf")
    window.purpose.setCurrentText("Runder Tisch")
    window.go.click()
    assert logged(store) == []
    paper = asked.host.findChild(PaperWindow)
    paper.save_button.click()

    assert (tmp_path / "Liste.pdf").read_bytes().startswith(b"%PDF-1.7")
    (entry,) = logged(store)
    assert (entry.what, entry.purpose, entry.left_out) == ("PDF-Liste: Personen", "Runder Tisch", 1)
    assert exports.persons_in(store, entry.id) == [person]


def test_many_addresses_go_into_the_clipboard_and_nowhere_else(asked, store, tmp_path):
    for number in range(25):
        make_person(store, f"Person {number}", contacts=mails(f"p{number}@x.example"))
    make_person(store, "Ohne")
    make_person(store, "Dieselbe", contacts=mails("P3@x.example"))

    window = asked("person")
    window.format.choose("bcc")
    assert window.go.text() == "In die Zwischenablage" and not window.place.isVisibleTo(window)
    window.go.click()

    assert len(QGuiApplication.clipboard().text().split("; ")) == 25
    assert asked.said[-1].startswith(
        "25 E-Mail-Adressen in der Zwischenablage, 1 Eintrag ohne Adresse, "
        "1 Eintrag mit einer Adresse, die schon dabei ist."
    )
    assert "BCC" in asked.said[-1]
    assert [(entry.target, entry.count, entry.persons) for entry in logged(store)] == [("Zwischenablage", 25, 26)]


def test_the_target_is_told_and_changed_by_its_button_alone(asked, store, tmp_path):
    make_person(store)

    window = asked("person")

    assert window.place.focusPolicy() == Qt.FocusPolicy.NoFocus and isinstance(window.place, PlainLabel)
    assert window.place.full_text() == str(tmp_path / "2026-11-22 Partnerliste.xlsx")
    assert window.elsewhere.accessibleDescription() == f"Ziel: {window.place.full_text()}"


def test_no_address_leaves_clipboard_and_log_as_they_were(asked, store):
    make_person(store)
    QGuiApplication.clipboard().setText("vorher")

    window = asked("person")
    window.format.choose("bcc")
    window.go.click()

    assert QGuiApplication.clipboard().text() == "vorher" and logged(store) == []
    assert "Keine E-Mail-Adresse" in asked.said[-1]


def test_a_row_per_function_is_offered_where_a_column_names_one(asked, store, tmp_path):
    aylin = make_person(store)
    for name in ("A", "B"):
        make_role(store, aylin, make_organisation(store, name))
    assert not asked("person", columns=("title",)).rows.isVisibleTo(asked.host.findChildren(ExportWindow)[-1])

    window = asked("person", columns=("title", "organisation"))
    press(window, "exportRows-function")
    window.format.choose("csv")
    window.go.click()

    with (tmp_path / "2026-11-22 Partnerliste.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert sorted(row[1] for row in csv.reader(lines, delimiter=";")) == ["A", "B", "Organisation"]
    assert asked.said[-1] == "1 Eintrag in 2 Zeilen geschrieben: 2026-11-22 Partnerliste.csv"
    window.format.choose("xlsx")
    window.go.click()
    criteria = dict(load_workbook(tmp_path / "2026-11-22 Partnerliste.xlsx").worksheets[1].values)
    assert (criteria["Datensätze"], criteria["Zeilen der Liste"]) == ("1", "2")


def test_the_window_stands_as_it_was_left(asked, store):
    make_person(store)
    window = asked("person")
    window.format.choose("csv")
    press(window, "exportColumns-all")
    window.purpose.setCurrentText("Einladung")
    window.go.click()

    again = asked("person")

    assert again.wish() == Wish("csv", all_fields=True, purpose="Einladung")
    assert again.go.text() == "CSV-Datei speichern"


def test_a_profile_brings_format_columns_and_purpose(asked, store):
    make_person(store)
    save_profile(store, "Für die Presse", Wish("pdf", purpose="Pressespiegel"))

    window = asked("person")
    window.profiles.box.choose("Für die Presse")
    window.profiles.box.activated.emit(1)

    assert window.wish() == Wish("pdf", purpose="Pressespiegel")
    window.profiles.forget.click()
    assert exports.profiles(store) == {} and window.profiles.box.count() == 1


def test_a_profile_is_kept_under_a_name(asked, store, monkeypatch):
    make_person(store)
    monkeypatch.setattr("einsamkeit_desktop.gui.export_parts.ask_name", lambda *_arguments: " Für Kollegen ")
    window = asked("person")
    window.format.choose("csv")

    window.profiles.keep.click()

    assert exports.profiles(store) == {"Für Kollegen": Wish("csv")}
    assert window.profiles.box.chosen() == "Für Kollegen"


def test_nothing_is_overwritten_unasked(asked, store, tmp_path):
    make_person(store)
    (tmp_path / "2026-11-22 Partnerliste.xlsx").write_text("alt")

    asked("person").go.click()

    assert (tmp_path / "2026-11-22 Partnerliste.xlsx").read_text() == "alt"
    assert (tmp_path / "2026-11-22 Partnerliste (2).xlsx").exists()


def test_another_place_can_be_chosen(asked, store, tmp_path, monkeypatch):
    make_person(store)
    other = tmp_path / "Anderswo"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_a, **_n: (str(other / "Müller"), "")))

    window = asked("person")
    window.elsewhere.click()
    window.go.click()

    assert (other / "Müller.xlsx").exists()
    assert Path(asked("person").place.full_text()).parent == other


def test_a_file_open_elsewhere_is_told_and_another_name_proposed(asked, store, tmp_path):
    make_person(store)
    window = asked("person")
    for name in ("2026-11-22 Partnerliste.xlsx", ".~lock.2026-11-22 Partnerliste.xlsx#"):
        (tmp_path / name).write_text("")

    window.go.click()

    assert "in einem anderen Programm geöffnet" in window.problem.full_text()
    assert window.place.full_text().endswith("2026-11-22 Partnerliste (2).xlsx")
    window.go.click()
    assert (tmp_path / "2026-11-22 Partnerliste (2).xlsx").exists()


def test_a_folder_without_room_is_told_and_the_name_stays(asked, store, tmp_path, monkeypatch):
    make_person(store)

    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        asked("person").go.click()

    again = newest(asked.host)
    assert "ist kein Platz mehr" in again.problem.full_text()
    assert again.place.full_text() == str(tmp_path / "2026-11-22 Partnerliste.xlsx")


@pytest.mark.parametrize("kind", ["person", "organisation", "event"])
def test_all_fields_of_the_window_are_seen_without_scrolling(asked, store, kind, qapp):
    make_person(store)
    window = asked(kind)

    for place in range(window.format.count()):
        window.format.setCurrentIndex(place)
        qapp.processEvents()
        assert window.findChild(QScrollArea, "exportFields").verticalScrollBar().maximum() == 0


def test_a_place_that_fails_while_writing_asks_once_more(asked, store, tmp_path, monkeypatch):
    make_person(store)
    whole = handing.write_list

    def fail(*_arguments, **_named):
        monkeypatch.setattr(handing, "write_list", whole)
        (tmp_path / "2026-11-22 Partnerliste.xlsx").write_text("alt")
        raise BadTarget("„Partnerliste“ ist gerade geöffnet.")

    monkeypatch.setattr(handing, "write_list", fail)
    window = asked("person")
    window.purpose.setCurrentText("Einladung")
    window.go.click()

    again = newest(asked.host)
    assert again is not window and again.problem.full_text() == "„Partnerliste“ ist gerade geöffnet."
    assert again.wish().purpose == "Einladung"
    again.go.click()
    assert (tmp_path / "2026-11-22 Partnerliste (2).xlsx").exists()
    assert len(logged(store)) == 1


def test_what_cannot_be_written_down_does_not_leave(asked, store, tmp_path, monkeypatch):
    make_person(store)

    def refuse(*_arguments):
        raise ReadOnly("Der Bestand lässt sich nur lesen.")

    monkeypatch.setattr(lists_out, "remember_wish", refuse)
    asked("person").go.click()

    assert asked.said[-1] == "Der Bestand lässt sich nur lesen."
    assert list(tmp_path.glob("*.xlsx")) == []


def test_cancelled_work_leaves_no_file_and_no_entry(asked, store, tmp_path, monkeypatch):
    make_person(store)

    def stop(*_arguments, **_named):
        raise Cancelled

    monkeypatch.setattr(handing, "write_list", stop)
    asked("person").go.click()

    assert asked.said[-1].startswith("Abgebrochen") and logged(store) == []
    assert list(tmp_path.glob("*.xlsx")) == []


def test_every_field_has_a_name_for_the_screen_reader(asked, store):
    make_person(store)

    window = asked("person")

    for name in ("exportProfile", "exportFormat", "exportScope", "exportColumns", "exportRows", "exportTarget"):
        assert window.findChild(QWidget, name).accessibleName(), name
    assert window.purpose.lineEdit().accessibleName() == "Zweck"
