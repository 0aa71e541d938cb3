"""What the command line says: results on stdout, sentences and progress on stderr, all of it UTF-8."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from ..progress import Progress

_SHOWS_PER_SECOND = 10


def prepare_streams() -> None:
    """Let stdout and stderr carry any letter: a redirected Windows console would fail at „ł“."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(OSError, ValueError):
                reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """Print a line of the result. Raises BrokenPipeError if nobody reads any more."""
    _write(f"{text}\n")


def say_json(content: Any) -> None:
    """Print one JSON value in one line, umlauts as they are."""
    say(json.dumps(content, ensure_ascii=False))


def complain(text: str) -> None:
    """Print a sentence on stderr."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def flush() -> None:
    """Bring everything out. Raises BrokenPipeError if nobody reads any more."""
    _write("")
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as error:
            raise BrokenPipeError from error


def fall_silent() -> None:
    """Point stdout at nothing, so that Python's own flush at the end does not complain about a closed pipe."""
    import os

    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _write(text: str) -> None:
    if sys.stdout is None:  # a program without a console
        return
    try:
        sys.stdout.write(text)
    except OSError as error:  # Windows says EINVAL instead of EPIPE
        raise BrokenPipeError from error


@contextlib.contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Give a Progress that shows itself in one line on stderr, if that is a terminal, and wipes it at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Progress()
        return
    shown = 0.0

    def report(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - shown < 1 / _SHOWS_PER_SECOND:
            return
        shown = time.monotonic()
        share = f"{100 * done // total} %" if total else f"{done}"
        sys.stderr.write(f"\r{label}: {share}\x1b[K")
        sys.stderr.flush()

    try:
        yield Progress(report)
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
