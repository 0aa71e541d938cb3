"""The settings: calm cards in two columns, in one where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ..store.writing import Changes
from ..texts import _
from . import theme
from .settings_about import AboutCard, KeysCard
from .settings_look import LookCard
from .settings_office import OfficeCard
from .settings_passphrase import PassphraseCard, has_passphrase
from .settings_references import ReferencesCard
from .settings_securing import SecuringCard
from .settings_store import BackupCard, StoreCard
from .widgets import PlainLabel
from .workbench import Workbench

TWO_COLUMNS_FROM = 900
WIDEST = 1200


class _Ground(QWidget):
    """What scrolls: as high as its text is at its width, not as it would be at the least width."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for width alone."""
        return QSize(super().minimumSizeHint().width(), 0)


class SettingsPage(QScrollArea):
    """Nothing here waits for a button "apply"; what takes long runs in the background."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("page-settings")
        self.setAccessibleName(_("Einstellungen"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look = LookCard()
        self.store = StoreCard(workbench)
        self.backup = BackupCard(workbench)
        secret_card = PassphraseCard if has_passphrase(workbench.store) else SecuringCard
        self.passphrase = secret_card(workbench)
        self.office = OfficeCard(workbench)
        self.references = ReferencesCard(workbench)
        self._build()
        self.setFocusProxy(self.look.first_field())
        theme.current().changed.connect(self._measure)
        workbench.changed.connect(self._hear)

    def _build(self) -> None:
        ground = _Ground()
        ground.setObjectName("scrolled")
        self._middle = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stacks: list[QVBoxLayout] = []
        for cards in (
            (self.look, self.store, self.backup, self.passphrase),
            (self.office, self.references, KeysCard(), AboutCard()),
        ):
            column = QVBoxLayout()
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
            self._stacks.append(column)
        self._whole = QVBoxLayout(self._middle)
        self._whole.addWidget(PlainLabel(_("Einstellungen"), size="title", weight="strong"))
        self._whole.addLayout(self._columns)
        self._whole.addStretch(1)
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._middle)
        self.setWidget(ground)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what may differ by now."""
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the columns side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _refresh(self) -> None:
        self.store.refresh()
        self.backup.refresh()
        self.office.refresh()
        self.references.refresh()

    def _hear(self, _changes: Changes) -> None:
        if self.isVisible():
            self.store.refresh()

    def _arrange(self) -> None:
        is_wide = self.viewport().width() >= theme.current().px(TWO_COLUMNS_FROM)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def _measure(self) -> None:
        look = theme.current()
        self._middle.setMaximumWidth(look.px(WIDEST))
        self._whole.setContentsMargins(*(look.px(side) for side in (18, 14, 18, 18)))
        self._whole.setSpacing(look.px(12))
        self._columns.setSpacing(look.px(12))
        for column in self._stacks:
            column.setSpacing(look.px(12))
        self._arrange()
