"""Lists and packs into files, the format taken from the file's ending."""

from __future__ import annotations

from pathlib import Path

from ..errors import BadTarget
from ..progress import Progress
from ..queries.briefing import Briefing
from ..queries.sheet import Sheet
from ..texts import _


def write_list(sheet: Sheet, target: Path, progress: Progress) -> None:
    """Write a list as .xlsx, .csv or .pdf. Raises errors.BadTarget for another ending or a place that fails."""
    ending = target.suffix.casefold()
    if ending == ".xlsx":
        from .sheets import write_xlsx

        write_xlsx(sheet, target, progress)
    elif ending == ".csv":
        from .csvfile import write_csv

        write_csv(sheet, target, progress)
    elif ending == ".pdf":
        from .files import write_whole
        from .paper.lists import list_pdf

        write_whole(target, list_pdf(sheet, progress))
    else:
        raise BadTarget(_("Dateien mit der Endung „{ending}“ kann das Programm nicht schreiben.").format(ending=ending))


def write_briefing(pack: Briefing, target: Path, progress: Progress) -> None:
    """Write a briefing pack as PDF. Raises errors.BadTarget where the place fails."""
    from .files import write_whole
    from .paper.briefing import briefing_pdf

    write_whole(target, briefing_pdf(pack, progress))
