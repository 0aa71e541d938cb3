"""Lists for others: what the screen shows as a file or in the clipboard, logged with whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QGuiApplication

from ..actions.exports import Leaving, leaving, remember_folder, remember_wish
from ..errors import BadTarget, Trouble
from ..exports.files import place_of
from ..exports.handing import write_calendar, write_cards, write_list, written_in_words
from ..exports.replacing import another_name
from ..progress import Progress
from ..queries import exports, lists, sheets
from ..queries.exports import MailAddresses, mail_addresses
from ..store.store import Store
from ..texts import _, ngettext
from .export_window import ExportOrder, ExportWindow
from .handing_out import HandingOut
from .paper_menu import show_list
from .tasks import Outcome


@dataclass(frozen=True)
class HandedOut:
    """What a finished export holds: its records, those left out, and mail addresses where it is made of them.

    `without_day` counts the records that have no day and therefore stand in no calendar; `rows` those of a table.
    """

    count: int
    left_out: int
    mails: MailAddresses | None = None
    without_day: int = 0
    rows: int = 0


class ListsOut(HandingOut):
    """Hands out lists. Signals: those of HandingOut."""

    def list_file(self, query: lists.ListQuery, ids: Sequence[int], code: str = "") -> None:
        """Ask how the records of a list are wanted, and hand them out so; a format that is known stands chosen."""
        try:
            found = lists.ids(self.workbench.store, query)
        except Trouble as trouble:
            self.workbench.troubled.emit(str(trouble))
            return
        chosen = list(ids) if len(ids) < len(found) else []
        window = ExportWindow(self.workbench, query, chosen, found, self.window)
        if code:
            window.format.choose(code)
        self._ask(window)

    def _ask(self, window: ExportWindow) -> None:
        window.wanted.connect(self.hand_out)
        window.finished.connect(window.deleteLater)
        window.open()

    def hand_out(self, order: ExportOrder) -> None:
        """Write what was asked for in the background, log it, and remember how it was wanted; a paper is shown."""
        store = self.workbench.store
        if not self._can_remember(order):  # what cannot be written down does not leave
            return
        if order.wish.format == "pdf":
            show_list(self.workbench, self.window, order.query, order.ids, order.wish)
            return

        def then(outcome: Outcome) -> None:
            if isinstance(outcome.error, BadTarget) and order.target is not None:
                self._ask_again(order, str(outcome.error))
            elif not self.has_failed(outcome):
                self._tell(order, outcome.result())

        self.workbench.runner.run(_("Liste wird geschrieben"), lambda progress: _work(store, order, progress), then)

    def _can_remember(self, order: ExportOrder) -> bool:
        store = self.workbench.store
        try:
            remember_wish(store, order.query.kind, order.wish)
            if order.target is not None:
                remember_folder(store, str(order.target.parent))
        except Trouble as trouble:
            self.workbench.troubled.emit(str(trouble))
            return False
        return True

    def _ask_again(self, order: ExportOrder, sentence: str) -> None:
        """Show the window once more with what went wrong and a name that is free."""
        assert order.target is not None
        found = lists.ids(self.workbench.store, order.query)
        chosen = list(order.ids) if len(order.ids) < len(found) else []
        window = ExportWindow(self.workbench, order.query, chosen, found, self.window)
        window.show_order(replace(order, target=order.target.with_name(another_name(order.target))), sentence)
        self._ask(window)

    def _tell(self, order: ExportOrder, done: HandedOut) -> None:
        text = in_words(done)
        if done.mails is None:
            assert order.target is not None
            self.tell_done(order.target, text)
            return
        if not done.mails.addresses:
            self.workbench.troubled.emit(_("Keine E-Mail-Adresse gefunden; die Zwischenablage ist wie zuvor."))
            return
        QGuiApplication.clipboard().setText(done.mails.text)
        self.workbench.said.emit(
            _("{text}. Bitte in das Feld BCC einfügen, damit niemand die anderen Adressen sieht.").format(text=text),
            False,
        )


def _work(store: Store, order: ExportOrder, progress: Progress) -> HandedOut:
    query, wish, ids = order.query, order.wish, order.ids
    kept = sheets.open_ids(store, ids, with_confidential=wish.with_confidential)
    done = HandedOut(len(kept), len(ids) - len(kept), mail_addresses(store, kept) if wish.format == "bcc" else None)
    if done.mails is not None and not done.mails.addresses:
        return done
    line = Leaving(
        exports.what(wish.format, query.kind),
        place_of(order.target) if order.target is not None else _("Zwischenablage"),
        count=len(done.mails.addresses) if done.mails else len(kept),
        person_ids=sheets.persons_named(store, query, done.mails.ids if done.mails else kept, wish),
        left_out=done.left_out,
        purpose=wish.purpose,
        sentence=lists.handed_sentence(store, query, ids),
    )
    with leaving(store, line):
        if wish.format == "vcf":
            assert order.target is not None
            write_cards(store, kept, order.target, progress)
        elif wish.format == "ics":
            assert order.target is not None
            written = write_calendar(store, kept, order.target, progress, with_texts=wish.all_fields)
            done = replace(done, count=written, without_day=len(kept) - written)
        elif done.mails is None:
            assert order.target is not None
            made = sheets.sheet(store, query, ids, wish)
            write_list(made, order.target, progress, plain=wish.format == "csv-plain")
            done = replace(done, rows=made.count)
    return done


def in_words(done: HandedOut) -> str:
    """Return what was handed out as a sentence without its end."""
    if done.mails is None:
        text = written_in_words(done.count, done.rows)
    else:
        count = len(done.mails.addresses)
        text = ngettext(
            "{count} E-Mail-Adresse in der Zwischenablage", "{count} E-Mail-Adressen in der Zwischenablage", count
        )
        if done.mails.without:
            text += ngettext(", {count} Eintrag ohne Adresse", ", {count} Einträge ohne Adresse", done.mails.without)
        if done.mails.shared:
            text += ngettext(
                ", {count} Eintrag mit einer Adresse, die schon dabei ist",
                ", {count} Einträge mit einer Adresse, die schon dabei ist",
                done.mails.shared,
            )
    if done.without_day:
        text += ngettext(", {count} ohne Tag ausgelassen", ", {count} ohne Tag ausgelassen", done.without_day)
    if done.left_out:
        text += ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", done.left_out)
    return text
