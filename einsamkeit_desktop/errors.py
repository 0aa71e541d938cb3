"""Every trouble a person can meet, as a tree; bugs are not here and are not caught.

Trouble                     its text is the sentence to show: what happened, what to do
├── StoreTrouble            the store as a whole
│   ├── StoreMissing        there is no store in this folder
│   ├── StoreExists         the folder already holds something
│   ├── StoreBusy           another program holds the store
│   ├── StoreDamaged        the file cannot be read although the key is right
│   ├── StoreTooNew         written by a newer version of the program
│   ├── StoreForeign        not a store of this program
│   ├── WrongKey            passphrase or recovery key do not open the store
│   ├── NoRoom              disk full
│   └── ReadOnly            the folder cannot be written
├── Conflict                somebody (or a later step) changed the row meanwhile
├── NotFound                no record fits the name, uid or id
├── BadValues               values that the kind's own rules refuse; carries them per field
├── BadSearch               a filter that cannot be understood
├── BadFile                 a file that cannot be read
├── BadTarget               a file that cannot be written
└── Cancelled               the person stopped a long piece of work
"""

from __future__ import annotations

from collections.abc import Mapping


class Trouble(Exception):
    """Base of all troubles; `str(trouble)` is a whole German sentence."""


class StoreTrouble(Trouble):
    """Something is the matter with the store as a whole."""


class StoreMissing(StoreTrouble):
    """There is no store in the folder."""


class StoreExists(StoreTrouble):
    """The folder already holds a store or other files."""


class StoreBusy(StoreTrouble):
    """Another program holds the store."""


class StoreDamaged(StoreTrouble):
    """The database cannot be read although the key is right."""


class StoreTooNew(StoreTrouble):
    """A newer version of the program wrote this store."""


class StoreForeign(StoreTrouble):
    """The file is not a store of this program."""


class WrongKey(StoreTrouble):
    """Neither passphrase nor recovery key opens the store."""


class NoRoom(StoreTrouble):
    """The disk is full; nothing was changed."""


class ReadOnly(StoreTrouble):
    """The store cannot be written; nothing was changed."""


class Conflict(Trouble):
    """A row no longer is what the caller expected; nothing was changed."""


class NotFound(Trouble):
    """No record fits."""


class BadValues(Trouble):
    """Values break the rules of their kind.

    `problems` maps the field's name to the sentence that belongs beside it.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


class BadSearch(Trouble):
    """A filter cannot be understood."""


class BadFile(Trouble):
    """A file cannot be read."""


class BadTarget(Trouble):
    """A file cannot be written."""


class Cancelled(Trouble):
    """The person stopped the work; nothing was changed."""
