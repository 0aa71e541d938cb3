"""Preparing a briefing pack: what it is about at the left, its pages at the right, as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..actions.recipes import remember_pack
from ..errors import Trouble
from ..queries import packs
from ..queries.recipes import Recipe, kept_for, last_used
from ..texts import _, ngettext
from . import theme
from .briefing_form import BriefingForm
from .pack_setting import Order, PackSetter, SetPack
from .paper_view import PaperView
from .statusline import announce
from .widgets import Button, Hairline, PlainLabel
from .workbench import Workbench

SIZE, FORM_WIDTH = (1240, 780), 424  # px at 13 px text


class BriefingWindow(QDialog):
    """The window of one briefing pack. It remembers the recipe, and for its occasion the talking points.

    Signals:
        save_wanted(SetPack), print_wanted(SetPack): hand out the pack as it is shown.
    """

    save_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, workbench: Workbench, meant: packs.Occasion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefingWindow")
        self.setWindowTitle(_("Briefing"))
        self._workbench, self._meant = workbench, meant
        self._is_closed = False
        self._build()
        kept = kept_for(workbench.store, meant.record_id)
        self.form.show_recipe(kept.recipe if kept else last_used(workbench.store), kept.talking_points if kept else ())
        self._kept = self._state()
        self.setter = PackSetter(workbench, self._order, self)
        self._wire()
        self.setter.begin()

    def _build(self) -> None:
        look = theme.current()
        self.form = BriefingForm(self._workbench, self._meant)
        self.form.setFixedWidth(look.px(FORM_WIDTH))
        self.view = PaperView("briefingPages")
        self.message = PlainLabel("", role="muted")
        self.message.setObjectName("briefingMessage")
        self.save_button = Button(_("Als PDF speichern …"), look="primary", icon="file-down", name="briefingSave")
        self.print_button = Button(_("Drucken …"), icon="printer", name="briefingPrint")
        leave = Button(_("Schließen"), look="quiet", name="briefingClose")
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(look.px(side) for side in (20, 10, 18, 12)))
        foot.setSpacing(look.px(9))
        foot.addWidget(self.message, 1)
        for button in (leave, self.print_button, self.save_button):
            foot.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.form)
        middle.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self._take_size()

    def _wire(self) -> None:
        self.setter.finished.connect(self._show)
        self.setter.failed.connect(self._show_nothing)
        self.setter.stopped.connect(self.deleteLater)
        self.form.edited.connect(self.setter.begin_soon)
        self.form.refused.connect(self.say_trouble)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_out)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_out)
        self.save_button.setFocus()

    def save(self) -> None:
        """Ask for the pack as a file, once it is set as the form says."""
        self._remember()
        self.setter.when_set(self.save_wanted.emit)

    def print_out(self) -> None:
        """Ask for the pack on paper, once it is set as the form says."""
        self._remember()
        self.setter.when_set(self.print_wanted.emit)

    def say(self, text: str) -> None:
        """Say what just happened, in the foot of the window."""
        self._say(text, "muted")

    def say_trouble(self, text: str) -> None:
        """Say what did not work."""
        self._say(text, "danger")

    def close_saved(self) -> None:
        """Close after the pack was saved, unless the person was faster."""
        if not self._is_closed:
            self.accept()

    def _remember(self) -> None:
        """Keep recipe and talking points for the next time."""
        self._kept = recipe, points = self._state()
        try:
            remember_pack(self._workbench.store, self._meant.record_id, recipe, points)
        except Trouble as trouble:
            self._workbench.troubled.emit(str(trouble))

    def done(self, result: int) -> None:
        """Close and remember; a preview on its way is stopped."""
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close by the window's own button as by Esc."""
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        if self._state() != self._kept:
            self._remember()
        self.setter.stop()

    def _state(self) -> tuple[Recipe, tuple[str, ...]]:
        return self.form.parts.recipe(), self.form.talking_points()

    def _order(self) -> Order:
        return Order(self.form.partners(), self.form.wishes(), self._meant.people)

    def _show(self, made: SetPack) -> None:
        self.view.show_pdf(made.content)
        self.form.title.setPlaceholderText(made.title)
        if not self.form.confidential.isChecked():
            self.form.show_hidden(made.hidden_notes)
        text = ngettext("{count} Seite", "{count} Seiten", made.pages)
        if made.cover_is_head:
            text += " · " + _("Deckblatt als Kopf der ersten Seite, damit zwei Seiten reichen")
        if made.missing:
            text += " · " + ngettext(
                "{count} Zeichen lässt sich nicht drucken und steht als Code",
                "{count} Zeichen lassen sich nicht drucken und stehen als Code",
                made.missing,
            )
        self.message.set_role("muted")
        self.message.setText(text)
        self._let_out(True)

    def _show_nothing(self, sentence: str) -> None:
        self.view.clear()
        self.say_trouble(sentence)
        self._let_out(False)

    def _let_out(self, is_ready: bool) -> None:
        self.save_button.setEnabled(is_ready)
        self.print_button.setEnabled(is_ready)

    def _say(self, text: str, role: str) -> None:
        if self._is_closed:
            return
        self.message.set_role(role)
        self.message.setText(text)
        announce(self, text, is_urgent=role == "danger")

    def _take_size(self) -> None:
        look, screen = theme.current(), QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else self.maximumSize()
        width, height = (look.px(side) for side in SIZE)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))
        self.setMinimumSize(min(look.px(760), room.width()), min(look.px(420), room.height()))
