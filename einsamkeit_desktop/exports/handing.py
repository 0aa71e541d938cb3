"""Lists, cards and packs into files, the format taken from the file's ending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import BadTarget
from ..progress import Progress
from ..queries.briefing import Briefing
from ..queries.sheet import Sheet
from ..store.store import Store
from ..texts import _, ngettext


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


def written_in_words(count: int, rows: int = 0) -> str:
    """Return how many records were written; rows are told where they are others: one per function."""
    if rows in (0, count):
        return ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", count)
    text = ngettext("{count} Eintrag", "{count} Einträge", count)
    lines = ngettext("in {count} Zeile geschrieben", "in {count} Zeilen geschrieben", rows)
    return f"{text} {lines}"


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
