"""What the one search field offers before anything is typed, and which words lead to its commands."""

import pytest
from PySide6.QtGui import QGuiApplication

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.export_window import ExportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.paper_window import PaperWindow
from einsamkeit_desktop.gui.suggest import Suggester
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.points import ContactPoint
from tests.makers import make_case, make_organisation, make_person, restrict


@pytest.fixture
def window(store, today, qapp, qtbot):
    """Give the window on a store with an organisation that can be written to."""
    theme.apply(qapp, dark=False)
    make_organisation(store, contacts=(ContactPoint("email", "nordlicht@x.example"),))
    window = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(window)
    return window


def run(window, key):
    next(command for command in window.commands if command.key == key).run()


def test_opened_last_are_offered_but_neither_trashed_nor_restricted_ones(store):
    shown, trashed, restricted = (make_person(store, name) for name in ("Offen", "Weg", "Gesperrt"))
    suggester = Suggester(store, ())
    for record_id in (shown, trashed, restricted):
        suggester.remember(record_id)
    trash(store, [trashed])
    restrict(store, restricted)

    assert [suggestion.title for suggestion in suggester.suggest("")] == ["Offen"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        (">export", ["Liste weitergeben: Excel, CSV, PDF …", "Gehe zu: Exporte"]),
        (">drucken", ["Liste drucken", "Briefing drucken", "Adressetiketten drucken"]),
        (">excel", ["Liste weitergeben: Excel, CSV, PDF …", "Liste importieren"]),
        (">pdf", ["Liste drucken", "Briefing drucken", "Drucken: Stammblatt, Akte …"]),
        (">mappe", ["Briefing drucken"]),
        (">etiketten", ["Adressetiketten drucken"]),
        (">bcc", ["E-Mail-Adressen als BCC kopieren"]),
        (">vcf", ["Adresskarten speichern (vCard)"]),
        (">Liste weitergeben", ["Liste weitergeben: Excel, CSV, PDF …"]),
    ],
)
def test_other_words_lead_to_a_command_too(window, typed, titles):
    found = [suggestion.title for suggestion in window.suggester.suggest(typed)]

    assert set(titles) <= set(found)


def test_addresses_and_cards_open_the_window_with_their_format(window):
    for key, code in (("mails", "bcc"), ("cards", "vcf")):
        run(window, key)

        asked = window.findChildren(ExportWindow)[-1]
        assert asked.wish().format == code
        asked.go.setFocus()
        asked.reject()


def test_a_list_without_addresses_says_so_and_leaves_the_clipboard(window, store):
    make_case(store)
    window.go_to("case")
    said: list[str] = []
    window.workbench.troubled.connect(said.append)
    QGuiApplication.clipboard().setText("vorher")

    run(window, "mails")
    run(window, "labels")

    assert "„E-Mail-Adressen als BCC“ gibt es von „Vorgänge“ nicht" in said[0] and "Personen" in said[1]
    assert window.findChildren(ExportWindow) == [] and QGuiApplication.clipboard().text() == "vorher"


@pytest.mark.parametrize(
    ("key", "title"), [("print-list", "Partnerliste"), ("labels", "Adressetiketten"), ("badges", "Namensschilder")]
)
def test_papers_of_the_list_open_from_anywhere(window, key, title):
    run(window, key)

    assert [paper.windowTitle() for paper in window.findChildren(PaperWindow)] == [title]
