"""Mails as files (.eml, Outlook's .msg): who wrote to whom, when, what, and which files came along.

A mail is the work of a stranger: headers of any length, endless nesting, wrong charsets. Headers are read by the old
policy, which is the one without a choice, as plain text: the new one raises at hostile ones (IndexError at
"Message-ID: <") and takes 5 MB. Nothing is fetched or run.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from ..errors import BadFile
from ..kinds.attached import clean_file_name
from ..kinds.clean import clean_text
from ..texts import _
from .mail_parts import (
    LARGEST_MAIL,
    LONGEST_HEADER,
    MOST_TEXT,
    Mail,
    MailAddress,
    MailFile,
    finished,
    people_of,
    unreadable,
)
from .mail_text import html_as_text

ENDINGS = (".eml", ".msg")
_MOST_PARTS = 1000
_DEEPEST = 30
_CONTAINER = re.compile(rb"^content-type:[ \t]*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)


def is_mail(path: Path) -> bool:
    """Whether the name of a file says that it is a mail."""
    return path.suffix.casefold() in ENDINGS


def read_mail_file(path: Path) -> tuple[Mail, bytes]:
    """Read a mail and return it with the bytes of the file. Raises errors.BadFile that says why not."""
    name = clean_file_name(path.name)
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_MAIL + 1)
    except OSError as error:
        raise BadFile(
            _("„{name}“ lässt sich nicht lesen. Ist die Datei in einem anderen Programm offen?").format(name=name)
        ) from error
    return read_mail(name, content), content


def read_mail(name: str, content: bytes) -> Mail:
    """Read a mail from the bytes of a file of this name. Raises errors.BadFile for what is none."""
    if len(content) > LARGEST_MAIL:
        raise BadFile(_("„{name}“ ist größer als 60 MB und wird nicht als E-Mail gelesen.").format(name=name))
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from .mail_outlook import read_outlook

        return read_outlook(name, content)
    return _read_internet_mail(name, content)


def _read_internet_mail(name: str, content: bytes) -> Mail:
    if len(_CONTAINER.findall(content)) > _MOST_PARTS:
        raise unreadable(name)
    try:
        return _told(name, email.message_from_bytes(content))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, HeaderParseError) as error:
        raise unreadable(name) from error


def _told(name: str, message: Message) -> Mail:
    parts = list(_parts(message, 0))
    if not any(message.get(header) for header in ("From", "To", "Date", "Subject", "Message-ID")):
        raise unreadable(name)
    texts = [part for part in parts if _is_text(part)]
    plain = next((part for part in texts if part.get_content_type() == "text/plain" and _text(part).strip()), None)
    shown = plain if plain is not None else next((p for p in texts if p.get_content_type() == "text/html"), None)
    body = _text(shown) if shown is not None else ""
    if shown is not None and shown.get_content_type() == "text/html":
        body = html_as_text(body)
    files = [_file(part) for part in parts if part is not shown and not _is_other_text(part, shown)]
    raw = Mail(
        subject=_header(message, "Subject"),
        sender=next(iter(_people(message, "From", "Sender")), None),
        recipients=_people(message, "To", "Cc"),
        at=_day(_header(message, "Date")),
        text=body,
        files=tuple(files),
    )
    return finished(raw, _header(message, "Message-ID"))


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that hold something; a mail inside a mail is one part."""
    if depth > _DEEPEST:
        return
    if message.get_content_maintype() == "multipart" and isinstance(message.get_payload(), list):
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _is_text(part: Message) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return is_text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_other_text(part: Message, shown: Message | None) -> bool:
    """Whether a part says in another form what is shown, or is the empty shell of a mail without text."""
    return _is_text(part) and (shown is not None or not _text(part).strip())


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload[: 8 * MOST_TEXT] if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "utf-8")
    for name in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def _file(part: Message) -> MailFile:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        content = first.as_bytes() if isinstance(first, Message) else b""
        subject = _header(first, "Subject") if isinstance(first, Message) else ""
        return MailFile(f"{subject or _('Nachricht')}.eml", content)
    payload = part.get_payload(decode=True)
    name = _decoded(part.get_filename() or "") or _("Anhang")
    is_inline = part.get_content_disposition() != "attachment" and part.get("Content-ID") is not None
    return MailFile(name, payload if isinstance(payload, bytes) else b"", is_inline)


def _header(message: Message, name: str) -> str:
    return clean_text(_decoded(str(message.get(name, ""))[:LONGEST_HEADER])).strip()


def _people(message: Message, *names: str) -> tuple[MailAddress, ...]:
    raw = [str(header)[:LONGEST_HEADER] for name in names for header in (message.get_all(name) or ())[:20]]
    found = people_of(raw)
    return tuple(replace(person, name=clean_text(_decoded(person.name)).strip(" '\"")) for person in found)


def _decoded(text: str) -> str:
    """Return a header's text with its encoded words read; what cannot be read stays as it is."""
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        return text
    out = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        try:
            out.append(piece.decode(charset or "utf-8"))
        except (LookupError, UnicodeError, ValueError):
            out.append(piece.decode("cp1252", "replace"))
    return "".join(out)


def _day(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:100])
        return found.astimezone() if 1990 <= found.year <= 2200 else None
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
