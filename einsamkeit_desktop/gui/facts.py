"""Labelled facts in two columns, and how sizes and counts are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ..kinds.registry import KINDS
from ..texts import grouped
from . import theme
from .widgets import PlainLabel


class Facts(QWidget):
    """A grid of labels: what it is at the left, what it says at the right; replaced as a whole."""

    def __init__(self, *, name: str, label_width: int = 106, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label_width = label_width
        self._facts: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._measure()
        theme.current().changed.connect(self._measure)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these facts, each (label, text)."""
        wanted = tuple(facts)
        if wanted == self._facts:
            return
        self._facts = wanted
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (label, text) in enumerate(wanted):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(PlainLabel(label, role="muted"), row, 0, top)
            self._grid.addWidget(PlainLabel(breakable(text), wrap=True), row, 1, top)
        self.setVisible(bool(wanted))

    def facts(self) -> dict[str, str]:
        """Return what is shown, by label."""
        return dict(self._facts)

    def _measure(self) -> None:
        look = theme.current()
        self._grid.setColumnMinimumWidth(0, look.px(self._label_width))
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(look.px(4))


def breakable(text: str) -> str:
    """Let a path break after its separators."""
    return text.replace("/", "/\u200b").replace("\\", "\\\u200b")


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it: 412 KB, 12,4 MB."""
    if size < 1_000_000:
        return f"{grouped(max(round(size / 1000), 1))} KB"
    whole, tenth = divmod(round(size / 100_000), 10)
    return f"{grouped(whole)},{tenth} MB"


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return counts by kind as words, in the given order, without the zeros: 2 Personen, 1 Organisation."""
    return ", ".join(
        f"{grouped(count)} {KINDS[kind].noun(count)}".replace(" ", "\N{NO-BREAK SPACE}")
        for kind, count in counts.items()
        if count
    )
