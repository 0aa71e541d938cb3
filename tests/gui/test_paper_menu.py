"""The menu "Drucken" gives each kind its papers; each is seen first, then saved, printed or opened, and logged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QMenu, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.gui import paper_menu, paper_setting, printing
from einsamkeit_desktop.gui.day_edit import DayEdit
from einsamkeit_desktop.gui.export_parts import Choice, PurposeField
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.gui.paper_window import PaperWindow
from einsamkeit_desktop.gui.papers_out import papers_of
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.points import Address
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import export_log

from ..makers import make, make_note, make_organisation, make_person, make_role

W = TypeVar("W", bound=QWidget)
HOME = Address(street="Lindenwinkel 12", postal_code="44145", city="Dortmund")


@pytest.fixture
def window(qtbot: QtBot, qapp: object, store: Store, today: date, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window; nothing is opened by the system."""
    make_application()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
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


def shown(window: MainWindow) -> PaperWindow:
    """Return the paper that is open."""
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    (found,) = window.findChildren(PaperWindow)
    assert isinstance(found, PaperWindow)
    return found


def field(window: QWidget, kind: type[W], name: str) -> W:
    found = window.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def settle(qtbot: QtBot, paper: PaperWindow) -> str:
    """Return what the pages say once they are set as it is chosen."""
    qtbot.waitUntil(paper.setter.is_settled)
    made = paper.setter.made()
    pdf = PdfPages(made.content) if made is not None else ()
    return "\n".join(pdf.text(number) for number in range(len(pdf)))  # type: ignore[union-attr]


def logged(store: Store) -> list[Any]:
    with store.reading() as connection:
        query = select(export_log.c.what, export_log.c.person_ids, export_log.c.left_out)
        return [tuple(row) for row in connection.execute(query.order_by(export_log.c.id))]


@pytest.mark.parametrize(
    ("kind", "values", "papers"),
    [
        ("organisation", {"name": "Nordlicht"}, ["Stammblatt", "Akte", "Namensschilder"]),
        ("practice", {"name": "Tisch"}, ["Stammblatt", "Akte", "Praxisprofil"]),
        ("event", {"name": "Lesung"}, ["Stammblatt", "Akte", "Teilnehmendenliste", "Namensschilder"]),
        ("body", {"name": "Beirat"}, ["Stammblatt", "Akte", "Teilnehmendenliste", "Namensschilder"]),
        (
            "case",
            {"subject": "Raum", "case_kind": "anfrage_fachkraft", "status": "neu"},
            ["Stammblatt", "Akte", "Vorgangsbericht"],
        ),
    ],
)
def test_each_kind_has_its_papers(
    window: MainWindow, store: Store, kind: str, values: dict[str, Any], papers: list[str]
) -> None:
    menu = print_menu(window, make(store, kind, **values))

    assert [action.text() for action in menu.actions()] == [f"{paper} …" for paper in papers]


def test_a_note_becomes_minutes_and_a_list_to_sign(window: MainWindow, store: Store, target: Path) -> None:
    person = make_person(store, "Müller")
    note = make_note(store, person, note_kind="sitzung")

    for what in ("Niederschrift oder Vermerk", "Teilnehmendenliste", "Namensschilder"):
        target.unlink(missing_ok=True)
        choose(print_menu(window, note), what)
        assert not target.exists()
        shown(window).save_button.click()
        assert target.read_bytes().startswith(b"%PDF-1.7"), what
    assert logged(store) == [(what, [person], 0) for what in ("Niederschrift", "Teilnehmendenliste", "Namensschilder")]
    assert "Namensschilder geschrieben: Papier.pdf" in window.status.text()


def test_what_is_left_out_is_said_and_logged_with_the_purpose(window: MainWindow, store: Store, target: Path) -> None:
    organisation = make_organisation(store)
    secret = make_person(store, "Geheim", confidential=True)
    make_role(store, secret, organisation)

    choose(print_menu(window, organisation), "Stammblatt")
    paper = shown(window)
    assert "1 vertraulicher oder gesperrter Eintrag ausgelassen" in paper.message.full_text()
    paper.purpose.setCurrentText("Übergabe")
    paper.save_button.click()

    assert logged(store) == [("Stammblatt", [], 1)]
    with store.reading() as connection:
        assert connection.execute(select(export_log.c.purpose)).scalar() == "Übergabe"


def test_a_place_that_fails_is_a_sentence_and_not_logged(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "weg" / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(gone), "PDF (*.pdf)"))
    choose(print_menu(window, make_organisation(store)), "Stammblatt")
    paper = shown(window)

    paper.save_button.click()

    assert paper.isVisible() and str(gone.parent) in paper.message.full_text()
    assert logged(store) == []


def test_badges_without_anybody_are_a_sentence_and_nothing_to_hand_out(window: MainWindow, store: Store) -> None:
    choose(print_menu(window, make_organisation(store)), "Namensschilder")

    paper = shown(window)
    assert "keine Person" in paper.message.full_text()
    assert not any(button.isEnabled() for button in (paper.save_button, paper.print_button, paper.open_button))


