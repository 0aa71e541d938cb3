"""`find` and `info`: what is in a store, without changing it and beside a program that holds it."""

from __future__ import annotations

import argparse
from datetime import datetime

from ..exports.values import as_text
from ..kinds.registry import KINDS
from ..queries import counts, search
from ..store.backup import backups
from ..store.files import DATABASE
from ..store.upgrades import HEAD
from ..texts import _, grouped
from . import opening, speaking

_MOST_HITS = 1000


def find_records(chosen: argparse.Namespace) -> int:
    """Print what the words find, names first; with --json a list of kind, uid, title and snippet."""
    words = " ".join(chosen.words)
    with opening.look_at_store(chosen.store, chosen.passphrase_file) as store:
        hits = search.find(store, words, limit=_MOST_HITS)
    if chosen.json:
        speaking.say_json([{"kind": h.kind, "uid": h.uid, "title": h.title, "snippet": h.snippet} for h in hits])
        return 0
    if not hits:
        speaking.say(_("Zu „{words}“ wurde nichts gefunden.").format(words=words))
    for hit in hits:
        beside = f", {hit.subtitle}" if hit.subtitle else ""
        speaking.say(f"{_(KINDS[hit.kind].label)}: {hit.title}{beside}  [{hit.uid}]")
        if hit.snippet:
            speaking.say(f"    {hit.snippet}")
    return 0


def show_info(chosen: argparse.Namespace) -> int:
    """Print counts by kind, schema version, size of the database in bytes and the last backup."""
    with opening.look_at_store(chosen.store, chosen.passphrase_file) as store:
        by_kind = counts.by_kind(store)
        size = (store.folder / DATABASE).stat().st_size
        last = next((backup.at for backup in backups(store.folder)), None)
    if chosen.json:
        speaking.say_json({"counts": by_kind, "schema_version": HEAD, "size": size, "last_backup": last})
        return 0
    for code, count in by_kind.items():
        speaking.say(f"{_(KINDS[code].plural)}: {grouped(count)}")
    speaking.say(_("Schemaversion: {version}").format(version=HEAD))
    speaking.say(_("Größe: {size} KB").format(size=grouped(size // 1024)))
    speaking.say(
        _("Letzte Sicherung: {at}").format(at=as_text(datetime.fromisoformat(last)) if last else _("noch keine"))
    )
    return 0
