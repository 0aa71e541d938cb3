"""Outlook's .msg: a small file system (OLE) whose streams are named after MAPI properties.

Source of the names: Microsoft's [MS-OXMSG] and [MS-OXPROPS]. Text that is there as compressed RTF alone is not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ..kinds.clean import clean_text
from ..texts import _
from .mail_parts import (
    LARGEST_MAIL,
    MOST_FILES,
    MOST_PEOPLE,
    Mail,
    MailAddress,
    MailFile,
    finished,
    people_of,
    unreadable,
)
from .mail_text import html_as_text

_SUBJECT, _BODY, _HTML, _HEADERS, _MESSAGE_ID = "0037", "1000", "1013", "007D", "1035"
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS = "0C1A", "5D01", "0C1F"
_SENT_BY_SMTP, _SENT_BY_ADDRESS = "5D02", "0065"
_NAME, _SMTP, _ADDRESS = "3001", "39FE", "3003"
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "3701", "3707", "3704", "3712"
_TIMES = (0x0039, 0x0E06)  # sent, delivered
_FILETIME = 0x0040
_ENTRY = 16
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_outlook(name: str, content: bytes) -> Mail:
    """Read a .msg file. Raises errors.BadFile for what is none, or a broken one."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return _read(_Streams(ole), name)
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        MemoryError,
    ) as error:
        raise unreadable(name) from error


class _Streams:
    """The streams of an open file by their path; together never more bytes than a mail may have."""

    def __init__(self, ole: Any) -> None:
        self._ole = ole
        self._room = 2 * LARGEST_MAIL
        self.paths: list[list[str]] = ole.listdir(streams=True, storages=True)[:20_000]
        self._known = {"/".join(path).upper() for path in self.paths}

    def raw(self, path: str) -> bytes | None:
        """Return the bytes of a stream, None where there is none."""
        if path.upper() not in self._known:
            return None
        size = self._ole.get_size(path)
        if size > self._room:
            raise ValueError("more bytes than a mail may have")
        self._room -= size
        found: bytes = self._ole.openstream(path).read()
        return found

    def text(self, folder: str, *properties: str) -> str:
        """Return the text of the first property that is there."""
        for code in properties:
            for ending, charset in (("001F", "utf-16-le"), ("001E", "cp1252")):
                raw = self.raw(f"{folder}__substg1.0_{code}{ending}")
                if raw:
                    return raw.decode(charset, "replace").rstrip("\0")
        return ""

    def folders(self, prefix: str, most: int) -> list[str]:
        """Return the folders at the top whose names begin like this, in order."""
        found = sorted({path[0] for path in self.paths if path[0].startswith(prefix)})
        return [f"{name}/" for name in found[:most]]

    def has(self, path: str) -> bool:
        """Whether there is a stream or folder of this name."""
        return path.upper() in self._known


def _read(streams: _Streams, name: str) -> Mail:
    if not streams.has("__properties_version1.0"):
        raise unreadable(name)
    headers = streams.text("", _HEADERS)
    remarks = []
    text = streams.text("", _BODY)
    if not text.strip():
        html = streams.raw(f"__substg1.0_{_HTML}0102")
        text = html_as_text(_decoded(html)) if html else html_as_text(streams.text("", _HTML))
    if not text.strip() and streams.has("__substg1.0_10090102"):
        remarks.append(_("Der Text liegt nur als Outlook-Formatierung (RTF) vor und wurde nicht gelesen."))
    files = list(_files(streams, remarks))
    raw = Mail(
        subject=streams.text("", _SUBJECT),
        sender=_sender(streams, headers),
        recipients=tuple(_recipients(streams)),
        at=_sent_at(streams.raw("__properties_version1.0") or b""),
        text=text,
        files=tuple(files),
        remarks=tuple(remarks),
    )
    return finished(raw, clean_text(streams.text("", _MESSAGE_ID) or _named(headers, "message-id")))


def _sender(streams: _Streams, headers: str) -> MailAddress | None:
    address = _smtp(streams, "", _SENDER_SMTP, _SENT_BY_SMTP, _SENDER_ADDRESS, _SENT_BY_ADDRESS)
    if not address:
        return next(iter(people_of([_named(headers, "from")])), None)
    return _person(streams.text("", _SENDER_NAME), address)


def _recipients(streams: _Streams) -> list[MailAddress]:
    found = []
    for folder in streams.folders("__recip_version1.0_", MOST_PEOPLE):
        address = _smtp(streams, folder, _SMTP, _ADDRESS)
        if address:
            found.append(_person(streams.text(folder, _NAME), address))
    return found


def _smtp(streams: _Streams, folder: str, *properties: str) -> str:
    """Return the first of the properties that is a mail address; inside an office they may be others."""
    for code in properties:
        text = clean_text(streams.text(folder, code)).strip().casefold()
        if "@" in text and " " not in text and len(text) <= 320:
            return text
    return ""


def _person(name: str, address: str) -> MailAddress:
    shown = clean_text(name).strip(" '\"")[:200]
    return MailAddress("" if shown.casefold() == address else shown, address)


def _files(streams: _Streams, remarks: list[str]) -> Iterator[MailFile]:
    for folder in streams.folders("__attach_version1.0_", MOST_FILES + 1):
        name = clean_text(streams.text(folder, _LONG_NAME, _SHORT_NAME, _NAME)) or _("Anhang")
        content = streams.raw(f"{folder}__substg1.0_{_DATA}0102")
        if content is None:
            remarks.append(_("„{name}“ ist eine angehängte Nachricht und wurde nicht gelesen.").format(name=name))
            continue
        yield MailFile(name, content, is_inline=bool(streams.text(folder, _CONTENT_ID)))


def _sent_at(properties: bytes) -> datetime | None:
    """Return when it was sent, from the table of short properties: 32 bytes of head, then 16 for each."""
    found = {}
    for start in range(32, len(properties) - _ENTRY + 1, _ENTRY):
        entry = properties[start : start + _ENTRY]
        if int.from_bytes(entry[:2], "little") == _FILETIME:
            found[int.from_bytes(entry[2:4], "little")] = int.from_bytes(entry[8:], "little")
    for code in _TIMES:
        if found.get(code):
            moment = _EPOCH + timedelta(microseconds=found[code] // 10)
            return moment.astimezone() if 1990 <= moment.year <= 2200 else None
    return None


def _named(headers: str, name: str) -> str:
    """Return one header of the way the mail took; a folded one is only read to the end of its line."""
    for line in headers.splitlines()[:2000]:
        if line.casefold().startswith(f"{name}:"):
            return line.partition(":")[2].strip()
    return ""


def _decoded(html: bytes) -> str:
    for charset in ("utf-8", "cp1252"):
        try:
            return html.decode(charset)
        except UnicodeDecodeError:
            continue
    return html.decode("latin-1")
