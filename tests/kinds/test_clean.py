"""Text that enters or leaves holds nothing that deceives or breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.clean import clean_text


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Mu\u0308ller", "Müller"),
        ("Rat\x00haus\x07", "Rathaus"),
        ("Mül\ud800ler", "Müller"),
        ("gnp.\u202eexe", "gnp.exe"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("z.\u00a0B.", "z.\u00a0B."),
        ("  Haus\r\nder\tVielfalt \n", "Haus der Vielfalt"),
        ("Cari\u00adtas\ufeff", "Caritas"),
        ("", ""),
    ],
)
def test_single_lines_lose_what_is_invisible(raw, cleaned):
    assert clean_text(raw) == cleaned


def test_line_ends_of_every_world_become_lf():
    assert clean_text("a\r\nb\rc\vd\u2028e\n", multiline=True) == "a\nb\nc\nd\ne"


@given(st.text(st.characters(codec=None)), st.booleans())
def test_cleaning_twice_changes_nothing(text, multiline):
    once = clean_text(text, multiline)

    assert clean_text(once, multiline) == once
    once.encode("utf-8")
