"""The text of a mail: HTML as plain lines, and the quoted history told apart from what is new."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# The HTML of a mail that is read at the most; longer ones are newsletters or attacks.
_MOST_HTML = 400_000
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "object", "svg", "noscript", "textarea", "xmp"})
_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]  # noqa: SIM905
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,8000}>|<[!?][^<>]{0,8000}>|<")
# Where what was written before begins, at the start of a line.
_STARTS = re.compile(
    r"^(?:"
    r"-{2,}\s*(?:ursprüngliche nachricht|original message|original-nachricht"
    r"|weitergeleitete nachricht|forwarded message)"
    r"|_{10,}\s*$"
    r"|(?:am|on)\s[^\n]{6,160}(?:schrieb|wrote)[^\n]{0,120}:\s*$"
    r"|(?:von|from):\s[^\n]{1,200}\n(?:[^\n]{0,200}\n)?(?:gesendet|datum|sent|date|an|to):\s"
    r")",
    re.IGNORECASE | re.MULTILINE,
)


def html_as_text(html: str) -> str:
    """Return what a page says, line by line; scripts, styles, comments and addresses of pictures are left out."""
    reader = _Reader()
    reader.feed(_TAG.sub(_bare_tag, _without_comments(html[:_MOST_HTML])))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.told).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_comments(html: str) -> str:
    """Return a page without its comments; what stands behind one that never ends is left out."""
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, html[at:]])


def _bare_tag(tag: re.Match[str]) -> str:
    """Return a tag without its attributes, and a "<" that begins none as text.

    The parser looks for the end of what is not closed again at every "<": 400,000 of them took it minutes. What is
    never read gets one common name, as inside script and style it would look for one certain end.
    """
    if tag.group(2) is None:
        return "&lt;" if tag.group() == "<" else ""
    name = tag.group(2).casefold()
    return f"<{tag.group(1)}{'object' if name in _HIDDEN else name}>"


def divided(text: str) -> tuple[str, str]:
    """Return what is new in a mail, and the history it quotes ("" for none); one that is all history is new."""
    found = _STARTS.search(text)
    cut = found.start() if found is not None else len(text)
    cut = min(cut, _start_of_quotes(text[:cut]))
    new = text[:cut].rstrip()
    return (new, text[cut:].strip()) if new else (text, "")


def _start_of_quotes(text: str) -> int:
    """Return where the lines with ">" begin that go on to the end."""
    lines = text.split("\n")
    last = len(lines)
    while last > 0 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith(">")):
        last -= 1
    if not any(line.strip() for line in lines[last:]):
        return len(text)
    return len("\n".join(lines[:last]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "object":
            self._hidden += 1
        elif tag in _BREAKING:
            self.told.append("\n- " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.told.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKING:
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "object":
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKING and tag != "br":
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.told.append(data.replace("\n", " "))
