"""How lists are handed out: profiles kept under a name, and what was chosen last."""

from __future__ import annotations

from ..errors import BadValues
from ..kinds.clean import clean_text
from ..queries.exports import PROFILES, Wish, profiles
from ..store.store import Store
from ..texts import _
from .lists import keep_setting

LONGEST_NAME = 60


def save_profile(store: Store, name: str, wish: Wish) -> None:
    """Keep a wish under a name; the same name is overwritten. Raises errors.BadValues without a name."""
    name = clean_text(name)[:LONGEST_NAME].strip()
    if not name:
        raise BadValues({"name": _("Das Profil braucht einen Namen.")})
    _keep(store, {**profiles(store), name: wish})


def delete_profile(store: Store, name: str) -> None:
    """Forget a profile; what was handed out with it stays in the log."""
    _keep(store, {kept: wish for kept, wish in profiles(store).items() if kept != name})


def remember_wish(store: Store, kind: str, wish: Wish) -> None:
    """Remember how lists of a kind were handed out, so that the next time is one key."""
    keep_setting(store, f"export.last.{kind}", wish.to_json())


def remember_folder(store: Store, folder: str) -> None:
    """Remember where to files were written."""
    keep_setting(store, "export.folder", folder)


def _keep(store: Store, found: dict[str, Wish]) -> None:
    keep_setting(store, PROFILES, {name: wish.to_json() for name, wish in found.items()})
