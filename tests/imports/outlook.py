"""Writes small .msg files for tests: a compound file whose streams are named after MAPI properties."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
Tree = Mapping[str, Any]


def message(
    *,
    subject: str = "Mittagstisch",
    body: str = "Hallo",
    sender: tuple[str, str] = ("Aylin Çelik", "a.celik@example.org"),
    recipients: tuple[tuple[str, str], ...] = (("Koordination", "stelle@example.org"),),
    at: datetime = datetime(2026, 11, 20, 13, 5, tzinfo=UTC),
    files: tuple[tuple[str, bytes], ...] = (),
    message_id: str = "<1@example.org>",
    **more: bytes,
) -> bytes:
    """Return a mail as Outlook keeps it; `more` are streams by property and type, as p10130102=b"<p>"."""
    sent = struct.pack("<HHIq", 0x40, 0x39, 6, int((at - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10**7))
    tree: dict[str, Any] = {
        "__properties_version1.0": b"\0" * 32 + sent,
        **_texts({"0037": subject, "1000": body, "0C1A": sender[0], "5D01": sender[1], "1035": message_id}),
        **{f"__substg1.0_{name[1:]}": content for name, content in more.items()},
    }
    for at_place, (name, address) in enumerate(recipients):
        tree[f"__recip_version1.0_#{at_place:08X}"] = _texts({"3001": name, "39FE": address})
    for at_place, (name, content) in enumerate(files):
        inner = {**_texts({"3707": name}), "__substg1.0_37010102": content}
        tree[f"__attach_version1.0_#{at_place:08X}"] = inner
    return compound(tree)


def _texts(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {f"__substg1.0_{code}001F": text.encode("utf-16-le") for code, text in texts.items() if text}


def compound(tree: Tree) -> bytes:
    """Return a compound file (version 3) with the streams and folders of a tree."""
    entries: list[list[Any]] = [["Root Entry", 5, _END, 0, _FREE, _FREE]]
    mini = bytearray()
    mini_fat: list[int] = []
    large: list[tuple[int, bytes]] = []

    def add(children: Tree) -> int:
        """Add the entries of a folder as a chain to the right; return the first."""
        places = []
        for name, content in sorted(children.items(), key=lambda item: (len(item[0]), item[0].upper())):
            place = len(entries)
            entries.append([name, 2 if isinstance(content, bytes) else 1, _END, 0, _FREE, _FREE])
            places.append(place)
            if not isinstance(content, bytes):
                entries[place][5] = add(content)
            elif len(content) >= _CUTOFF:
                large.append((place, content))
            elif content:
                count = -(-len(content) // _MINI)
                first = len(mini_fat)
                mini_fat.extend([*range(first + 1, first + count), _END])
                mini.extend(content.ljust(count * _MINI, b"\0"))
                entries[place][2:4] = [first, len(content)]
        for place, following in zip(places, places[1:], strict=False):
            entries[place][4] = following
        return places[0] if places else _FREE

    entries[0][5] = add(tree)
    return _written(entries, bytes(mini), mini_fat, large)


def _written(entries: list[list[Any]], mini: bytes, mini_fat: list[int], large: list[tuple[int, bytes]]) -> bytes:
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        count = -(-len(content) // _SECTOR)
        first = len(sectors)
        padded = content.ljust(count * _SECTOR, b"\0")
        sectors.extend(padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR))
        fat.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    for place, content in large:
        entries[place][2:4] = [put(content), len(content)]
    entries[0][2:4] = [put(mini), len(mini)]
    packed = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = put(packed + b"\xff" * (-len(packed) % _SECTOR))
    folder = b"".join(_entry(*entry) for entry in entries)
    folder_start = put(folder + _entry("", 0, 0, 0, _FREE, _FREE) * (-len(entries) % 4))
    fat_count = 1
    while (len(fat) + fat_count) > fat_count * _SECTOR // 4:
        fat_count += 1
    fat_places = list(range(len(sectors), len(sectors) + fat_count))
    fat.extend([_FAT] * fat_count)
    fat.extend([_FREE] * (fat_count * _SECTOR // 4 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, folder_start, 0, _CUTOFF,
                        mini_start, -(-len(packed) // _SECTOR), _END, 0, fat_places[0])  # fmt: skip
    places = fat_places[1:] + [_FREE] * (109 - fat_count)
    head += struct.pack(f"<{len(places)}I", *places)
    return head + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, right: int, child: int) -> bytes:
    raw = name.encode("utf-16-le")
    length = len(raw) + 2 if name else 0
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", length, kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
