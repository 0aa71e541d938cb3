"""Copying a table is a way out of the store: logged, with nothing confidential in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from einsamkeit_desktop.actions.exports import Leaving, log_export
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.errors import NoRoom
from einsamkeit_desktop.gui import table_out
from einsamkeit_desktop.gui.export_log_page import ExportLogPage
from einsamkeit_desktop.gui.import_report import BadRowsOut
from einsamkeit_desktop.gui.list_side import ListSide
from einsamkeit_desktop.gui.table_out import copy_table
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries import exports, lists
from einsamkeit_desktop.queries.imports import BadRows
from tests.makers import make_organisation, make_person, make_role


@pytest.fixture
def bench(store, today, qapp):
    """Give a workbench; what it said is in its `heard`."""
    make_application()
    bench = Workbench(store, TaskRunner(inline=True))
    said: list[str] = []
    bench.said.connect(lambda text, _can_undo: said.append(text))
    bench.troubled.connect(said.append)
    bench.heard = said  # type: ignore[attr-defined]
    return bench


def logged(store):
    return [entry for entry in exports.exports_logged(store, exports.export_ids(store)) if entry]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_copied_rows_are_logged_with_whom_they_name_and_nothing_confidential_goes_along(bench, store):
    aylin = make_person(store, "Çelik", contacts=(ContactPoint("phone", "+49 231 50-0"),))
    make_role(store, aylin, make_organisation(store, "=1+1 e. V."))
    make_role(store, aylin, make_organisation(store, "Geheimbund", confidential=True))
    secret = make_person(store, "Geheim", confidential=True)

    copy_table(bench, lists.ListQuery("person", columns=("title", "phone", "organisation")), [aylin, secret])

    assert clipboard() == "Person\tTelefon\tOrganisation\nÇelik\t+49 231 50-0\t'=1+1 e. V.\n"
    (entry,) = logged(store)
    assert (entry.what, entry.target) == ("Tabelle kopiert: Personen", "Zwischenablage")
    assert (entry.count, entry.left_out) == (1, 1) and exports.persons_in(store, entry.id) == [aylin]
    assert bench.heard == ["1 Zeile kopiert; 1 vertraulicher bleibt hier."]


def test_only_confidential_rows_change_neither_clipboard_nor_log(bench, store):
    QGuiApplication.clipboard().setText("vorher")

    copy_table(bench, lists.ListQuery("person"), [make_person(store, "Geheim", confidential=True)])

    assert clipboard() == "vorher" and logged(store) == []
    assert bench.heard[0].startswith("Nichts kopiert: 1 vertraulicher bleibt hier.")


def test_what_cannot_be_written_down_is_not_copied(bench, store, monkeypatch):
    def full(*_arguments):
        raise NoRoom("Kein Platz.")

    monkeypatch.setattr(table_out, "leaving", full)
    QGuiApplication.clipboard().setText("vorher")

    copy_table(bench, lists.ListQuery("person"), [make_person(store)])

    assert clipboard() == "vorher" and bench.heard == ["Kein Platz."]


def test_ctrl_c_copies_the_selection_of_a_list(bench, store, qtbot):
    make_person(store, "Çelik")
    side = ListSide(bench, "person")
    qtbot.addWidget(side)
    side.show()
    side.table.selectAll()

    qtbot.keyClick(side.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert clipboard().splitlines()[1].startswith("Çelik\t") and len(logged(store)) == 1


def test_a_table_that_may_name_confidential_things_is_not_copied(bench, store, qtbot):
    log_export(store, Leaving("Partnerliste", "a.xlsx", count=3))
    page = ExportLogPage(bench)
    qtbot.addWidget(page)
    page.show()
    QGuiApplication.clipboard().setText("vorher")

    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert clipboard() == "vorher" and "nicht kopiert" in bench.heard[0]


def test_refused_rows_handed_out_to_be_mended_are_logged(bench, store, tmp_path):
    out = BadRowsOut(bench, QWidget())

    out.write(tmp_path / "gibt es nicht" / "f.xlsx", "Liste.csv", BadRows(("Name",), ((("Çelik",), "Ohne Ort"),)))
    assert logged(store) == []
    out.write(tmp_path / "f.xlsx", "Liste.csv", BadRows(("Name",), ((("Çelik",), "Ohne Ort"),)))

    (entry,) = logged(store)
    assert (entry.what, entry.count, entry.sentence) == ("Fehlerhafte Zeilen eines Imports", 1, "Liste.csv")
