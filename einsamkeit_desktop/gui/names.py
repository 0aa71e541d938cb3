"""Asking for one line of text (the name of a list)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from ..texts import _
from .widgets import Button, PlainLabel


def ask_name(parent: QWidget, title: str, label: str, text: str = "") -> str:
    """Return the name the person typed, "" if she thought better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    line = QLineEdit(text)
    line.setObjectName("nameField")
    line.setAccessibleName(label)
    keep = Button(_("Speichern"), look="primary", name="nameKeep")
    leave = Button(_("Abbrechen"), name="nameLeave")
    buttons = QDialogButtonBox()
    buttons.addButton(keep, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    keep.setDefault(True)
    keep.setEnabled(bool(text))
    line.textChanged.connect(lambda typed: keep.setEnabled(bool(typed.strip())))
    column = QVBoxLayout(dialog)
    column.addWidget(PlainLabel(label))
    column.addWidget(line)
    column.addWidget(buttons)
    dialog.setMinimumWidth(380)
    return line.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""
