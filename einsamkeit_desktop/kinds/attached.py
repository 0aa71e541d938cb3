"""What is known of an attached file: a name that is safe everywhere, its type by content, and what may be opened.

The name decides which program opens a file and the content what that program does with it: only where both agree,
and the type is one that runs nothing, may a file be opened directly. Tables as text (.csv) may not: Excel takes their
cells for formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from .clean import clean_text

LARGEST = 25 * 1024 * 1024
UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
#: The types that may be opened directly, each with the endings it may have.
MAY_OPEN: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "text/plain": (".txt",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}presentationml.presentation": (".pptx",),
    f"{_ODF}text": (".odt",),
    f"{_ODF}spreadsheet": (".ods",),
    f"{_ODF}presentation": (".odp",),
}
PICTURES = frozenset({"image/png", "image/jpeg"})

_SIGNATURES = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_MAIN_PARTS = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
# Parts of documents that run or fetch something: macros, embedded programs and documents, links to other files.
_ACTIVE = re.compile(r"vbaproject|activex|/embeddings/|externallinks|^basic/|^scripts/|^object |macrosheets", re.I)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.I)
_MOST_PARTS = 5000
_LARGEST_PART = 1024 * 1024

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.I)
_LONGEST = 120
_MOST_BYTES = 200


def clean_file_name(raw: str) -> str:
    """Return a file name that every system takes: no path, nothing invisible, no letter or name Windows refuses.

    The ending stays. What leaves nothing is called "Anhang". Cleaning twice changes nothing.
    """
    name = clean_text(re.split(r"[/\\]", raw.rstrip("/\\"))[-1])
    name = _FORBIDDEN.sub("_", name).strip(" .")
    stem, ending = split_name(name)
    room = _LONGEST - len(ending)
    stem = stem[:room]
    while len((stem + ending).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    name = f"{stem.rstrip(' .')}{ending}" if stem.strip(" .") else ending.strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name or "Anhang"


def split_name(name: str) -> tuple[str, str]:
    """Return a name without its ending, and the ending with its dot ("" where there is none)."""
    stem, dot, ending = name.rpartition(".")
    if not stem or not ending or len(ending) > 10 or not ending.isascii() or not ending.isalnum():
        return name, ""
    return stem, dot + ending


def media_type(content: bytes) -> str:
    """Return the type by the content alone; `UNKNOWN` for everything that is not surely one of `MAY_OPEN`."""
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            return found
    if content.startswith(b"PK\x03\x04"):
        return _document_type(content)
    return "text/plain" if _is_text(content) else UNKNOWN


def may_open(name: str, media: str) -> bool:
    """Whether a file of this name and type may be opened directly; every other is only saved elsewhere."""
    return split_name(name)[1].casefold() in MAY_OPEN.get(media, ())


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return not re.search("[\x00-\x08\x0e-\x1f\x7f\ufffd]", text)


def _document_type(content: bytes) -> str:
    """Return the type of an office document that runs and fetches nothing; `UNKNOWN` for every other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.replace("\\", "/") for part in parts}
            if len(parts) > _MOST_PARTS or any(_ACTIVE.search(name) for name in names):
                return UNKNOWN
            if "mimetype" in names:
                found = _part(archive, "mimetype").decode("ascii", "replace").strip()
                return found if found in MAY_OPEN and found.startswith(_ODF) else UNKNOWN
            types = _part(archive, "[Content_Types].xml").lower()
            relations = [part.filename for part in parts if part.filename.lower().endswith(".rels")]
            if b"macroenabled" in types or any(_fetches(_part(archive, name)) for name in relations):
                return UNKNOWN
            return next((found for part, found in _MAIN_PARTS.items() if part in names), UNKNOWN)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return UNKNOWN


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        found = stream.read(_LARGEST_PART + 1)
    if len(found) > _LARGEST_PART:
        raise ValueError(name)
    return found


def _fetches(relations: bytes) -> bool:
    """Whether a part refers to something outside other than a link that a person has to follow."""
    tags = (tag.lower() for tag in _EXTERNAL.findall(relations.replace(b"\0", b"")))
    return any(b"external" in tag and b"/hyperlink" not in tag for tag in tags)
