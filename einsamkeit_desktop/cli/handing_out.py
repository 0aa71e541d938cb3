"""`export` and `brief`: lists, cards and briefings as files, each written down in the store's export log."""

from __future__ import annotations

import argparse

from ..actions.exports import Leaving, leaving
from ..errors import BadTarget
from ..exports.files import place_of
from ..exports.handing import ExportOrder, hand_out, write_briefing
from ..exports.replacing import check_target
from ..kinds.clean import clean_text
from ..kinds.registry import KINDS
from ..queries import exports, lists, packs, where
from ..queries.columns import columns_of
from ..store.store import Store
from ..texts import _, ngettext
from . import opening, speaking

_ENDINGS = (".xlsx", ".csv", ".pdf", ".vcf", ".ics")
# Nobody can show a column here, and a list without a way to reach people is of no use.
_REACH = ("contact_person", "phone", "email")


def export_list(chosen: argparse.Namespace) -> int:
    """Write the records of a kind that match as a list or as cards.

    The store is opened for writing: what leaves the house must be logged, so a store held elsewhere is refused.
    """
    _require_target(chosen)
    with opening.open_store(chosen.store, chosen.passphrase_file) as store:
        query = lists.ListQuery(
            chosen.kind, where.conditions(store, chosen.kind, chosen.where), columns=_columns(chosen.kind)
        )
        wish = exports.Wish(
            chosen.target.suffix.casefold().removeprefix("."),
            all_fields=chosen.all_fields,
            function_rows=chosen.function_rows,
            purpose=clean_text(chosen.purpose).strip(),
            with_confidential=chosen.with_confidential,
        )
        order = ExportOrder(query, lists.ids(store, query), wish, chosen.target)
        with speaking.progress(chosen.target.name) as progress:
            done = hand_out(store, order, progress)
    speaking.say(f"{done.in_words()}: {chosen.target}")
    return 0


def _columns(kind: str) -> tuple[str, ...]:
    """Return the columns the list shows at first on the screen, and how to reach whom it names."""
    return tuple(dict.fromkeys((*KINDS[kind].columns, *(name for name in _REACH if name in columns_of(kind)))))


def _require_target(chosen: argparse.Namespace) -> None:
    check_target(chosen.target)
    ending, kind = chosen.target.suffix.casefold(), _(KINDS[chosen.kind].plural)
    if ending not in _ENDINGS:
        known = _(
            "Mit der Endung „{ending}“ kann das Programm nichts schreiben. Gut sind .xlsx, .csv, .pdf, .vcf und .ics."
        )
        raise BadTarget(known.format(ending=chosen.target.suffix))
    if ending.removeprefix(".") not in exports.formats(chosen.kind):
        raise BadTarget(
            _("„{kind}“ stehen in keinem Kalender. Bitte als .xlsx oder .csv schreiben.").format(kind=kind)
            if ending == ".ics"
            else _(
                "Als .vcf gibt es nur Personen und Organisationen. Bitte „{kind}“ als .xlsx oder .csv schreiben."
            ).format(kind=kind)
        )
    if ending == ".pdf" and chosen.all_fields:
        raise BadTarget(
            _("Alle Felder passen auf kein Blatt. Bitte als .xlsx oder .csv schreiben, oder ohne --all-fields.")
        )


def write_brief(chosen: argparse.Namespace) -> int:
    """Write the briefing pack on the named records."""
    check_target(chosen.target)
    if chosen.target.suffix.casefold() != ".pdf":
        raise BadTarget(_("Ein Briefing wird als PDF geschrieben. Bitte einen Namen mit .pdf am Ende angeben."))
    with opening.open_store(chosen.store, chosen.passphrase_file) as store:
        titles = _write_pack(store, chosen)
    text = ngettext("Briefing zu {count} Eintrag", "Briefing zu {count} Einträgen", len(titles))
    speaking.say(
        _("{text} geschrieben: {target} ({titles})").format(text=text, target=chosen.target, titles=", ".join(titles))
    )
    return 0


def _write_pack(store: Store, chosen: argparse.Namespace) -> list[str]:
    """Write the pack, log it and return the titles in it: a name may have meant another record than one thought."""
    ids = list(dict.fromkeys(packs.find_records(store, chosen.names)))
    pack = packs.pack(store, ids)
    line = Leaving(
        _("Briefing"),
        place_of(chosen.target),
        count=len(pack.profiles),
        person_ids=pack.person_ids,
        left_out=len(ids) - len(pack.profiles) + packs.left_out(pack),
    )
    with leaving(store, line), speaking.progress(chosen.target.name) as progress:
        write_briefing(pack, chosen.target, progress)
    return [profile.title for profile in pack.profiles]
