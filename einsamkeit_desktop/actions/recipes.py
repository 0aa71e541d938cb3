"""Keeping recipes of briefing packs: saved, renamed, deleted, each a step that can be taken back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from ..errors import BadValues, NotFound
from ..kinds.clean import clean_text
from ..queries.recipes import LAST_USED, PREFIX, Kept, Recipe, kept_name, standard
from ..store.store import Store
from ..store.tables import setting
from ..store.writing import Changes, Write
from ..texts import _
from .lists import keep_setting, put_setting

LONGEST_NAME = 80


def save_recipe(store: Store, name: str, recipe: Recipe) -> Changes:
    """Keep a recipe under a name; the same name is overwritten. Raises errors.BadValues for a name that cannot be."""
    name = _good_name(name)
    with store.writing(_("Rezept „{name}“ gespeichert").format(name=name)) as write:
        put_setting(write, PREFIX + name, recipe.to_json())
    return write.changes


def rename_recipe(store: Store, old: str, new: str) -> Changes:
    """Give a recipe another name. Raises errors.BadValues if the name cannot be or is taken, errors.NotFound."""
    new = _good_name(new)
    with store.writing(_("Rezept „{old}“ in „{new}“ umbenannt").format(old=old, new=new)) as write:
        row = _row(write, old)
        if row is None:
            raise _missing(old)
        if new != old and _row(write, new) is not None:
            raise BadValues({"name": _("Ein Rezept „{name}“ gibt es schon.").format(name=new)})
        write.update_from(setting, row, {"name": PREFIX + new})
    return write.changes


def delete_recipe(store: Store, name: str) -> Changes:
    """Forget a recipe. Raises errors.NotFound."""
    with store.writing(_("Rezept „{name}“ gelöscht").format(name=name)) as write:
        row = _row(write, name)
        if row is None:
            raise _missing(name)
        write.delete_many(setting, [row])
    return write.changes


def remember_pack(store: Store, record_id: int | None, kept: Kept) -> None:
    """Remember the recipe as the last one used and, for a record, what was made of it; no step to take back."""
    keep_setting(store, LAST_USED, kept.recipe.name)
    if record_id is not None:
        points = tuple(clean_text(point) for point in kept.talking_points)
        keep_setting(store, kept_name(record_id), replace(kept, talking_points=points).to_json())


def _row(write: Write, name: str) -> dict[str, object] | None:
    found = write.connection.execute(select(setting).where(setting.c.name == PREFIX + name)).mappings().first()
    return None if found is None else dict(found)


def _good_name(name: str) -> str:
    name = clean_text(name).strip()
    if not name or len(name) > LONGEST_NAME:
        sentence = _("Ein Rezept braucht einen Namen von höchstens {count} Zeichen.").format(count=LONGEST_NAME)
        raise BadValues({"name": sentence})
    if name.casefold() == standard().name.casefold():
        raise BadValues({"name": _("„{name}“ ist fest eingebaut. Bitte einen anderen Namen wählen.").format(name=name)})
    return name


def _missing(name: str) -> NotFound:
    return NotFound(_("Das Rezept „{name}“ gibt es nicht mehr.").format(name=name))
