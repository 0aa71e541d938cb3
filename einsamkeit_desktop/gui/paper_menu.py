"""The menu "Drucken": which papers a record or a selection has, and the questions some of them ask first.

What makes the papers is imported when a menu is opened: at the start of the program nobody prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ..errors import Trouble
from ..queries.record import load
from ..texts import _
from .workbench import Workbench

if TYPE_CHECKING:
    from .paper_out import Maker

_NAME = "printMenu"


def add_record_papers(menu: QMenu, workbench: Workbench, kind: str, record_id: int, *, has_akte: bool) -> None:
    """Add "Drucken" with the papers of one record."""
    papers = menu.addMenu(_("Drucken"))
    papers.setObjectName(_NAME)
    for number, (what, maker) in enumerate(_papers(kind, record_id)):
        papers.addAction(what, partial(_hand_out, workbench, menu, what, record_id, maker))
        if has_akte and number == 0:
            papers.addAction(_("Akte …"), partial(_ask_akte, workbench, menu, record_id))


def _papers(kind: str, record_id: int) -> list[tuple[str, Maker]]:
    from ..queries.meetings import MEETINGS
    from . import paper_out

    found: list[tuple[str, Maker]] = [(_("Stammblatt"), paper_out.record_sheet(record_id))]
    own: dict[str, tuple[str, Callable[[int], Maker]]] = {
        "case": (_("Vorgangsbericht"), paper_out.case_report),
        "practice": (_("Praxisprofil"), paper_out.practice_profile),
        "contact_note": (_("Niederschrift"), paper_out.minutes),
    }
    if kind in own:
        found.append((own[kind][0], own[kind][1](record_id)))
    if kind in MEETINGS:
        found.append((_("Teilnehmendenliste"), paper_out.attendance(record_id)))
    if kind in (*MEETINGS, "person", "organisation"):
        found.append((_("Namensschilder"), paper_out.badges([record_id])))
    return found


def _hand_out(workbench: Workbench, widget: QWidget, what: str, record_id: int, maker: Maker) -> None:
    from .paper_out import papers_of

    title = _title(workbench, record_id)
    if title is not None:
        papers_of(workbench, _window(widget)).hand_out(what, title, maker)


def _ask_akte(workbench: Workbench, widget: QWidget, record_id: int) -> None:
    from .paper_dialogs import AkteDialog
    from .paper_out import akte, papers_of

    window = _window(widget)
    title = _title(workbench, record_id)
    if title is None:
        return
    dialog = AkteDialog(workbench, record_id, window)
    if dialog.exec() == AkteDialog.DialogCode.Accepted:
        papers_of(workbench, window).hand_out(_("Akte"), title, akte(record_id, dialog.wishes()))
    dialog.deleteLater()


def _title(workbench: Workbench, record_id: int) -> str | None:
    try:
        return load(workbench.store, record_id).title
    except Trouble as trouble:
        workbench.troubled.emit(str(trouble))
        return None


def _window(widget: QWidget) -> QWidget:
    """Return the window a menu was opened in; a menu is a window of its own."""
    parent = widget.parentWidget()
    return parent.window() if parent is not None else widget.window()


def add_list_papers(menu: QMenu, workbench: Workbench, kind: str, record_ids: Sequence[int]) -> None:
    """Add address labels and name badges for the chosen persons or organisations."""
    if kind not in {"person", "organisation"}:
        return
    count = len(record_ids)
    menu.addAction(
        _("Adressetiketten … ({count})").format(count=count), partial(_ask_labels, workbench, menu, record_ids)
    )
    menu.addAction(_("Namensschilder ({count})").format(count=count), partial(_badges, workbench, menu, record_ids))


def _ask_labels(workbench: Workbench, widget: QWidget, record_ids: Sequence[int]) -> None:
    from .paper_dialogs import LabelsDialog
    from .paper_out import address_labels, papers_of

    window = _window(widget)
    dialog = LabelsDialog(workbench, record_ids, window)
    if dialog.exec() == LabelsDialog.DialogCode.Accepted:
        dialog.remember()
        form, start, shared = dialog.chosen()
        maker = address_labels(record_ids, form, start, shared)
        papers_of(workbench, window).hand_out(_("Adressetiketten"), "", maker, count=len(record_ids))
    dialog.deleteLater()


def _badges(workbench: Workbench, widget: QWidget, record_ids: Sequence[int]) -> None:
    from .paper_out import badges, papers_of

    maker = badges(record_ids)
    papers_of(workbench, _window(widget)).hand_out(_("Namensschilder"), "", maker, count=len(record_ids))


def print_shown(window: object, workbench: Workbench) -> None:
    """Show the papers of the record that is open in a window."""
    assert isinstance(window, QWidget)
    for pane in window.findChildren(QWidget, "recordPane"):
        if pane.isVisible() and getattr(pane, "record_id", None) is not None:
            menu: QMenu = pane.build_menu()  # type: ignore[attr-defined]
            papers = menu.findChild(QMenu, _NAME)
            if papers is not None:
                papers.exec(pane.mapToGlobal(QPoint(24, 24)))
            menu.deleteLater()
            return
    workbench.troubled.emit(_("Bitte zuerst einen Datensatz öffnen."))
