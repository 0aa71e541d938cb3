"""Parts of a database file that could run SQL of their own: triggers, views and virtual tables that are not ours.

A store may come from elsewhere. Whoever made it could have added a trigger that changes or copies records at the next
save; so such a file is refused before anything is written to it, older ones before they are upgraded.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..errors import StoreForeign
from ..kinds.clean import clean_text
from ..texts import _

QUERY = """
SELECT type, name, sql FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR rootpage = 0
OR NOT (sql GLOB 'CREATE TABLE *' OR sql GLOB 'CREATE INDEX *' OR sql GLOB 'CREATE UNIQUE INDEX *') ORDER BY name
"""
"""Finds all but ordinary tables and indexes. SQLite goes by the text: `type` may be „Trigger“, a page made up."""

# What the migrations make, by a digest of name and text; a test compares it with a new database.
OWN = {
    "record_count_delete": "4c4252fc159926675997e4c6",
    "record_count_insert": "8b2758e461aaff32ee969115",
    "record_count_update": "940792e9454f2edc87b3dbb8",
    "search": "01abffb18b28dfefe0c5ca1a",
    "search_text_delete": "c29fcec2a25de68fa5b4d759",
    "search_text_insert": "daac9524a4fbb11aa73f3f87",
    "search_text_update": "a2cc1ee38c4678d77665ea78",
}


def digest(sql: str) -> str:
    """Return what tells a statement apart from every other, blanks aside."""
    return blake2b(" ".join(sql.split()).encode(), digest_size=12).hexdigest()


def refuse_foreign(path: Path, rows: Iterable[Any]) -> None:
    """Raise StoreForeign if the rows of QUERY name anything this program did not make, or made otherwise."""
    names = [clean_text(name)[:60] for _type, name, sql in rows if OWN.get(name) != digest(sql or "")]
    if names:
        raise StoreForeign(
            _(
                "„{path}“ enthält Teile, die nicht von diesem Programm stammen und eigene Befehle ausführen könnten "
                "({names}). Nichts davon wurde ausgeführt. Bitte eine Sicherung wiederherstellen."
            ).format(path=path, names=", ".join(names[:5]))
        )
