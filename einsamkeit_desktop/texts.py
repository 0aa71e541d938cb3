"""German source texts through gettext, so that another language is one catalogue in resources/texts."""

from __future__ import annotations

import gettext
from functools import cache

from .paths import resource

_INNER = str.maketrans("„“”»«", "‚‘’›‹")


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("einsamkeit-desktop", localedir=str(resource("texts")), fallback=True)


def _(text: str) -> str:
    """Return the text in the language of the screen."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form that fits the count, with `{count}` filled in."""
    return _catalogue().ngettext(one, many, count).format(count=grouped(count))


def mark(text: str) -> str:
    """Mark a text for translation where it stands at module or class level; `_` translates it when shown."""
    return text


def inner(name: str) -> str:
    """Return a name as it stands between „ and “ in a sentence: quotation marks of its own become the inner ones."""
    return name.translate(_INNER)


def grouped(number: int) -> str:
    """Return a whole number with German thousands points: 12.345."""
    return f"{number:,}".replace(",", ".")
