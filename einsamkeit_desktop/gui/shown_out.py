"""What the commands do with the list in front: hand it out in one format, or set a paper of it.

What makes the papers is imported when one is asked for: the commands are there from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ..kinds.registry import KINDS
from ..texts import _
from .doors import Doors
from .workbench import Workbench

if TYPE_CHECKING:
    from .list_page import ListPage


class Window(Protocol):
    """What is asked of the window."""

    workbench: Workbench
    doors: Doors
    pages: Any

    def go_to(self, key: str) -> None: ...


def export_shown(window: Window) -> None:
    """Hand out the journal or the shown list, else that of the organisations."""
    from .journal_page import JournalPage

    front = window.pages.currentWidget()
    if isinstance(front, JournalPage):
        front.export()
    elif page := _list_in_front(window):
        page.list.export()


def print_briefing(window: Window) -> None:
    """Hand out a briefing on the shown record."""
    page = window.pages.shown_list()
    if page is not None and page.scope():
        window.doors.papers.briefing(page.scope())
    else:
        window.workbench.troubled.emit(_("Bitte zuerst eine Organisation oder Person öffnen."))


def hand_out_shown(window: Window, code: str) -> None:
    """Ask how the shown list is wanted, this format chosen; say so where its kind has no such format."""
    from ..queries import exports

    page = _list_in_front(window)
    if page is None:
        return
    if code in exports.formats(page.kind):
        window.doors.lists.list_file(page.query, page.list.meant(), code)
        return
    window.workbench.troubled.emit(
        _("„{format}“ gibt es von „{kind}“ nicht. Bitte zuerst eine andere Liste öffnen, etwa Organisationen.").format(
            format=_(exports.FORMATS[code]), kind=_(KINDS[page.kind].plural)
        )
    )


def print_shown_list(window: Window) -> None:
    """Show the list in front as a paper."""
    from ..queries.exports import Wish
    from .paper_menu import show_list

    _show(window, lambda bench, page, ids: show_list(bench, page, page.query, ids, Wish()))


def print_labels(window: Window) -> None:
    """Show address labels of the list in front."""
    from .paper_menu import show_labels

    _show_of_partners(window, lambda bench, page, ids: show_labels(bench, page, ids))


def print_badges(window: Window) -> None:
    """Show name badges of the list in front."""
    from .paper_menu import show_badges

    _show_of_partners(window, lambda bench, page, ids: show_badges(bench, page, ids))


def _show(window: Window, show: Callable[[Workbench, ListPage, Sequence[int]], None]) -> None:
    from ..queries import lists

    page = _list_in_front(window)
    if page is not None:
        ids = page.list.meant() or lists.ids(window.workbench.store, page.query)
        show(window.workbench, page, ids)


def _show_of_partners(window: Window, show: Callable[[Workbench, ListPage, Sequence[int]], None]) -> None:
    page = _list_in_front(window)
    if page is not None and page.kind not in {"person", "organisation"}:
        sentence = _("Das gibt es von Organisationen und Personen. Bitte zuerst eine dieser Listen öffnen.")
        window.workbench.troubled.emit(sentence)
        return
    _show(window, show)


def _list_in_front(window: Window) -> ListPage | None:
    """Return the list in front, else that of the organisations, brought there."""
    if window.pages.shown_list() is None:
        window.go_to("organisation")
    page: ListPage | None = window.pages.shown_list()
    return page
