"""A note about a citizen's case: guarded in every line, called by its code everywhere outside."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.citizen_guard import TextGuard
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.journal import undoable
from tests.gui.composing import CTRL, chips, kept, press, shown, tasks_of, write
from tests.makers import make, make_person


@pytest.fixture
def composer(store, qapp, today, qtbot):
    theme.apply(qapp, dark=False)
    return shown(Composer(Workbench(store, TaskRunner(inline=True))), qtbot)


def test_a_citizens_case_is_guarded_in_its_notes_too(composer, store):
    make_person(store, "Çelik", given_name="Aylin")
    composer.form.links.link(_citizen_case(store))

    write(composer, "Nachbarin von Frau Çelik")
    composer.form.findChild(TextGuard).look()

    assert "Çelik" in composer.form.guard.full_text()
    assert chips(composer, "offer-") == []


def test_the_guard_keeps_its_warning_for_lines_that_became_tasks(composer, store, qtbot):
    make_person(store, "Çelik", given_name="Aylin")
    case = _citizen_case(store)
    composer.form.links.link(case)

    write(composer, "Frau Çelik besuchen")
    press(composer.form.text, Qt.Key.Key_Return, CTRL)
    assert composer.form.text.toPlainText() == ""
    assert "Çelik" in composer.form.guard.full_text()
    composer.form.findChild(TextGuard).look()
    assert "Çelik" in composer.form.guard.full_text()

    composer.form.tasks.remove(0)
    assert composer.form.guard.full_text() == ""


@pytest.mark.parametrize("line", ["agreement", "subject", "occasion", "place"])
def test_the_guard_looks_at_every_line_behind_more(composer, store, line):
    make_person(store, "Çelik", given_name="Aylin")
    composer.form.links.link(_citizen_case(store))

    getattr(composer.form.details, line).setText("bei Frau Çelik")
    composer.form.findChild(TextGuard).look()

    assert "Çelik" in composer.form.guard.full_text()


def test_outside_a_note_about_a_citizen_is_called_by_the_code(composer, store, qtbot):
    case = _citizen_case(store)
    code = load(store, case).title
    composer.form.links.link(case)
    composer.form.follow_up.set_day(date(2026, 12, 1))
    write(composer, "## Anliegen\nFrau Kowalk aus der Nordstraße 3 ist verwitwet.")

    note = kept(composer, qtbot)

    assert note.title == f"Telefonat zu {code}" and not note.values["subject"]
    step = undoable(store)
    assert step is not None and step.name == f"Vermerk „Telefonat zu {code}“ geschrieben"
    (task,) = tasks_of(store, note.id)
    assert task["text"] == f"Nachfassen: Telefonat zu {code}"


def _citizen_case(store) -> int:
    return make(store, "citizen_case", received_on=date(2026, 11, 20), concern="kontakt", status="neu")
