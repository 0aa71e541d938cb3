"""What the one search field offers: last opened, records, texts, commands, and making a new one."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds.folding import fold, query_words
from ..kinds.registry import KINDS
from ..queries.record import named
from ..queries.search import find, found_words
from ..store.store import Store
from ..texts import _
from .commands import Command
from .search_popup import Suggestion

_NAMES, _TEXTS, _COMMANDS = 9, 6, 5
_CREATABLE = ("organisation", "person")
RECENT_KEPT = 12


class Suggester:
    """Answers the field from the store and the commands; remembers what was opened last."""

    def __init__(self, store: Store, commands: Sequence[Command]) -> None:
        self._store = store
        self._commands = commands
        self.recent: list[int] = []

    def remember(self, record_id: int) -> None:
        """Put a record at the head of those opened last."""
        self.recent = [record_id, *(other for other in self.recent if other != record_id)][:RECENT_KEPT]

    def suggest(self, typed: str) -> list[Suggestion]:
        """Return what to offer for the typed text."""
        text = typed.strip()
        if text.startswith(">"):
            return self._matching_commands(text[1:], limit=30)
        if not text:
            return [*self._recent(), *self._matching_commands("", limit=_COMMANDS)]
        hits = self._hits(text)
        return [*hits, *self._matching_commands(text, limit=_COMMANDS), *([] if hits else self._creations(text))]

    def _recent(self) -> list[Suggestion]:
        found = named(self._store, self.recent, with_restricted=False, with_trashed=False)
        section = _("Zuletzt geöffnet")
        return [
            Suggestion(found[i].title, f"record:{i}", KINDS[found[i].kind].icon, _(KINDS[found[i].kind].label), section)
            for i in self.recent
            if i in found
        ]

    def _hits(self, text: str) -> list[Suggestion]:
        hits = find(self._store, text, limit=_NAMES + _TEXTS * 2)
        names = [hit for hit in hits if hit.in_names][:_NAMES]
        texts = [hit for hit in hits if not hit.in_names][:_TEXTS]
        out = []
        for section, group in ((_("Treffer"), names), (_("In Texten"), texts)):
            for hit in group:
                kind = KINDS[hit.kind]
                below = hit.snippet or " · ".join(part for part in (_(kind.label), hit.subtitle) if part)
                marks = hit.snippet_marks if hit.snippet else ()
                out.append(
                    Suggestion(hit.title, f"record:{hit.record_id}", kind.icon, below, section, "", hit.marks, marks)
                )
        return out

    def _matching_commands(self, text: str, limit: int) -> list[Suggestion]:
        asked = query_words(text)
        found = []
        for command in self._commands:
            words = fold(f"{command.title} {command.words}").split()
            if all(any(word.startswith(forms) for word in words) for forms in asked):
                marks = found_words(command.title, asked) if asked else ()
                found.append(
                    Suggestion(
                        command.title, f"command:{command.key}", command.icon, "", _("Befehle"), command.shortcut, marks
                    )
                )
        return found[:limit]

    def _creations(self, text: str) -> list[Suggestion]:
        return [
            Suggestion(
                _("{kind} „{text}“ anlegen").format(kind=_(KINDS[code].label), text=text),
                f"new:{code}:{text}",
                "plus",
                "",
                _("Nichts gefunden"),
            )
            for code in _CREATABLE
        ]
