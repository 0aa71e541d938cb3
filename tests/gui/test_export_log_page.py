"""The log of what left: when, what, where to, what for, and whom it names; the way from there to the person."""

import pytest

from einsamkeit_desktop.actions.exports import Leaving, log_export
from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.gui.export_log_page import ExportLogPage, ExportsNaming
from einsamkeit_desktop.gui.history_view import HistoryView
from einsamkeit_desktop.gui.widgets import PlainLabel

from ..makers import make_person

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def page(bench, qtbot):
    """Give the page, not yet shown."""
    made = ExportLogPage(bench)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


def texts(page, row):
    model = page.table.model()
    return [model.index(row, place).data() for place in range(model.columnCount())]


def test_an_empty_log_says_what_belongs_there(page):
    page.show()

    assert page._empty.isVisible() and "Zweck und Personen" in page._empty.full_text()
    assert not page.persons.isVisible()


def test_each_export_is_a_line_and_the_chosen_one_names_its_persons(page, bench, store):
    aylin = make_person(store, "Çelik")
    log_export(
        store,
        Leaving(
            "Partnerliste",
            "a.xlsx",
            count=3,
            person_ids=(aylin,),
            left_out=2,
            purpose="Tisch",
            sentence="Art: Verein",
        ),
    )
    log_export(store, Leaving("Angebote", "b.pdf", count=1))

    page.show()

    assert texts(page, 0)[0] == "Angebote" and texts(page, 0)[3:] == ["–", "1", "–", "–"]
    assert texts(page, 1)[:1] + texts(page, 1)[2:] == ["Partnerliste", "a.xlsx", "Tisch", "3", "2", "1"]
    page.table.setCurrentIndex(page.table.model().index(1, 0))
    assert page.persons._head.full_text() == "Nennt 1 Person:"
    details = page.persons.findChild(PlainLabel, "exportDetails")
    assert details.full_text().splitlines() == ["Ziel: a.xlsx", "Zweck: Tisch", "Auswahl: Art: Verein"]


def test_enter_leads_to_the_person(page, bench, store, qtbot):
    aylin = make_person(store, "Çelik")
    log_export(store, Leaving("Partnerliste", "a.xlsx", count=1, person_ids=(aylin, 4711)))
    page.show()
    assert "gibt es nicht mehr" in page.persons._head.full_text()

    with qtbot.waitSignal(bench.open_wanted) as heard:
        page.persons.table.opened.emit(aylin)

    assert heard.args == [aylin, False]


def test_a_persons_history_names_the_exports_she_is_in(bench, store, qtbot):
    aylin, berta = make_person(store, "Çelik"), make_person(store, "Wolf")
    log_export(store, Leaving("Partnerliste", "a.xlsx", count=1, person_ids=(aylin,), purpose="Runder Tisch"))
    view = HistoryView(bench)
    qtbot.addWidget(view)

    view.show_record(aylin)
    naming = view.findChild(ExportsNaming)
    assert naming is not None
    assert any("Runder Tisch · a.xlsx" in label.full_text() for label in naming.findChildren(PlainLabel))

    for number in range(14):
        log_export(store, Leaving("Briefing", f"{number}.pdf", count=1, person_ids=(aylin,)))
    view.show_record(berta)
    view.show_record(aylin)
    shown = view.findChildren(ExportsNaming)[-1].findChildren(PlainLabel)
    assert len(shown) == 14 and shown[-1].full_text() == "und 3 ältere, unter „Exporte“"

    view.show_record(berta)
    qtbot.waitUntil(lambda: view.findChild(ExportsNaming) is None)


def test_the_log_stays_when_the_person_goes(page, store):
    aylin = make_person(store)
    log_export(store, Leaving("Partnerliste", "a.xlsx", count=1, person_ids=(aylin,)))
    trash(store, [aylin])

    page.show()

    assert texts(page, 0)[-1] == "1"
