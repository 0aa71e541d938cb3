"""The layer under the papers: words, lines, columns, pages, and the refusal to draw without a mark."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.exports.paper import house
from einsamkeit_desktop.exports.paper.blocks import FairBreak, PageBreak, Placing, Rule, Text
from einsamkeit_desktop.exports.paper.build import build
from einsamkeit_desktop.exports.paper.canvas import TaggedCanvas, UnmarkedContent
from einsamkeit_desktop.exports.paper.flow import composed
from einsamkeit_desktop.exports.paper.fonts import REGULAR
from einsamkeit_desktop.exports.paper.fromright import logical
from einsamkeit_desktop.exports.paper.lines import Run, Type, broken
from einsamkeit_desktop.exports.paper.nodes import Description, Node
from einsamkeit_desktop.exports.paper.story import Story, shortened
from einsamkeit_desktop.exports.paper.tables import Table, column_widths
from einsamkeit_desktop.exports.paper.words import Wording
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Line

from .pdfua import Report, check
from .stories import LONG_WORD, MARKUP, ODD

BODY = Type(REGULAR, 10, 14, "#17222c")

ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aäß -–/.@<&>[]\n\t\xa0", max_size=200),
    st.sampled_from([MARKUP, ODD, LONG_WORD, "", " ", "Wort " * 400, "e. V.", "https://example.org/" + "a-b/" * 60]),
)
PART = st.tuples(
    st.sampled_from(["prose", "heading", "facts", "table", "list"]), st.lists(ANY_TEXT, min_size=1, max_size=4)
)


def printed(story: Story) -> Report:
    size, area = house.portrait()
    plain = Wording().line
    frame = house.HouseFrame(
        size, area, plain("Titel"), plain("Amt"), plain("Stand"), plain("Intern"), "{number}/{total}"
    )
    description = Description("Titel", "Amt", "", date(2026, 11, 22))
    return check(build(composed(story.blocks, area), story.root, frame, description, {}, Progress()).content)


def new_story() -> Story:
    return Story(Wording(), house.portrait()[1].width, house.ROOMY)


def told(story: Story, kind: str, texts: list[str]) -> list[str]:
    """Tell a part of a random story; return the texts in the order in which they must be read."""
    wording = Wording()
    lines = [wording.line(text) for text in texts]
    paragraphs = [" ".join(wording.paragraphs(text)) for text in texts]
    if kind == "heading":
        story.heading(2, texts[0], story.types.section, above=9)
        return [*lines[:1]]
    if kind == "facts":
        story.facts([Line("Angabe", text) for text in texts], story.types.label, story.types.cell, 90)
        return [word for text in paragraphs if text for word in ("Angabe", text)]
    if kind == "list":
        story.labelled_list([("•", [story.run(text, BODY)]) for text in texts], BODY, 12, 2)
        return [word for text in lines for word in ("•", text)]
    if kind == "table":
        rows = [[[story.run(text, BODY)], [story.run("b", BODY)]] for text in texts]
        story.table([story.run("A", BODY), story.run("B", BODY)], rows, [1, 3])
        return (
            ["A", "B", *(word for text in lines for word in (text, "b"))]
            if any(lines)
            else ["B", *("b" for _ in lines)]
        )
    for text in texts:
        story.prose(text, BODY)
    return paragraphs


@settings(max_examples=40, deadline=None)
@given(st.lists(PART, min_size=1, max_size=6))
def test_any_story_is_clean_and_is_read_as_it_was_told(parts):
    story = new_story()
    story.heading(1, "Anfang", story.types.title)
    source = ["Anfang"]
    for kind, texts in parts:
        source += told(story, kind, texts)

    report = printed(story)

    assert [finding for finding in report.findings if not finding.startswith("advice")] == []
    assert squeezed(report.spoken) == squeezed(logical("".join(source)))


def squeezed(text: str) -> str:
    return "".join(text.replace("\xad", "").split())


@given(ANY_TEXT, st.floats(min_value=12, max_value=400))
def test_lines_keep_to_the_width_and_lose_nothing(text, width):
    line = Wording().line(text)

    lines = broken([Run(line, BODY)], width)

    assert "".join(piece for row in lines for _, piece in row.pieces) == line
    assert all(row.width <= width + 0.01 or sum(len(piece) for _, piece in row.pieces) == 1 for row in lines)


def test_blanks_stay_at_the_ends_of_lines():
    lines = broken([Run(Wording().line("eins zwei drei"), BODY)], 30)

    assert ["".join(piece for _, piece in line.pieces) for line in lines] == ["eins ", "zwei ", "drei"]


def test_a_word_wider_than_the_line_is_cut_as_german_cuts():
    lines = broken([Run(Wording().line("Wohnungsgenossenschaft"), BODY)], 86)

    assert [line.pieces[0][1] for line in lines] == ["Wohnungsgenos", "senschaft"]
    assert lines[0].cut


def test_an_address_is_cut_without_a_hyphen():
    lines = broken([Run(Wording().line("koordinierungsstelle@musterhausen.example"), BODY)], 120)

    assert not any(line.cut for line in lines)


def test_words_come_clean_and_composed():
    wording = Wording()

    assert wording.line("e\u0301\x00 a\n\nb\u200b\ud800") == "é a b"
    assert wording.line("oﬃziell ①") == "offiziell ①"
    assert wording.missing == {}
    assert wording.line("कक") == "[U+0915][U+0915]"
    assert wording.missing == {"क": 2}


def test_abbreviations_stay_together():
    assert Wording().line("Stark e. V. tagt z. B. heute. I. d. R. um 9.") == (
        "Stark\xa0e.\xa0V. tagt z.\xa0B. heute. I.\xa0d.\xa0R. um 9."
    )


def test_postal_code_and_town_stay_together():
    assert Wording().line("Lindenwinkel 12, 04109 Leipzig") == "Lindenwinkel 12, 04109\xa0Leipzig"


def test_day_and_time_house_number_and_letter_stay_together():
    line = Wording().line

    assert line("am 29.11.2024 17:00 Uhr, 30.11.2024, 09:30") == "am 29.11.2024\xa017:00\xa0Uhr, 30.11.2024,\xa009:30"
    assert line("Am Alten Wasserturmhof 133 a, Haus 2 Anbau") == "Am Alten Wasserturmhof 133\xa0a, Haus 2 Anbau"


def test_numbers_of_a_list_end_at_one_edge():
    story = new_story()

    story.labelled_list([("9.", [story.run("neun", BODY)]), ("10.", [story.run("zehn", BODY)])], BODY, 18, 2, "Decimal")

    (table,) = story.blocks
    assert isinstance(table, Table)
    assert [row.cells[0][1][0].placing.align for row in table.rows] == ["right", "right"]


def test_shortening_is_visible_and_leaves_short_texts_alone():
    assert shortened("Kurz.", 700) == "Kurz."
    assert shortened("Wort " * 400, 700).endswith("Wort … (gekürzt, vollständig in der Akte)")


def test_columns_share_the_room_and_narrow_ones_keep_theirs():
    widths = column_widths([300, 40, 45], [3000, 40, 45], 400)

    assert sum(widths) <= 400.01
    assert widths[1:] == pytest.approx((40, 45))


@given(st.lists(st.tuples(st.floats(1, 900), st.floats(0, 9000)), min_size=1, max_size=12), st.floats(100, 800))
def test_columns_never_exceed_the_room(columns, room):
    least = [low for low, _ in columns]

    assert sum(column_widths(least, [low + more for low, more in columns], room)) <= room + 0.1


def test_a_heading_never_stands_alone_at_the_end_of_a_page():
    story = new_story()
    story.heading(1, "Anfang", story.types.title)
    for number in range(60):
        story.heading(2, f"Überschrift {number}", story.types.section, above=5)
        story.prose("Text " * (40 + number), BODY)

    composed = _pages_of(story)

    assert len(composed) > 3
    assert not any(isinstance(page[-1], Text) and page[-1].keeps for page in composed)


def test_no_line_of_a_paragraph_stands_alone():
    story = new_story()
    for number in range(40):
        story.prose("Wort " * (60 + 7 * number), BODY, above=3)

    width = house.portrait()[1].width
    for page in _pages_of(story):
        for block in (page[0], page[-1]):
            assert block.height(width) >= 2 * BODY.leading


def _pages_of(story):
    return [[placed.block for placed in page] for page in composed(story.blocks, house.portrait()[1]).pages]


def test_page_breaks_make_no_empty_pages():
    story = new_story()
    story.blocks += [PageBreak(), PageBreak()]
    story.heading(1, "Anfang", story.types.title)
    story.blocks += [PageBreak(), PageBreak()]

    assert len(_pages_of(story)) == 1


def _told_after(lines: int, share: float):
    story = new_story()
    for number in range(lines):
        story.prose(f"Zeile {number}", Type(REGULAR, 10, 20, "#17222c"))
    story.blocks.append(FairBreak(Rule("#17222c", 0.5, above=20, keeps=True, below=10), share))
    story.heading(1, "Neues", story.types.title)
    story.prose("Und was dazu zu sagen ist.", BODY)
    return _pages_of(story)


def test_a_fair_break_goes_on_below_a_line_while_the_page_is_not_filled():
    short, longer = _told_after(5, 0.5), _told_after(22, 0.5)

    assert len(short) == 1 and sum(isinstance(block, Rule) for block in short[0]) == 1
    assert len(longer) == 2 and not any(isinstance(block, Rule) for page in longer for block in page)


def test_a_fair_break_leaves_no_line_without_what_follows_it():
    for lines in range(26, 34):
        pages = _told_after(lines, 1.0)
        assert not isinstance(pages[0][-1], Rule) and not isinstance(pages[-1][0], Rule)


def test_text_outside_marks_is_refused():
    canvas = TaggedCanvas(house.A4, {})

    with pytest.raises(UnmarkedContent):
        canvas.write(10, 10, "verloren", BODY)
    with pytest.raises(UnmarkedContent):
        canvas.drawString(10, 10, "verloren")


def test_a_mark_inside_a_mark_is_refused():
    canvas = TaggedCanvas(house.A4, {})
    node = Node("P", None)

    with pytest.raises(UnmarkedContent), canvas.mark(node), canvas.mark(node):
        pass


def test_right_aligned_text_ends_at_the_edge():
    text = Text(Node("P", None), (Run(Wording().line("12,50"), BODY),), Placing(align="right"))

    assert text._left(text._at(100.0)[0], 0.0, 100.0) == pytest.approx(100 - BODY.width("12,50"))
