"""Simple formatting of note texts: Markdown in, blocks and spans out, for screen and paper alike.

What she writes is prose first, so a mark counts only where prose would not have it: "Bürger*innen", "geht`s", "2 * 3",
"snake_case" and "Nr. 5*" stay as they are, and a single newline stays a line break. Blocks are found line by line, what
is inside a line by markdown-it, which loads with the first text that needs it. There is no HTML, no picture, no table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_LINE = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BULLET = re.compile(r"([ \t]*)[-*•][ \t]+(\S.*)")
_NUMBERED = re.compile(r"([ \t]*)(\d{1,3}[.)])[ \t]+(\S.*)")
_INLINE_MARK = re.compile(r"[*_`]|\]\(|://")
_WEB = re.compile(r"https?://[^\s<>\"„“”]+")
_BEHIND_WEB = ".,;:!?…)]'*_"
_TARGET = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_CODE = re.compile(r"(`{1,2})(?!`)([^`\n]+)\1(?![`\w])")
_MAY_BEGIN = "„“\"‚‘'’»«([§€$#@&`*_+"  # beside letters and digits: what may follow an opening mark
_MAY_END = "“”\"‘’'»«)].,;:!?…%€$`*_"  # what may stand before a closing one
_HIGHEST = 3


@dataclass(frozen=True)
class Span:
    """A run of text in one style; `target` is where a link leads (http, https, mailto), else ""."""

    text: str
    bold: bool = False
    italic: bool = False
    target: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (`level` 1 to 3) or an item of a list (`level` 0, 1 where nested).

    `number` is an ordered item's number as it was written ("1.", "2)"), "" for a bullet. Line breaks stay in the spans.
    """

    kind: Literal["paragraph", "heading", "item"]
    spans: tuple[Span, ...]
    level: int = 0
    number: str = ""

    @property
    def text(self) -> str:
        """The text without marks, an item's number included."""
        said = "".join(span.text for span in self.spans)
        return f"{self.number} {said}" if self.number else said


def parse(text: str) -> tuple[Block, ...]:
    """Return a text's blocks; every text is one, nothing raises. Takes time in proportion to the length."""
    return tuple(
        Block(block.kind, tuple(_spans("\n".join(block.lines))), block.level, block.number)
        for block in _Reader(text).blocks
    )


def plain(text: str) -> str:
    """Return a text without its marks, one line per line and item: for titles, lists, snippets and screen readers."""
    return "\n".join(block.text for block in parse(text))


@dataclass
class _Lines:
    """The lines of a block that is being read."""

    kind: Literal["paragraph", "heading", "item"]
    lines: list[str]
    level: int = 0
    number: str = ""


class _Reader:
    """Groups the lines of a text to blocks."""

    def __init__(self, text: str) -> None:
        self.blocks: list[_Lines] = []
        self._is_open = False  # whether the next line may go on with the last block
        self._indent = 0  # of the list's first item
        self._numbered = [False, False]  # whether the list's last item of the level was an ordered one
        for line in _LINE.split(text):
            self._read(line.rstrip())

    def _read(self, line: str) -> None:
        if not line:
            self._is_open = False
        elif heading := _HEADING.fullmatch(line):
            self.blocks.append(_Lines("heading", [heading[2]], min(len(heading[1]), _HIGHEST)))
            self._is_open = False
        elif not self._begins_item(line):
            self._go_on(line)

    def _begins_item(self, line: str) -> bool:
        bullet, numbered = _BULLET.fullmatch(line), _NUMBERED.fullmatch(line)
        found = bullet or numbered
        if found is None:
            return False
        indent = len(found[1].expandtabs(4))
        if not (self.blocks and self.blocks[-1].kind == "item"):
            self._indent, self._numbered = indent, [False, False]
        level = 1 if indent >= self._indent + 2 else 0
        if numbered and not self._numbered[level] and int(numbered[2][:-1]) != 1:
            return False  # "24. Dezember" begins no list, "1. Mai" looks the same in one
        self._numbered[level:] = [numbered is not None] + [False] * (1 - level)
        self.blocks.append(_Lines("item", [found[found.re.groups]], level, numbered[2] if numbered else ""))
        self._is_open = True
        return True

    def _go_on(self, line: str) -> None:
        last = self.blocks[-1] if self.blocks and self._is_open else None
        if last is not None and (last.kind == "paragraph" or line[:2].isspace()):
            last.lines.append(line.strip() if last.kind == "item" else line)
        else:
            self.blocks.append(_Lines("paragraph", [line]))
        self._is_open = True


