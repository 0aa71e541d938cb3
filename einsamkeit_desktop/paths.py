"""Where things lie: what ships along (resources) and what the person owns (stores, logs).

The same calls answer from a source tree, from an installed wheel and from a frozen program. Nothing is created here;
who writes makes the folder.
"""

import sys
from functools import cache
from pathlib import Path

from .errors import Trouble

APP_FOLDER = "Gem-Einsamkeit"
_PACKAGE = Path(__file__).resolve().parent


class ResourceMissing(Trouble):
    """A file that ships with the program is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Die Programmdatei „{name}“ fehlt. Die Installation ist unvollständig: "
            "Bitte installieren Sie das Programm neu. Ihre Daten sind davon nicht betroffen."
        )


@cache
def resources_dir() -> Path:
    """Return the folder of everything that ships along: icons, fonts, value lists, profiles, licences."""
    frozen = getattr(sys, "_MEIPASS", None)  # PyInstaller's folder of bundled files
    if frozen is not None:
        return Path(frozen) / "resources"
    installed = _PACKAGE / "_resources"  # the wheel carries resources/ inside the package
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(name: str) -> Path:
    """Return the path of one shipped file or folder, named with slashes: ``resource("fonts/Inter-Regular.ttf")``.

    Raises ResourceMissing if it is not there, so a broken installation is told apart from a bug.
    """
    path = resources_dir().joinpath(*name.split("/"))
    if not path.exists():
        raise ResourceMissing(name)
    return path


def data_dir() -> Path:
    """Return the folder for this person's stores, on the local disk and never in a roaming or synchronised place."""
    import platformdirs

    return platformdirs.user_data_path(APP_FOLDER, appauthor=False, roaming=False)


def log_dir() -> Path:
    """Return the folder for the program's log files, which never hold personal data."""
    import platformdirs

    return platformdirs.user_log_path(APP_FOLDER, appauthor=False)


def settings_file() -> Path:
    """Return the file with window sizes, columns and the store opened last; nothing from a store is in it."""
    import platformdirs

    return platformdirs.user_config_path(APP_FOLDER, appauthor=False) / "einstellungen.ini"


def default_store() -> Path:
    """Return the folder of the store that is used when none is named."""
    return data_dir() / "Bestand"
