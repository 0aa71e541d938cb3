"""What a killed program left half done in the folder of a store; looked for at every start, before any database."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from .files import SECURING, files_translated, sync_folder
from .keys import KEY_FILE


def mend(folder: Path) -> None:
    """Bring to an end, or back, what was begun: a restore, a passphrase for a store without one. Mostly nothing was."""
    _bring_back(folder)
    if any(os.path.exists(folder / name) for name in SECURING):
        from .securing import finish

        finish(folder)


def _bring_back(folder: Path) -> None:
    """Bring back what a restore had set aside when the program was killed between its two renames."""
    if os.path.exists(folder):  # unlike its namesake in pathlib it does not fail in a folder that is closed
        return
    kept = sorted(folder.parent.glob(f"{glob.escape(folder.name)}.vorher_*"))
    if kept and (kept[-1] / KEY_FILE).exists():
        with files_translated():
            os.replace(kept[-1], folder)
            sync_folder(folder.absolute().parent)
