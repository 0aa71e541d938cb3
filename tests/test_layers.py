"""Guards the rooms: who may import whom, which library may be named where, and that no two modules need each other.

Imports are read from the source, so those inside functions and under TYPE_CHECKING count as well.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import einsamkeit_desktop

PACKAGE = Path(einsamkeit_desktop.__file__).parent

# A room may import itself and every room of the lines above its own; BESIDE lists the exceptions within one line.
ROOMS = (
    ("errors", "texts", "paths", "progress", "apart", "system_libraries"),
    ("kinds",),
    ("store",),
    ("queries", "actions"),
    ("imports", "exports", "demo"),
    ("cli", "gui"),
    ("app",),
    ("__main__",),
)
FOUNDATION = set(ROOMS[0])
BESIDE = {(one, other) for one in FOUNDATION for other in FOUNDATION} | {("actions", "queries")}
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}

# Each library only in these rooms.
ONLY_IN = {
    "PySide6": {"gui", "app"},
    "shiboken6": {"gui", "app"},
    "sqlalchemy": {"store", "queries", "actions", "imports"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "alembic": {"store"},
}
# How code speaks of the database that only the store may know; a foreign file may well be called an SQLite file.
STORE_WORDS = re.compile(r"sqlite_|sqlite3|sqlite:|dialects\.sqlite|sqlcipher|pragma ", re.IGNORECASE)
LATE = ("openpyxl", "reportlab", "alembic", "python_calamine", "pikepdf", "markdown_it", "sqlalchemy.orm")


def room_of(module: str) -> str:
    """Return the room of a module named without the package: ``store.journal`` lies in ``store``."""
    return module.partition(".")[0]


def sources(package: Path) -> dict[str, ast.Module]:
    """Return the parsed modules by their name inside the package; a room's ``__init__`` bears the room's name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if "migrations" in parts:
            continue  # alembic loads these by file; they import nothing of the package's later state
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imported(module: str, tree: ast.Module, package: Path, known: set[str]) -> Iterator[tuple[str, bool]]:
    """Yield what a module imports: a name inside the package and True, or an outside module's full name and False."""
    base = module.split(".") if module else []
    if module and not package.joinpath(*base).is_dir():
        base = base[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = [package.name, *base[: len(base) + 1 - node.level]] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            names = [f"{source}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            root, _, inside = name.partition(".")
            if root != package.name:
                yield name, False
            else:
                yield (inside if inside in known else inside.rpartition(".")[0]), True


def findings(package: Path) -> list[str]:
    """Return every broken rule of a source tree as one line of text; none is good."""
    trees = sources(package)
    found: list[str] = []
    graph: dict[str, set[str]] = {}
    for module, tree in trees.items():
        room = room_of(module)
        if module and room not in RANK:
            found.append(f"{module}: the room {room} is not in the picture")
            continue
        for name, inside in imported(module, tree, package, set(trees)):
            if inside and name != module and name:
                graph.setdefault(module, set()).add(name)
                other = room_of(name)
                if other != room and RANK.get(other, -1) >= RANK.get(room, -1) and (room, other) not in BESIDE:
                    found.append(f"{module} imports {name}: {room} must not know {other}")
            elif not inside and room not in ONLY_IN.get(room_of(name), {room}):
                found.append(f"{module} imports {name}: not in {room}")
        if room != "store":
            found += [f"{module}: line {line} names {word}" for line, word in store_words(tree)]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        found.append("cycle: " + " -> ".join(cycle.args[1]))
    return found


def store_words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and word where code, not a docstring, names the database that only the store may know."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                pass
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.ImportFrom(module=str(text)):
                pass
            case _:
                continue
        if word := STORE_WORDS.search(text):
            yield node.lineno, word[0]


def test_the_rooms_keep_their_directions():
    assert findings(PACKAGE) == []


OFFENDERS = {
    "kinds imports store": (
        {"kinds/person.py": "from ..store import tables", "store/tables.py": ""},
        "must not know store",
    ),
    "absolute import": ({"kinds/person.py": "import PKG.store.tables", "store/tables.py": ""}, "must not know store"),
    "import inside a function": (
        {"store/journal.py": "def f():\n    from ..actions.notes import save", "actions/notes.py": ""},
        "must not know actions",
    ),
    "import for types alone": (
        {
            "queries/lists.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..gui import pages",
            "gui/pages.py": "",
        },
        "must not know gui",
    ),
    "questions that act": (
        {"queries/lists.py": "from ..actions import save", "actions/__init__.py": ""},
        "must not know",
    ),
    "command line with windows": ({"cli.py": "from . import gui", "gui/__init__.py": ""}, "must not know gui"),
    "cycle of two": ({"store/a.py": "from . import b", "store/b.py": "from .a import x"}, "cycle"),
    "cycle of three": (
        {
            "kinds/a.py": "from .b import x",
            "kinds/b.py": "def f():\n    from . import c",
            "kinds/c.py": "import PKG.kinds.a",
        },
        "cycle",
    ),
    "Qt in an action": ({"actions/save.py": "from PySide6.QtCore import QObject"}, "PySide6"),
    "Qt on the command line": ({"cli.py": "import PySide6"}, "PySide6"),
    "SQL in a page": ({"gui/page.py": "def f():\n    from sqlalchemy import select"}, "sqlalchemy"),
    "SQL in a sheet": ({"exports/sheets.py": "import sqlalchemy as sa"}, "sqlalchemy"),
    "driver outside the store": ({"queries/lists.py": "import sqlcipher3.dbapi2"}, "sqlcipher3"),
    "dialect outside the store": ({"actions/save.py": "from sqlalchemy.dialects.sqlite import insert"}, "names"),
    "database catalogue outside the store": ({"queries/x.py": "q = 'SELECT 1 FROM sqlite_master'"}, "names"),
    "migration outside the store": ({"cli.py": "def f():\n    import alembic"}, "alembic"),
    "unknown room": ({"helpers/strings.py": ""}, "not in the picture"),
}


@pytest.mark.parametrize("name", OFFENDERS)
def test_a_deliberate_offender_is_caught(name: str, tmp_path: Path):
    files, expected = OFFENDERS[name]
    package = plant(tmp_path, files)

    found = findings(package)

    assert len(found) >= 1 and all(expected in line for line in found)


def test_what_is_allowed_is_not_reported(tmp_path: Path):
    package = plant(
        tmp_path,
        {
            "errors.py": '"""Knows nothing of sqlite3."""\nFOREIGN = "SQLite"',
            "store/tables.py": "import sqlalchemy, sqlcipher3\nfrom ..kinds.person import Person",
            "store/__init__.py": "from .tables import x",
            "kinds/person.py": "from ..errors import Trouble",
            "queries/lists.py": "from sqlalchemy import select\nfrom ..store import Store, tables",
            "actions/save.py": "from ..queries.lists import rows",
            "gui/page.py": "from PySide6.QtWidgets import QWidget\nfrom ..actions import save",
            "app.py": "from .gui.page import Page\nfrom . import cli",
            "cli.py": "from . import errors, __version__",
        },
    )

    assert findings(package) == []


def plant(folder: Path, files: dict[str, str]) -> Path:
    """Write a small source tree; PKG in a text stands for the package's name."""
    package = folder / "offender"
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("PKG", package.name), encoding="utf-8")
    return package


def test_starting_the_command_line_loads_no_heavy_library_and_no_qt():
    program = "import sys, einsamkeit_desktop.cli; print(*sorted(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert [name for name in loaded if name in (*LATE, "PySide6")] == []
