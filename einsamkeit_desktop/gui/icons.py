"""Lucide icons in the colours of the theme, sharp at every device pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ..paths import resource
from . import theme


def pixmap(name: str, role: str = "muted", size_px: int = 0, ratio: float = 1.0) -> QPixmap:
    """Return the icon in the colour of the role; `size_px` in device independent pixels, 0 for 16 at 13 px text."""
    look = theme.current()
    return _drawn(name, getattr(look.colours, role), size_px or look.px(16), ratio)


def icon(name: str, role: str = "muted", size_px: int = 0) -> QIcon:
    """Return a QIcon of the same, with a pixmap for the device pixel ratio of each screen and a paler disabled state.

    It keeps today's colours and screens: ask again when the theme changes.
    """
    made = QIcon()
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, role, size_px, ratio))
        made.addPixmap(pixmap(name, "hint", size_px, ratio), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: str, role: str, left: float, top: float, size_px: int) -> None:
    """Paint the icon at a place of a widget that paints itself."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(left), round(top), pixmap(name, role, size_px, ratio))


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size_px: int, ratio: float) -> QPixmap:
    drawn = QPixmap(round(size_px * ratio), round(size_px * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")
