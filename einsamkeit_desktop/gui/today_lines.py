"""The lines at the right of "Heute": appointments with their briefing, deadlines, partners not spoken to."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import format_day, short_day
from ..kinds.registry import KINDS
from ..queries.akte import Entry
from ..queries.deadlines import Deadline
from ..queries.due import Neglected
from ..queries.terms import Vocabulary
from ..texts import _, ngettext
from . import theme
from .chips import Chip, PillButton
from .lines import LineRow


def appointment_row(entry: Entry, words: Vocabulary) -> tuple[QWidget, LineRow, PillButton]:
    """Return the line of an appointment with its two stops: the line itself and the briefing."""
    local, today = entry.at.astimezone(), clock.today()
    when = f"{local:%H:%M}"
    if local.date() != today:
        near = local.date() == today + timedelta(days=1)
        when = f"{_('morgen') if near else short_day(local.date(), today)} {when}"
    term = words.term("note_kind", entry.note_kind)
    icon = str(term.extra.get("icon", "calendar")) if term else "calendar"
    briefing = PillButton(_("Briefing"), "accent", name=f"briefing-{entry.id}")
    briefing.setAccessibleName(_("Briefing zu {title}").format(title=entry.title))
    row = LineRow(f"{when}  {entry.title}", _with_whom(entry), icon=icon, name=f"appointment-{entry.id}")
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, theme.current().px(6), 0)
    line.addWidget(row, 1)
    line.addWidget(briefing)
    return both, row, briefing


def deadline_row(line: Deadline) -> LineRow:
    """Return the line of a case, mandate or session with its day; what has passed is red and says since when."""
    today = clock.today()
    days = (line.day - today).days
    if days < 0:
        chip = Chip(ngettext("seit {count} Tag", "seit {count} Tagen", -days), "danger")
    elif days <= 1:
        chip = Chip(_("morgen") if days else _("heute"), "warning")
    else:
        chip = Chip(short_day(line.day, today))
    row = LineRow(
        line.record.title,
        line.note,
        icon=KINDS[line.record.kind].icon,
        role="danger" if days < 0 else "muted",
        trailing=(chip,),
        name=f"deadline-{line.record.id}",
    )
    row.setAccessibleDescription(", ".join(part for part in (chip.text(), line.note) if part))
    return row


def neglected_row(line: Neglected) -> LineRow:
    """Return the line of a partner not spoken to for too long."""
    parts = [_("Priorität {letter}").format(letter=line.priority)] if line.priority else []
    if line.last_day is None:
        chip = Chip(_("noch nie"), "danger")
        parts.append(_("noch kein Gespräch"))
    else:
        days = (clock.today() - line.last_day).days
        chip = Chip(ngettext("{count} Tag", "{count} Tage", days), "danger")
        parts.append(_("zuletzt am {day}").format(day=format_day(line.last_day)))
    icon = KINDS[line.record.kind].icon
    return LineRow(
        line.record.title, " · ".join(parts), icon=icon, trailing=(chip,), name=f"neglected-{line.record.id}"
    )


def _with_whom(entry: Entry) -> str:
    names = [person.title for person in entry.people]
    many = ngettext("{count} Beteiligte", "{count} Beteiligte", len(names))
    said = many if len(names) > 2 else ", ".join(names)
    return " · ".join(part for part in (entry.place, said) if part)
