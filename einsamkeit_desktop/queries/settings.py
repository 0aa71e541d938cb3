"""What the store remembers about itself: the municipality's profile, and settings by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ..store.store import Store
from ..store.tables import setting

if TYPE_CHECKING:
    from .briefing import Office


def kept_setting(store: Store, name: str, default: Any = None) -> Any:
    """Return a setting of the store, or the default where it was never kept."""
    with store.reading() as connection:
        row = connection.execute(select(setting.c.value).where(setting.c.name == name)).first()
    return default if row is None else row[0]


def kept_settings(store: Store, prefix: str) -> dict[str, Any]:
    """Return the settings whose names begin with these letters, by name, in the order they were first kept."""
    query = select(setting.c.name, setting.c.value).where(setting.c.name.startswith(prefix, autoescape=True))
    with store.reading() as connection:
        return {row.name: row.value for row in connection.execute(query.order_by(setting.c.id))}


def profile(store: Store) -> dict[str, Any]:
    """Return the municipality's profile as it was set up (resources/profiles)."""
    found: dict[str, Any] = kept_setting(store, "profile", {})
    return found


def office(store: Store) -> Office:
    """Return the office for papers, from the profile."""
    from .briefing import Office

    entry = profile(store).get("office", {})
    return Office(
        name=entry.get("name", ""),
        unit=entry.get("unit", ""),
        address=tuple(entry.get("address", ())),
        phone=entry.get("phone", ""),
        email=entry.get("email", ""),
        further_emails=tuple(entry.get("further_emails", ())),
    )
