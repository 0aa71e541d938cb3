"""Every control of the windows around citizens, mails and attachments has a name and takes the focus by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.gui.attachment_preview import PreviewWindow
from einsamkeit_desktop.gui.citizen_form import CitizenForm
from einsamkeit_desktop.gui.crisis_window import CrisisWindow
from einsamkeit_desktop.gui.mail_window import MailWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports.mail import read_mail
from einsamkeit_desktop.imports.mail_parts import MailFile
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.attachments import attachments, content
from einsamkeit_desktop.queries.record import load, named
from tests.imports.test_mail import eml
from tests.makers import make, make_organisation

from .test_attachment_preview import png


def citizen_form(bench: Workbench) -> QWidget:
    form = CitizenForm(bench)
    given = {"received_on": clock.today(), "concern": "akut", "status": "neu"}
    form.show(load(bench.store, make(bench.store, "citizen_case", **given)))
    return form


def mail_window(bench: Workbench) -> QWidget:
    owner = make_organisation(bench.store)
    content = eml(text="Danke!\n\n> Geht es?", files=[("a.pdf", b"%PDF-1.7")])
    mail = read_mail("a.eml", content)
    return MailWindow(bench, mail, MailFile("a.eml", content), named(bench.store, [owner])[owner])


def preview(bench: Workbench) -> QWidget:
    owner = make_organisation(bench.store)
    add_attachments(bench.store, owner, [("Bild.png", png())])
    entries = attachments(bench.store, owner)
    return PreviewWindow(bench.runner, entries, entries[0], lambda entry: content(bench.store, entry.id))


@pytest.mark.parametrize("make_window", [citizen_form, mail_window, preview, CrisisWindow])
def test_every_control_has_a_name(make_window, store, today, qtbot):
    window = make_window(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(window)
    window.show()

    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]
    unnamed = [f"{type(widget).__name__} {widget.objectName()}" for widget in controls if not widget.accessibleName()]

    assert controls
    assert unnamed == []
