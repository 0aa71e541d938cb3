"""Folders in which a database may break: those a cloud program synchronises, and those on another computer.

SQLite needs locks and an order of writing that network file systems do not promise; a cloud program uploads a file
while it is being written and puts older copies back. Neither is refused: the person is told, and where to go instead.
What is recognised: Windows shares and drives of the network, mounts of Linux and macOS, the folders that cloud programs
name in the environment or in the path. A renamed cloud folder on macOS or Linux stays unnoticed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from ..texts import _

# Variables in which Windows programs keep their folder.
_VARIABLES = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
# Parts of a path by which a program is known; each is compared with whole folder names, small letters.
_FOLDERS = (
    (re.compile(r"onedrive(\s*[-–].*|-.*)?"), "OneDrive"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud\d*"), "ownCloud"),
    (re.compile(r"dropbox(\s*[-–(].*)?"), "Dropbox"),
    (re.compile(r"(iclouddrive|icloud drive|mobile documents|com~apple~clouddocs)"), "iCloud"),
    (re.compile(r"(google ?drive|googledrive-.*|my drive|meine ablage|gvfs-google-drive)"), "Google Drive"),
    (re.compile(r"(magentacloud|hidrive|strato hidrive|pcloud ?drive|seafile|seadrive)"), "Cloud"),
    (re.compile(r"(sharepoint.*|dracoon|teamdrive|sync\.com|box sync|tresorit)"), "Cloud"),
)
# macOS keeps the folders of newer cloud programs here, each under its own name.
_MAC_PROVIDERS = ("library", "cloudstorage")
# File systems of other computers, and those a cloud program mounts.
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs", "9p", "ceph",
     "glusterfs", "lustre", "sshfs", "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone",
     "fuse.onedriver", "fuse.seadrive", "fuse.glusterfs", "fuse.kio-fuse", "fuse.google-drive-ocamlfuse", "macfuse")
)  # fmt: skip
_DRIVE_REMOTE = 4  # what Windows' GetDriveType says of a drive on another computer


@dataclass(frozen=True)
class SharedPlace:
    """Why a folder is a risk: `is_network` on another computer, else synchronised by the program `name`."""

    is_network: bool
    name: str = ""

    def short(self) -> str:
        """Return the matter in one line, for an open store."""
        if self.is_network:
            return _("Der Bestand liegt auf einem Netzlaufwerk und kann dort Schaden nehmen: siehe Einstellungen.")
        return _("Der Bestand liegt in einem abgeglichenen Ordner und kann dort Schaden nehmen: siehe Einstellungen.")

    def sentence(self, *, is_in_use: bool = False) -> str:
        """Return what is the matter and what to do: before a store is made there, or with one that lies there."""
        if self.is_network:
            matter = _(
                "Dieser Ordner liegt auf einem Netzlaufwerk. Dort kann der Bestand bei einer Störung beschädigt werden."
            )
        else:
            matter = _(
                "Dieser Ordner wird von {name} mit anderen Geräten abgeglichen. "
                "Dabei kann der Bestand beschädigt werden."
            ).format(name=self.name if self.name != "Cloud" else _("einem Cloud-Programm"))
        advice = (
            _("Bitte das Programm schließen, den Ordner auf dieses Gerät verschieben und dort öffnen.")
            if is_in_use
            else _("Bitte einen Ordner wählen, der nur auf diesem Gerät liegt.")
        )
        return " ".join((matter, advice, _("Kopien von Sicherungen dürfen hier liegen.")))


def shared_place(folder: Path) -> SharedPlace | None:
    """Return why a folder is no good place for a store, or None. The folder need not exist; nothing is written."""
    if is_share(str(folder)):  # before anything asks the server, which may not answer
        return SharedPlace(is_network=True)
    whole = _resolved(folder)
    if is_share(str(whole)) or _is_network_drive(whole) or _is_remote_mount(whole):
        return SharedPlace(is_network=True)
    name = cloud_of(whole, os.environ) or cloud_of(folder.absolute(), os.environ)
    return SharedPlace(is_network=False, name=name) if name else None


def is_share(path: str) -> bool:
    r"""Whether a path names another computer: ``\\server\share``, ``//server/share``, ``\\?\UNC\server``."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def cloud_of(path: PurePath, environment: Mapping[str, str]) -> str:
    """Return the cloud program that synchronises a path, as far as the environment or its name tells; "" is none."""
    parts = [part.casefold() for part in path.parts]
    for variable, name in _VARIABLES.items():
        place = environment.get(variable, "")
        if place and _is_inside(parts, type(path)(place)):
            return name
    for at in range(len(parts)):
        if tuple(parts[at : at + 2]) == _MAC_PROVIDERS and len(parts) > at + 2:
            return path.parts[at + 2].partition("-")[0]
    return next((name for part in parts for pattern, name in _FOLDERS if pattern.fullmatch(part)), "")


def remote_mount(mounts: str, path: PurePosixPath) -> bool:
    """Whether a path lies on a file system of another computer, by a table of mounts (/proc/self/mounts)."""
    best, is_remote = -1, False
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = PurePosixPath(_unescaped(fields[1]))
        if (path == place or place in path.parents) and len(place.parts) >= best:
            best, is_remote = len(place.parts), fields[2].casefold() in _REMOTE or is_share(fields[0])
    return is_remote


def mac_mounts(listing: str) -> str:
    """Return what macOS' ``mount`` says in the form of /proc/self/mounts."""
    found = re.findall(r"^(.*?) on (.*) \((\w+)[,)]", listing, re.MULTILINE)
    blank = "\\040"
    return "\n".join(f"{what.replace(' ', blank)} {place.replace(' ', blank)} {kind}" for what, place, kind in found)


def _is_inside(parts: list[str], place: PurePath) -> bool:
    above = [part.casefold() for part in place.parts]
    return bool(above) and parts[: len(above)] == above


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _resolved(folder: Path) -> Path:
    try:
        return folder.absolute().resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _is_network_drive(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = PureWindowsPath(path).drive
        return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    return False


def _is_remote_mount(path: Path) -> bool:
    return os.name != "nt" and remote_mount(_mounts(), PurePosixPath(path))


def _mounts() -> str:
    """Return the table of mounts, "" where it cannot be had."""
    try:
        if sys.platform == "darwin":
            asked = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False)
            return mac_mounts(asked.stdout)
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
