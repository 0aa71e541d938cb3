"""A table copied with Ctrl+C leaves like a list: nothing confidential goes along, and the log says whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from PySide6.QtGui import QGuiApplication

from ..actions.exports import Leaving, leaving
from ..errors import Trouble
from ..exports.csvfile import pasted
from ..kinds.registry import KINDS
from ..queries import lists, sheets
from ..texts import _, ngettext
from .workbench import Workbench

MOST_ROWS = 20_000


def copy_table(workbench: Workbench, query: lists.ListQuery, ids: Sequence[int]) -> None:
    """Put the records' visible columns on the clipboard as a table for Excel, and say how many stayed here."""
    store, asked = workbench.store, list(islice(ids, MOST_ROWS))
    if not asked:
        return
    kept = sheets.open_ids(store, asked)
    left_out = len(asked) - len(kept)
    closed = ngettext("{count} vertraulicher bleibt hier", "{count} vertrauliche bleiben hier", left_out)
    if not kept:
        workbench.troubled.emit(
            _("Nichts kopiert: {closed}. Mit „Liste weitergeben“ lassen sie sich einschließen.").format(closed=closed)
        )
        return
    text = pasted(sheets.sheet(store, query, kept))
    line = Leaving(
        _("Tabelle kopiert: {kind}").format(kind=_(KINDS[query.kind].plural)),
        _("Zwischenablage"),
        count=len(kept),
        person_ids=sheets.persons_named(store, query, kept),
        left_out=left_out,
        sentence=lists.handed_sentence(store, query, asked),
    )
    try:
        with leaving(store, line):
            QGuiApplication.clipboard().setText(text)
    except Trouble as trouble:
        workbench.troubled.emit(str(trouble))
        return
    copied = ngettext("{count} Zeile kopiert", "{count} Zeilen kopiert", len(kept))
    workbench.said.emit(f"{copied}; {closed}." if left_out else f"{copied}.", False)
