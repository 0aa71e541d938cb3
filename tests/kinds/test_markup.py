"""Prose stays what it is, marks become formatting, and no text is lost, refused or slow."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.markup import Block, Span, parse, plain

PROSE = (
    "2 * 3 * 4",
    "1. Mai",
    "24. Dezember geschlossen",
    "Nr. 5*",
    "snake_case und noch_ein_wort",
    "#hashtag",
    "10.02. - Termin",
    "Bürger*innen und Besucher*innen",
    "Mitarbeiter_innen und Teilnehmer_innen",
    "Wie geht`s? Gibt`s Neues?",
    "Felder mit (*) sind Pflicht, auch (*) hier",
    "Kasse ___/___ Datum ______",
    "Raum 3*4*5 m",
    "C:\\_neu\\*.* und C:\\_alt\\*.*",
    "[1](siehe Anhang) und [2]",
    "[Klick](javascript:alert(1)) [auch](file:///etc/passwd) [so](data:text/html,x)",
    "<b>fett</b> &amp; <img src=http://a.de/b.png>",
    "---",
    "=====",
    "-5 Grad",
    "> zitiert",
    "| a | b |",
    "*) gilt nur heute, Preis*)",
)
MARKED = st.text(st.sampled_from("ab1 .,*_`[]()#-\\!<>:/\n\t"), max_size=60)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def only_block(text: str) -> Block:
    (block,) = parse(text)
    return block


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_as_it_is(text):
    assert plain(text) == text
    assert all(not (span.bold or span.italic) for block in parse(text) for span in block.spans)


def test_stars_and_underscores_make_words_bold_and_italic():
    spans = only_block("Das ist **sehr *wichtig*** und _eilig_, __ja__: **„Ende“**.").spans

    assert [(span.text, span.bold, span.italic) for span in spans] == [
        ("Das ist ", False, False),
        ("sehr ", True, False),
        ("wichtig", True, True),
        (" und ", False, False),
        ("eilig", False, True),
        (", ", False, False),
        ("ja", True, False),
        (": ", False, False),
        ("„Ende“", True, False),
        (".", False, False),
    ]


def test_a_single_newline_stays_a_line_break_and_a_blank_line_begins_a_paragraph():
    assert parse("eins\nzwei\n\ndrei") == (
        Block("paragraph", (Span("eins\nzwei"),)),
        Block("paragraph", (Span("drei"),)),
    )


def test_lists_nest_once_and_keep_their_numbers():
    blocks = parse("Offen:\n- Raum\n  - groß\n    noch größer\n    - tiefer\n- Geld\n1. erstens\n3) drittens\nSchluss")

    assert [(block.kind, block.level, block.number, block.text) for block in blocks] == [
        ("paragraph", 0, "", "Offen:"),
        ("item", 0, "", "Raum"),
        ("item", 1, "", "groß\nnoch größer"),
        ("item", 1, "", "tiefer"),
        ("item", 0, "", "Geld"),
        ("item", 0, "1.", "1. erstens"),
        ("item", 0, "3)", "3) drittens"),
        ("paragraph", 0, "", "Schluss"),
    ]


def test_a_heading_needs_a_space():
    assert parse("# Thema\n##### tief\n#tag") == (
        Block("heading", (Span("Thema"),), 1),
        Block("heading", (Span("tief"),), 3),
        Block("paragraph", (Span("#tag"),)),
    )


def test_links_say_where_they_lead():
    spans = only_block("Siehe [die *Seite*](https://a.de/b_c_d) oder https://x.de/_a_/b. [](mailto:a@b.de)").spans

    assert [(span.text, span.target) for span in spans if span.target] == [
        ("die ", "https://a.de/b_c_d"),
        ("Seite", "https://a.de/b_c_d"),
        ("https://x.de/_a_/b", "https://x.de/_a_/b"),
        ("mailto:a@b.de", "mailto:a@b.de"),
    ]


def test_marks_in_code_are_text():
    assert plain("Tippe `**ja**` oder ``*nein*``") == "Tippe **ja** oder *nein*"


@given(st.lists(st.sampled_from([word for line in PROSE for word in line.split() if "](" not in word]), max_size=25))
def test_no_word_of_prose_is_lost(said):
    text = " ".join(said)

    assert words(plain(text)) == words(text)


@given(st.one_of(st.text(), MARKED))
def test_no_text_is_refused_and_only_targets_are_left_out(text):
    found = words(plain(text))

    assert "](" in text or found == words(text)


@pytest.mark.parametrize(
    "part",
    ["*", "_", "*a ", "a* ", "**a *b ", "[", "[a](", "[a](http://b ", "`", "`a", "- ", "  - a\n", "1. a\n"],
)
def test_hostile_text_ends_and_is_kept(part):
    """A reader that is not linear would be at these for hours."""
    text = part * (100_000 // len(part))

    assert "](" in part or words(plain(text)) == words(text)
    assert parse(text)


def test_a_hundred_thousand_marks_are_one_text():
    assert plain("*" * 100_000) == "*" * 100_000


def test_ordinary_text_does_not_load_the_parser():
    code = (
        "import sys; from einsamkeit_desktop.kinds.markup import plain\n"
        "plain('Am 10.02. - Termin mit Frau Özdemir.\\n\\n- Raum\\n1. Mai')\n"
        "sys.exit('markdown_it' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
