"""Filing a mail: a contact note with the files that came along, as one step, and the memory that it was filed."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds.base import Values
from ..kinds.work import ContactNote
from ..queries.mails import setting_of
from ..store.store import Store
from ..store.writing import Changes
from ..texts import _, inner
from .attachments import put_files
from .lists import put_for_good
from .putting import add_records, title_of


def file_mail(store: Store, key: str, values: Values, files: Sequence[tuple[str, bytes]] = ()) -> Changes:
    """Keep a mail as a contact note with (name, content) attached; `Changes.record_id` is the note.

    `key` tells the mail apart (imports.mail.Mail.key); queries.mails.filed finds the note by it.
    Raises errors.BadValues, and BadFile for a file beyond 25 MB; then nothing is kept.
    """
    with store.writing("") as write:
        note_id = add_records(write, ContactNote, [values])[0]
        write.record_id = note_id
        write.name = _("E-Mail „{title}“ als Vermerk abgelegt").format(title=inner(title_of(write, note_id)))
        put_files(write, {note_id: files})
        # Taking the step back takes the note, and what points to no note says nothing.
        put_for_good(write, setting_of(key), note_id)
        write.announce((*values.get("participants", ()), *values.get("about", ())))
    return write.changes
