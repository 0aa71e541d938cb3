"""The template of file references: seen while typing, kept when it can be used, else the sentence beside the field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.settings_references import ReferencesCard
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.cases import file_references
from einsamkeit_desktop.queries.record import load
from tests.gui.keys import type_text
from tests.makers import make_case


@pytest.fixture
def card(qtbot, qapp, store, today):
    theme.apply(qapp, dark=False)
    made = ReferencesCard(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


def preview(card):
    return card.findChild(QLabel, "referencePreview").full_text()


def test_the_next_reference_is_shown_while_typing(qtbot, store, card):
    make_case(store)
    card.plan.clear()

    type_text(card.plan, "50-05")

    assert preview(card) == "Das nächste: 50-05-2026-002"


def test_enter_keeps_the_template_and_new_cases_follow_it(qtbot, store, card):
    card.template.clear()
    type_text(card.template, "{JJ}/{LFD:4} {PLAN}")
    qtbot.keyClick(card.template, Qt.Key.Key_Return)

    assert load(store, make_case(store)).values["file_reference"] == "26/0001 KE"


def test_a_template_without_a_number_is_refused_and_the_old_one_stays(qtbot, store, card):
    card.template.clear()
    type_text(card.template, "{PLAN}-{JAHR}")
    qtbot.keyClick(card.template, Qt.Key.Key_Return)

    said = [label.full_text() for label in card.findChildren(QLabel) if hasattr(label, "full_text")]
    assert "Die laufende Nummer {LFD:3} muss genau einmal vorkommen." in said
    assert file_references(store).template == "{PLAN}-{JAHR}-{LFD:3}"
    assert preview(card) == ""
