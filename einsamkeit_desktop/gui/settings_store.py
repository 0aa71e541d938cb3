"""The store and its backups: where it lies, what is in it, when it was saved, whether it is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from shiboken6 import isValid

from ..errors import Trouble
from ..kinds import clock
from ..queries import counts
from ..store import backup, securing, upgrades
from ..store.backup import Backup
from ..store.files import DATABASE
from ..store.shared_places import shared_place
from ..texts import _, mark, ngettext
from .chips import FlowLayout
from .day_edit import format_moment
from .facts import Facts, counts_in_words, size_in_words
from .statusline import announce
from .tasks import Outcome
from .widgets import Button, Card, PlainLabel, SectionTitle
from .workbench import Workbench

SHOWN_BACKUPS = 5
OVERDUE = timedelta(days=7)
REASONS = {
    "von-hand": mark("von Hand"),
    "aktualisierung": mark("vor einer Aktualisierung"),
    "import": mark("vor einem Import"),
    "wiederherstellung": mark("vor einer Wiederherstellung"),
    securing.REASON: mark("vor dem Setzen der Passphrase"),
}


class StoreCard(Card):
    """Folder, contents, size and schema of the open store."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("storeCard")
        self._store = workbench.store
        self.facts = Facts(name="storeFacts")
        self.body.addWidget(SectionTitle(_("Bestand")))
        self.body.addWidget(self.facts)
        if place := shared_place(self._store.folder):
            warning = PlainLabel(place.sentence(is_in_use=True), role="warning", wrap=True)
            warning.setObjectName("placeWarning")
            self.body.addWidget(warning)

    def refresh(self) -> None:
        """Read again."""
        path = self._store.folder / DATABASE
        found = counts_in_words(counts.by_kind(self._store))
        facts = [(_("Ordner"), str(self._store.folder)), (_("Inhalt"), found or _("noch keine Datensätze"))]
        with suppress(OSError):
            sizes = (path.with_name(name) for name in (DATABASE, f"{DATABASE}-wal"))
            size = sum(each.stat().st_size for each in sizes if each.exists())
            facts.append((_("Größe"), size_in_words(size)))
        with suppress(Trouble):
            facts.append((_("Schema"), upgrades.schema_version(path, self._store.data_key)))
        self.facts.show_facts(facts)


class BackupCard(Card):
    """When the store was saved last, the newest backups, saving now and checking now."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("backupCard")
        self._workbench = workbench
        self._last = PlainLabel("", wrap=True)
        self._last.setObjectName("lastBackup")
        self.backups = Facts(name="backupList")
        self._older = PlainLabel("", role="muted", wrap=True)
        self.save_button = Button(_("Jetzt sichern"), icon="hard-drive-download", name="backUpButton")
        self.check_button = Button(_("Bestand prüfen"), icon="shield-check", name="checkButton")
        self._result = PlainLabel("", wrap=True)
        self._result.setObjectName("backupResult")
        self._result.hide()
        buttons = FlowLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.check_button)
        self.body.addWidget(SectionTitle(_("Sicherung")))
        self.body.addWidget(self._last)
        self.body.addLayout(buttons)
        self.body.addWidget(self._result)
        self.body.addWidget(self.backups)
        self.body.addWidget(self._older)
        self.save_button.clicked.connect(self._back_up)
        self.check_button.clicked.connect(self._check)

    def refresh(self) -> None:
        """Read the list of backups again."""
        made = backup.backups(self._workbench.store.folder)
        text, role = _last_in_words(made)
        self._last.setText(text)
        self._last.set_role(role)
        self.backups.show_facts((_when(each), _backup_in_words(each)) for each in made[:SHOWN_BACKUPS])
        older = max(len(made) - SHOWN_BACKUPS, 0)
        self._older.setText(ngettext("und {count} ältere", "und {count} ältere", older))
        self._older.setVisible(bool(older))

    def _back_up(self) -> None:
        store = self._workbench.store
        self._start(_("Sicherung wird angelegt"), lambda: backup.back_up(store), self._backed_up)

    def _backed_up(self, made: Backup) -> None:
        self.refresh()
        self._tell(_("Gesichert und geprüft: {what}.").format(what=_backup_in_words(made)))

    def _check(self) -> None:
        store = self._workbench.store
        self._start(_("Bestand wird geprüft"), lambda: backup.check(store), self._checked)

    def _checked(self, findings: list[str]) -> None:
        if not findings:
            self._tell(_("Der Bestand ist in Ordnung: Datei, Verweise und Suchverzeichnis sind geprüft."))
            return
        head = ngettext(
            "Die Prüfung hat {count} Mangel gefunden:", "Die Prüfung hat {count} Mängel gefunden:", len(findings)
        )
        advice = _("Bitte jetzt nichts löschen und die letzte Sicherung bereithalten.")
        self._tell("\n".join((head, *findings, advice)), is_trouble=True)

    def _start(self, name: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._set_working(True)
        self._tell(_("{work} …").format(work=name))

        def ended(outcome: Outcome) -> None:
            if isValid(self):
                self._set_working(False)
                self._end(outcome, then)

        self._workbench.runner.run(name, lambda _progress: work(), ended)

    def _end(self, outcome: Outcome, then: Callable[[Any], None]) -> None:
        if isinstance(outcome.error, Trouble):
            self._tell(str(outcome.error), is_trouble=True)
        else:
            then(outcome.result())

    def _set_working(self, is_working: bool) -> None:
        had_focus = next((b for b in (self.save_button, self.check_button) if b.hasFocus()), None)
        for button in (self.save_button, self.check_button):
            button.setEnabled(not is_working)
        if is_working:
            self._focus_after = had_focus
        elif self._focus_after is not None and self.window().focusWidget() in (None, self._focus_after):
            self._focus_after.setFocus()

    def _tell(self, text: str, *, is_trouble: bool = False) -> None:
        self._result.set_role("danger" if is_trouble else "text")
        self._result.setText(text)
        self._result.show()
        announce(self, text, is_urgent=is_trouble)


def _moment(made: Backup) -> datetime | None:
    try:
        return datetime.fromisoformat(made.at).astimezone()
    except ValueError:
        return None


def _when(made: Backup) -> str:
    moment = _moment(made)
    return made.at if moment is None else format_moment(moment)


def _backup_in_words(made: Backup) -> str:
    reason = _(REASONS.get(made.reason, made.reason))
    records = ngettext("{count} Datensatz", "{count} Datensätze", sum(made.counts.values()))
    return f"{records}, {size_in_words(made.size)}, {reason}"


def _last_in_words(made: list[Backup]) -> tuple[str, str]:
    """Return when the store was saved last, and the colour of it."""
    if not made:
        return _("Noch keine Sicherung. Bitte einmal sichern, bevor Sie mit Daten von Menschen arbeiten."), "warning"
    moment = _moment(made[0])
    text = _("Letzte Sicherung: {when}, danach geöffnet, geprüft und gezählt.").format(when=_when(made[0]))
    if moment is not None and clock.now() - moment > OVERDUE:
        return text + " " + _("Sie ist älter als eine Woche."), "warning"
    return text, "text"
