"""One whole file at once, for exports that are made in memory first."""

from __future__ import annotations

from pathlib import Path

from .replacing import replacing


def write_whole(target: Path, content: bytes) -> None:
    """Write the content under the target's name, or leave what was there untouched.

    A killed program, a full disk or a file open elsewhere never leaves half a file.
    Raises errors.BadTarget with the way out: close it, another name, another folder.
    """
    with replacing(target) as stream:
        stream.write(content)
