"""Pages made of lines: a column that scrolls, a line one can open, a heading, and words where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from . import icons, theme
from .widgets import EnterClicks, PlainLabel, draw_ring


class ScrollColumn(QScrollArea):
    """A column of widgets that scrolls up and down only."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = QWidget()
        room.setObjectName("scrolled")
        self.column = QVBoxLayout(room)
        self.column.setSpacing(theme.current().px(4))
        self.setViewport(QWidget())  # to find out what Qt's own is, PySide would make all classes of widgets: 7 ms
        self.setWidget(room)
        self.viewport().setAutoFillBackground(False)


class LineRow(EnterClicks, QAbstractButton):
    """A sign, a strong line, one or two quiet ones below it, and something at the right. Enter and a click open it.

    `beside` widgets stand after the strong line, `trailing` ones at the right end.

    Signals: those of QAbstractButton; clicked() means "open".
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        more: str = "",
        icon: str = "",
        role: str = "muted",
        weight: str = "strong",
        beside: Sequence[QWidget] = (),
        trailing: Sequence[QWidget] = (),
        name: str = "line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name, self.icon_role = icon, role
        self.setObjectName(name)
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(part for part in (subtitle, more) if part))
        self.setBackgroundRole(QPalette.ColorRole.Window)  # else the texts inside take the colour of button texts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(35 if icon else 6), look.px(7), look.px(6), look.px(7))
        row.setSpacing(look.px(10))
        texts = QVBoxLayout()
        texts.setSpacing(look.px(1))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(PlainLabel(title, weight=weight), 0 if beside else 1)
        for widget in beside:
            head.addWidget(widget)
        if beside:
            head.addStretch(1)
        texts.addLayout(head)
        for line in (subtitle, more):
            if line:
                texts.addWidget(PlainLabel(line, role="muted"))
        row.addLayout(texts, 1)
        for widget in trailing:
            row.addWidget(widget)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for what the texts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept cut texts."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go up and down with the arrows."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground under the mouse, the sign, the ring."""
        look = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(area, 6, 6)
        if self.icon_name:
            size = look.px(16)
            icons.paint(painter, self.icon_name, self.icon_role, look.px(7), (self.height() - size) / 2, size)
        if self.hasFocus():
            draw_ring(painter, area, 6, look.colour("accent"))
        painter.end()


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


def nothing(text: str, name: str = "nothing") -> PlainLabel:
    """Return the words that stand where nothing is."""
    label = PlainLabel(text, role="muted", wrap=True)
    label.setObjectName(name)
    return label
