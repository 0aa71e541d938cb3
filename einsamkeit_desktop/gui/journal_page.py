"""The journal: what happened in a period over all records, by day, newest first; as file for others."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds.days import WEEKDAYS, format_day_long
from ..queries import chronicle
from ..queries.chronicle import ChronicleDay, ChronicleLine
from ..texts import _, mark, ngettext
from .cells import Cell, Column
from .journal_head import JournalHead
from .journal_out import JournalOut
from .table_page import TablePage
from .widgets import Button
from .workbench import Workbench

SENTENCE = mark("Was in dieser Zeit war, über alle Datensätze. Eingabe öffnet den Eintrag.")
EMPTY = mark("In dieser Zeit ist nichts verzeichnet, das zur Auswahl passt.")
_SHOWN_PEOPLE = 3


class JournalPage(TablePage):
    """Days are rows of their own, with negative ids; Enter or a double click on an entry opens its record."""

    def __init__(self, workbench: Workbench) -> None:
        self.head = JournalHead()
        self._days: dict[int, ChronicleDay] = {}
        super().__init__(
            workbench,
            key="journal",
            title=_("Journal"),
            sentence=_(SENTENCE),
            empty=_(EMPTY),
            columns=(
                Column("title", _("Eintrag"), 300, "text", can_sort=False),
                Column("what", _("Art"), 186, can_sort=False),
                Column("people", _("Mit, zu"), 290, can_sort=False),
                Column("at", _("Uhrzeit"), 72, can_sort=False),
            ),
        )
        self._out = JournalOut(workbench, self)
        self._out.written.connect(self._out.open_written)
        self.export_button = Button(_("Liste"), icon="table-2", name="journalExport")
        self.export_button.setToolTip(_("Als Excel- oder CSV-Datei oder auf Papier (Strg+E)"))
        self.buttons.addWidget(self.export_button)
        self._column.insertWidget(1, self.head)
        self.export_button.clicked.connect(self.export)
        self.head.changed.connect(self.reload)
        workbench.closing.connect(self.head.stop)
        self.table.opened.connect(self._open)

    def export(self) -> None:
        """Hand the shown entries out as a file."""
        self._out.ask(self.head.period())

    def copy(self) -> None:
        """Hand the entries out as a file, which leaves out what is confidential."""
        self.export()

    def find_ids(self) -> list[int]:
        """Return the keys of the entries, each day led by its own row."""
        found = chronicle.days(self._workbench.store, self.head.period())
        self._days = {-day.day.toordinal(): day for day in found}
        return [row_id for heading, day in self._days.items() for row_id in (heading, *day.keys)]

    def cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        """Return the cells of one page of ids."""
        keys = [row_id for row_id in ids if row_id > 0]
        told = dict(zip(keys, chronicle.lines(self._workbench.store, keys), strict=True))
        return [_heading(self._days[row_id]) if row_id < 0 else _cells(told[row_id]) for row_id in ids]

    def after_reading(self) -> None:
        """Say how many entries there are, and stand on the first one."""
        count = sum(len(day.keys) for day in self._days.values())
        entries = ngettext("{count} Eintrag", "{count} Einträge", count)
        days = ngettext("{count} Tag", "{count} Tagen", len(self._days))
        self._count.setText(_("{entries} an {days}").format(entries=entries, days=days) if count else "")
        self.export_button.setEnabled(count > 0)
        if (self.table.current_id() or 0) < 0 and self.table.currentIndex().row() == 0:
            self.table.go_by(1)

    def _open(self, key: int) -> None:
        if key > 0:
            self._workbench.open_wanted.emit(key // 2, False)


def _heading(day: ChronicleDay) -> tuple[Cell, ...]:
    weekday = _(WEEKDAYS[day.day.weekday()])
    return (Cell(f"{weekday}, {format_day_long(day.day)}", "text", is_heading=True), Cell(""), Cell(""), Cell(""))


def _cells(line: ChronicleLine | None) -> tuple[Cell, ...]:
    if line is None:
        return ()
    names = ", ".join(person.title for person in line.people[:_SHOWN_PEOPLE])
    if len(line.people) > _SHOWN_PEOPLE:
        more = len(line.people) - _SHOWN_PEOPLE
        names += " " + ngettext("und {count} weitere", "und {count} weitere", more)
    what = _("{what} · vertraulich").format(what=line.what) if line.confidential else line.what
    return (Cell(line.title, icon=line.icon), Cell(what), Cell(names), Cell(f"{line.at:%H:%M}" if line.at else ""))
