"""Lists, cards and packs into files, the format taken from the file's ending; what leaves has its line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..actions.exports import Leaving, leaving
from ..errors import BadTarget
from ..progress import Progress
from ..queries import exports, lists, sheets
from ..queries.briefing import Briefing
from ..queries.sheet import Sheet
from ..store.store import Store
from ..texts import _, ngettext
from .files import place_of


@dataclass(frozen=True)
class ExportOrder:
    """Records of a list and how they are wanted; `target` is None for the clipboard and for a paper on the screen."""

    query: lists.ListQuery
    ids: Sequence[int]
    wish: exports.Wish
    target: Path | None


@dataclass(frozen=True)
class HandedOut:
    """How many records are in a file and how many were left out; `rows` are those of a table.

    `without_day` counts the records that have no day and therefore stand in no calendar.
    """

    count: int
    left_out: int
    without_day: int = 0
    rows: int = 0

    def in_words(self) -> str:
        """Return what was written as a sentence without its end; rows are told where they are others than records."""
        if self.rows in (0, self.count):
            text = ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", self.count)
        else:
            text = ngettext("{count} Eintrag", "{count} Einträge", self.count) + " "
            text += ngettext("in {count} Zeile geschrieben", "in {count} Zeilen geschrieben", self.rows)
        if self.without_day:
            text += ngettext(", {count} ohne Tag ausgelassen", ", {count} ohne Tag ausgelassen", self.without_day)
        return text + left_out_in_words(self.left_out)


def left_out_in_words(count: int) -> str:
    """Return how many stayed, as the end of a sentence; "" where none did."""
    if not count:
        return ""
    return ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", count)


def hand_out(store: Store, order: ExportOrder, progress: Progress) -> HandedOut:
    """Write what was ordered into its file. Raises as `write_list`; then nothing left and no line tells of it."""
    wish, target = order.wish, order.target
    assert target is not None
    kept = sheets.open_ids(store, order.ids, with_confidential=wish.with_confidential)
    count, left_out = len(kept), len(order.ids) - len(kept)
    with leaving(store, line_of(store, order, kept, place_of(target))):
        if wish.format == "vcf":
            write_cards(store, kept, target, progress)
            return HandedOut(count, left_out)
        if wish.format == "ics":
            written = write_calendar(store, kept, target, progress, with_texts=wish.all_fields)
            return HandedOut(written, left_out, without_day=count - written)
        made = sheets.sheet(store, order.query, order.ids, wish)
        write_list(made, target, progress, plain=wish.format == "csv-plain")
        return HandedOut(count, left_out, rows=made.count)


def line_of(store: Store, order: ExportOrder, kept: Sequence[int], target: str) -> Leaving:
    """Return what is written down when these of the records leave for the target."""
    return Leaving(
        exports.what(order.wish.format, order.query.kind),
        target,
        count=len(kept),
        person_ids=sheets.persons_named(store, order.query, kept, order.wish),
        left_out=len(order.ids) - len(kept),
        purpose=order.wish.purpose,
        sentence=lists.handed_sentence(store, order.query, order.ids),
    )


def write_list(sheet: Sheet, target: Path, progress: Progress, *, plain: bool = False) -> None:
    """Write a list as .xlsx, .csv or .pdf; `plain` makes a CSV for other programs than Excel.

    Raises errors.BadTarget for another ending or a place that fails, errors.Cancelled when stopped.
    """
    ending = target.suffix.casefold()
    if ending == ".xlsx":
        from .sheets import write_xlsx

        write_xlsx(sheet, target, progress)
    elif ending == ".csv":
        from .csvfile import write_csv

        write_csv(sheet, target, progress, "plain" if plain else "excel")
    elif ending == ".pdf":
        from .files import write_whole
        from .paper.lists import list_pdf

        write_whole(target, list_pdf(sheet, progress))
    else:
        raise BadTarget(_("Dateien mit der Endung „{ending}“ kann das Programm nicht schreiben.").format(ending=ending))


def write_cards(store: Store, record_ids: Sequence[int], target: Path, progress: Progress) -> None:
    """Write persons and organisations as vCards; whoever calls has left out what must not leave the house.

    Raises errors.BadTarget where the place fails, errors.Cancelled when stopped.
    """
    from .cards import cards
    from .vcards import write_vcf

    write_vcf(cards(store, record_ids), target, progress, len(record_ids))


def write_calendar(
    store: Store, record_ids: Sequence[int], target: Path, progress: Progress, *, with_texts: bool = False
) -> int:
    """Write dated records as a calendar file and return how many have a day; as `write_cards` in all else."""
    from .calendar import write_ics

    return write_ics(store, record_ids, target, progress, with_texts=with_texts)


def write_briefing(pack: Briefing, target: Path, progress: Progress) -> None:
    """Write a briefing pack as PDF. Raises errors.BadTarget where the place fails."""
    from .files import write_whole
    from .paper.briefing import briefing_pdf

    write_whole(target, briefing_pdf(pack, progress))
