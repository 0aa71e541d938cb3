"""The briefing's window makes the pages the command line makes, and says what it did to them."""

from __future__ import annotations

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from einsamkeit_desktop.exports.paper.briefing import briefing_paper
from einsamkeit_desktop.gui.briefing_window import BriefingWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import packs
from einsamkeit_desktop.store.store import Store

from ..makers import make_note, make_organisation, make_person, make_role


def shown(qtbot: QtBot, store: Store, *ids: int) -> BriefingWindow:
    window = BriefingWindow(Workbench(store, TaskRunner(inline=True)), packs.occasion(store, list(ids)))
    qtbot.addWidget(window)
    qtbot.waitUntil(window.setter.is_settled)
    return window


def test_a_pack_on_one_person_is_the_one_of_the_command_line(
    qtbot: QtBot, qapp: object, store: Store, today: date
) -> None:
    person = make_person(store, "Özdemir")
    make_role(store, person, make_organisation(store, "Nordlicht"))
    make_note(store, person, content="Frühstück", day=today - timedelta(3))

    made = shown(qtbot, store, person).setter.made()

    paper = briefing_paper(packs.pack(store, [person]), Progress())
    assert made is not None and made.content == paper.content
    assert (paper.pages, paper.cover_is_head) == (1, True)
    assert made.remarks == ("Deckblatt als Kopf der ersten Seite, sonst stünde kaum mehr als der Name darauf",)


def test_fewer_contacts_than_usual_are_told_beside_the_pages(
    qtbot: QtBot, qapp: object, store: Store, today: date
) -> None:
    partner = make_organisation(store, "Nordlicht", description="Viel zu sagen. " * 40)
    for number in range(5):
        make_note(store, partner, content="\n".join(["Lange besprochen."] * 28), day=today - timedelta(number + 1))

    window = shown(qtbot, store, partner)

    assert "von 5 letzten Kontakten, damit zwei Seiten reichen" in window.message.text()
    assert "bis zu fünf" in window.form.parts.notes.accessibleDescription()
