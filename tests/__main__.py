"""Run everything that must hold: ``uv run python -m tests [pytest arguments]``.

Brings the system libraries of Qt where it may (as root on Debian and its kin), else names them; then ruff's format and
check, mypy, and pytest without a screen. All steps run even if one fails; the exit code is 0 only if all were good.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from einsamkeit_desktop.system_libraries import LibraryMissing

ROOT = Path(__file__).resolve().parent.parent
STEPS = {
    "format": ("ruff", "format", "--check", "."),
    "check": ("ruff", "check", "."),
    "types": ("mypy",),
    "tests": ("pytest",),
}


def bring_system_libraries() -> None:
    """Install what Qt lacks on this machine; raise LibraryMissing where that is not allowed or did not help."""
    if not sys.platform.startswith("linux"):
        return
    if missing := _missing():
        may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
        if not may_install:
            raise LibraryMissing(missing)
        packages = LibraryMissing(missing).packages
        print("installing", *packages, flush=True)
        environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], check=False, env=environ)
        install = ["apt-get", "-qq", "--no-install-recommends", "install", *packages]
        subprocess.run(install, check=False, env=environ, stdout=subprocess.DEVNULL)
        if missing := _missing():
            raise LibraryMissing(missing)


def _missing() -> list[str]:
    """Ask in a process of its own, because a loader that once failed remembers it."""
    program = "from einsamkeit_desktop.system_libraries import ALWAYS, absent; print(*absent(ALWAYS))"
    asked = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return asked.stdout.split()


def main(arguments: list[str]) -> int:
    """Run all steps and return the exit code; the arguments go to pytest."""
    try:
        bring_system_libraries()
    except LibraryMissing as trouble:
        print(trouble, file=sys.stderr)
        return 1
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    failed = []
    for name, command in STEPS.items():
        more = arguments if name == "tests" else []
        print(f"== {name}: {' '.join([*command, *more])}", flush=True)
        if subprocess.run([sys.executable, "-m", *command, *more], cwd=ROOT, env=environ, check=False).returncode:
            failed.append(name)
    if failed and failed != ["tests"]:
        print("not good:", *failed, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
