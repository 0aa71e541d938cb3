"""What a briefing pack is about: title, appointment, people, partners, talking points, parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ..kinds.registry import KINDS
from ..queries.packs import Occasion, PackWishes, offered
from ..queries.recipes import Kept
from ..queries.record import named
from ..queries.search import find
from ..texts import _
from . import theme
from .briefing_enclosures import EnclosureChoice
from .day_edit import MomentEdit
from .lines import ScrollColumn
from .ordering import OrderedPicker
from .recipe_parts import RecipeButton, RecipeParts
from .search_popup import Suggestion
from .widgets import PlainLabel, SectionTitle
from .workbench import Workbench

PARTNER_KINDS = ("organisation", "person", "municipality", "body")
_OFFERED = 8


class BriefingForm(ScrollColumn):
    """The left side of the briefing window.

    Signals:
        edited(): something was changed; ask `partners` and `wishes` again.
        refused(str): the sentence why something cannot be.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, workbench: Workbench, meant: Occasion, parent: QWidget | None = None) -> None:
        super().__init__("briefingForm", _("Inhalt des Briefings"), parent)
        self._workbench = workbench
        look = theme.current()
        self.column.setContentsMargins(*(look.px(side) for side in (20, 16, 18, 16)))
        self.column.setSpacing(look.px(8))
        self._build_head(meant.wishes)
        self._build_partners(meant.partners)
        self._build_points()
        self._build_parts()
        self._build_enclosures(meant.record_id)
        self.column.addStretch(1)

    def _build_head(self, wishes: PackWishes) -> None:
        self.title = _line("briefingTitle", _("Titel"))
        self.occasion = _line("briefingOccasion", _("Anlass"), wishes.occasion)
        self.when = _OptionalMoment(name="briefingWhen", label=_("Termin"))
        self.when.setProperty("look", "")
        self.when.setFont(theme.current().font())
        self.when.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.when.setPlaceholderText(_("morgen 10 Uhr, 10.2. 11:30"))
        if wishes.starts_at is not None:
            self.when.set_moment(wishes.starts_at)
        self.place = _line("briefingPlace", _("Ort"), wishes.place)
        self.participants = _lines(
            "briefingParticipants", _("Teilnehmende, eine Person je Zeile"), min(max(len(wishes.participants), 2), 5)
        )
        self.participants.setPlainText("\n".join(wishes.participants))
        rows = QGridLayout()
        rows.setSpacing(theme.current().px(6))
        for place, widget in enumerate((self.title, self.occasion, self.when, self.place)):
            rows.addWidget(PlainLabel(widget.accessibleName(), role="muted"), place, 0)
            rows.addWidget(widget, place, 1)
            widget.textChanged.connect(self._tell)
        top = Qt.AlignmentFlag.AlignTop
        rows.addWidget(PlainLabel(_("Teilnehmende"), role="muted"), 4, 0, top)
        rows.addWidget(self.participants, 4, 1)
        rows.setColumnStretch(1, 1)
        self.participants.textChanged.connect(self._tell)
        self.column.addWidget(SectionTitle(_("Worum es geht")))
        self.column.addLayout(rows)

    def _build_partners(self, partners: Sequence[int]) -> None:
        self.picker = OrderedPicker(self._offers, _("Hinzufügen …"), name="briefingPartners")
        self.picker.line.setAccessibleName(_("Partner hinzufügen"))
        titles = named(self._workbench.store, partners, with_restricted=False)
        for record_id in partners:
            if record_id in titles:
                self.picker.add(str(record_id), titles[record_id].title)
        self.picker.changed.connect(self._tell)
        self._add_section(_("Partner in dieser Reihenfolge"))
        self.column.addWidget(self.picker)

    def _build_points(self) -> None:
        self.points = _lines("briefingPoints", _("Gesprächspunkte, einer je Zeile"), 4)
        self.points.setPlaceholderText(_("Einer je Zeile"))
        self.points.textChanged.connect(self._tell)
        self._add_section(_("Gesprächspunkte"))
        self.column.addWidget(self.points)

    def _build_parts(self) -> None:
        self.parts = RecipeParts()
        self.recipe_button = RecipeButton(self._workbench, self.parts)
        self.recipe_button.chosen.connect(self._tell)
        self.recipe_button.refused.connect(self.refused)
        self.parts.changed.connect(self._tell)
        self.confidential = QCheckBox()
        self.confidential.setObjectName("briefingConfidential")
        self.confidential.toggled.connect(self._tell)
        self.show_hidden(0)
        head = self._add_section(_("Teile"))
        head.addStretch(1)
        head.addWidget(self.recipe_button)
        self.column.addWidget(self.parts)
        hint = PlainLabel(_("Ziehen oder Alt mit Pfeiltaste ordnet um."), role="muted", size="small", wrap=True)
        self.column.addWidget(hint)
        self.column.addWidget(self.confidential)

    def _build_enclosures(self, record_id: int | None) -> None:
        """Offer the attachments of the partners, and of what the pack is for."""
        self._occasion = record_id
        self.enclosures = EnclosureChoice()
        self.enclosures.changed.connect(self._tell)
        self.picker.changed.connect(self._offer_enclosures)
        self.confidential.toggled.connect(self._offer_enclosures)
        self._add_section(_("Anlagen"))
        self.column.addWidget(self.enclosures)
        self._offer_enclosures()

    def _offer_enclosures(self, *_what: object) -> None:
        ids = [*([self._occasion] if self._occasion is not None else []), *self.partners()]
        secret = self.confidential.isChecked()
        self.enclosures.offer(offered(self._workbench.store, ids, with_confidential=secret))

    def show_kept(self, kept: Kept) -> None:
        """Show a recipe, talking points and the attachments that went along."""
        self.parts.show_recipe(kept.recipe)
        self.points.setPlainText("\n".join(kept.talking_points))
        self.enclosures.want(kept.enclosures)
        self.recipe_button.tell()

    def kept(self) -> Kept:
        """Return what is to be kept for the next time."""
        return Kept(self.parts.recipe(), self.talking_points(), self.enclosures.chosen())

    def show_hidden(self, count: int) -> None:
        """Say how many confidential notes are left out while they are."""
        label = _("Vertrauliches aufnehmen")
        self.confidential.setText(f"{label} ({count})" if count else label)
        self.confidential.setAccessibleName(self.confidential.text())

    def partners(self) -> tuple[int, ...]:
        """Return the ids of the chosen partners, in order."""
        return tuple(int(key) for key in self.picker.keys())  # noqa: SIM118 - a method, no dict

    def talking_points(self) -> tuple[str, ...]:
        """Return the lines that say something."""
        return _said(self.points)

    def wishes(self) -> PackWishes:
        """Return what the pack is to be like."""
        recipe = self.parts.recipe()
        return PackWishes(
            title=self.title.text().strip(),
            occasion=self.occasion.text().strip(),
            place=self.place.text().strip(),
            starts_at=self.when.moment(),
            participants=_said(self.participants),
            talking_points=self.talking_points(),
            notes=recipe.notes,
            with_confidential=self.confidential.isChecked(),
            parts=recipe.parts,
            enclosures=self.enclosures.chosen(),
        )

    def _add_section(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.current().px(8), 0, 0)
        row.addWidget(SectionTitle(title))
        self.column.addLayout(row)
        return row

    def _offers(self, text: str) -> list[Suggestion]:
        if not text.strip():
            return []
        chosen = self.picker.keys()
        return [
            Suggestion(hit.title, str(hit.record_id), KINDS[hit.kind].icon, hit.subtitle or _(KINDS[hit.kind].label))
            for hit in find(self._workbench.store, text, _OFFERED, PARTNER_KINDS)
            if str(hit.record_id) not in chosen
        ]

    def _tell(self, *_what: object) -> None:
        self.edited.emit()


class _OptionalMoment(MomentEdit):
    """A moment that may be left open."""

    def problem(self) -> str:
        """Return the sentence for a text that is no moment; none for an empty one."""
        return super().problem() if self.text().strip() else ""


def _line(name: str, label: str, text: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(label)
    line.setCursorPosition(0)
    return line


def _lines(name: str, label: str, rows: int) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setObjectName(name)
    edit.setAccessibleName(label)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * rows + theme.current().px(24))
    return edit


def _said(edit: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(line.strip() for line in edit.toPlainText().splitlines() if line.strip())
