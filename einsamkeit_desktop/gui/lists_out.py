"""Lists for others: what the screen shows as a file or in the clipboard, logged with whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QGuiApplication

from ..actions.exports import log_export, remember_folder, remember_wish
from ..errors import BadTarget, Trouble
from ..exports.handing import ExportOrder, HandedOut, hand_out, left_out_in_words, line_of
from ..exports.replacing import free_name
from ..progress import Progress
from ..queries import lists, sheets
from ..queries.exports import MailAddresses, mail_addresses
from ..store.store import Store
from ..texts import _, ngettext
from .export_window import ExportWindow
from .handing_out import HandingOut
from .paper_menu import show_list
from .tasks import Outcome


@dataclass(frozen=True)
class Mailing:
    """Mail addresses for the clipboard, and how many records were left out."""

    mails: MailAddresses
    left_out: int

    def in_words(self) -> str:
        """Return what is in the clipboard as a sentence without its end."""
        count, mails = len(self.mails.addresses), self.mails
        text = ngettext(
            "{count} E-Mail-Adresse in der Zwischenablage", "{count} E-Mail-Adressen in der Zwischenablage", count
        )
        if mails.without:
            text += ngettext(", {count} Eintrag ohne Adresse", ", {count} Einträge ohne Adresse", mails.without)
        if mails.shared:
            text += ngettext(
                ", {count} Eintrag mit einer Adresse, die schon dabei ist",
                ", {count} Einträge mit einer Adresse, die schon dabei ist",
                mails.shared,
            )
        return text + left_out_in_words(self.left_out)


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

        def work(progress: Progress) -> HandedOut | Mailing:
            return _gathered(store, order) if order.wish.format == "bcc" else hand_out(store, order, progress)

        self.workbench.runner.run(_("Liste wird geschrieben"), work, then)

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
        """Show the window once more with what went wrong, and a name that is free where the old one is taken."""
        assert order.target is not None
        found = lists.ids(self.workbench.store, order.query)
        chosen = list(order.ids) if len(order.ids) < len(found) else []
        window = ExportWindow(self.workbench, order.query, chosen, found, self.window)
        window.show_order(replace(order, target=free_name(order.target)), sentence)
        self._ask(window)

    def _tell(self, order: ExportOrder, done: HandedOut | Mailing) -> None:
        text = done.in_words()
        if isinstance(done, HandedOut):
            assert order.target is not None
            self.tell_done(order.target, text)
        elif not done.mails.addresses:
            self.workbench.troubled.emit(_("Keine E-Mail-Adresse gefunden; die Zwischenablage ist wie zuvor."))
        else:
            QGuiApplication.clipboard().setText(done.mails.text)
            bcc = _("{text}. Bitte in das Feld BCC einfügen, damit niemand die anderen Adressen sieht.")
            self.workbench.said.emit(bcc.format(text=text), False)


def _gathered(store: Store, order: ExportOrder) -> Mailing:
    """Return the addresses, written down as leaving for the clipboard; without any nothing leaves."""
    kept = sheets.open_ids(store, order.ids, with_confidential=order.wish.with_confidential)
    mails, left_out = mail_addresses(store, kept), len(order.ids) - len(kept)
    if mails.addresses:
        line = line_of(store, order, mails.ids, _("Zwischenablage"))
        log_export(store, replace(line, count=len(mails.addresses), left_out=left_out))
    return Mailing(mails, left_out)
