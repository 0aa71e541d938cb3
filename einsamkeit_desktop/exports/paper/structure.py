"""Structure, links, bookmarks and description, written into the pages ReportLab drew (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .fromright import logical
from .nodes import Description, Drawn, Hotspot, Mark, Node, Spot

PROGRAM = "Gem-Einsamkeit"


def tagged(drawn: Drawn, description: Description) -> bytes:
    """Return the finished file: tagged, described, with bookmarks, packed; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        pages = [page.obj for page in pdf.pages]
        _Tree(pdf, pages, drawn).write()
        _write_outline(pdf, pages, drawn.outline)
        _describe(pdf, description)
        _mend_fonts(pdf)
        result = io.BytesIO()
        pdf.save(
            result,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            # each call lets other threads run; without it the screen would stand still while a long list is packed
            progress=lambda _percent: None,
        )
    return result.getvalue()


class _Tree:
    """The structure tree and its parent tree."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Object], drawn: Drawn) -> None:
        self.pdf = pdf
        self.pages = pages
        self.drawn = drawn
        self.elements: dict[Node, pikepdf.Object] = {}
        self.annotations: dict[int, pikepdf.Object] = {}

    def write(self) -> None:
        """Write annotations, elements and the way back from marks to elements."""
        self._annotate()
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(self.drawn.root, root)])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._parents()))
        root.ParentTreeNextKey = len(self.pages) + len(self.drawn.hotspots)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _annotate(self) -> None:
        for page in {hotspot.page for _, hotspot in self.drawn.hotspots}:
            self.pages[page].Annots = Array()
        for number, (_node, hotspot) in enumerate(self.drawn.hotspots):
            annotation = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(edge, 2) for edge in hotspot.box]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(logical(hotspot.says)),
                StructParent=len(self.pages) + number,
            )
            if isinstance(hotspot.target, Spot):
                annotation.Dest = _destination(self.pages, hotspot.target)
            else:
                annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(hotspot.target))
            made = self.pdf.make_indirect(annotation)
            self.annotations[id(hotspot)] = made
            self.pages[hotspot.page].Annots.append(made)

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.role), P=parent))
        self.elements[node] = element
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
        if node.numbering:
            element.A = Dictionary(O=Name.List, ListNumbering=Name("/" + node.numbering))
        if node.alt:
            element.Alt = String(logical(node.alt))
        if node.box is not None:
            box = Array([round(edge, 2) for edge in node.box])
            element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
        pages = {kid.page for kid in node.kids if isinstance(kid, Mark)}
        if len(pages) == 1:
            home = pages.pop()
            element.Pg = self.pages[home]
        else:
            home = -1
        element.K = Array([self._kid(kid, element, home) for kid in node.kids])
        return element

    def _kid(self, kid: Node | Mark | Hotspot, element: pikepdf.Object, home: int) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element)
        if isinstance(kid, Hotspot):
            return Dictionary(Type=Name.OBJR, Obj=self.annotations[id(kid)], Pg=self.pages[kid.page])
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)

    def _parents(self) -> Array:
        entries: list[Any] = []
        for number, page in enumerate(self.pages):
            page.Tabs = Name.S
            page.StructParents = number
            marked = Array([self.elements[node] for node in self.drawn.marked[number]])
            entries += [number, self.pdf.make_indirect(marked)]
        for number, (node, _) in enumerate(self.drawn.hotspots):
            entries += [len(self.pages) + number, self.elements[node]]
        return Array(entries)


def _destination(pages: Sequence[pikepdf.Object], spot: Spot) -> Array:
    return Array([pages[spot.page], Name.XYZ, 0, round(spot.top + 12, 2), 0])


def _write_outline(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Object], entries: Sequence[tuple[int, str, Spot]]) -> None:
    if not entries:
        return
    if len(entries) > 1:
        pdf.Root.PageMode = Name.UseOutlines
    with pdf.open_outline() as outline:
        path: list[Any] = []
        for level, title, spot in entries:
            item = pikepdf.OutlineItem(logical(title), _destination(pages, spot))
            del path[level:]
            (path[-1].children if path else outline.root).append(item)
            path.append(item)


def _describe(pdf: pikepdf.Pdf, description: Description) -> None:
    day = description.today
    pdf.Root.Lang = String(description.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = pikepdf.Stream(pdf, _xmp(description).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.trailer.Info = pdf.make_indirect(Dictionary())  # ReportLab's own says other things
    told = {"/Title": description.title, "/Author": description.author, "/Subject": description.subject}
    for key, text in told.items():
        if text:
            pdf.docinfo[key] = logical(text)
    pdf.docinfo["/Creator"] = PROGRAM
    pdf.docinfo["/Producer"] = PROGRAM
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = f"D:{day.year:04d}{day:%m%d}000000Z"


def _xmp(description: Description) -> str:
    day = f"{description.today.isoformat()}T00:00:00Z"
    title, author, subject = (
        escape(logical(text)) for text in (description.title, description.author, description.subject)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(description.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


_PAIR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]+)>")


def _mend_fonts(pdf: pikepdf.Pdf) -> None:
    """Rewrite ReportLab's ToUnicode maps.

    Blocks of at most 100 entries, UTF-16 for characters beyond U+FFFF, nothing for codes that are never shown.
    """
    # all pages share one dictionary of fonts
    for found in pdf.pages[0].Resources.Font.values():
        if "/ToUnicode" not in found:
            continue
        text = found.ToUnicode.read_bytes()
        start, end = text.index(b"endcodespacerange") + len(b"endcodespacerange"), text.index(b"endcmap")
        found_pairs = ((pair.group(1), int(pair.group(2), 16)) for pair in _PAIR.finditer(text[start:end]))
        pairs = [b"<%b> <%b>" % (code, _utf16(meaning)) for code, meaning in found_pairs if meaning]
        blocks = [pairs[first : first + 100] for first in range(0, len(pairs), 100)]
        body = b"".join(b"\n%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
        found.ToUnicode = pikepdf.Stream(pdf, text[:start] + body + b"\n" + text[end:])


def _utf16(code: int) -> bytes:
    return chr(code).encode("utf-16-be").hex().upper().encode()
