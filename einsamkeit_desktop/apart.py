"""Foreign files are read in a process of their own, so that a hostile one can neither hang nor fill the program.

The child is spawned; its memory is limited and the parent watches the clock.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from .progress import Progress

MOST_MEMORY = 2_000_000_000
_STEP = 0.2  # seconds between two looks at whether the person stopped it


def answer_of(
    work: Callable[[Connection, Any], object], argument: str | bytes, seconds: float, progress: Progress | None = None
) -> bytes:
    """Let a child process do the work and return what it sends through its pipe; end it when its time is over.

    The argument is a path, or the content itself where it must not lie on the disk in the clear.

    Raises TimeoutError, errors.Cancelled, and EOFError where the child ended without a word: it wanted more memory than
    it may have, or broke.
    """
    if progress is not None:
        progress.step(0, 1)  # what was stopped before it began is not begun, however quick it would be
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(sending, argument), daemon=True)
    child.start()
    sending.close()
    until = time.monotonic() + seconds
    try:
        while not receiving.poll(min(_STEP, max(until - time.monotonic(), 0.0))):
            if progress is not None:
                progress.step(0, 1)
            if time.monotonic() >= until:
                raise TimeoutError
        return receiving.recv_bytes()
    finally:
        child.kill()
        child.join()
        child.close()
        receiving.close()


def fence_in() -> None:
    """Limit the memory of this process and keep its last words off the terminal; a child calls it first."""
    _limit_memory()
    _silence()


def _silence() -> None:
    """Keep the reader's own last words off the terminal."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)


def _limit_memory() -> None:
    """Let a file that wants gigabytes end this process instead of the whole machine."""
    if sys.platform == "win32":
        _limit_memory_on_windows()
    else:
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if sys.platform == "win32":

    def _limit_memory_on_windows() -> None:
        """Put this process into a job with JOB_OBJECT_LIMIT_PROCESS_MEMORY; without it the time limit remains."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = [
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            ]

        class Extended(ctypes.Structure):
            _fields_ = [
                ("Basic", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            ]

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        limits = Extended(Basic=Basic(LimitFlags=0x100), ProcessMemoryLimit=MOST_MEMORY)
        job = kernel.CreateJobObjectW(None, None)
        if job and kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits)):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
