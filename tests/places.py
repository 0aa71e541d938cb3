"""Places with a fault: disks that are full or must not be written. A machine that forbids them skips the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[Path]:
    """Mount a small disk in memory at a new folder."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"this machine allows no mounts: {mounted.stderr.decode(errors='replace').strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder and all in it unwritable, for root too."""
    if os.name == "nt":
        pytest.skip("Windows has no read-only folders")
    if os.geteuid() == 0:
        with _mounted_read_only(folder):
            yield
        return
    everything = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in everything}
    for path in everything:
        path.chmod(modes[path] & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@contextmanager
def _mounted_read_only(folder: Path) -> Iterator[None]:
    bound = subprocess.run(["mount", "--bind", str(folder), str(folder)], check=False, capture_output=True)
    if bound.returncode != 0:
        pytest.skip(f"this machine allows no mounts: {bound.stderr.decode(errors='replace').strip()}")
    try:
        made = subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False, capture_output=True)
        if made.returncode != 0:
            pytest.skip(f"this machine allows no read-only mounts: {made.stderr.decode(errors='replace').strip()}")
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
