"""The tabs of a record: which kinds have them, what they show and count. A new tab is one line in `TABS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ..kinds.registry import KINDS
from ..kinds.work import ANY_MATTER, ANY_PARTNER
from ..queries.akte import count_entries
from ..queries.attachments import count_attachments
from ..queries.case_steps import count_open
from ..queries.cases import count_parties
from ..queries.council import count_coming, count_papers, count_stations
from ..queries.people import roles
from ..queries.record import load
from ..queries.related import count_related
from ..store.store import Store
from ..texts import _, mark
from . import theme
from .akte_view import AkteView
from .attachments_view import AttachmentsView
from .case_parties import PartiesView
from .case_steps import StepsView
from .citizen_form import CitizenForm
from .council_stations import StationsView
from .council_views import PapersView, SessionsView
from .focus import focus_within, holds_focus
from .form import RecordForm
from .guarded_form import GuardedForm
from .history_view import HistoryView
from .members_view import MembersView, count_members
from .note_view import NoteView
from .people_view import PeopleView
from .related_view import RelatedView
from .tabs import Tabs
from .workbench import Workbench

HAS_AKTE = frozenset((*ANY_PARTNER, *ANY_MATTER))
_EVERY = frozenset(KINDS)
# Kinds whose form is more than their fields.
_FORMS: dict[str, Callable[[Workbench], RecordForm]] = {
    "citizen_case": CitizenForm,
    "contact_note": lambda bench: GuardedForm(bench, KINDS["contact_note"]),
    "reminder": lambda bench: GuardedForm(bench, KINDS["reminder"]),
}


@dataclass(frozen=True)
class RecordTab:
    """One tab: its key, its name, the kinds that have it, how its view is made, and how many things it holds.

    What `make` returns has `show_record(record_id)`, and may have a signal `new_wanted(str, dict)`, which is passed on.
    """

    key: str
    label: str
    kinds: frozenset[str]
    make: Callable[[Workbench], QWidget]
    count: Callable[[Store, int], int] | None = None


def _related_tab(kind: str, label: str, *kinds: str) -> RecordTab:
    return RecordTab(
        kind,
        label,
        frozenset(kinds),
        lambda bench: RelatedView(bench, kind),
        lambda store, record_id: count_related(store, record_id).get(kind, 0),
    )


def _current_roles(store: Store, record_id: int) -> int:
    return sum(line.is_current for line in roles(store, record_id))


# In the order they stand; "data", the form, comes after the Akte for every kind.
TABS: tuple[RecordTab, ...] = (
    RecordTab("akte", mark("Akte"), HAS_AKTE, AkteView),
    RecordTab("note", mark("Lesen"), frozenset({"contact_note"}), NoteView),
    RecordTab("people", mark("Personen"), frozenset({"organisation"}), PeopleView, _current_roles),
    RecordTab("people", mark("Organisationen"), frozenset({"person"}), PeopleView, _current_roles),
    RecordTab("members", mark("Mitglieder"), frozenset({"body"}), MembersView, count_members),
    _related_tab("offer", mark("Angebote"), "organisation"),
    _related_tab("exchange", mark("Austausch"), "municipality"),
    _related_tab("case", mark("Vorgänge"), *ANY_PARTNER),
    RecordTab("parties", mark("Beteiligte"), frozenset({"case"}), PartiesView, count_parties),
    RecordTab("casesteps", mark("Schritte"), frozenset({"case"}), StepsView, count_open),
    RecordTab("stations", mark("Beratungsfolge"), frozenset({"council_paper"}), StationsView, count_stations),
    RecordTab("sessions", mark("Sitzungen"), frozenset({"body"}), SessionsView, count_coming),
    RecordTab("papers", mark("Vorlagen"), frozenset({"case"}), PapersView, count_papers),
    RecordTab("attachments", mark("Anhänge"), _EVERY, AttachmentsView, count_attachments),
    RecordTab("history", mark("Verlauf"), _EVERY, HistoryView),
)


class RecordTabs(QWidget):
    """The tabs of the shown record; a view is made when it is first seen and filled when it is seen again.

    Signals:
        saved(dict), cancelled(): from the form.
        new_wanted(str, dict): a new record of a kind that belongs to the shown one.
    """

    saved = Signal(dict)
    cancelled = Signal()
    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._kind = ""
        self._record_id: int | None = None
        self._views: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._tabs = Tabs(name="recordTabs")
        self._tabs.setAccessibleName(_("Bereiche des Datensatzes"))
        self._tabs.chosen.connect(self._show_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self._tabs)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record on the tab that is in front, where its kind has it."""
        tab = self._tabs.chosen_key() if kind == self._kind else ""
        self._kind, self._record_id = kind, record_id
        shown = self._tabs_of(kind)
        self._tabs.set_tabs([(key, label) for key, label, _tab in shown])
        self._show_counts(record_id)
        self._stale = {key for key, _label, _tab in shown}
        if tab in self._stale:
            self._tabs.choose(tab)
        self._show_tab(self._tabs.chosen_key())

    def show_new(self, kind: str, preset: dict[str, Any] | None) -> None:
        """Show an empty form of a kind, and nothing beside it."""
        self._kind, self._record_id = kind, None
        self._tabs.set_tabs([("data", _("Daten"))])
        form = self.form()
        form.show(None, {**KINDS[kind].starts_with, **(preset or {})})
        self._stack.setCurrentWidget(form)
        form.setFocus()

    def choose(self, key: str) -> QWidget:
        """Put a tab in front and return its view."""
        self._tabs.choose(key)
        return self._view(key)

    def current(self) -> QWidget | None:
        """Return the view in front."""
        return self._stack.currentWidget()

    def form(self) -> RecordForm:
        """Return the form of the shown kind."""
        found = self._view("data")
        assert isinstance(found, RecordForm)
        return found

    def show_form_again(self) -> None:
        """Throw away what was typed into the form."""
        self._stale.add("data")
        self._show_tab("data")

    def dirty_forms(self) -> list[RecordForm | StationsView]:
        """Return the forms, of any kind, that hold unsaved text."""
        return [view for view in self._views.values() if isinstance(view, RecordForm | StationsView) and view.is_dirty]

    def _tabs_of(self, kind: str) -> list[tuple[str, str, RecordTab | None]]:
        found: list[tuple[str, str, RecordTab | None]] = [
            (tab.key, _(tab.label), tab) for tab in TABS if kind in tab.kinds
        ]
        found.insert(1 if kind in HAS_AKTE else 0, ("data", _("Daten"), None))
        return found

    def _show_counts(self, record_id: int) -> None:
        store = self._workbench.store
        for key, _label, tab in self._tabs_of(self._kind):
            if tab is not None and tab.count is not None:
                self._tabs.set_count(key, tab.count(store, record_id))
        if self._kind in HAS_AKTE:
            self._tabs.setTabToolTip(0, _("{count} Einträge").format(count=count_entries(store, record_id)))

    def _show_tab(self, key: str) -> None:
        if not key:
            return
        view, had_focus = self._view(key), holds_focus(self._stack.currentWidget() or self)
        if key in self._stale and self._record_id is not None:
            self._stale.discard(key)
            if isinstance(view, RecordForm):
                view.show(load(self._workbench.store, self._record_id), None)
            else:
                view.show_record(self._record_id)  # type: ignore[attr-defined]
        self._stack.setCurrentWidget(view)
        if had_focus and not holds_focus(self):  # what a view has just made is not on the screen yet
            QTimer.singleShot(0, view, partial(focus_within, view))

    def _view(self, key: str) -> QWidget:
        name = f"{key} {self._kind}" if key == "data" else key
        if name not in self._views:
            view = self._make_form() if key == "data" else self._make_view(key)
            self._views[name] = view
            self._stack.addWidget(view)
        return self._views[name]

    def _make_view(self, key: str) -> QWidget:
        tab = next(tab for tab in TABS if tab.key == key and self._kind in tab.kinds)
        view = tab.make(self._workbench)
        if hasattr(view, "new_wanted"):
            view.new_wanted.connect(self.new_wanted)
        if isinstance(view, AkteView):
            view.tab_wanted.connect(self._tabs.choose)
        return view

    def _make_form(self) -> RecordForm:
        own = _FORMS.get(self._kind)
        form = own(self._workbench) if own is not None else RecordForm(self._workbench, KINDS[self._kind])
        form.saved.connect(self.saved)
        form.cancelled.connect(self.cancelled)
        return form
