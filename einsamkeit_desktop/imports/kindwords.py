"""What the columns of each kind of record are called: labels of its fields, words of resources/import_kinds.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from ..kinds.base import Kind
from ..kinds.cases import CitizenCase
from ..kinds.fields import Addresses, Contacts
from ..kinds.network import Organisation, Person, Role
from ..kinds.registry import KINDS
from ..paths import resource
from ..queries.columns import columns_of
from ..texts import _
from .labels import normal

LISTED: dict[str, type[Kind]] = {
    code: kind for code, kind in KINDS.items() if kind not in (Organisation, Person, Role, CitizenCase)
}
"""The kinds whose lists are imported beside those of partners."""


def said_of(kind: str) -> Mapping[str, Any]:
    """Return what resources/import_kinds.json says of a kind."""
    found: Mapping[str, Any] = _said().get(kind, {})
    return found


@cache
def words_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return which fields a header may name, the likeliest first: by their labels, then by the further words."""
    described = KINDS[kind].fields
    first = next(iter(described))
    words: dict[str, dict[str, None]] = {}
    for name, each in described.items():
        if not isinstance(each, Contacts | Addresses):
            words.setdefault(normal(_(each.label)), {})[name] = None
    if KINDS[kind].named:
        for text in (columns_of(kind)["title"].label, KINDS[kind].label):
            words.setdefault(normal(_(text)), {})[first] = None
    for name, texts in said_of(kind).get("words", {}).items():
        for text in texts.split(", "):
            words.setdefault(normal(text), {})[name] = None
    return {word: tuple(names) for word, names in words.items()}


@cache
def states() -> Mapping[str, frozenset[str]]:
    """Return the words that say that something is done, or open."""
    return {name: frozenset(texts.split(", ")) for name, texts in _said()["states"].items()}


@cache
def known_to(word: str) -> frozenset[str]:
    """Return the kinds that know a header, given as its words (labels.normal)."""
    return frozenset(kind for kind in LISTED if word in words_of(kind))


def is_column(text: str) -> bool:
    """Whether a text is what a column of any of these kinds is called."""
    return len(text) <= 60 and bool(known_to(normal(text)))


@cache
def _said() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resource("import_kinds.json").read_text(encoding="utf-8"))
    return found
