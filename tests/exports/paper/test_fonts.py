"""The faces of the papers: Inter, and those that step in for what it lacks."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.exports.paper.briefing import briefing_paper
from einsamkeit_desktop.exports.paper.fonts import REGULAR, face, fallback
from einsamkeit_desktop.exports.paper.fromright import drawn, logical
from einsamkeit_desktop.exports.paper.lines import Run, Type, broken
from einsamkeit_desktop.exports.paper.words import Wording
from einsamkeit_desktop.paths import resource
from einsamkeit_desktop.progress import Progress

from .pdfua import check
from .stories import make_briefing

BODY = Type(REGULAR, 10, 14, "#17222c")


def test_other_faces_are_read_only_for_a_text_that_needs_them():
    fallback.cache_clear()

    Wording().line("Grüße aus Łódź, Αθήνα und Москва – „Café“ № 5")
    assert fallback.cache_info().currsize == 0

    Wording().line("委")
    assert fallback.cache_info().currsize == 1


def test_a_text_is_set_in_parts_of_one_face_each():
    parts = [(part.name, text) for part, text in face(REGULAR).parts("Frau 王 lacht 😀 ☐")]

    assert parts == [
        (REGULAR, "Frau "),
        ("DroidSansFallback", "王"),
        (REGULAR, " lacht "),
        ("NotoEmoji-Regular", "😀"),
        (REGULAR, " "),
        ("DejaVuSans", "☐"),
    ]


def test_joined_emoji_fall_apart_without_leaving_a_box():
    wording = Wording()

    assert wording.line("👩\u200d👧 👍🏽 ❤\ufe0f 1\ufe0f\u20e3") == "👩👧 👍 ❤ 1"
    assert wording.missing == {}


def test_chinese_lines_end_between_characters_without_a_hyphen_and_not_before_a_full_stop():
    line = Wording().line("北京市老龄工作委員會。孤獨問題")

    lines = broken([Run(line, BODY)], 101)

    assert [row.pieces[0][1] for row in lines] == ["北京市老龄工作委員", "會。孤獨問題"]
    assert not any(row.cut for row in lines)


def test_arabic_letters_are_joined_and_read_back_as_they_were_written():
    wording = Wording()

    line = wording.line("محمد, لا إله مُحَمَّد")

    assert line.startswith("\ufee3\ufea4\ufee4\ufeaa, \ufefb")
    assert logical(line) == "محمد, لا إله مُحَمَّد"
    assert wording.missing == {}


def test_words_from_the_right_are_drawn_backwards_and_numbers_are_not():
    assert list(drawn("Haus שלום (2025) עולם, Nr. 5")) == [
        ("Haus ", ""),
        ("םלוע (2025) םולש", "שלום (2025) עולם"),
        (", Nr. 5", ""),
    ]


@given(st.text(st.sampled_from("אבםמحعلاآلپ\u064e\u0651١٢12 .,(«a-ß委😀"), max_size=24))
def test_nothing_is_lost_where_scripts_meet(text):
    line = Wording().line(text)

    said = "".join(what or shown for shown, what in drawn(line))

    assert said == logical(line)
    assert sum(face(REGULAR).width(shown, 1) for shown, _what in drawn(line)) == pytest.approx(
        face(REGULAR).width(line, 1), abs=0.001
    )


def test_text_from_the_right_is_read_aloud_in_its_own_order():
    paper = briefing_paper(make_briefing(title="Besuch bei محمد عبد"), Progress())

    report = check(paper.content)
    assert report.findings == []
    assert "Besuch bei محمد عبد" in report.spoken
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Besuch bei محمد عبد"


def test_every_face_has_outlines_that_may_be_embedded_and_a_licence_text():
    texts = [path.name.casefold() for path in resource("licences").glob("*.txt")]

    for path in resource("fonts").glob("*.ttf"):
        font = TTFont(path)
        assert "glyf" in font
        assert font["OS/2"].fsType in (0, 8)
        assert any(text.startswith(path.stem.partition("-")[0].casefold().removesuffix("sans")) for text in texts)
