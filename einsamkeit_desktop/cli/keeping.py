"""`demo`, `check`, `backup` and `restore`: making stores, looking after them and bringing them back."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from ..errors import ReadOnly, StoreBusy, StoreDamaged
from ..kinds import clock
from ..kinds.registry import KINDS
from ..queries import counts
from ..store import backup as backups
from ..store.store import Store
from ..texts import _, grouped
from . import opening, speaking

SAMPLE_LIST = "partnerliste.xlsx"


def make_demo_store(chosen: argparse.Namespace) -> int:
    """Make a demo store, and beside its database a partner list to try the import with."""
    from ..demo.making import make_demo
    from ..demo.partnerlist import demo_partner_list

    passphrase = opening.read_passphrase(chosen.passphrase_file) if chosen.passphrase_file else None
    today = chosen.today or clock.today()
    with make_demo(chosen.dir, chosen.size, today, chosen.seed, passphrase) as store:
        sample = chosen.dir / SAMPLE_LIST
        demo_partner_list(sample, today)
        by_kind = counts.by_kind(store)
    speaking.say(
        _("Beispielbestand angelegt in „{folder}“: {counts}.").format(folder=chosen.dir, counts=_listed(by_kind))
    )
    speaking.say(_("Zum Ausprobieren des Imports liegt dort „{name}“.").format(name=SAMPLE_LIST))
    return 0


def check_store(chosen: argparse.Namespace) -> int:
    """Print what is wrong with the store; exit code 1 if anything is."""
    try:
        with _held_or_looked_at(chosen) as store:
            findings = backups.check(store)
    except StoreDamaged as trouble:
        findings = [str(trouble)]
    if chosen.json:
        speaking.say_json({"ok": not findings, "findings": findings})
    elif findings:
        speaking.say("\n".join(findings))
        speaking.complain(_("Der Bestand hat Schaden genommen. Bitte die letzte Sicherung wiederherstellen."))
    else:
        speaking.say(_("Der Bestand ist unversehrt."))
    return 1 if findings else 0


def _held_or_looked_at(chosen: argparse.Namespace) -> Store:
    """Open for writing, because the search index checks itself only then; beside another program for reading."""
    passphrase = opening.passphrase_for(chosen.store, chosen.passphrase_file)
    try:
        return Store.open(chosen.store, passphrase)
    except (StoreBusy, ReadOnly):
        return Store.look(chosen.store, passphrase)


def back_up_store(chosen: argparse.Namespace) -> int:
    """Make a verified backup in the store's folder, also while another program holds the store."""
    with opening.look_at_store(chosen.store, chosen.passphrase_file) as store:
        made = backups.back_up(store)
    if chosen.json:
        speaking.say_json({"folder": made.folder, "at": made.at, "size": made.size, "counts": made.counts})
        return 0
    speaking.say(_("Sicherung angelegt, geöffnet und geprüft: {folder}").format(folder=made.folder))
    speaking.say(_("Darin: {counts}.").format(counts=_listed(made.counts)))
    return 0


def restore_backup(chosen: argparse.Namespace) -> int:
    """Put a backup back as the store in the named folder; a store that is in use there is refused."""
    passphrase = opening.passphrase_for(chosen.backup, chosen.passphrase_file)
    kept = backups.restore(chosen.backup, chosen.to, passphrase)
    speaking.say(
        _("Der Bestand aus „{backup}“ liegt jetzt in „{folder}“.").format(backup=chosen.backup, folder=chosen.to)
    )
    if kept is not None:
        speaking.say(_("Der bisherige Bestand wurde aufgehoben: {folder}").format(folder=kept))
    return 0


def _listed(by_kind: Mapping[str, int]) -> str:
    return ", ".join(
        f"{grouped(count)} {KINDS[code].noun(count)}" for code, count in by_kind.items() if count and code in KINDS
    )
