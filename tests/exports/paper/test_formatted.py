"""Formatting of notes on paper: structure a screen reader can follow, no marks left over, plain text as ever."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.exports.paper.briefing import briefing_pdf
from einsamkeit_desktop.exports.paper.meeting import minutes_paper
from einsamkeit_desktop.exports.paper.records import akte_pdf_paper
from einsamkeit_desktop.kinds.markup import plain
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.handouts import CourseEntry

from . import handouts, stories
from .pdfua import check

NOTE = """# Ergebnis
Der Raum ist **frei**, aber *nur abends*.

- Schlüssel holen
  - bei Frau **Çelik**
- Plakate

1. Einladen
2. Absagen
Mehr auf [der Seite](https://stadt.example/raum)."""
MARKS = ("**", "# ", "*nur", "](")


def papers(content: str) -> dict[str, bytes]:
    """Return each paper that prints notes, with this one."""
    minutes = replace(handouts.minutes(), content=content, agreement=content)
    entry = CourseEntry(stories.TODAY, "Telefonat", "Raum", content=content, agreement=content)
    akte = replace(handouts.akte(), entries=(entry, entry))
    note = replace(stories.make_profile().notes[0], content=content, agreement=content)
    briefing = stories.make_briefing(stories.make_profile(notes=(note, note)))
    return {
        "minutes": minutes_paper(minutes, Progress()).content,
        "akte": akte_pdf_paper(akte, Progress()).content,
        "briefing": briefing_pdf(briefing, Progress()),
    }


@pytest.mark.parametrize("paper", ["minutes", "akte", "briefing"])
def test_marks_become_structure_and_the_paper_stays_accessible(paper):
    report = check(papers(NOTE)[paper])

    assert report.findings == []
    assert not any(mark in report.spoken for mark in MARKS)
    assert "Der Raum ist frei, aber nur abends." in report.spoken
    assert "1. Einladen" in report.spoken and "• Schlüssel holen" in report.spoken
    assert "der Seite (https://stadt.example/raum)" in report.spoken


def test_words_at_the_edge_of_marks_keep_their_blanks():
    spoken = check(papers("Die Küche ist **für** Gäste *nächstes* Jahr.")["minutes"]).spoken

    assert "Die Küche ist für Gäste nächstes Jahr." in spoken


def test_a_nested_list_lies_inside_the_item_above_it():
    tree = check(papers(NOTE)["minutes"]).tree

    inner = next(line for line in tree if "bei Frau" in line)
    outer = next(line for line in tree if "Schlüssel holen" in line)
    assert len(inner) - len(inner.lstrip()) > len(outer) - len(outer.lstrip())
    assert sum("H3" in line for line in tree) == 2


def test_plain_prose_stays_as_it_is():
    prose = "Bürger*innen kamen. 2 * 3 Tische.\nNr. 5* fehlt."

    spoken = check(papers(prose)["minutes"]).spoken

    assert "Bürger*innen kamen. 2 * 3 Tische." in spoken and "Nr. 5* fehlt." in spoken


def test_a_long_list_runs_over_pages_and_a_long_note_is_cut_between_its_marks():
    many = "\n".join(f"- Punkt {number} mit **Nachdruck** und einem längeren Satz dahinter" for number in range(120))

    made = papers(many)

    assert [check(content).findings for content in made.values()] == [[], [], []]
    assert "**" not in check(made["briefing"]).spoken and "gekürzt" in check(made["briefing"]).spoken
    assert "Punkt 119" in check(made["minutes"]).spoken


@pytest.mark.parametrize("text", ["**", "# ", "- ", "[](https://x.example)", "1. ", "*" * 400, "- \n- \n  - x", "\n\n"])
def test_odd_marks_break_nothing(text):
    for content in papers(text).values():
        assert check(content).findings == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="αβγ *_#-1.`\n•", max_size=90))
def test_every_text_comes_out_whole_and_in_order(text):
    minutes = replace(handouts.minutes(), content=text, agreement="")

    report = check(minutes_paper(minutes, Progress()).content)

    assert report.findings == []
    assert [c for c in report.spoken if c in "αβγ"] == [c for c in plain(text) if c in "αβγ"]
