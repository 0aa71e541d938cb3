"""The menu "Drucken": which papers a record or a selection has; each opens in the window of papers.

What makes the papers is imported when a menu is opened: at the start of the program nobody prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ..queries import lists
from ..queries.exports import Wish
from ..queries.meetings import MEETINGS
from ..texts import _
from .papers_out import papers_of
from .workbench import Workbench

if TYPE_CHECKING:
    from .paper_setting import Maker

_NAME = "printMenu"


def add_record_papers(menu: QMenu, workbench: Workbench, kind: str, record_id: int, *, has_akte: bool) -> None:
    """Add "Drucken" with the papers of one record."""
    papers = menu.addMenu(_("Drucken"))
    papers.setObjectName(_NAME)
    for text, run in _papers(kind, has_akte=has_akte):
        papers.addAction(_("{paper} …").format(paper=text), partial(run, workbench, menu, record_id))


def _papers(kind: str, *, has_akte: bool) -> list[tuple[str, Callable[[Workbench, QWidget, int], None]]]:
    from . import paper_makers

    own: dict[str, tuple[str, Callable[[int], Maker]]] = {
        "case": (_("Vorgangsbericht"), paper_makers.case_report),
        "practice": (_("Praxisprofil"), paper_makers.practice_profile),
        "contact_note": (_("Niederschrift oder Vermerk"), paper_makers.minutes),
    }
    makers: list[tuple[str, Callable[[int], Maker]]] = [(_("Stammblatt"), paper_makers.record_sheet)]
    makers += [own[kind]] if kind in own else []
    makers += [(_("Teilnehmendenliste"), paper_makers.attendance)] if kind in MEETINGS else []
    if kind in (*MEETINGS, "person", "organisation"):
        makers.append((_("Namensschilder"), lambda record_id: paper_makers.badges([record_id])))
    found: list[tuple[str, Callable[[Workbench, QWidget, int], None]]] = [
        (text, partial(_show, text, maker)) for text, maker in makers
    ]
    if has_akte:
        found.insert(1, (_("Akte"), _show_akte))
    return found


def _show(title: str, maker: Callable[[int], Maker], workbench: Workbench, widget: QWidget, record_id: int) -> None:
    papers_of(workbench, _window(widget)).paper(title, maker(record_id))


def _show_akte(workbench: Workbench, widget: QWidget, record_id: int) -> None:
    from .paper_sides import SIDE_WIDTH, AkteSide

    papers_of(workbench, _window(widget)).paper_with(AkteSide(workbench, record_id), SIDE_WIDTH)


def _window(widget: QWidget) -> QWidget:
    """Return the window a menu was opened in; a menu is a window of its own."""
    parent = widget.parentWidget()
    return parent.window() if parent is not None else widget.window()


def add_list_papers(menu: QMenu, workbench: Workbench, query: lists.ListQuery, record_ids: Sequence[int]) -> None:
    """Add the list of the chosen records, and for persons and organisations address labels and name badges."""
    count = len(record_ids)
    text = _("Liste drucken ({count}) …").format(count=count)
    menu.addAction(text, lambda: show_list(workbench, menu, query, record_ids, Wish()))
    if query.kind not in {"person", "organisation"}:
        return
    for text, show in ((_("Adressetiketten"), show_labels), (_("Namensschilder"), show_badges)):
        shown = _("{paper} ({count}) …").format(paper=text, count=count)
        menu.addAction(shown, partial(show, workbench, menu, record_ids))


def show_list(
    workbench: Workbench, widget: QWidget, query: lists.ListQuery, record_ids: Sequence[int], wish: Wish
) -> None:
    """Show a list as a paper."""
    from .paper_sides import SIDE_WIDTH, ListSide

    papers_of(workbench, _window(widget)).paper_with(ListSide(workbench, query, record_ids, wish), SIDE_WIDTH)


def show_labels(workbench: Workbench, widget: QWidget, record_ids: Sequence[int]) -> None:
    """Show address labels of persons and organisations."""
    from .paper_sides import SIDE_WIDTH, LabelsSide

    papers_of(workbench, _window(widget)).paper_with(LabelsSide(workbench, record_ids), SIDE_WIDTH)


def show_badges(workbench: Workbench, widget: QWidget, record_ids: Sequence[int]) -> None:
    """Show name badges of persons and organisations."""
    from . import paper_makers

    papers_of(workbench, _window(widget)).paper(_("Namensschilder"), paper_makers.badges(record_ids))


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
