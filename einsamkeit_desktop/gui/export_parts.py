"""Fields of the window that hands out lists: one of several, the purpose, and the profiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ..actions.exports import LONGEST_NAME, delete_profile, save_profile
from ..errors import Trouble
from ..kinds.clean import clean_text
from ..queries import exports
from ..queries.exports import Wish
from ..store.store import Store
from ..texts import _
from . import theme
from .chips import FlowLayout
from .names import ask_name
from .widgets import Button, StillCombo

LONGEST_PURPOSE = 300


class Choice(StillCombo):
    """One of several in a box, by codes. Signals: those of QComboBox."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def shorten(self, letters: int) -> None:
        """Take no more room than there is, down to some letters; the whole text is told beside the box."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.currentTextChanged.connect(self.setToolTip)

    def choose(self, code: str) -> None:
        """Choose the entry of a code; the first where there is none."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def chosen(self) -> str:
        """Return the code of the chosen entry."""
        return str(self.currentData())

    def showPopup(self) -> None:  # noqa: N802
        """Show all entries where the screen has room for them: Qt forgets the padding of entries."""
        super().showPopup()
        view = self.view()
        box, screen = view.window(), self.screen().availableGeometry()
        wanted = sum(view.sizeHintForRow(row) for row in range(min(self.count(), self.maxVisibleItems())))
        missing = wanted - view.viewport().height()
        if missing > 0:
            height = min(box.height() + missing, screen.height())
            top = max(min(box.y(), screen.bottom() + 1 - height), screen.top())
            # higher first: the arrow for scrolling goes only when there is room for the entries beside it
            for room in (2 * theme.current().px(10), 0):
                box.setGeometry(box.x(), top, box.width(), height + room)
                view.doItemsLayout()


class Choices(QWidget):
    """One of several, all to be seen.

    Signals:
        changed(): another one was chosen.
    """

    changed = Signal()

    def __init__(self, label: str, name: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._codes = [code for code, _text in entries]
        self._group = QButtonGroup(self)
        row = FlowLayout(gap=14)
        for place, (code, text) in enumerate(entries):
            button = QRadioButton(text)
            button.setObjectName(f"{name}-{code}")
            button.setAccessibleName(f"{label}: {text}")
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.current().px(2), 0, 0)
        whole.addLayout(row)
        self._group.idToggled.connect(self._tell)

    def chosen(self) -> str:
        """Return the code of the chosen one."""
        return self._codes[self._group.checkedId()]

    def choose(self, code: str) -> None:
        """Choose one by its code; an unknown code changes nothing."""
        if code in self._codes:
            self._group.button(self._codes.index(code)).setChecked(True)

    def _tell(self, _place: int, is_on: bool) -> None:
        if is_on:
            self.changed.emit()


class PurposeField(StillCombo):
    """What a list is for, in free words; the purposes named before are offered."""

    def __init__(self, purposes: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("exportPurpose")
        self.setAccessibleName(_("Zweck"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.addItems(list(purposes))
        self.setCurrentText("")
        line = self.lineEdit()
        assert line is not None
        line.setMaxLength(LONGEST_PURPOSE)
        line.setProperty("look", "bare")
        line.setPlaceholderText(_("etwa: Einladung Runder Tisch (steht in der Datei)"))
        line.setAccessibleName(_("Zweck"))
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)


class Profiles(QWidget):
    """Wishes kept under a name: takes one, keeps what is chosen now, forgets one.

    Signals:
        taken(Wish): a profile was chosen, or what was chosen last.
        troubled(str): it could not be kept.
    """

    taken = Signal(object)
    troubled = Signal(str)

    def __init__(self, store: Store, kind: str, wish: Callable[[], Wish]) -> None:
        super().__init__()
        self._store, self._kind, self._wish = store, kind, wish
        self.box = Choice(_("Profil"), "exportProfile")
        self.box.shorten(16)
        self.keep = Button(_("Als Profil merken …"), look="quiet", name="exportKeepProfile")
        self.forget = Button(_("Profil löschen"), look="quiet", name="exportForgetProfile")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        for button in (self.keep, self.forget):
            row.addWidget(button)
        self._fill("")
        self.box.activated.connect(self._take)
        self.keep.clicked.connect(self._keep_wish)
        self.forget.clicked.connect(self._forget_chosen)

    def _fill(self, chosen: str) -> None:
        self.box.clear()
        self.box.addItem(_("Zuletzt gewählt"), "")
        for name in exports.profiles(self._store):
            self.box.addItem(name, name)
        self.box.choose(chosen)
        self.forget.setVisible(bool(self.box.chosen()))

    def _take(self) -> None:
        self.forget.setVisible(bool(self.box.chosen()))
        wish = exports.profiles(self._store).get(self.box.chosen()) or exports.last_wish(self._store, self._kind)
        self.taken.emit(wish if wish.format in exports.formats(self._kind) else replace(wish, format="xlsx"))

    def _keep_wish(self) -> None:
        name = clean_text(ask_name(self, _("Profil merken"), _("Name des Profils"), self.box.chosen())).strip()
        if not name:
            return
        try:
            save_profile(self._store, name, self._wish())
        except Trouble as trouble:
            self.troubled.emit(str(trouble))
        else:
            self._fill(name[:LONGEST_NAME].strip())

    def _forget_chosen(self) -> None:
        try:
            delete_profile(self._store, self.box.chosen())
        except Trouble as trouble:
            self.troubled.emit(str(trouble))
        else:
            self._fill("")
