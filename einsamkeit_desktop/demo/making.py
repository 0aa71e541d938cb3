"""Makes a demo store: every maker in turn, and nothing of it in the journal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..actions.setup import create_store, default_profile
from ..kinds import clock
from ..store.store import Store
from . import cases, council, exchange, notes, offers, organisations, people, reminders
from .scene import Scene, profile_of
from .sizes import size_named


def make_demo(
    folder: Path,
    size: str = "15-monate",
    today: date | None = None,
    seed: int = 1,
    passphrase: str | None = None,
    *,
    profile: str = "",
) -> Store:
    """Make a store full of invented records and return it open; sizes are klein, 15-monate, 10-jahre and stress.

    The same arguments give the same titles, uids, values and moments. `profile` names a municipality in
    resources/profiles, the default one where it is empty. Raises as Store.create, and errors.NotFound for a size that
    does not exist.
    """
    volumes = size_named(size)
    store, _recovery_key = create_store(folder, passphrase, profile)
    try:
        scene = Scene(store, volumes, today or clock.today(), seed, profile_of(profile or default_profile()))
        organisations.add_partners(scene)
        people.add_people(scene)
        exchange.add_municipalities(scene)
        exchange.add_bodies(scene)
        exchange.add_practices(scene)
        offers.add_offers(scene)
        offers.add_events(scene)
        exchange.add_exchanges(scene)
        cases.add_cases(scene)
        council.add_council_work(scene)
        note_ids, promises = notes.add_notes(scene)
        reminders.add_reminders(scene, note_ids, promises)
    except BaseException:
        store.close()
        raise
    return store
