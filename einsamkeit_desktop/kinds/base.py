"""What a kind of record is: a class whose attributes describe its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..texts import _, mark
from .fields import Field, Flag
from .folding import name_key, word_key

Values = Mapping[str, Any]


class Kind:
    """Base of all kinds; a subclass is a description and is never instantiated.

    `title` and `sort_key` are computed from a record's own values. `names_sorted` kinds follow DIN 5007-2 (names),
    the others DIN 5007-1 (vocabulary). `named` kinds are found by their title before texts are.
    `counted` are the words behind 1 and behind other numbers where label and plural cannot be counted.
    `columns` are the columns a new list shows, `order` the column (descending?) it starts with, `starts_with` the
    values that an empty form has. `kept_back` fields leave the house only where confidential things are asked for.
    """

    code: ClassVar[str]
    label: ClassVar[str]
    plural: ClassVar[str]
    counted: ClassVar[tuple[str, str]] = ("", "")
    icon: ClassVar[str] = "file-text"
    names_sorted: ClassVar[bool] = False
    named: ClassVar[bool] = True
    columns: ClassVar[tuple[str, ...]] = ("title", "changed_at")
    order: ClassVar[tuple[str, bool]] = ("title", False)
    starts_with: ClassVar[Mapping[str, Any]] = {}
    kept_back: ClassVar[tuple[str, ...]] = ()
    fields: ClassVar[dict[str, Field]] = {}

    confidential = Flag(mark("Vertraulich"), spine=True, group=mark("Schutz"))

    def __init_subclass__(cls) -> None:
        own = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        cls.fields = {**own, "confidential": Kind.confidential}

    @classmethod
    def noun(cls, count: int) -> str:
        """Return the word that stands behind a number of them."""
        one, many = cls.counted
        return _((one or cls.label) if count == 1 else (many or cls.plural))

    @classmethod
    def title(cls, values: Values) -> str:
        """Return the name under which the record is listed."""
        first = next(iter(cls.fields))
        return str(values.get(first) or "")

    @classmethod
    def subtitle(cls, values: Values) -> str:
        """Return the second line under the title in search results; empty where the title says all."""
        return ""

    @classmethod
    def sort_key(cls, values: Values) -> str:
        """Return the key by which the title is ordered."""
        title = cls.title(values)
        return name_key(title) if cls.names_sorted else word_key(title)

    @classmethod
    def problems(cls, values: Values) -> dict[str, str]:
        """Return a sentence for each field that cannot be kept as it is; empty when all is well.

        Only the fields that `values` names are checked, so a change may carry single fields.
        """
        found = {}
        for name, value in values.items():
            sentence = cls.fields[name].problem(value) if name in cls.fields else _("Dieses Feld gibt es nicht.")
            if sentence:
                found[name] = sentence
        return found

    @classmethod
    def empty_values(cls) -> dict[str, Any]:
        """Return the values of a record in which nothing has been entered."""
        return {name: field.empty for name, field in cls.fields.items()}

    @classmethod
    def of_type(cls, *types: type[Field]) -> dict[str, Field]:
        """Return the fields of the given types, in order."""
        return {name: field for name, field in cls.fields.items() if isinstance(field, types)}
