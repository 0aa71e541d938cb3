"""What is kept of imports: profiles under a name, and the reports of the last ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from ..errors import BadValues
from ..kinds.clean import clean_text
from ..queries.imports import PROFILES, REPORT, ROWS, BadRows, ImportProfile, ImportReport, profiles
from ..store.store import Store
from ..store.tables import setting
from ..texts import _
from .lists import keep_setting

LONGEST_NAME = 60
REPORTS_KEPT = 50


def keep_profile(store: Store, profile: ImportProfile) -> str:
    """Keep a profile under its name, which is returned clean; the same name is overwritten.

    Raises errors.BadValues without a name.
    """
    name = _name(profile.name)
    _keep(store, {**profiles(store), name: replace(profile, name=name)})
    return name


def rename_profile(store: Store, old: str, new: str) -> str:
    """Give a profile another name and return it. Raises errors.BadValues without a name or where it is taken."""
    new, found = _name(new), profiles(store)
    if new != old and new in found:
        raise BadValues({"name": _("Ein Profil „{name}“ gibt es schon.").format(name=new)})
    if old in found:
        _keep(store, {new if name == old else name: profile for name, profile in found.items()})
    return new


def delete_profile(store: Store, name: str) -> None:
    """Forget a profile; what was imported with it stays."""
    _keep(store, {kept: profile for kept, profile in profiles(store).items() if kept != name})


def keep_report(store: Store, step_id: int, report: ImportReport, rows: BadRows | None = None) -> None:
    """Keep the report of an import with its step, and the rows it refused; of the oldest ones only the step stays."""
    keep_setting(store, f"{REPORT}{step_id}", report.to_json())
    if rows is not None and rows.rows:
        keep_setting(store, f"{ROWS}{step_id}", rows.to_json())
    with store.writing(_("Einstellung")) as write:
        write.journaled = False
        found = or_(setting.c.name.startswith(REPORT), setting.c.name.startswith(ROWS))
        names = write.connection.execute(select(setting.c.name).where(found)).scalars()
        steps = sorted({int(name.rpartition(".")[2]) for name in names}, reverse=True)
        old = [f"{before}{step}" for step in steps[REPORTS_KEPT:] for before in (REPORT, ROWS)]
        gone = write.connection.execute(select(setting).where(setting.c.name.in_(old))).mappings() if old else ()
        write.delete_many(setting, [dict(row) for row in gone])


def _name(name: str) -> str:
    name = clean_text(name)[:LONGEST_NAME].strip()
    if not name:
        raise BadValues({"name": _("Das Profil braucht einen Namen.")})
    return name


def _keep(store: Store, found: dict[str, ImportProfile]) -> None:
    kept: dict[str, Any] = {
        name: {"columns": dict(profile.columns), "rules": None if profile.rules is None else list(profile.rules)}
        for name, profile in found.items()
    }
    keep_setting(store, PROFILES, kept)
