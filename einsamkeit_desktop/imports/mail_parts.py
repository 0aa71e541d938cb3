"""What a mail is, whatever file it came from, and the limits every form of it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import getaddresses
from hashlib import blake2b

from ..errors import BadFile
from ..kinds.attached import LARGEST, clean_file_name
from ..kinds.clean import clean_text
from ..texts import _
from .mail_text import divided

#: The largest mail that is read, in bytes: an attachment of 25 MB takes a third more as text.
LARGEST_MAIL = 60 * 1024 * 1024
MOST_TEXT = 100_000
MOST_PEOPLE = 100
MOST_FILES = 100
LONGEST_HEADER = 20_000


@dataclass(frozen=True)
class MailAddress:
    """Somebody in a mail; `name` is "" where none is given, `address` is in small letters."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True)
class MailFile:
    """A file that came along; `is_inline` for pictures that belong to the text (signatures, logos)."""

    name: str
    content: bytes
    is_inline: bool = False

    @property
    def is_too_large(self) -> bool:
        """Whether it is beyond what can be attached."""
        return len(self.content) > LARGEST


@dataclass(frozen=True)
class Mail:
    """A mail as it was read; `quoted` is the history it carries along, `key` tells it apart from every other."""

    subject: str
    sender: MailAddress | None
    recipients: tuple[MailAddress, ...]
    at: datetime | None
    text: str
    quoted: str = ""
    key: str = ""
    files: tuple[MailFile, ...] = ()
    remarks: tuple[str, ...] = ()


def finished(raw: Mail, message_id: str) -> Mail:
    """Return a mail with clean and limited texts, its history divided off, and a key of its own.

    `raw` has its whole text in `text` and no key; without a message id the key comes from what the mail says.
    """
    said = list(raw.remarks)
    clean = clean_text(raw.text, multiline=True).strip()
    if len(clean) > MOST_TEXT:
        clean = clean[:MOST_TEXT].rstrip() + " …"
        said.append(_("Der Text ist sehr lang und wurde gekürzt."))
    own, quoted = divided(clean)
    at = raw.at.isoformat() if raw.at else ""
    told = [message_id] if message_id else [raw.subject, str(raw.sender), at, clean]
    if len(raw.files) > MOST_FILES:
        said.append(_("Die E-Mail hat mehr als {count} Anhänge; die übrigen fehlen hier.").format(count=MOST_FILES))
    return replace(
        raw,
        key=blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=20).hexdigest(),
        subject=clean_text(raw.subject)[:300],
        recipients=tuple(dict.fromkeys(raw.recipients))[:MOST_PEOPLE],
        text=own,
        quoted=quoted,
        files=tuple(replace(file, name=clean_file_name(file.name)) for file in raw.files[:MOST_FILES]),
        remarks=tuple(said),
    )


def people_of(headers: Sequence[str]) -> tuple[MailAddress, ...]:
    """Return who is named in headers such as „"Çelik, Aylin" <a@example.org>, b@example.org“."""
    found = []
    for name, address in getaddresses([header[:LONGEST_HEADER] for header in headers])[:MOST_PEOPLE]:
        clean = clean_text(address).strip().casefold()
        if "@" in clean and " " not in clean and len(clean) <= 320:
            shown = clean_text(name).strip(" '\"")
            found.append(MailAddress("" if shown.casefold() == clean else shown[:200], clean))
    return tuple(dict.fromkeys(found))


def unreadable(name: str) -> BadFile:
    """Return the trouble with a file that is no mail, or a broken one."""
    return BadFile(
        _("„{name}“ lässt sich nicht als E-Mail lesen. Sie können die Datei als Anhang ablegen.").format(name=name)
    )
