"""A paper before it leaves: what can be chosen at the left, its pages as they will be printed at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..queries import exports
from ..texts import _, ngettext
from . import theme
from .export_parts import PurposeField
from .pages_window import PagesWindow
from .paper_setting import MadePaper, Maker, PaperSetter
from .widgets import Button, Hairline, button_row
from .workbench import Workbench

PAGES_WIDTH, HEIGHT = 860, 800  # px at 13 px text


class PaperWindow(PagesWindow):
    """The window every paper is seen in before it is saved, printed or opened by another program.

    `wanted` returns what sets the paper as it is chosen now. Its `purpose` is for the log; it is hidden where the paper
    itself tells what it is for.

    Signals:
        save_wanted(MadePaper), print_wanted(MadePaper), open_wanted(MadePaper): hand out the paper as it is shown.
    """

    save_wanted = Signal(object)
    print_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(
        self, workbench: Workbench, title: str, wanted: Callable[[], Maker], parent: QWidget | None = None
    ) -> None:
        super().__init__("paper", title, workbench.runner, parent)
        self.bench = workbench
        self._build()
        self.setter = PaperSetter(workbench, wanted, self)
        self._wire()

    def add_side(self, side: QWidget, width: int) -> None:
        """Put what can be chosen beside the pages."""
        side.setFixedWidth(theme.current().px(width))
        self._middle.insertWidget(0, side)
        self._take_size(width)

    def begin(self) -> None:
        """Set the paper for the first time; to be called when all is in place."""
        self.setter.begin()
        self.save_button.setFocus()

    def _build(self) -> None:
        look = theme.current()
        self.purpose = PurposeField(exports.purposes(self.bench.store))
        self.purpose.setObjectName("paperPurpose")
        self.purpose.setFixedWidth(look.px(210))
        line = self.purpose.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("Zweck, für das Protokoll"))
        self.save_button = Button(_("Als PDF speichern …"), look="primary", icon="file-down", name="paperSave")
        self.save_button.setDefault(True)
        self.print_button = Button(_("Drucken …"), icon="printer", name="paperPrint")
        self.open_button = Button(_("PDF öffnen"), icon="external-link", name="paperOpen")
        foot = QVBoxLayout()
        foot.setContentsMargins(*(look.px(side) for side in (20, 9, 18, 12)))
        foot.setSpacing(look.px(8))
        said = QHBoxLayout()
        said.setSpacing(look.px(9))
        said.addWidget(self.message, 1)
        said.addWidget(self.purpose)
        foot.addLayout(said)
        foot.addLayout(button_row(self.leave_button, self.open_button, self.print_button, self.save_button))
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._middle, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self._take_size(0)

    def _wire(self) -> None:
        self.setter.finished.connect(self.show_made)
        self.setter.failed.connect(self._show_nothing)
        self.setter.progressed.connect(self._show_progress)
        self.setter.stopped.connect(self.deleteLater)
        for button, keys, wanted in (
            (self.save_button, "Ctrl+S", self.save_wanted),
            (self.print_button, "Ctrl+P", self.print_wanted),
            (self.open_button, "Ctrl+O", self.open_wanted),
        ):
            self.wire(button, keys, self._hander(wanted.emit))

    def _hander(self, tell: Callable[[MadePaper], object]) -> Callable[[], None]:
        def hand_out() -> None:
            """Hand out the paper once it is set as it is chosen."""
            self.before_leaving()
            self.setter.when_set(tell)

        return hand_out

    def before_leaving(self) -> None:
        """Do what a paper wants done before it is handed out."""

    def say_trouble(self, text: str) -> None:
        """Say what did not work."""
        self.say(text, "danger")

    def close_saved(self) -> None:
        """Close after the paper was saved, unless the person was faster."""
        if not self.is_closed:
            self.accept()

    def before_closing(self) -> None:
        """Stop what is being set."""
        self.setter.stop()

    def show_made(self, made: MadePaper) -> None:
        """Show the pages and what is to be known of them."""
        self.view.show_pdf(made.content)
        pages = ngettext("{count} Seite", "{count} Seiten", made.pages)
        self.message.set_role("muted")
        self.message.setText(" · ".join((pages, *made.remarks)))
        self._let_out(True)

    def _show_progress(self, done: int, total: int) -> None:
        text = _("Das Papier wird gesetzt … {percent} %").format(percent=100 * done // max(total, 1))
        self.message.set_role("muted")
        self.message.setText(text if done else _("Das Papier wird gesetzt …"))

    def _show_nothing(self, sentence: str) -> None:
        self.view.clear()
        self.say_trouble(sentence)
        self._let_out(False)

    def _let_out(self, is_ready: bool) -> None:
        for button in (self.save_button, self.print_button, self.open_button):
            button.setEnabled(is_ready)

    def _take_size(self, side: int) -> None:
        look, screen = theme.current(), QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else QSize(1280, 720)
        self.resize(min(look.px(PAGES_WIDTH + side), room.width() - 40), min(look.px(HEIGHT), room.height() - 60))
        self.setMinimumHeight(min(look.px(420), room.height()))
