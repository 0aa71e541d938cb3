"""Attaching files to a record, renaming and removing them.

The bytes are kept apart from the row that names them and never journaled. They stay when it goes, so that taking a step
back brings them along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from ..errors import BadFile, BadValues
from ..kinds import clock
from ..kinds.attached import LARGEST, clean_file_name, media_type, split_name
from ..kinds.clean import clean_text
from ..progress import Progress
from ..store.dialect import among
from ..store.shape import Row
from ..store.store import Store
from ..store.tables import attachment, attachment_content, record
from ..store.writing import Changes, Write
from ..texts import _, inner, ngettext
from .finding import required

#: What is attached in one step at the most; it stands in memory as a whole.
MOST_BYTES = 4 * LARGEST


@dataclass(frozen=True)
class Attached:
    """How attaching ended: what changed, and a sentence for each file that was not taken."""

    changes: Changes
    refused: tuple[str, ...] = ()


def attach_files(store: Store, record_id: int, paths: Sequence[Path], progress: Progress | None = None) -> Attached:
    """Attach files to a record as one step; one that cannot be taken does not keep the others out.

    Raises errors.NotFound if the record is gone, Cancelled with nothing changed.
    """
    files: list[tuple[str, bytes]] = []
    refused: list[str] = []
    total = 0
    for done, path in enumerate(paths):
        if progress is not None:
            progress.step(done, len(paths))
        try:
            content = read_file(path)
        except BadFile as trouble:
            refused.append(str(trouble))
            continue
        if total + len(content) > MOST_BYTES:
            refused.append(
                _("„{name}“ passte nicht mehr dazu: höchstens 100 MB auf einmal. Bitte noch einmal anhängen.").format(
                    name=clean_file_name(path.name)
                )
            )
            continue
        total += len(content)
        files.append((path.name, content))
    changes = add_attachments(store, record_id, files) if files else Changes(0, "")
    return Attached(changes, tuple(refused))


def read_file(path: Path) -> bytes:
    """Return the content of a file that can be attached. Raises errors.BadFile with the sentence that says why not."""
    name = clean_file_name(path.name)
    try:
        if path.is_dir():
            raise BadFile(_("„{name}“ ist ein Ordner. Bitte die Dateien darin anhängen.").format(name=name))
        if not path.is_file():
            raise BadFile(_("Die Datei „{name}“ gibt es nicht mehr.").format(name=name))
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise BadFile(
            _("„{name}“ lässt sich nicht lesen. Ist die Datei in einem anderen Programm offen?").format(name=name)
        ) from error
    _require_small(name, content)
    return content


def add_attachments(store: Store, record_id: int, files: Sequence[tuple[str, bytes]]) -> Changes:
    """Attach (name, content) to a record as one step; names are cleaned and made different from each other.

    Raises errors.NotFound if the record is gone, BadFile for one beyond 25 MB; then nothing is attached.
    """
    with store.writing("") as write:
        owner = required(write, record, record_id)
        names = put_files(write, {record_id: files})
        write.record_id = record_id
        write.name = (
            _("„{name}“ an „{title}“ angehängt").format(name=names[0], title=inner(owner["title"]))
            if len(files) == 1
            else ngettext("{count} Datei angehängt", "{count} Dateien angehängt", len(files))
        )
    return write.changes


def put_files(write: Write, files: Mapping[int, Sequence[tuple[str, bytes]]]) -> list[str]:
    """Attach (name, content) to the record of each id in an open write; return the names they got, in order.

    Raises BadFile beyond 25 MB.
    """
    taken = _names(write, files)
    rows, contents = list[Row](), list[Row]()
    moment = clock.now()
    for record_id, given in files.items():
        for raw, content in given:
            _require_small(clean_file_name(raw), content)
            name = _free_name(clean_file_name(raw), taken[record_id])
            taken[record_id].add(name.casefold())
            content_id = write.new_id(attachment_content)
            contents.append({"id": content_id, "content": content})
            named = {"record_id": record_id, "added_at": moment, "file_name": name, "content_id": content_id}
            rows.append({**named, "media_type": media_type(content), "size": len(content)})
    if rows:
        write.connection.execute(insert(attachment_content), contents)
        write.insert_many(attachment, rows)
    return [row["file_name"] for row in rows]


def rename_attachment(store: Store, attachment_id: int, name: str) -> Changes:
    """Give an attachment another name; the ending stays if none is given. Raises errors.BadValues without a name."""
    if not clean_text(name).strip(" ."):
        raise BadValues({"file_name": _("Der Anhang braucht einen Namen.")})
    with store.writing("") as write:
        row = required(write, attachment, attachment_id, _("Diesen Anhang gibt es nicht mehr."))
        ending = split_name(row["file_name"])[1]
        new = clean_file_name(name)
        new = new if split_name(new)[1] else clean_file_name(new + ending)
        taken = _names(write, [row["record_id"]])[row["record_id"]] - {row["file_name"].casefold()}
        new = _free_name(new, taken)
        write.update_from(attachment, row, {"file_name": new})
        write.record_id = row["record_id"]
        write.name = _("Anhang „{old}“ in „{name}“ umbenannt").format(old=row["file_name"], name=new)
    return write.changes


def remove_attachment(store: Store, attachment_id: int) -> Changes:
    """Take an attachment off its record; undo brings it back with its content."""
    with store.writing("") as write:
        row = required(write, attachment, attachment_id, _("Diesen Anhang gibt es nicht mehr."))
        write.delete(attachment, attachment_id)
        write.record_id = row["record_id"]
        write.name = _("Anhang „{name}“ entfernt").format(name=row["file_name"])
    return write.changes


def _require_small(name: str, content: bytes) -> None:
    if len(content) > LARGEST:
        raise BadFile(
            _(
                "„{name}“ ist größer als 25 MB und wurde nicht angehängt. Bitte verkleinern oder anderswo ablegen."
            ).format(name=name)
        )


def _names(write: Write, record_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the names of the attachments of each record, in small letters."""
    query = select(attachment.c.record_id, attachment.c.file_name)
    found: dict[int, set[str]] = defaultdict(set)
    for record_id, name in write.connection.execute(query.where(among(attachment.c.record_id, record_ids))):
        found[record_id].add(name.casefold())
    return found


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, counted up where the record has it already, in any letter case."""
    stem, ending = split_name(name)
    found, count = name, 1
    while found.casefold() in taken:
        count += 1
        found = f"{stem} ({count}){ending}"
    return found
