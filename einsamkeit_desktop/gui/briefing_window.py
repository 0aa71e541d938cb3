"""Preparing a briefing pack: what it is about at the left, its pages at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ..actions.recipes import remember_pack
from ..errors import NotFound, Trouble
from ..progress import Progress
from ..queries import packs
from ..queries.recipes import Kept, kept_for, last_used
from ..store.store import Store
from ..texts import _, ngettext
from .briefing_form import BriefingForm
from .paper_setting import MadePaper, Maker
from .paper_window import PaperWindow
from .workbench import Workbench

FORM_WIDTH = 424  # px at 13 px text


@dataclass(frozen=True)
class MadePack(MadePaper):
    """A pack that was set; `hidden_notes` counts the confidential ones that are not in it."""

    hidden_notes: int = 0


class BriefingWindow(PaperWindow):
    """The window of one briefing pack. It remembers the recipe, and for its occasion the talking points."""

    def __init__(self, workbench: Workbench, meant: packs.Occasion, parent: QWidget | None = None) -> None:
        super().__init__(workbench, _("Briefing"), self._maker, parent)
        self.setObjectName("briefingWindow")
        self._meant = meant
        self.form = BriefingForm(workbench, meant)
        self.add_side(self.form, FORM_WIDTH)
        self.form.show_kept(kept_for(workbench.store, meant.record_id) or Kept(last_used(workbench.store)))
        self._kept = self.form.kept()
        self.form.edited.connect(self.setter.begin_soon)
        self.form.refused.connect(self.say_trouble)
        self.begin()

    def before_leaving(self) -> None:
        """Keep recipe, talking points and attachments for the next time."""
        self._kept = self.form.kept()
        try:
            remember_pack(self.bench.store, self._meant.record_id, self._kept)
        except Trouble as trouble:
            self.bench.troubled.emit(str(trouble))

    def before_closing(self) -> None:
        """Keep what was changed, and forget the attachments that were drawn."""
        from ..exports.enclosing import forget

        forget()
        if self.form.kept() != self._kept:
            self.before_leaving()
        super().before_closing()

    def show_made(self, made: MadePaper) -> None:
        """Show the pages, the title they have, and how much is hidden."""
        assert isinstance(made, MadePack)
        self.form.title.setPlaceholderText(made.about)
        if not self.form.confidential.isChecked():
            self.form.show_hidden(made.hidden_notes)
        super().show_made(made)

    def _maker(self) -> Maker:
        partners, wishes, people = self.form.partners(), self.form.wishes(), self._meant.people
        return lambda store, progress: _make_pack(store, progress, partners, wishes, people)


def _make_pack(
    store: Store, progress: Progress, partners: tuple[int, ...], wishes: packs.PackWishes, people: tuple[int, ...]
) -> MadePack:
    from ..exports.paper.briefing import briefing_paper, fills_cover

    if not partners:
        raise NotFound(_("Noch ist kein Partner gewählt."))
    pack = packs.pack(store, partners, wishes)
    paper = briefing_paper(pack, progress)
    remarks = list(paper.refused)
    if paper.cover_is_head:
        why = _("damit zwei Seiten reichen") if fills_cover(pack) else _("sonst stünde kaum mehr als der Name darauf")
        remarks.append(_("Deckblatt als Kopf der ersten Seite, {why}").format(why=why))
    if paper.most_notes is not None:
        told = len(pack.profiles[0].notes)
        text = _("{count} von {told} letzten Kontakten, damit zwei Seiten reichen")
        remarks.append(text.format(count=paper.most_notes, told=told))
    if missing := sum(paper.missing.values()):
        remarks.append(as_codes(missing))
    return MadePack(
        what=_("Briefing"),
        about=pack.title,
        content=paper.content,
        pages=paper.pages,
        count=len(pack.profiles),
        person_ids=tuple(sorted({*pack.person_ids, *people})),
        left_out=packs.left_out(pack),
        remarks=tuple(remarks),
        hidden_notes=sum(profile.hidden_notes for profile in pack.profiles),
    )


def as_codes(missing: int) -> str:
    """Say that characters no face has stand as codes on the paper, as in [U+59D4]."""
    return ngettext(
        "{count} Zeichen lässt sich nicht drucken und steht als Code",
        "{count} Zeichen lassen sich nicht drucken und stehen als Code",
        missing,
    )
