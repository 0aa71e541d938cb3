"""A checker for accessible PDF: reports what a PDF/UA-1 validator would, and reads the paper as a screen reader does.

The numbers are clauses of ISO 14289-1. Written for the files ReportLab and pikepdf make: simple TrueType fonts, one
content stream per page, no forms.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

_STANDARD = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference Code Link Annot Figure Formula Form"
)
STANDARD = frozenset(_STANDARD.split())
KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
PAINT = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE"])
SHOW = frozenset(["Tj", "TJ", "'", '"'])


@dataclass
class Report:
    """What was found: `findings` is empty for a clean paper; `texts` are (role, text) in reading order."""

    findings: list[str] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[str, str]] = field(default_factory=list)
    tree: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)

    def add(self, clause: str, text: str) -> None:
        """Note a finding."""
        self.findings.append(f"{clause}: {text}")

    @property
    def spoken(self) -> str:
        """The whole paper as it is read aloud, blanks and soft hyphens evened out."""
        return " ".join(" ".join(text for _, text in self.texts).replace("\xad", "").split())


def check(content: bytes) -> Report:
    """Check a file and read it."""
    report = Report()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _check_document(pdf, report)
        if "/StructTreeRoot" in pdf.Root:
            pages = _Pages(pdf, report)
            pages.read()
            tree = _Tree(pdf, pages, report)
            tree.walk_all()
            pages.compare(tree)
    return report


def _check_document(pdf: pikepdf.Pdf, report: Report) -> None:
    root: Any = pdf.Root
    if pdf.pdf_version != "1.7":
        report.add("6.1", f"version {pdf.pdf_version}")
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        report.add("6.2", "not marked")
    if str(root.get("/Lang", "")) != "de-DE":
        report.add("7.2", "language")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        report.add("7.1-10", "title is not displayed")
    if "/StructTreeRoot" not in root:
        report.add("7.1-11", "no structure")
    if len(pdf.pages) > 20 and "/Outlines" not in root:
        report.add("advice", "long without bookmarks")
    if "/Metadata" not in root:
        report.add("7.1-8", "no XMP")
        return
    with pdf.open_metadata() as xmp:
        if xmp.get("pdfuaid:part") != "1":
            report.add("5-1", "pdfuaid:part")
        if not str(xmp.get("dc:title") or "").strip() or xmp.get("dc:title") != str(pdf.docinfo.get("/Title")):
            report.add("7.1-9", "title")


class _Font:
    """Codes of a simple TrueType font: what they mean and whether they show a glyph of the right width."""

    def __init__(self, font: Any, report: Report) -> None:
        self.font = font
        self.name = str(font.BaseFont)
        self.report = report
        self.seen: set[int] = set()
        self.meaning: dict[int, str] = {}
        cmap = font.ToUnicode.read_bytes().decode("latin-1")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
            pairs = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block)
            if len(pairs) > 100:
                report.add("advice", f"ToUnicode block of {len(pairs)} in {self.name}")
            for code, text in pairs:
                self.meaning[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "replace")
        descriptor = font.FontDescriptor
        self.outlines = None
        if "/FontFile2" in descriptor:
            self.outlines = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
            tables = self.outlines["cmap"].tables
            self.glyphs = next(t.cmap for t in tables if (t.platformID, t.platEncID) in ((1, 0), (3, 0)))

    def read(self, shown: bytes) -> str:
        """Return the text of shown bytes and check every code once."""
        for code in set(shown) - self.seen:
            self.seen.add(code)
            self._check(code)
        return "".join(self.meaning.get(code, "\ufffd") for code in shown)

    def _check(self, code: int) -> None:
        meaning = self.meaning.get(code, "")
        if not meaning or set(meaning) & set("\0\ufeff\ufffe\ufffd") or "\ue000" <= meaning[0] <= "\uf8ff":
            self.report.add("7.21.7", f"code {code} of {self.name} means {meaning!r}")
        if self.outlines is None:
            self.report.add("7.21.4", f"{self.name} is not embedded")
            return
        glyph = self.glyphs.get(code, ".notdef")
        if glyph in (".notdef", "glyph00000"):
            self.report.add("7.21.8", f".notdef for code {code} of {self.name}")
        declared = float(self.font.Widths[code - int(self.font.FirstChar)])
        real = self.outlines["hmtx"][glyph][0] * 1000 / self.outlines["head"].unitsPerEm
        if abs(declared - real) > 1:
            self.report.add("7.21.5", f"width of code {code} of {self.name}")


class _Pages:
    """The content streams: text by (page, MCID), and everything outside marks."""

    def __init__(self, pdf: pikepdf.Pdf, report: Report) -> None:
        self.pdf = pdf
        self.report = report
        self.text: dict[tuple[int, int], str] = {}
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._fonts: dict[str, _Font] = {}

    def read(self) -> None:
        """Read all pages."""
        for number, page in enumerate(self.pdf.pages):
            self._read_page(number, page)

    def _read_page(self, number: int, page: Any) -> None:
        marks: list[tuple[str, int | None, str | None]] = []
        font: _Font | None = None
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BDC", "BMC"):
                marks.append(self._mark(number, marks, operands))
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                font = self._font(page, str(operands[0]))
            elif operator in PAINT | SHOW:
                if not marks:
                    self.report.add("7.1-3", f"page {number + 1}: {operator} outside marks")
                if operator in SHOW and font is not None:
                    self._show(number, marks, font.read(bytes(operands[-1])))
        if marks:
            self.report.add("structure", f"page {number + 1}: mark not ended")

    def _mark(self, number: int, marks: list[Any], operands: Any) -> tuple[str, int | None, str | None]:
        tag = str(operands[0])[1:]
        properties = operands[1] if len(operands) > 1 else Dictionary()
        mcid = properties.get("/MCID")
        actual = properties.get("/ActualText")
        if any(mark[1] is not None for mark in marks) and (mcid is not None or tag == "Artifact"):
            self.report.add("7.1-1", f"page {number + 1}: {tag} inside a mark")
        if mcid is not None:
            if any(mark[0] == "Artifact" for mark in marks):
                self.report.add("7.1-2", f"page {number + 1}: mark inside an artifact")
            if (number, int(mcid)) in self.text:
                self.report.add("structure", f"page {number + 1}: MCID {mcid} twice")
            self.text[number, int(mcid)] = ""
        return tag, None if mcid is None else int(mcid), None if actual is None else str(actual)

    def _show(self, number: int, marks: list[tuple[str, int | None, str | None]], text: str) -> None:
        place = next((number for number, mark in enumerate(marks) if mark[2] is not None), None)
        if place is not None:  # said once, whatever is shown for it
            tag, mcid, said = marks[place]
            text, marks[place] = said or "", (tag, mcid, "")
        for _tag, mcid, _actual in marks:
            if mcid is not None:
                self.text[number, mcid] += text
        if marks and marks[0][0] == "Artifact":
            self.report.artifacts.append(text)

    def _font(self, page: Any, name: str) -> _Font | None:
        font = page.Resources.Font[name]
        if "/FontDescriptor" not in font:
            return None  # the preamble names a font without showing anything in it
        if name not in self._fonts:
            self._fonts[name] = _Font(font, self.report)
        return self._fonts[name]

    def compare(self, tree: _Tree) -> None:
        """Check that marks, parent tree and annotations agree with the structure."""
        for key in self.text.keys() - tree.marks.keys():
            self.report.add("7.1-3", f"page {key[0] + 1}: MCID {key[1]} is not in the structure")
        for key in tree.marks.keys() - self.text.keys():
            self.report.add("structure", f"page {key[0] + 1}: MCID {key[1]} is not on the page")
        ways = self._ways_back()
        for number, page in enumerate(self.pdf.pages):
            self._compare_page(number, page.obj, ways, tree)

    def _ways_back(self) -> dict[int, Any]:
        nums = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        return {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}

    def _compare_page(self, number: int, page: Any, ways: dict[int, Any], tree: _Tree) -> None:
        where = f"page {number + 1}"
        listed = ways.get(int(page.get("/StructParents", -1)), Array())
        count = sum(1 for key in self.text if key[0] == number)
        if len(listed) != count:
            self.report.add("structure", f"{where}: parent tree has {len(listed)} of {count} marks")
        for mcid, element in enumerate(listed):
            if tree.marks.get((number, mcid)) != element.objgen:
                self.report.add("structure", f"{where}: parent tree is wrong for MCID {mcid}")
        for annotation in page.get("/Annots", Array()):
            home = tree.annotations.get(annotation.objgen)
            way = ways.get(int(annotation.get("/StructParent", -1)))
            if home is None or way is None or way.objgen != home:
                self.report.add("7.18.5", f"{where}: link outside the structure")
            if not str(annotation.get("/Contents", "")).strip():
                self.report.add("7.18.5-2", f"{where}: link without description")
            if page.get("/Tabs") != Name.S:
                self.report.add("7.18.3", f"{where}: tab order")


class _Tree:
    """The structure tree, walked in reading order."""

    def __init__(self, pdf: pikepdf.Pdf, pages: _Pages, report: Report) -> None:
        self.root: Any = pdf.Root.StructTreeRoot
        self.pages = pages
        self.report = report
        self.marks: dict[tuple[int, int], tuple[int, int]] = {}
        self.annotations: dict[tuple[int, int], tuple[int, int]] = {}
        self._level = 0
        self._last: dict[int, int] = {}

    def walk_all(self) -> None:
        """Walk the whole tree."""
        for element in self.root.K:
            self._walk(element, self.root, "Root", 0)

    def _walk(self, element: Any, parent: Any, parent_role: str, depth: int) -> str:
        role = str(element.S)[1:]
        self.report.roles[role] += 1
        self.report.tree.append("  " * depth + role)
        line = len(self.report.tree) - 1
        self._check_place(element, parent, role, parent_role)
        kids: list[str] = []
        said: list[str] = []
        for kid in element.get("/K", Array()):
            kids.append(self._kid(kid, element, role, depth, said))
        if said:
            text = " ".join("".join(said).replace("\xad", "").split())
            self.report.tree[line] += f' "{text[:60]}"'
            if not text and role != "Figure":
                self.report.add("advice", f"{role} without text")
        if role == "Figure":
            self._check_figure(element)
        self._check_kids(element, role, kids)
        return role

    def _check_figure(self, element: Any) -> None:
        """A picture says what is to be seen, and where it lies."""
        if not str(element.get("/Alt", "")).strip():
            self.report.add("7.3", "Figure without Alt")
        if "/BBox" not in element.get("/A", Dictionary()):
            self.report.add("7.3", "Figure without BBox")

    def _kid(self, kid: Any, element: Any, role: str, depth: int, said: list[str]) -> str:
        if isinstance(kid, int):
            self._take(element.Pg, kid, element, role, said)
            return "MCID"
        if kid.get("/Type") == Name.MCR:
            self._take(kid.Pg, int(kid.MCID), element, role, said)
            return "MCID"
        if kid.get("/Type") == Name.OBJR:
            self.annotations[kid.Obj.objgen] = element.objgen
            return "OBJR"
        return self._walk(kid, element, role, depth + 1)

    def _take(self, page: Any, mcid: int, element: Any, role: str, said: list[str]) -> None:
        number = self.pages.numbers[page.objgen]
        if (number, mcid) in self.marks:
            self.report.add("structure", f"page {number + 1}: MCID {mcid} in two places")
        if self._last.get(number, -1) > mcid:
            self.report.add("order", f"page {number + 1}: MCID {mcid} out of order")
        self._last[number] = mcid
        self.marks[number, mcid] = element.objgen
        text = self.pages.text.get((number, mcid), "")
        said.append(text)
        self.report.texts.append((role, text))

    def _check_place(self, element: Any, parent: Any, role: str, parent_role: str) -> None:
        if role not in STANDARD:
            self.report.add("7.1-5", f"role {role}")
        if element.P.objgen != parent.objgen:
            self.report.add("7.1-12", f"{role}: wrong parent")
        if role in PARENTS and parent_role not in PARENTS[role]:
            self.report.add("7.2", f"{role} in {parent_role}")
        if re.fullmatch(r"H\d", role):
            if int(role[1]) > self._level + 1:
                self.report.add("7.4.2", f"{role} after level {self._level}")
            self._level = int(role[1])

    def _check_kids(self, element: Any, role: str, kids: list[str]) -> None:
        wrong = [kid for kid in kids if role in KIDS and kid not in KIDS[role]]
        if wrong:
            self.report.add("7.2", f"{role} contains {wrong[:3]}")
        if role == "Link" and "OBJR" not in kids:
            self.report.add("7.18.5", "Link without annotation")
        if role == "TH" and str(element.get("/A", Dictionary()).get("/Scope", "")) not in ("/Row", "/Column"):
            self.report.add("7.5", "TH without scope")
        if role == "L" and "/ListNumbering" not in element.get("/A", Dictionary()):
            self.report.add("7.6", "list without numbering")
        if role == "Table":
            rows = _rows(element)
            if len({len(row.get("/K", [])) for row in rows}) > 1:
                self.report.add("7.2-41", "irregular table")
            if not any(str(cell.S) == "/TH" for row in rows for cell in row.get("/K", [])):
                self.report.add("7.5", "table without TH")


def _rows(element: Any) -> list[Any]:
    rows: list[Any] = []
    for kid in element.get("/K", []):
        rows += [kid] if str(kid.S) == "/TR" else _rows(kid)
    return rows