def _spans(text: str) -> Iterator[Span]:
    """Return the spans of a block's text, neighbours of the same style as one."""
    if not _INLINE_MARK.search(text):
        yield Span(text)
        return
    last: Span | None = None
    for span in _styled(text):
        if last is not None and (last.bold, last.italic, last.target) == (span.bold, span.italic, span.target):
            last = Span(last.text + span.text, span.bold, span.italic, span.target)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _styled(text: str) -> Iterator[Span]:
    addresses = [_address(found) for found in _WEB.finditer(text)]
    tokens = _markdown().parseInline(text, {"starts": [a[0] for a in addresses], "ends": [a[1] for a in addresses]})
    bold = italic = 0
    target, has_words = "", True
    for token in tokens[0].children or ():
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            target, has_words = str(token.attrs.get("href", "")), False
        elif token.type == "link_close":
            if not has_words:
                yield Span(target, bold > 0, italic > 0, target)
            target = ""
        elif token.content:
            has_words = True
            parts = ((token.content, target),) if target or token.type != "text" else _web_parts(token.content)
            for words, where in parts:
                yield Span(words, bold > 0, italic > 0, where)


def _web_parts(text: str) -> Iterator[tuple[str, str]]:
    """Return the text in parts with the target of each: web addresses lead where they say."""
    done = 0
    for found in _WEB.finditer(text):
        start, end = _address(found)
        if start > done:
            yield text[done:start], ""
        yield text[start:end], text[start:end]
        done = end
    if done < len(text):
        yield text[done:], ""


def _address(found: re.Match[str]) -> tuple[int, int]:
    """Return where a web address begins and ends, without the punctuation of the sentence around it."""
    return found.start(), found.start() + len(found[0].rstrip(_BEHIND_WEB))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("zero").enable(["emphasis", "link", "backticks"])
    markdown.inline.ruler.at("emphasis", _mark)
    markdown.inline.ruler.at("backticks", _code)
    markdown.validateLink = lambda url: _TARGET.fullmatch(url) is not None  # type: ignore[method-assign]
    return markdown


def _mark(state: StateInline, silent: bool) -> bool:
    """Take up a run of * or _; unlike in Markdown it is no mark within a word or beside a lone sign."""
    from markdown_it.rules_inline.state_inline import Delimiter

    start, sign = state.pos, state.src[state.pos]
    if silent or sign not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == sign:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    address = bisect_right(state.env["starts"], start) - 1
    in_address = address >= 0 and start < state.env["ends"][address]
    opens = not in_address and not before.isalnum() and (after.isalnum() or after in _MAY_BEGIN)
    closes = not in_address and not after.isalnum() and (before.isalnum() or before in _MAY_END)
    for _position in range(start, end):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(
                marker=ord(sign), length=end - start, token=len(state.tokens) - 1, end=-1, open=opens, close=closes
            )
        )
    state.pos = end
    return True


def _code(state: StateInline, silent: bool) -> bool:
    """Take up text between backticks as it is; within a word a backtick is an apostrophe."""
    start = state.pos
    if state.src[start] != "`":
        return False
    found = None if start and state.src[start - 1].isalnum() else _CODE.match(state.src, start, state.posMax)
    if found is None:
        run = re.compile("`+").match(state.src, start)
        assert run is not None
        state.pos = min(run.end(), state.posMax)
        if not silent:
            state.pending += run[0][: state.pos - start]
        return True
    if not silent:
        state.push("code_inline", "code", 0).content = found[2]
    state.pos = found.end()
    return True
