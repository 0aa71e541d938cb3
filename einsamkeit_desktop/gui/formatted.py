"""Note text as it is read: bold, italic, lists, headings and links, drawn from spans; no HTML is ever made of it.

A link opens only from a menu that says where it leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QDesktopServices,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ..kinds.markup import Block, Span, parse
from ..texts import _
from . import theme
from .widgets import WEIGHTS, PlainLabel, draw_ring

_INDENT = 16
_LONGEST_SHOWN = 100


class _Link(NamedTuple):
    """Where a link stands in the document, what it says and where it leads."""

    start: int
    end: int
    text: str
    target: str


def text_view(text: str, *, before: str = "", most: int = 0) -> QWidget:
    """Return a widget that shows a note's text: formatted where it has marks, else a plain label.

    `before` stands before the first word; with `most` the text ends after about so many characters, see `is_longer`.
    """
    blocks = shortened(parse(text), most) if most else parse(text)
    if before:
        blocks = _begun(blocks, before)
    if any(_is_marked(block) for block in blocks):
        return FormattedText(blocks)
    return PlainLabel("\n\n".join(block.text for block in blocks), wrap=True)


def is_longer(text: str, most: int) -> bool:
    """Whether `text_view` would cut the text."""
    return len(text) > most and sum(len(block.text) for block in parse(text)) > most


def shortened(blocks: Sequence[Block], most: int) -> tuple[Block, ...]:
    """Return the beginning of a text, cut at a word and with " …" where there is more."""
    kept: list[Block] = []
    room = most
    for block in blocks:
        if len(block.text) <= room:
            kept.append(block)
            room -= len(block.text)
            continue
        spans: list[Span] = []
        for span in block.spans:
            if len(span.text) > room:
                said = span.text[:room].rpartition(" ")[0] or span.text[:room]
                spans.append(Span(said + " …", span.bold, span.italic, span.target))
                break
            spans.append(span)
            room -= len(span.text)
        kept.append(Block(block.kind, tuple(spans), block.level, block.number))
        break
    return tuple(kept)


class FormattedText(QWidget):
    """The blocks of a text; its accessible name is the text without marks.

    Tab goes from link to link, Enter or a click shows where one leads and offers to open it.
    """

    def __init__(self, blocks: Sequence[Block], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formattedText")
        self._blocks = tuple(blocks)
        self._links: list[_Link] = []
        self._chosen = -1
        self._heights: dict[int, int] = {}
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self.setAccessibleName(self.full_text())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._write()
        if self._links:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setMouseTracking(True)
        theme.current().changed.connect(self._write)

    def full_text(self) -> str:
        """Return the text without marks."""
        return "\n".join(block.text for block in self._blocks)

    def links(self) -> list[str]:
        """Return where the links lead, in order."""
        return [link.target for link in self._links]

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that lines break."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of the broken lines."""
        if width not in self._heights:  # the layout asks for the same few widths again and again
            self._document.setTextWidth(width)
            self._heights[width] = round(self._document.size().height() + 0.5)
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the lines there are."""
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created) else theme.current().px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept the room of a few words."""
        return QSize(theme.current().px(80), theme.current().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the document and the ring around the chosen link."""
        painter = QPainter(self)
        self._document.setTextWidth(self.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.current().colour("text"))
        self._document.documentLayout().draw(painter, context)
        if self.hasFocus() and 0 <= self._chosen < len(self._links):
            for area in self._areas(self._links[self._chosen]):
                draw_ring(painter, area.adjusted(-2, -1, 2, 1), 3, theme.current().colour("accent"))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Choose the first link, or the last where one comes from below."""
        super().focusInEvent(event)
        self._choose(len(self._links) - 1 if event.reason() == Qt.FocusReason.BacktabFocusReason else 0)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go to the next link before the focus leaves."""
        following = self._chosen + (1 if forward else -1)
        if self.hasFocus() and 0 <= following < len(self._links):
            self._choose(following)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show where the chosen link leads."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._links:
            link = self._links[self._chosen]
            self._show_menu(link, self._areas(link)[-1].bottomLeft().toPoint())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the hand and where a link leads."""
        link = self._link_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        self.setToolTip(_shown(link.target).replace("<", "%3C") if link else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show where a link leads."""
        at = event.position().toPoint()
        link = self._link_at(at) if event.button() == Qt.MouseButton.LeftButton else None
        if link is not None:
            self._choose(self._links.index(link))
            self._show_menu(link, at)

    def build_menu(self, target: str) -> QMenu:
        """Return the menu of a link: where it leads, open, copy."""
        menu = QMenu(self)
        menu.addAction(_shown(target).replace("&", "&&")).setEnabled(False)
        menu.addAction(_opening(target).replace("&", "&&"), partial(QDesktopServices.openUrl, QUrl(target)))
        menu.addAction(_("Adresse kopieren"), partial(QGuiApplication.clipboard().setText, target))
        menu.setActiveAction(menu.actions()[1])
        return menu

    def _show_menu(self, link: _Link, at: QPoint) -> None:
        menu = self.build_menu(link.target)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))

    def _choose(self, place: int) -> None:
        self._chosen = place
        if 0 <= place < len(self._links):
            link = self._links[place]
            self.setAccessibleDescription(
                _("Link „{text}“, führt zu {target}").format(text=link.text, target=link.target)
            )
        self.update()

    def _link_at(self, at: QPoint) -> _Link | None:
        place = self._document.documentLayout().hitTest(at.toPointF(), Qt.HitTestAccuracy.ExactHit)
        return next((link for link in self._links if link.start <= place < link.end), None)

    def _areas(self, link: _Link) -> list[QRectF]:
        """Return where a link stands, one area for each line."""
        block = self._document.findBlock(link.start)
        lines, origin = block.layout(), self._document.documentLayout().blockBoundingRect(block).topLeft()
        start, end = link.start - block.position(), link.end - block.position()
        found = []
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = (line.cursorToX(place)[0] for place in (first, last))  # type: ignore[index]
                found.append(QRectF(left, line.y(), right - left, line.height()).translated(origin))
        return found

    def _write(self) -> None:
        """Put the blocks into the document, in the colours and sizes of today's look."""
        look = theme.current()
        self._heights.clear()
        self._document.clear()
        self._document.setDefaultFont(look.font())
        cursor = QTextCursor(self._document)
        links: list[_Link] = []
        for place, block in enumerate(self._blocks):
            form = _block_format(block, self._blocks[place - 1] if place else None)
            if place:
                cursor.insertBlock(form)
            else:
                cursor.setBlockFormat(form)
            if block.kind == "item":
                cursor.insertText(f"{block.number or '•'}\t", QTextCharFormat())
            for span in block.spans:
                start = cursor.position()
                cursor.insertText(_one_block(span.text), _span_format(span, block.kind == "heading"))
                if span.target:
                    links.append(_Link(start, cursor.position(), span.text, span.target))
        self._links = list(_joined(links))
        self.updateGeometry()
        self.update()


def _block_format(block: Block, above: Block | None) -> QTextBlockFormat:
    look = theme.current()
    form = QTextBlockFormat()
    if above is not None:
        is_list = block.kind == "item" and above.kind == "item"
        form.setTopMargin(look.px(2 if is_list or block.kind == "item" or above.kind == "heading" else 7))
    if block.kind == "item":
        indent = look.px(_INDENT if len(block.number) < 3 else _INDENT + 8)
        form.setLeftMargin(look.px(_INDENT) * block.level + indent)
        form.setTextIndent(-indent)
        form.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
    return form


def _span_format(span: Span, is_heading: bool) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(WEIGHTS["strong"] if span.bold or is_heading else QFont.Weight.Normal)
    form.setFontItalic(span.italic)
    if span.target:
        form.setForeground(theme.current().colour("accent"))
        form.setFontUnderline(True)
    return form


def _one_block(text: str) -> str:
    """Return the text so that its breaks begin a line, not a paragraph of the document."""
    return text.replace("\n", "\u2028").replace("\u2029", "\u2028")


def _joined(links: Sequence[_Link]) -> Iterator[_Link]:
    """Return links whose parts differ in style as one each."""
    last: _Link | None = None
    for link in links:
        if last is not None and last.end == link.start and last.target == link.target:
            last = _Link(last.start, link.end, last.text + link.text, link.target)
            continue
        if last is not None:
            yield last
        last = link
    if last is not None:
        yield last


def _is_marked(block: Block) -> bool:
    return block.kind != "paragraph" or any(span.bold or span.italic or span.target for span in block.spans)


def _begun(blocks: Sequence[Block], before: str) -> tuple[Block, ...]:
    """Return the blocks with words before the first; a list or heading begins below them."""
    if blocks and blocks[0].kind == "paragraph":
        first = Block("paragraph", (Span(before + " "), *blocks[0].spans))
        return (first, *blocks[1:])
    return (Block("paragraph", (Span(before),)), *blocks)


def _shown(target: str) -> str:
    """Return an address for a line of a menu; of a long one the middle is left out."""
    if len(target) <= _LONGEST_SHOWN:
        return target
    return f"{target[: _LONGEST_SHOWN - 20]} … {target[-17:]}"


def _opening(target: str) -> str:
    """Say what opening does; of a web address the host alone, which a long address can hide."""
    if target.casefold().startswith("mailto:"):
        return _("E-Mail schreiben")
    host = QUrl(target).host(QUrl.ComponentFormattingOption.FullyEncoded)
    return _("{host} im Browser öffnen").format(host=host or target)
