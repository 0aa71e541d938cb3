"""The menu "Drucken" gives each kind its papers; what it writes is a PDF, logged with whom it names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QMenu, QSpinBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui import handing_out, paper_menu, paper_out
from einsamkeit_desktop.gui.day_edit import DayEdit
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.paper_dialogs import AkteDialog, LabelsDialog
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.points import Address
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import export_log

from ..makers import make, make_note, make_organisation, make_person, make_role

HOME = Address(street="Lindenwinkel 12", postal_code="44145", city="Dortmund")


@pytest.fixture
def window(qtbot: QtBot, qapp: object, store: Store, today: date, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window; finished papers are not opened."""
    make_application()
    monkeypatch.setattr(paper_out, "open_with_system", lambda path: None)
    made = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the next paper goes."""
    path = tmp_path / "Papier.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), "PDF (*.pdf)"))
    return path


def print_menu(window: MainWindow, record_id: int) -> QMenu:
    window.open_record(record_id)
    page = window.pages.currentWidget()
    assert isinstance(page, ListPage)
    menu = page.pane.build_menu().findChild(QMenu, "printMenu")
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


def logged(store: Store) -> list[Any]:
    with store.reading() as connection:
        query = select(export_log.c.what, export_log.c.person_ids, export_log.c.left_out)
        return [tuple(row) for row in connection.execute(query.order_by(export_log.c.id))]


@pytest.mark.parametrize(
    ("kind", "values", "papers"),
    [
        ("organisation", {"name": "Nordlicht"}, ["Stammblatt", "Akte …", "Namensschilder"]),
        ("practice", {"name": "Tisch"}, ["Stammblatt", "Akte …", "Praxisprofil"]),
        ("event", {"name": "Lesung"}, ["Stammblatt", "Akte …", "Teilnehmendenliste", "Namensschilder"]),
        ("body", {"name": "Beirat"}, ["Stammblatt", "Akte …", "Teilnehmendenliste", "Namensschilder"]),
        (
            "case",
            {"subject": "Raum", "case_kind": "anfrage_fach", "status": "neu"},
            ["Stammblatt", "Akte …", "Vorgangsbericht"],
        ),
    ],
)
def test_each_kind_has_its_papers(
    window: MainWindow, store: Store, kind: str, values: dict[str, Any], papers: list[str]
) -> None:
    menu = print_menu(window, make(store, kind, **values))

    assert [action.text() for action in menu.actions()] == papers


def test_a_note_becomes_minutes_and_a_list_to_sign(window: MainWindow, store: Store, target: Path) -> None:
    person = make_person(store, "Müller")
    note = make_note(store, person)

    for what in ("Niederschrift", "Teilnehmendenliste", "Namensschilder"):
        target.unlink(missing_ok=True)
        choose(print_menu(window, note), what)
        assert target.read_bytes().startswith(b"%PDF-1.7"), what
    assert logged(store) == [(what, [person], 0) for what in ("Niederschrift", "Teilnehmendenliste", "Namensschilder")]
    assert "Namensschilder geschrieben: Papier.pdf" in window.status.text()


def test_what_is_left_out_is_said_and_logged(window: MainWindow, store: Store, target: Path) -> None:
    organisation = make_organisation(store)
    secret = make_person(store, "Geheim", confidential=True)
    make_role(store, secret, organisation)

    choose(print_menu(window, organisation), "Stammblatt")

    assert logged(store) == [("Stammblatt", [], 1)]
    assert "1 vertraulicher Eintrag ausgelassen" in window.status.text()


def test_a_place_that_fails_is_a_sentence_and_not_logged(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "weg" / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(gone), "PDF (*.pdf)"))

    choose(print_menu(window, make_organisation(store)), "Stammblatt")

    assert logged(store) == []
    assert str(gone.parent) in window.status.text() or "x.pdf" in window.status.text()


def test_badges_without_anybody_are_a_sentence(window: MainWindow, store: Store, target: Path) -> None:
    choose(print_menu(window, make_organisation(store)), "Namensschilder")

    assert "keine Person" in window.status.text() and not target.exists()


def test_an_akte_asks_for_its_period_first(
    window: MainWindow, store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = make_organisation(store)
    make_note(store, organisation, confidential=True)
    asked: list[AkteDialog] = []

    def exec_dialog(dialog: AkteDialog) -> int:
        asked.append(dialog)
        box = dialog.findChild(QCheckBox, "akteSecret")
        assert isinstance(box, QCheckBox)
        assert "1 vertraulichen Vermerk" in box.text() and not box.isChecked()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(AkteDialog, "exec", exec_dialog)
    choose(print_menu(window, organisation), "Akte")

    assert asked and target.exists()
    assert logged(store) == [("Akte", [], 1)]


def test_an_akte_whose_period_is_unclear_is_not_accepted(window: MainWindow, store: Store) -> None:
    dialog = AkteDialog(window.workbench, make_organisation(store), window)
    since, until = (dialog.findChild(DayEdit, name) for name in ("akteSince", "akteUntil"))
    assert isinstance(since, DayEdit) and isinstance(until, DayEdit)
    since.set_day(date(2026, 2, 1))
    until.set_day(date(2026, 1, 1))

    dialog.accept()

    assert dialog.result() != QDialog.DialogCode.Accepted
    assert "endet" in dialog.said.text()


def test_labels_say_how_many_and_who_has_none_and_remember_the_sheet(window: MainWindow, store: Store) -> None:
    ids = [make_organisation(store, name, addresses=(HOME,)) for name in ("A", "B")]
    ids.append(make_organisation(store, "Ohne"))
    dialog = LabelsDialog(window.workbench, ids, window)
    sheet, start = dialog.findChild(QComboBox, "labelSheet"), dialog.findChild(QSpinBox, "labelStart")
    assert isinstance(sheet, QComboBox) and isinstance(start, QSpinBox)

    assert dialog.said.text() == "2 Etiketten auf einem Bogen. Ohne Anschrift, daher ohne Etikett: Ohne."
    sheet.setCurrentIndex(sheet.findData("99x38"))
    start.setValue(14)
    assert "2 Etiketten auf 2 Bogen." in dialog.said.text()
    assert (dialog.chosen()[0].code, *dialog.chosen()[1:]) == ("99x38", 14, True)

    dialog.remember()
    again = LabelsDialog(window.workbench, ids, window)
    assert again.chosen()[0].code == "99x38"


def test_nothing_to_send_cannot_be_printed(window: MainWindow, store: Store) -> None:
    dialog = LabelsDialog(window.workbench, [make_organisation(store)], window)

    assert not dialog.go.isEnabled()
    assert dialog.said.text().startswith("Keine Etiketten.")


def test_the_menu_of_a_list_has_labels_and_badges(
    window: MainWindow, store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(store, "Müller", addresses=(HOME,))
    menu = QMenu(window)
    paper_menu.add_list_papers(menu, window.workbench, "person", [person])
    monkeypatch.setattr(LabelsDialog, "exec", lambda dialog: int(QDialog.DialogCode.Accepted))

    choose(menu, "Adressetiketten")
    choose(menu, "Namensschilder")

    assert [entry[:2] for entry in logged(store)] == [("Adressetiketten", [person]), ("Namensschilder", [person])]
    other = QMenu(window)
    paper_menu.add_list_papers(other, window.workbench, "case", [1])
    assert other.actions() == []


def test_printing_without_a_record_says_what_is_missing(window: MainWindow) -> None:
    paper_menu.print_shown(window, window.workbench)

    assert "zuerst einen Datensatz" in window.status.text()


def test_one_object_hands_out_the_papers_of_a_window(window: MainWindow) -> None:
    first = paper_out.papers_of(window.workbench, window)

    assert paper_out.papers_of(window.workbench, window.top_bar) is first
    assert isinstance(first, handing_out.HandingOut)
