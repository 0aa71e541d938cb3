"""`self-test`: whether this machine and this build can do everything, tried on a store of its own that is thrown away.

Each step uses what the one before left; the first that fails ends the test. Only the pages are brought by the caller,
because this room knows no Qt.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from ..actions.notes import NewNote, write_note
from ..actions.records import save_record, undo
from ..actions.roles import start_role
from ..actions.setup import create_store
from ..errors import Trouble
from ..exports.enclosing import pages_of
from ..exports.handing import write_briefing, write_list
from ..imports.whole import import_file
from ..kinds import clock
from ..kinds.points import ContactPoint
from ..progress import Progress
from ..queries import lists, packs, search, sheets
from ..queries.briefing import Enclosure
from ..store import backup
from ..store.store import Store
from ..texts import _
from . import speaking

_PASSPHRASE = "Probe: Grüße aus der Łódź-Straße"


class SelfTestFailed(Trouble):
    """Something came out differently than it must."""


def self_test(load_pages: Callable[[Path, str], int]) -> bool:
    """Run every step and print a line for each; return whether all went well."""
    with tempfile.TemporaryDirectory(prefix="gem-einsamkeit-", ignore_cleanup_errors=True) as folder:
        trial = _Trial(Path(folder), load_pages)
        try:
            for name, step in trial.steps():
                if not _went_well(name, step):
                    return False
        finally:
            trial.close()
    speaking.say(_("Alles in Ordnung."))
    return True


def _went_well(name: str, step: Callable[[], str]) -> bool:
    try:
        remark = step()
    except (Trouble, OSError, ImportError) as error:
        speaking.say(f"✗ {name}")
        speaking.complain(str(error) if isinstance(error, Trouble) else f"{name}: {error!r}")
        return False
    speaking.say(f"✓ {name}{f' ({remark})' if remark else ''}")
    return True


class _Trial:
    """One store on its way through the steps."""

    def __init__(self, home: Path, load_pages: Callable[[Path, str], int]) -> None:
        self.home, self.folder = home, home / "Bestand"
        self._load_pages = load_pages
        self._store: Store | None = None

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Return the steps in their order, each with its name; a step returns a remark or ""."""
        return [
            (_("Verschlüsselten Bestand anlegen"), self.create),
            (_("Person, Organisation und Vermerk schreiben"), self.write),
            (_("Schließen und mit der Passphrase wieder öffnen"), self.reopen),
            (_("„mueller“ findet Müller"), self.find),
            (_("Rückgängig machen"), self.undo),
            (_("Sicherung anlegen und prüfen"), self.back_up),
            (_("Liste als Excel schreiben"), self.write_sheet),
            (_("Briefing als PDF schreiben"), self.write_paper),
            (_("Die Excel-Liste wieder einlesen"), self.read_back),
            (_("Jede Seite des Programms laden"), self.load_pages),
        ]

    @property
    def store(self) -> Store:
        """The open store."""
        if self._store is None:
            self._store = Store.open(self.folder, _PASSPHRASE)
        return self._store

    def close(self) -> None:
        """Close the store if it is open."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def create(self) -> str:
        self._store, recovery_key = create_store(self.folder, _PASSPHRASE)
        _require(bool(recovery_key), _("Es entstand kein Wiederherstellungsschlüssel."))
        return ""

    def write(self) -> str:
        phone = ContactPoint("phone", "030 23125-000")
        values = {"given_name": "Jürgen", "family_name": "Müller", "contacts": (phone,)}
        person = save_record(self.store, "person", None, values).record_id or 0
        organisation = save_record(self.store, "organisation", None, {"name": "Treff Łódź & Weiß e. V."}).record_id or 0
        start_role(self.store, person, organisation, _("Leitung"), None)
        write_note(
            self.store, NewNote("telefonat", clock.now(), "Frühstück besprochen.", participants=(person, organisation))
        )
        return ""

    def reopen(self) -> str:
        self.close()
        _require(self.store.writable, _("Der Bestand ist nicht beschreibbar."))
        return ""

    def find(self) -> str:
        hits = search.find(self.store, "mueller")
        _require(any(hit.title == "Jürgen Müller" for hit in hits), _("Die Suche findet Müller nicht."))
        return ""

    def undo(self) -> str:
        undo(self.store)
        hits = search.find(self.store, "fruehstueck")
        _require(not hits, _("Der zurückgenommene Vermerk ist noch da."))
        return ""

    def back_up(self) -> str:
        made = backup.back_up(self.store)
        _require(made.counts.get("person") == 1, _("Die Sicherung ist nicht vollständig."))
        _require(not backup.check(self.store), _("Der Bestand besteht die Prüfung nicht."))
        return ""

    def write_sheet(self) -> str:
        query = lists.ListQuery("person")
        write_list(sheets.sheet(self.store, query, lists.ids(self.store, query)), self._sheet, Progress())
        return ""

    def write_paper(self) -> str:
        target = self.home / "Briefing.pdf"
        ids = packs.find_records(self.store, ["Treff Łódź & Weiß e. V.", "Jürgen Müller"])
        write_briefing(packs.pack(self.store, ids), target, Progress())
        _require(target.read_bytes().startswith(b"%PDF"), _("Das Briefing ist keine PDF-Datei."))
        drawn = pages_of(Enclosure(target.name, "", target.read_bytes()), Progress())
        _require(len(drawn.pages) == drawn.total > 0, _("Eine PDF-Datei lässt sich nicht als Anlage zeichnen."))
        return ""

    def read_back(self) -> str:
        report = import_file(self.store, self._sheet)
        _require((report.read, report.failed) == (1, 0), _("Die eigene Excel-Liste wird nicht erkannt."))
        _require(report.new == 0, _("Die Person aus der Excel-Liste wird nicht wiedererkannt."))
        return ""

    def load_pages(self) -> str:
        self.close()
        return _("{count} Seiten").format(count=self._load_pages(self.folder, _PASSPHRASE))

    @property
    def _sheet(self) -> Path:
        return self.home / "Partnerliste.xlsx"


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise SelfTestFailed(sentence)
