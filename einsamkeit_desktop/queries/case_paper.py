"""What the report on a case says beyond its course: roles, steps that are done, its way through the council."""

from __future__ import annotations

from dataclasses import replace

from ..kinds.cases import Case
from ..kinds.days import format_day
from ..kinds.fields import Links
from ..texts import _
from . import case_steps, council
from .briefing import PersonLine
from .gathering import Gathering, person_lines
from .handouts import CouncilLine, TaskLine


def party_lines(begun: Gathering) -> tuple[PersonLine, ...]:
    """Return all participants, each once, with the roles in which they take part."""
    roles: dict[int, list[str]] = {}
    for name, field in Case.of_type(Links).items():
        for one in begun.found.values[name]:
            roles.setdefault(one, []).append(_(field.label))
    told = []
    for one, names in roles.items():
        told += [replace(line, note=", ".join(names)) for line in person_lines(begun, [one])]
    return tuple(told)


def done_steps(begun: Gathering) -> tuple[TaskLine, ...]:
    """Return the steps of the case that are done, oldest first; open ones stand among the open points."""
    tasks = [task for task in case_steps.steps(begun.store, begun.found.id) if task.done_on is not None]
    return tuple(
        TaskLine(task.text, task.due_on, begun.title(task.waiting_id), task.done_on)
        for task in sorted(tasks, key=lambda task: (task.due_on, task.id))
        if not begun.hides(task.id, task.confidential)
    )


def station_lines(begun: Gathering) -> tuple[CouncilLine, ...]:
    """Return the stations of all papers of the case, oldest first."""
    told = []
    for paper in council.papers(begun.store, begun.found.id):
        if begun.hides(paper.record.id, paper.confidential):
            continue
        number = _("Drucksache {number}").format(number=paper.number) if paper.number else ""
        for station in reversed(_by_day(council.stations(begun.store, paper.record.id))):
            if begun.hides(station.id, station.confidential):
                continue
            result = ", ".join(part for part in (station.result_label, station.votes) if part)
            told.append(
                CouncilLine(
                    paper.record.title,
                    number,
                    begun.title(station.body.id if station.body else None),
                    format_day(station.session_on),
                    station.purpose_label + ("" if station.is_public else _(" (nicht öffentlich)")),
                    result,
                )
            )
    return tuple(told)


def mandate_lines(begun: Gathering) -> tuple[CouncilLine, ...]:
    """Return the mandates of the case and of its papers, those that are open first."""
    told = []
    for line in council.mandates(begun.store, begun.found.id):
        if begun.hides(line.id, line.confidential):
            continue
        until = _("bis {day}").format(day=format_day(line.report_by)) if line.report_by else ""
        state = _("erledigt {day}").format(day=format_day(line.done_on)) if line.done_on else _("offen")
        told.append(
            CouncilLine(line.text, line.report, begun.title(line.body.id if line.body else None), until, "", state)
        )
    return tuple(told)


def _by_day(found: list[council.Station]) -> list[council.Station]:
    return sorted(found, key=lambda station: (station.session_on, station.id), reverse=True)
