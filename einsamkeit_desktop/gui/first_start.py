"""The first start: three ways in on one calm screen, a new store in two steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from ..store.shared_places import shared_place
from ..texts import _, mark
from . import theme
from .calm_page import CalmPage, WayIn
from .secret_fields import LabelledField, SecretField, lead_from_line_to_line
from .strength import strength
from .widgets import Button, Card, PlainLabel

WELCOME = mark(
    "Kontakte, Vermerke und Wiedervorlagen liegen in einem Bestand: einem verschlüsselten Ordner auf diesem Gerät."
)
ABOUT_PASSPHRASE = mark(
    "Die Passphrase verschlüsselt alles. Ohne sie und ohne den Wiederherstellungsschlüssel kommt niemand mehr hinein."
)
ABOUT_NO_PASSPHRASE = mark(
    "Ohne Passphrase kann jede Person, die an dieses Gerät kommt, den Bestand öffnen. Das genügt für einen Versuch mit "
    "erfundenen Daten, nicht für Daten von Menschen."
)
ABOUT_SHEET = mark(
    "Er öffnet den Bestand, wenn die Passphrase vergessen ist. Er wird nur jetzt gezeigt. Bewahren Sie ihn auf Papier "
    "auf, getrennt von diesem Gerät, etwa im Tresor der Verwaltung."
)

FolderChooser = Callable[[QWidget, str, str], str]
"""Gets parent, title and a first folder, gives the folder chosen or ""."""


def ask_for_folder(parent: QWidget, title: str, first: str) -> str:
    """Ask with the system's dialog."""
    return QFileDialog.getExistingDirectory(parent, title, first)


