"""How strong a passphrase is, in words. An estimate of guesses, not a promise; no word list is shipped for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..texts import _

LEAST_LETTERS = 10
_USUAL = (
    "passwor",
    "kennwor",
    "12345",
    "qwert",
    "asdf",
    "hallo",
    "geheim",
    "einsamkeit",
    "admin",
    "willkommen",
    "sommer",
)
_CLASSES = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))


@dataclass(frozen=True)
class Strength:
    """`level` from 0 (nothing typed) to 4 (very strong); `is_enough` from 2 on; the sentence says what would help."""

    level: int
    sentence: str

    @property
    def is_enough(self) -> bool:
        """Whether the passphrase may be taken."""
        return self.level >= 2


def strength(passphrase: str) -> Strength:
    """Judge a passphrase: several words or many different letters are strong, usual words and repeats weak."""
    if not passphrase:
        return Strength(
            0,
            _("Mindestens {count} Zeichen; am besten vier Wörter, die nichts miteinander zu tun haben.").format(
                count=LEAST_LETTERS
            ),
        )
    if len(passphrase) < LEAST_LETTERS:
        return Strength(1, _("Zu kurz: bitte mindestens {count} Zeichen.").format(count=LEAST_LETTERS))
    bits = _bits(passphrase)
    if bits < 40:
        return Strength(1, _("Zu leicht zu erraten: bitte ungewöhnlicher oder länger, etwa ein Wort mehr."))
    if bits < 60:
        return Strength(2, _("Brauchbar. Ein Wort mehr macht sie deutlich stärker."))
    if bits < 80:
        return Strength(3, _("Stark."))
    return Strength(4, _("Sehr stark."))


def _bits(passphrase: str) -> float:
    """Return the bits of a guess: the smaller of letters by kind and different letters, usual words counted as two."""
    reduced = passphrase.casefold()
    for word in _USUAL:
        reduced = reduced.replace(word, "xx")
    shortened = len(passphrase) - (len(passphrase.casefold()) - len(reduced))
    alphabet = sum(size for is_kind, size in _CLASSES if any(is_kind(letter) for letter in passphrase))
    if any(not letter.isalnum() for letter in passphrase):
        alphabet += 12
    different = len(set(passphrase.casefold()))
    steps = sum(abs(ord(one) - ord(other)) > 1 for one, other in zip(passphrase, passphrase[1:], strict=False)) + 1
    by_letters = min(shortened, steps, 3 * different) * math.log2(max(alphabet, 2))
    # words of a language carry about 2 bits a letter, random letters about 5: between the two
    return by_letters * 0.62