def test_every_paper_is_printed_and_opened_from_its_window(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def remember(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gedruckt.pdf"))
    monkeypatch.setattr(printing, "ask_printer", lambda *_arguments: printer)
    choose(print_menu(window, make_organisation(store, "Nord / Süd")), "Stammblatt")
    paper = shown(window)

    paper.print_button.click()
    paper.open_button.click()

    assert (tmp_path / "gedruckt.pdf").read_bytes().startswith(b"%PDF")
    made = paper.setter.made()
    assert made is not None and Path(opened[0]).read_bytes() == made.content
    assert Path(opened[0]).name == "Stammblatt Nord _ Süd.pdf"
    assert [what for what, _persons, _left_out in logged(store)] == ["Stammblatt", "Stammblatt"]


def test_a_paper_that_no_program_opens_is_not_called_opened(
    window: MainWindow, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    choose(print_menu(window, make_organisation(store)), "Stammblatt")
    paper = shown(window)

    paper.open_button.click()

    assert paper.message.full_text().startswith("Kein PDF-Programm hat das Papier geöffnet. Bitte speichern")


def test_a_paper_that_takes_its_time_says_how_far_it_is(
    store: Store, today: date, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_setting, "SHOWN_AFTER_MS", 0)
    runner, goes_on = TaskRunner(), threading.Event()

    def maker(_store: Store, progress: Progress) -> paper_setting.MadePaper:
        progress.step(1, 4)
        goes_on.wait(10)
        raise BadValues({"": "Fertig."})

    paper = PaperWindow(Workbench(store, runner), "Papier", lambda: maker)
    qtbot.addWidget(paper)
    paper.begin()

    qtbot.waitUntil(lambda: paper.message.full_text() == "Das Papier wird gesetzt … 25 %")
    goes_on.set()
    qtbot.waitUntil(lambda: paper.message.full_text() == "Fertig.")


def test_an_akte_shows_its_period_and_the_confidential_only_when_ticked(
    window: MainWindow, store: Store, qtbot: QtBot, target: Path
) -> None:
    organisation = make_organisation(store)
    make_note(store, organisation, content="Geheimes", confidential=True)
    choose(print_menu(window, organisation), "Akte")
    paper = shown(window)
    box = field(paper, QCheckBox, "akteSecret")

    assert box.text() == "Vertrauliches aufnehmen (1)" and not box.isChecked()
    assert "Geheimes" not in settle(qtbot, paper)
    box.click()
    assert "Geheimes" in settle(qtbot, paper)
    paper.save_button.click()

    assert target.exists() and logged(store) == [("Akte", [], 0)]


def test_an_akte_whose_period_is_unclear_is_not_set(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    choose(print_menu(window, make_organisation(store)), "Akte")
    paper = shown(window)

    field(paper, DayEdit, "akteSince").set_day(date(2026, 2, 1))
    field(paper, DayEdit, "akteUntil").set_day(date(2026, 1, 1))

    assert settle(qtbot, paper) == "" and "endet" in paper.message.full_text()


def test_labels_say_how_many_and_who_has_none_and_remember_the_sheet(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    ids = [make_organisation(store, name, addresses=(HOME,)) for name in ("A", "B")]
    ids.append(make_organisation(store, "Ohne"))
    show_labels = label_opener(window, ids)
    paper = show_labels()

    said = paper.message.full_text()
    assert "1 Seite · 2 Etiketten · Ohne Anschrift, daher ohne Etikett: Ohne" in said
    field(paper, Choice, "labelSheet").choose("99x38")
    field(paper, QSpinBox, "labelStart").setValue(14)
    settle(qtbot, paper)
    assert paper.message.full_text().startswith("2 Seiten · 2 Etiketten")
    paper.reject()

    again = show_labels()
    assert field(again, Choice, "labelSheet").chosen() == "99x38"


def test_labels_too_long_are_named_and_not_counted(window: MainWindow, store: Store) -> None:
    endless = Address(street="Lindenwinkel " * 20, extra="Hinterhaus " * 20, postal_code="44145", city="Dortmund " * 20)
    ids = [make_organisation(store, "A", addresses=(HOME,)), make_organisation(store, "B" * 200, addresses=(endless,))]

    said = label_opener(window, ids)().message.full_text()

    assert said == f"1 Seite · 1 Etikett · Zu lang für dieses Etikett und nicht darauf: {'B' * 60} …"
    QApplication.activeModalWidget().close()  # type: ignore[union-attr]
    nothing = label_opener(window, ids[1:])()
    assert not nothing.save_button.isEnabled() and nothing.message.full_text().startswith("Zu lang")


def label_opener(window: MainWindow, ids: list[int]) -> Callable[[], PaperWindow]:
    def show() -> PaperWindow:
        menu = QMenu(window)
        paper_menu.add_list_papers(menu, window.workbench, ListQuery("organisation"), ids)
        choose(menu, "Adressetiketten")
        return shown(window)

    return show


def test_nothing_to_send_cannot_be_printed(window: MainWindow, store: Store) -> None:
    paper = label_opener(window, [make_organisation(store)])()

    assert not paper.save_button.isEnabled() and "Ohne Anschrift" in paper.message.full_text()


def test_the_menu_of_a_list_has_labels_and_badges(window: MainWindow, store: Store, target: Path) -> None:
    person = make_person(store, "Müller", addresses=(HOME,))
    menu = QMenu(window)
    paper_menu.add_list_papers(menu, window.workbench, ListQuery("person"), [person])

    for what in ("Adressetiketten", "Namensschilder"):
        choose(menu, what)
        shown(window).save_button.click()

    assert [entry[:2] for entry in logged(store)] == [("Adressetiketten", [person]), ("Namensschilder", [person])]
    other = QMenu(window)
    paper_menu.add_list_papers(other, window.workbench, ListQuery("case"), [1])
    assert [action.text() for action in other.actions()] == ["Liste drucken (1) …"]


def test_a_list_is_printed_with_its_purpose_and_the_confidential_only_when_ticked(
    window: MainWindow, store: Store, qtbot: QtBot, target: Path
) -> None:
    ids = [make_person(store, "Offen"), make_person(store, "Geheim", confidential=True)]
    menu = QMenu(window)
    paper_menu.add_list_papers(menu, window.workbench, ListQuery("person"), ids)
    choose(menu, "Liste drucken")
    paper = shown(window)
    box = field(paper, QCheckBox, "listSecret")

    assert box.text() == "Vertrauliche einschließen (1)" and "Geheim" not in settle(qtbot, paper)
    box.click()
    field(paper, PurposeField, "listPurpose").setCurrentText("Runder Tisch")
    said = settle(qtbot, paper)
    assert "Geheim" in said and "Runder Tisch" in said and not paper.purpose.isVisible()
    assert "Vertraulich – nur für den Dienstgebrauch" in said
    paper.save_button.click()

    assert logged(store) == [("PDF-Liste: Personen", ids, 0)]


def test_a_list_and_badges_are_called_so_that_they_are_found(
    window: MainWindow, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def refuse(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", refuse)
    menu = QMenu(window)
    person = make_person(store, "Çelik")

    paper_menu.add_list_papers(menu, window.workbench, ListQuery("person"), [person])
    for papers, what in ((menu, "Liste drucken"), (print_menu(window, person), "Namensschilder")):
        choose(papers, what)
        paper = shown(window)
        paper.save_button.click()
        paper.reject()

    assert proposed == ["2026-11-22 Partnerliste.pdf", "2026-11-22 Namensschilder Çelik.pdf"]


@pytest.mark.parametrize("what", ["Akte", "Adressetiketten", "Liste drucken"])
def test_what_is_chosen_beside_the_pages_has_names_and_keys(
    window: MainWindow, store: Store, qtbot: QtBot, what: str
) -> None:
    person = make_person(store, "Müller", addresses=(HOME,))
    lists = QMenu(window)
    paper_menu.add_list_papers(lists, window.workbench, ListQuery("person"), [person])
    choose(print_menu(window, person) if what == "Akte" else lists, what)
    paper = shown(window)

    stops = [w for w in paper.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    unnamed = [w.objectName() or type(w).__name__ for w in stops if not w.accessibleName() and w.focusProxy() is None]
    assert unnamed == []
    paper.resize(1280, 660)
    assert (paper.width(), paper.height()) == (1280, 660)
    paper.activateWindow()
    qtbot.waitUntil(paper.isActiveWindow)
    qtbot.keyClick(paper, Qt.Key.Key_Escape)
    assert not paper.isVisible()


def test_printing_without_a_record_says_what_is_missing(window: MainWindow) -> None:
    paper_menu.print_shown(window, window.workbench)

    assert "zuerst einen Datensatz" in window.status.text()


def test_one_object_hands_out_the_papers_of_a_window(window: MainWindow) -> None:
    assert papers_of(window.workbench, window.top_bar) is window.doors.papers


def test_a_paper_is_saved_by_enter_from_its_purpose(
    window: MainWindow, store: Store, target: Path, qtbot: QtBot
) -> None:
    choose(print_menu(window, make_organisation(store)), "Stammblatt")
    paper = shown(window)
    assert paper.focusWidget() is paper.save_button
    qtbot.keyClicks(paper.purpose.lineEdit(), "Besuch")
    qtbot.keyClick(paper.purpose.lineEdit(), Qt.Key.Key_Return)

    assert target.exists() and not paper.isVisible()


def test_the_log_tells_the_folder_the_printer_and_the_viewer(
    window: MainWindow, store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: target.parent.parent)
    printer = QPrinter()
    printer.setOutputFileName(str(target.with_name("Gedruckt.pdf")))
    monkeypatch.setattr(printing, "ask_printer", lambda *_args: printer)

    choose(print_menu(window, make_organisation(store)), "Stammblatt")
    paper = shown(window)
    for button in (paper.print_button, paper.open_button, paper.save_button):
        button.click()

    folder = target.parent.name
    with store.reading() as connection:
        told = list(connection.execute(select(export_log.c.target).order_by(export_log.c.id)).scalars())
    assert told == [
        f"Druck in die Datei {folder}/Gedruckt.pdf",
        "PDF-Programm, Kopie zum Lesen",
        f"{folder}/Papier.pdf",
    ]
