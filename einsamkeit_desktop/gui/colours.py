"""The named colours in light and dark.

They were taken by pixel from the design pictures; where a colour of the pictures missed 4.5:1 (grey hints) or 3:1
(edges of fields), it was moved just far enough.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """One set of named colours, each as #rrggbb."""

    room: str  # pages, cards, dialogs
    rail: str  # navigation, search field
    raised: str  # menus and popups
    line: str  # hairlines; decoration only
    edge: str  # edges of fields and tick boxes, 3:1
    text: str
    muted: str
    hint: str  # placeholder text
    accent: str
    accent_strong: str  # accent under the mouse
    on_accent: str
    accent_soft: str
    selected: str  # the chosen row
    hover: str
    neutral_soft: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    positive: str
    positive_soft: str


LIGHT = Colours(
    room="#ffffff",
    rail="#f4f6f7",
    raised="#ffffff",
    line="#dce2e6",
    edge="#808b95",
    text="#17222c",
    muted="#566370",
    hint="#66717b",
    accent="#0b626b",
    accent_strong="#084e56",
    on_accent="#ffffff",
    accent_soft="#e1f0f1",
    selected="#d8ecee",
    hover="#eef2f4",
    neutral_soft="#eaeef1",
    danger="#b3261e",
    danger_soft="#fce9e7",
    warning="#8a5300",
    warning_soft="#fff1dc",
    positive="#1f6b3a",
    positive_soft="#e3f3e8",
)

DARK = Colours(
    room="#1b2227",
    rail="#14191d",
    raised="#222a30",
    line="#2e383f",
    edge="#727e88",
    text="#e6ecf0",
    muted="#9dabb7",
    hint="#88929a",
    accent="#5cc0cc",
    accent_strong="#7fd3dd",
    on_accent="#0d1418",
    accent_soft="#1d3a3f",
    selected="#21424a",
    hover="#242d33",
    neutral_soft="#2a343b",
    danger="#ff9a92",
    danger_soft="#44201e",
    warning="#f3bd6b",
    warning_soft="#40301a",
    positive="#82d39c",
    positive_soft="#1d3a28",
)
