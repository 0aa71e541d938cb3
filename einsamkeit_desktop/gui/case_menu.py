"""What the menu of a case or a mandate offers beyond that of every record."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from ..actions.cases import practice_from_case
from ..actions.council import reopen_mandate, report_mandate
from ..queries import case_steps
from ..queries.record import load
from ..texts import _
from .case_steps import StepsWindow
from .workbench import Workbench


def add_matter_actions(menu: QMenu, bench: Workbench, kind: str, record_id: int, window: QWidget) -> None:
    """Put the steps of a case, the practice that comes of a closed one, and the tick of a mandate into a menu."""
    if kind == "mandate":
        is_open = load(bench.store, record_id).values["done_on"] is None
        if is_open:
            menu.addAction(_("Als erledigt eintragen"), lambda: bench.do(report_mandate, record_id, ""))
        else:
            menu.addAction(_("Wieder öffnen"), lambda: bench.do(reopen_mandate, record_id))
    elif kind == "case":
        plan = partial(case_steps.plan, bench.store, record_id)
        menu.addAction(_("Schritte anlegen …"), lambda: StepsWindow(bench, plan(), window).open())
        if load(bench.store, record_id).values["closed_on"] is not None:
            menu.addAction(_("Als gute Praxis übernehmen"), partial(make_practice, bench, record_id))
    else:
        return
    menu.addSeparator()


def make_practice(bench: Workbench, case_id: int) -> None:
    """Make a practice of a closed case and open it to be completed."""
    changes = bench.do(practice_from_case, case_id)
    if changes is not None and changes.record_id is not None:
        bench.edit_wanted.emit(changes.record_id)
