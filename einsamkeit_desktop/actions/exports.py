"""Handing out: the line in the log that every file has, export profiles kept under a name, what was chosen last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import select

from ..errors import BadValues, NotFound, StoreTrouble
from ..kinds import clock
from ..kinds.clean import clean_text
from ..queries.calendar import people_of
from ..queries.exports import PROFILES, Wish, profiles
from ..store.store import Store
from ..store.tables import attachment, export_log, record
from ..texts import _
from .lists import keep_setting

LONGEST_NAME = 60


@dataclass(frozen=True)
class Leaving:
    """What leaves the store: what it is and where it goes, how many records it holds, whom it names, what it is for."""

    what: str
    target: str
    count: int
    person_ids: Sequence[int] = ()
    left_out: int = 0
    purpose: str = ""
    sentence: str = ""


@contextmanager
def leaving(store: Store, entry: Leaving) -> Iterator[None]:
    """Write down what leaves before the block hands it out; if the block fails, nothing left and the line goes again.

    So no file is ever there without its line, also when the disk is full: then the block is not even begun. A program
    killed inside it has logged more than it handed out, never less.
    """
    line = log_export(store, entry)
    try:
        yield
    except BaseException:
        with suppress(StoreTrouble), store.writing(_("Export")) as write:  # where it stays, what went wrong is told
            write.journaled = False
            write.delete(export_log, line)
        raise


def log_export(store: Store, entry: Leaving) -> int:
    """Write down what leaves and return the line; a file is handed out through `leaving`, so that none is without."""
    texts = {name: clean_text(getattr(entry, name)) for name in ("what", "target", "purpose", "sentence")}
    figures = {"count": entry.count, "left_out": entry.left_out, "person_ids": sorted(entry.person_ids)}
    with store.writing(_("Export")) as write:
        write.journaled = False
        return write.insert(export_log, {"at": clock.now(), **texts, **figures})


def attachment_leaving(store: Store, attachment_id: int, target: str, purpose: str) -> Leaving:
    """Return what is to be written down when an attachment is saved elsewhere or opened by another program.

    It names the person it hangs on, or those who are linked to the note, the case or the reminder.
    Raises errors.NotFound if it is gone.
    """
    query = (
        select(attachment.c.file_name, record.c.id, record.c.kind, record.c.title)
        .join(record, record.c.id == attachment.c.record_id)
        .where(attachment.c.id == attachment_id)
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        raise NotFound(_("Diesen Anhang gibt es nicht mehr."))
    persons = (row.id,) if row.kind == "person" else tuple(people_of(store, [row.id]))
    what = _("Anhang „{name}“").format(name=row.file_name)
    return Leaving(what, target, 1, persons, purpose=purpose, sentence=row.title)


def save_profile(store: Store, name: str, wish: Wish) -> None:
    """Keep a wish under a name; the same name is overwritten. Raises errors.BadValues without a name."""
    name = clean_text(name)[:LONGEST_NAME].strip()
    if not name:
        raise BadValues({"name": _("Das Profil braucht einen Namen.")})
    _keep(store, {**profiles(store), name: wish})


def delete_profile(store: Store, name: str) -> None:
    """Forget a profile; what was handed out with it stays in the log."""
    _keep(store, {kept: wish for kept, wish in profiles(store).items() if kept != name})


def remember_wish(store: Store, kind: str, wish: Wish) -> None:
    """Remember how lists of a kind were handed out, so that the next time is one key."""
    keep_setting(store, f"export.last.{kind}", wish.to_json())


def remember_folder(store: Store, folder: str) -> None:
    """Remember where to files were written."""
    keep_setting(store, "export.folder", folder)


def _keep(store: Store, found: dict[str, Wish]) -> None:
    keep_setting(store, PROFILES, {name: wish.to_json() for name, wish in found.items()})
