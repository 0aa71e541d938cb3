"""The lines of calendar files (RFC 5545): unfolding, components, parameters, escapes. Every step is linear in the file.

The reader that the library brings is not used: it takes each line through patterns that grow with the square of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST_LINE = 65_536
_LONGEST_HEAD = 4000
_DEEPEST = 8
_LINE_END = re.compile(r"\r*\n|\r")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True)
class Property:
    """One line: name in capitals, parameters by their names in capitals, the value as it stands in the file."""

    name: str
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as text, its escapes undone."""
        if "\\" not in self.value:
            return self.value
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    """What stands between BEGIN and END: an event, a task, a time zone, a calendar.

    `line` is where it begins, `method` that of its calendar. `too_long` names properties that were left out because
    their line is; `is_open` says that the file ended before it did.
    """

    name: str
    line: int
    method: str = ""
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)
    is_open: bool = True

    def first(self, name: str) -> Property | None:
        """Return the first property of a name, or None."""
        return next((each for each in self.properties if each.name == name), None)

    def every(self, name: str) -> list[Property]:
        """Return the properties of a name."""
        return [each for each in self.properties if each.name == name]

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, "" where there is none."""
        found = self.first(name)
        return found.text if found is not None else ""


def components(raw: bytes) -> list[Component]:
    """Return the components of all calendars of a file, in its order; what stands elsewhere is passed over."""
    found: list[Component] = []
    stack: list[Component] = []
    for number, line in _logical_lines(decoded(raw)):
        head = line[:80].strip().upper()
        if head.startswith("BEGIN:"):
            made = Component(head[6:].strip(), number)
            if stack and len(stack) <= _DEEPEST:
                made.method = stack[0].method
                (found if len(stack) == 1 else stack[-1].parts).append(made)
            stack.append(made)
        elif head.startswith("END:"):
            _close(stack, head[4:].strip())
        elif stack:
            _add(stack, line)
    return found


def decoded(raw: bytes) -> str:
    """Return the file as text: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        mostly = raw.decode("utf-8", "replace")
        # A letter cut in two by a fold is no reason to take all of it for another charset.
        return mostly if mostly.count("\ufffd") * 100 < len(mostly) else raw.decode("cp1252", "replace")


def is_calendar(head: bytes) -> bool:
    """Whether the beginning of a file is that of a calendar."""
    return "BEGIN:VCALENDAR" in decoded(head).upper()


def split(value: str, sign: str = ",") -> list[str]:
    """Divide a value at every sign that is not escaped."""
    parts: list[list[str]] = [[]]
    for piece in value.split(sign):
        parts[-1].append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append([])
    return [sign.join(part) for part in parts if part]


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with folds undone, each with the number of its first line."""
    pieces: list[str] = []
    first = 1
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if pieces and line[:1] in (" ", "\t"):
            pieces.append(line[1:])
            continue
        if pieces:
            yield first, "".join(pieces)
        pieces, first = [line], number
    if pieces:
        yield first, "".join(pieces)


def _close(stack: list[Component], name: str) -> None:
    """End the innermost component of a name, and with it those that were begun in it and never ended."""
    names = [component.name for component in stack[-_DEEPEST - 2 :]]
    if name not in names:
        return
    while stack:
        component = stack.pop()
        if component.name == name:
            component.is_open = False
            return


def _add(stack: list[Component], line: str) -> None:
    """Add the property of a line to the innermost component; an odd line is passed over."""
    component = stack[-1]
    colon = _colon(line[:LONGEST_LINE])
    name = _NAME.match(line)
    if colon < 0 or name is None:
        return
    if len(line) > LONGEST_LINE:
        component.too_long.append(name[0].upper())
        return
    made = Property(name[0].upper(), line[colon + 1 :], _parameters(line[name.end() : colon]))
    component.properties.append(made)
    if len(stack) == 1 and made.name == "METHOD":
        component.method = made.value.strip().upper()


def _colon(line: str) -> int:
    """Return where the value begins: at the first colon outside quotation marks, or the first where they are odd."""
    position, start, quotes = line.find(":"), 0, 0
    first = position
    while position >= 0:
        quotes += line.count('"', start, position)
        if quotes % 2 == 0:
            return position
        start, position = position, line.find(":", position + 1)
    return first


def _parameters(head: str) -> dict[str, str]:
    """Return the parameters between name and value; `;` within quotation marks divides nothing."""
    found: dict[str, str] = {}
    if len(head) > _LONGEST_HEAD:
        return found
    for part in re.findall(r';((?:"[^"]*"|[^;"])*)', head):
        name, _sign, value = part.partition("=")
        found.setdefault(name.strip().upper(), value.strip().strip('"'))
    return found
