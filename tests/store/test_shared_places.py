"""A store in a folder that is synchronised or lies on another computer is noticed; an ordinary folder never is."""

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from einsamkeit_desktop.store import shared_places
from einsamkeit_desktop.store.shared_places import cloud_of, is_share, mac_mounts, remote_mount, shared_place

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/amt /mnt/amt cifs rw 0 0
server:/export /srv/mit\\040Leerzeichen nfs4 rw 0 0
/dev/sdb1 /mnt/amt/lokal ext4 rw 0 0
nextcloud /home/a/nc fuse.rclone rw 0 0
tmpfs /tmp tmpfs rw 0 0
kaputt
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath("C:/Users/a/OneDrive - Stadt Dortmund/Bestand"), "OneDrive"),
        (PureWindowsPath("C:/Users/a/Nextcloud2/Bestand"), "Nextcloud"),
        (PureWindowsPath("D:/Dropbox (Amt)/Bestand"), "Dropbox"),
        (PureWindowsPath("C:/Users/a/iCloudDrive/x"), "iCloud"),
        (PureWindowsPath("E:/Wolke/Bestand"), "OneDrive"),  # by the environment
        (PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x"), "iCloud"),
        (PurePosixPath("/Users/a/Library/CloudStorage/OneDrive-Stadt/x"), "OneDrive"),
        (PurePosixPath("/Users/a/Library/CloudStorage/Wolke-a@example.org/x"), "Wolke"),
        (PurePosixPath("/home/a/ownCloud/Bestand"), "ownCloud"),
        (PurePosixPath("/home/a/.local/share/Gem-Einsamkeit/Bestand"), ""),
        (PureWindowsPath("C:/Users/a/AppData/Local/Gem-Einsamkeit/Bestand"), ""),
        (PureWindowsPath("C:/Projekte/Nextcloud-Einführung/Bestand"), ""),
    ],
)
def test_cloud_folders_are_told_by_their_name_or_the_environment(path, name):
    assert cloud_of(path, {"OneDrive": "e:\\wolke", "OneDriveCommercial": ""}) == name


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (r"\\server\freigabe\Bestand", True),
        ("//server/freigabe", True),
        (r"\\?\UNC\server\freigabe", True),
        (r"\\?\C:\Bestand", False),
        (r"C:\Bestand", False),
        ("/home/a", False),
    ],
)
def test_shares_are_told_by_how_they_are_written(path, answer):
    assert is_share(path) is answer


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/mnt/amt/Bestand", True),
        ("/mnt/amt", True),
        ("/mnt/amt/lokal/Bestand", False),
        ("/mnt/amtlich", False),
        ("/srv/mit Leerzeichen/Bestand", True),
        ("/home/a/nc/Bestand", True),
        ("/home/a/Bestand", False),
        ("/tmp/x", False),
    ],
)
def test_mounts_of_other_computers_are_told_by_their_file_system(path, answer):
    assert remote_mount(MOUNTS, PurePosixPath(path)) is answer


def test_the_mounts_of_macos_are_read_as_well():
    told = "/dev/disk1 on / (apfs, local)\n//a@server/Amt on /Volumes/Amt 1 (smbfs, nodev)\n"

    assert remote_mount(mac_mounts(told), PurePosixPath("/Volumes/Amt 1/Bestand"))
    assert not remote_mount(mac_mounts(told), PurePosixPath("/Users/a"))


def test_an_ordinary_folder_is_no_matter_and_one_that_leads_into_a_cloud_is(tmp_path, monkeypatch):
    monkeypatch.setattr(shared_places, "_mounts", lambda: "")
    (tmp_path / "Nextcloud").mkdir()

    assert shared_place(tmp_path / "Bestand") is None
    if sys.platform != "win32":
        (tmp_path / "Bestand").symlink_to(tmp_path / "Nextcloud")
        found = shared_place(tmp_path / "Bestand")
        assert found is not None and "Nextcloud" in found.sentence()


def test_what_to_do_is_said_and_nothing_is_asked_of_a_server(monkeypatch):
    monkeypatch.setattr(Path, "resolve", lambda *_: pytest.fail("a server that is away would be waited for"))
    found = shared_place(Path("//server/freigabe/Bestand"))

    assert found is not None and found.is_network
    assert "nur auf diesem Gerät" in found.sentence() and "Sicherungen dürfen hier liegen" in found.sentence()
    assert "verschieben und dort öffnen" in found.sentence(is_in_use=True)