class WelcomePage(CalmPage):
    """The three ways in. Signals: new_wanted(), open_wanted(), demo_wanted()."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Willkommen bei Gem-Einsamkeit"),
            _(WELCOME),
            name="welcomePage",
            width=640,
        )
        self.new_way = WayIn(
            "circle-plus",
            _("Neuen Bestand anlegen"),
            _("Für den Anfang: Sie wählen eine Passphrase und drucken den Wiederherstellungsschlüssel."),
            _("Anlegen"),
            look="primary",
            name="newStoreButton",
        )
        self.open_way = WayIn(
            "folder-open",
            _("Vorhandenen öffnen"),
            _("Wenn es schon einen Bestand gibt, auch aus einer Sicherung."),
            _("Öffnen …"),
            look="plain",
            name="openStoreButton",
        )
        self.demo_way = WayIn(
            "eye",
            _("Mit Beispieldaten ansehen"),
            _("Erfundene Organisationen und Personen, ohne Passphrase. Nichts davon berührt Ihre Daten."),
            _("Ansehen"),
            look="plain",
            name="demoButton",
        )
        self.problem = PlainLabel("", role="danger", wrap=True)
        self.problem.setObjectName("welcomeProblem")
        self.problem.hide()
        for way in (self.new_way, self.open_way, self.demo_way):
            self.column.addWidget(way)
        self.column.addWidget(self.problem)
        self.new_way.taken.connect(self.new_wanted)
        self.open_way.taken.connect(self.open_wanted)
        self.demo_way.taken.connect(self.demo_wanted)


class NewStorePage(CalmPage):
    """Folder and passphrase of a new store.

    Signals:
        create_wanted(str, str): folder and passphrase ("" for none), checked.
        back_wanted(): back to the three ways.
    """

    create_wanted = Signal(str, str)
    back_wanted = Signal()

    def __init__(self, folder: str, choose_folder: FolderChooser) -> None:
        super().__init__(
            _("Neuen Bestand anlegen"),
            _(ABOUT_PASSPHRASE),
            name="newStorePage",
        )
        self._choose = choose_folder
        self._folder = QLineEdit(folder)
        self._folder.setObjectName("newStoreFolder")
        self._folder.setAccessibleName(_("Ordner des Bestands"))
        self._first = SecretField(_("Passphrase"), name="passphrase")
        self._second = SecretField(_("Passphrase wiederholen"), name="passphraseAgain")
        self._without = QCheckBox(_("Ohne Passphrase anlegen"))
        self._without.setObjectName("withoutPassphrase")
        self._change = Button(_("Ändern …"), name="changeFolderButton")
        self.folder_field = LabelledField(_("Ordner"), _side_by_side(self._folder, self._change))
        self.first_field = LabelledField(_("Passphrase"), self._first, hint=strength("").sentence)
        self.second_field = LabelledField(_("Passphrase wiederholen"), self._second)
        self._place = PlainLabel("", role="warning", wrap=True)
        self._place.setObjectName("placeWarning")
        for widget in (self.folder_field, self._place, self.first_field, self.second_field, self._without):
            self.column.addWidget(widget)
        self._judge_place()
        lead_from_line_to_line(self._first, self._second)
        self._warning = PlainLabel(_(ABOUT_NO_PASSPHRASE), role="warning", wrap=True)
        self._warning.setObjectName("withoutWarning")
        self._warning.hide()
        self.column.addWidget(self._warning)
        back = Button(_("Zurück"), name="backButton")
        self.create_button = Button(_("Bestand anlegen"), look="primary", name="createButton")
        self.add_row(back, self.create_button)
        back.clicked.connect(self.back_wanted)
        self._connect()

    def _connect(self) -> None:
        self._change.clicked.connect(self._ask_folder)
        self._folder.editingFinished.connect(self._judge_place)
        self._first.edited.connect(lambda typed: self.first_field.set_hint(strength(typed).sentence))
        self._second.edited.connect(lambda _typed: self.second_field.say(""))
        self._second.entered.connect(self._create)
        self._without.toggled.connect(self._go_without)
        self.create_button.clicked.connect(self._create)

    def forget(self) -> None:
        """Forget the passphrases typed."""
        self._first.clear()
        self._second.clear()
        self.first_field.set_hint(strength("").sentence)
        self.second_field.say("")

    def _ask_folder(self) -> None:
        folder = self._choose(self, _("Ordner für den neuen Bestand"), self._folder.text())
        if folder:
            self._folder.setText(folder)
            self.folder_field.say("")
            self._judge_place()

    def _judge_place(self) -> None:
        """Warn of a folder that others write to; it may be used all the same."""
        folder = self._folder.text().strip()
        place = shared_place(Path(folder)) if folder else None
        self._place.setText(place.sentence() if place is not None else "")
        self._place.setVisible(place is not None)

    def _go_without(self, is_without: bool) -> None:
        self.forget()
        self._warning.setVisible(is_without)
        for field in (self.first_field, self.second_field):
            field.setEnabled(not is_without)

    def _create(self) -> None:
        folder, first, second = self._folder.text().strip(), self._first.text(), self._second.text()
        if not folder:
            self._refuse(self.folder_field, _("Bitte einen Ordner wählen, in dem der Bestand liegen soll."))
        elif self._without.isChecked():
            self.create_wanted.emit(folder, "")
        elif not strength(first).is_enough:
            self._refuse(self.first_field, strength(first).sentence)
        elif first != second:
            self._refuse(self.second_field, _("Die beiden Eingaben sind verschieden. Bitte noch einmal wiederholen."))
        else:
            self.create_wanted.emit(folder, first)

    def _refuse(self, field: LabelledField, sentence: str) -> None:
        field.say(sentence)
        field.field.setFocus()


def _side_by_side(field: QLineEdit, button: Button) -> QWidget:
    ground = QWidget()
    ground.setFocusProxy(field)
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field, 1)
    row.addWidget(button)
    return ground


class SheetPage(CalmPage):
    """The recovery key, to be printed before anything else happens; `leave` is a button to stand beside "Weiter".

    Signals:
        paper_wanted(): see the sheet, to print or save it.
        confirmed(): the person has it; go on.
    """

    paper_wanted = Signal()
    confirmed = Signal()

    def __init__(self, leave: Button | None = None) -> None:
        super().__init__(
            _("Ihr Wiederherstellungsschlüssel"),
            _(ABOUT_SHEET),
            name="sheetPage",
        )
        self.key = QLabel()
        self.key.setObjectName("recoveryKey")
        self.key.setTextFormat(Qt.TextFormat.PlainText)
        self.key.setAccessibleName(_("Wiederherstellungsschlüssel"))
        self.key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setWordWrap(True)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card = Card(margin=18)
        card.body.addWidget(self.key)
        self.column.addWidget(card)
        self._add_choices([leave] if leave is not None else [])

    def _add_choices(self, beside: Sequence[Button]) -> None:
        paper = Button(_("Blatt drucken oder speichern …"), icon="printer", name="sheetPaperButton")
        self._tick = QCheckBox(_("Ich habe den Schlüssel gedruckt oder aufgeschrieben."))
        self._tick.setObjectName("sheetConfirmed")
        self._on = Button(_("Weiter"), look="primary", name="sheetDoneButton")
        self._on.setEnabled(False)
        self.problem = PlainLabel("", role="danger", wrap=True)
        self.problem.setObjectName("sheetProblem")
        self.problem.hide()
        self.add_row(paper)
        self.column.addWidget(self.problem)
        self.column.addWidget(self._tick)
        self.add_row(*beside, self._on)
        paper.clicked.connect(self.paper_wanted)
        self._tick.toggled.connect(self._on.setEnabled)
        self._on.clicked.connect(self._leave)

    def show_key(self, recovery_key: str) -> None:
        """Show the key in groups of four, four groups a line."""
        groups = [group for group in recovery_key.replace("-", " ").split() if group]
        lines = ["   ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
        self.key.setText("\n".join(lines))
        look = theme.current()
        font = look.font("brand")
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("zero"), 1)
        self.key.setFont(font)
        self._tick.setChecked(False)

    def show_problem(self, sentence: str) -> None:
        """Say why the sheet could not be saved or printed; "" takes it away."""
        self._say(sentence, "danger")

    def show_done(self, sentence: str) -> None:
        """Say what was done with the sheet."""
        self._say(sentence, "positive")

    def _say(self, sentence: str, role: str) -> None:
        self.problem.set_role(role)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _leave(self) -> None:
        self.key.clear()
        self.confirmed.emit()


class FirstStart(QStackedWidget):
    """All pages of the first start.

    Signals:
        create_wanted(str, str): folder and passphrase ("" for none) of a new store; answer with `show_sheet`,
            `show_problem`, or go on.
        open_wanted(str): folder of a store to open.
        demo_wanted(): show the sample data.
        sheet_wanted(): see the recovery sheet, to print or save it.
        finished(): the recovery sheet was confirmed.
    """

    create_wanted = Signal(str, str)
    open_wanted = Signal(str)
    demo_wanted = Signal()
    sheet_wanted = Signal()
    finished = Signal()

    def __init__(
        self, folder: str = "", choose_folder: FolderChooser = ask_for_folder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("firstStart")
        self._folder, self._choose = folder, choose_folder
        self.welcome = WelcomePage()
        self.new_store = NewStorePage(folder, choose_folder)
        self.sheet = SheetPage()
        for page in (self.welcome, self.new_store, self.sheet):
            self.addWidget(page)
        self.welcome.new_wanted.connect(self._show_new)
        self.welcome.open_wanted.connect(self._ask_store)
        self.welcome.demo_wanted.connect(self.demo_wanted)
        self.new_store.back_wanted.connect(self._show_welcome)
        self.new_store.create_wanted.connect(self.create_wanted)
        self.sheet.paper_wanted.connect(self.sheet_wanted)
        self.sheet.confirmed.connect(self.finished)

    def show_sheet(self, recovery_key: str) -> None:
        """Go on to the recovery sheet."""
        self.new_store.forget()
        self.sheet.show_key(recovery_key)
        self.setCurrentWidget(self.sheet)

    def show_problem(self, sentence: str) -> None:
        """Show what went wrong on the page in front, beside the field it is about."""
        if self.currentWidget() is self.new_store:
            self.new_store.folder_field.say(sentence)
            return
        if self.currentWidget() is self.sheet:
            self.sheet.show_problem(sentence)
            return
        self.welcome.problem.setText(sentence)
        self.welcome.problem.setVisible(bool(sentence))

    def _show_new(self) -> None:
        self.show_problem("")
        self.setCurrentWidget(self.new_store)
        self.new_store.first_field.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_welcome(self) -> None:
        self.new_store.forget()
        self.setCurrentWidget(self.welcome)

    def _ask_store(self) -> None:
        folder = self._choose(self, _("Ordner des Bestands"), self._folder)
        if folder:
            self.open_wanted.emit(folder)
