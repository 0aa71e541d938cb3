"""What becomes of a record when a row speaks of it."""

import pytest

from einsamkeit_desktop.imports.merging import Subject, absorb
from einsamkeit_desktop.kinds.network import Organisation
from einsamkeit_desktop.queries.terms import Vocabulary


@pytest.mark.parametrize("line", ["|", "…", "Öffnung: montags"])
def test_a_line_of_the_remark_is_added_once_and_told_from_another_of_signs_alone(line):
    known = Subject(Organisation, 1, {"name": "Treff", "remark": "±\nvon Hand"})
    words = Vocabulary({}, ())

    first = absorb(known, {"remark": line}, words)
    again = absorb(known, {"remark": line}, words)

    assert known.values["remark"] == f"±\nvon Hand\n{line}"
    assert len(first) == 1 and again == []
