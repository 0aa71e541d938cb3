"""The faces of the papers: Inter, and those that step in for what it lacks."""

from __future__ import annotations

from fontTools.ttLib import TTFont

from einsamkeit_desktop.exports.paper.fonts import REGULAR, face, fallback
from einsamkeit_desktop.exports.paper.lines import Run, Type, broken
from einsamkeit_desktop.exports.paper.words import Wording
from einsamkeit_desktop.paths import resource

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


def test_scripts_from_right_to_left_are_told_as_missing():
    wording = Wording()

    assert wording.line("אב") == "[U+05D0][U+05D1]"
    assert wording.missing == {"א": 1, "ב": 1}


def test_every_face_has_outlines_that_may_be_embedded_and_a_licence_text():
    texts = [path.name.casefold() for path in resource("licences").glob("*.txt")]

    for path in resource("fonts").glob("*.ttf"):
        font = TTFont(path)
        assert "glyf" in font
        assert font["OS/2"].fsType in (0, 8)
        assert any(text.startswith(path.stem.partition("-")[0].casefold().removesuffix("sans")) for text in texts)
