"""What was begun in a composer and not saved yet: kept in the store, encrypted like everything, until it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from ..kinds.note_text import without_empty
from ..kinds.work import ContactNote
from ..queries.record import named
from ..queries.settings import kept_setting, kept_settings
from ..store.store import Store
from ..texts import _, mark
from .workbench import Workbench

if TYPE_CHECKING:
    from ..actions.notes import NewTask

_NAMED = "draft."
KEPT_EVERY_MS = 1500  # counted from the first change on, so that typing without a pause is kept too

PINNABLE = {
    "note_kind": mark("Kontaktart"),
    "at": mark("Zeitpunkt"),
    "people": mark("Beteiligte"),
    "about": mark("Betrifft"),
    "subject": mark("Betreff"),
    "occasion": mark("Anlass"),
    "place": mark("Ort"),
}
"""What a pin can keep for the next note, by its name in the draft."""


@dataclass(frozen=True)
class Draft:
    """A note as it stands in the form; people, about, present and excused are record ids.

    `people` and `about` are without the record the note starts from. `note_kind` "" is the usual one, `at` None is the
    moment when it is shown; `headings` are those a template brought, which go where nothing was written below them.
    """

    text: str = ""
    agreement: str = ""
    subject: str = ""
    occasion: str = ""
    place: str = ""
    duration: str = ""
    confidential: bool = False
    note_kind: str = ""
    at: datetime | None = None
    follow_up: date | None = None
    people: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    present: tuple[int, ...] = ()
    excused: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    tasks: tuple[NewTask, ...] = ()

    def says_the_same(self, other: Draft) -> bool:
        """Whether both hold the same; kind, moment and follow-up alone are no note that was begun."""
        return replace(self, note_kind="", at=None, follow_up=None) == replace(
            other, note_kind="", at=None, follow_up=None
        )

    def only(self, names: Collection[str]) -> Draft:
        """Return a draft with these fields alone, as pins keep them."""
        return Draft(**{name: getattr(self, name) for name in names})

    def to_json(self) -> dict[str, Any]:
        """Return the draft as a setting keeps it."""
        tasks = [{**asdict(task), "due_on": task.due_on.isoformat()} for task in self.tasks]
        moments = {"at": self.at.isoformat() if self.at else None}
        return {
            **asdict(self),
            **moments,
            "follow_up": self.follow_up.isoformat() if self.follow_up else None,
            "tasks": tasks,
        }

    @classmethod
    def from_json(cls, kept: Any) -> Draft:
        """Return the draft that `to_json` gave, of an earlier version too; an empty one for anything else."""
        if not isinstance(kept, dict) or not kept:
            return cls()
        from ..actions.notes import NewTask

        known = {of.name: kept[of.name] for of in fields(cls) if of.name in kept}
        for name, value in known.items():
            if isinstance(value, list):
                known[name] = tuple(value)
        tasks = (NewTask(**{**task, "due_on": date.fromisoformat(task["due_on"])}) for task in known.get("tasks", ()))
        at, follow_up = known.get("at"), known.get("follow_up")
        known["at"] = datetime.fromisoformat(at) if at else None
        known["follow_up"] = date.fromisoformat(follow_up) if follow_up else None
        return cls(**{**known, "tasks": tuple(tasks)})


@dataclass(frozen=True)
class BegunNote:
    """A note that was begun for a record (0: for none), and the sentence that tells of it."""

    record_id: int
    said: str


def begun_notes(store: Store) -> list[BegunNote]:
    """Return the notes that wait to be finished; the text of a confidential one, or about a citizen, is not told."""
    kept = {
        int(name.removeprefix(_NAMED)): Draft.from_json(value) for name, value in kept_settings(store, _NAMED).items()
    }
    begun = {row_id: draft for row_id, draft in kept.items() if draft != Draft()}
    known = named(store, [row_id for row_id in begun if row_id], with_restricted=False, with_trashed=False)
    found = []
    for row_id, draft in begun.items():
        if row_id and row_id not in known:
            continue
        said = _("Angefangener Vermerk zu {title}") if row_id else _("Angefangener Vermerk")
        from ..queries.guard import is_guarded

        is_closed = draft.confidential or is_guarded(store, [*([row_id] if row_id else []), *draft.about])
        words = "" if is_closed else _beginning(draft)
        title = known[row_id].title if row_id else ""
        found.append(BegunNote(row_id, ": ".join(part for part in (said.format(title=title), words) if part)))
    return found


def _beginning(draft: Draft) -> str:
    text = without_empty(draft.text, draft.headings)
    title = ContactNote.title({"subject": draft.subject, "content": text, "agreement": draft.agreement})
    return title or (draft.tasks[0].text if draft.tasks else "")


class DraftKeeper(QObject):
    """Keeps what stands in a form every second and a half while it changes, and before the store is closed."""

    def __init__(self, workbench: Workbench, written: Callable[[], Draft], parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self._written = workbench, written
        self._name = ""
        self._fresh = Draft()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        workbench.closing.connect(self.keep)

    def begin(self, record_id: int) -> Draft:
        """Watch over the note begun for a record (0: for none) and return what was kept of it."""
        self._name = f"{_NAMED}{record_id}"
        return Draft.from_json(kept_setting(self._workbench.store, self._name))

    def set_fresh(self, fresh: Draft) -> None:
        """Say what the form looks like while nothing was begun; that is no draft."""
        self._fresh = fresh

    def touch(self) -> None:
        """Something changed: keep it soon."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now."""
        self._timer.stop()
        if not self._name or not self._workbench.store.writable:
            return
        draft = self._written()
        begun = {} if draft.says_the_same(self._fresh) else draft.to_json()
        if begun != (kept_setting(self._workbench.store, self._name) or {}):
            self._workbench.keep(self._name, begun)
