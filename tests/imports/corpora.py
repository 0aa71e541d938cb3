"""Where the real files of other programs lie, if they lie beside the project; the project does not carry them."""

from pathlib import Path

import pytest

import einsamkeit_desktop

FOLDER = Path(einsamkeit_desktop.__file__).resolve().parents[1].parent / "shared" / "corpora"
needed = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder with other programs' files is not beside the project"
)


def every_file() -> list[Path]:
    """Return the files, or nothing where they are missing."""
    return sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix != ".md")
