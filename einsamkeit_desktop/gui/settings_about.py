"""The keys, the version, and what others made that ships along."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .. import __version__
from ..paths import resource
from ..texts import _
from . import theme
from .chips import FlowLayout
from .facts import Facts
from .handing_out import open_with_system
from .shortcuts import SHORTCUTS
from .widgets import Button, Card, PlainLabel, SectionTitle


@dataclass(frozen=True)
class Part:
    """A work of others that ships along; `texts` name its licence's files in resources/licences."""

    name: str
    licence: str
    texts: tuple[str, ...]


def parts() -> list[Part]:
    """Return what ships along, as resources/licences lists it."""
    listed = json.loads(resource("licences/parts.json").read_text(encoding="utf-8"))
    return [Part(entry["part"], entry["licence"], tuple(entry["texts"])) for entry in listed]


class KeysCard(Card):
    """Every key that works in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keysCard")
        self.body.addWidget(SectionTitle(_("Tastenkürzel")))
        for group, lines in SHORTCUTS:
            heading = PlainLabel(_(group), size="small", weight="strong")
            heading.setContentsMargins(0, theme.current().px(4), 0, 0)
            self.body.addWidget(heading)
            keys = Facts(name=f"keys{group}", label_width=128)
            keys.show_facts((_(pressed), _(meaning)) for pressed, meaning in lines)
            self.body.addWidget(keys)


class AboutCard(Card):
    """Version, licence, and the works of others."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("aboutCard")
        version = PlainLabel(_("Gem-Einsamkeit {version}").format(version=__version__), weight="medium")
        version.setObjectName("version")
        self.parts = Facts(name="licences", label_width=200)
        self.parts.show_facts((part.name, part.licence) for part in parts())
        texts = Button(_("Lizenztexte zeigen"), look="quiet", name="licencesButton")
        texts.clicked.connect(self._show_texts)
        self._problem = PlainLabel("", role="danger", wrap=True)
        self._problem.setObjectName("licencesProblem")
        self._problem.hide()
        row = FlowLayout()
        row.addWidget(texts)
        self.body.addWidget(SectionTitle(_("Über")))
        self.body.addWidget(version)
        about = _("Freie Software unter der EUPL 1.2. Arbeitet ohne Netz und sendet nichts. Mitgeliefert werden:")
        self.body.addWidget(PlainLabel(about, role="muted", wrap=True))
        self.body.addWidget(self.parts)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)

    def _show_texts(self) -> None:
        folder = str(resource("licences"))
        is_shown = open_with_system(folder)
        text = _("Der Ordner mit den Lizenztexten ließ sich nicht öffnen. Sie finden ihn hier: {folder}")
        self._problem.setText("" if is_shown else text.format(folder=folder))
        self._problem.setVisible(not is_shown)
