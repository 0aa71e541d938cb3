"""Measure the verified backup against what it cannot do without.

    python -m tests.benchmarks.backups STORE

Works on a copy. Reference: VACUUM INTO and integrity_check by the bare driver.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from einsamkeit_desktop.store.backup import back_up
from einsamkeit_desktop.store.store import Store

from .figures import Figure, copied, folders, median_pair, show


def bare(store: Store, cursor: Any, target: Path) -> None:
    """Copy the database and check the copy."""
    target.unlink(missing_ok=True)
    cursor.execute("VACUUM INTO ?", (str(target),))
    copy = sqlcipher.connect(str(target), isolation_level=None)
    copy.execute(f"PRAGMA key = \"x'{store.data_key.hex()}'\"")
    copy.execute("PRAGMA cache_size = -65536")
    assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    copy.close()


def main() -> None:
    for folder in folders():
        with copied(folder) as (store, cursor):
            megabytes = (store.folder / "daten.db").stat().st_size / 1e6
            target = store.folder / "vergleich.db"

            def ours(store: Store = store) -> None:
                back_up(store)

            def reference(store: Store = store, cursor: Any = cursor, target: Path = target) -> None:
                bare(store, cursor, target)

            show([Figure(f"verified backup, {megabytes:.0f} MB", *median_pair(ours, reference, 5), times=1.5)])


if __name__ == "__main__":
    main()
