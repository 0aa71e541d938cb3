"""What is pasted is a table like any other, or a sentence."""

import pytest

from einsamkeit_desktop.errors import BadFile, Trouble
from einsamkeit_desktop.imports.pasted import read_pasted

from ..hostile import HOSTILE

HTML = (
    "<html><body><table><tr><th>Organisation</th><th>Ort</th></tr>"
    "<tr><td>Treff&nbsp;Süd &amp; Co<br>Haus 2<td>Köln</td></tr></table></body></html>"
)


def test_cells_copied_in_excel_become_rows():
    (table,) = read_pasted('Organisation\tBemerkung\r\nTreff Süd\t"zwei\nZeilen"\r\n', "<table><tr><td>anders</table>")

    assert table.headers == ("Organisation", "Bemerkung")
    assert table.rows == [("Treff Süd", "zwei\nZeilen")]
    assert table.file == "Zwischenablage"


def test_a_table_of_a_web_page_becomes_rows():
    (table,) = read_pasted("Organisation Ort\nTreff Süd", HTML)

    assert table.headers == ("Organisation", "Ort")
    assert [cell.replace("\xa0", " ") for cell in table.rows[0]] == ["Treff Süd & Co\nHaus 2", "Köln"]


def test_copied_cards_are_read_as_cards():
    (table,) = read_pasted("BEGIN:VCARD\nVERSION:3.0\nN:Öz;Anna\nEND:VCARD\n")

    assert table.rows == [("Anna", "Öz")]


@pytest.mark.parametrize(("text", "html"), [("", ""), ("nur ein Satz", "<p>nur ein Satz</p>"), ("", "<table>")])
def test_what_is_no_table_is_a_sentence(text, html):
    with pytest.raises(BadFile, match="keine Tabelle"):
        read_pasted(text, html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_end_in_a_table_or_a_sentence(text):
    for pasted in ((f"Organisation\tOrt\n{text}\tx\n", ""), ("", f"<table><tr><td>{text}</td></tr></table>")):
        try:
            read_pasted(*pasted)
        except Trouble as trouble:
            assert str(trouble)


@pytest.mark.parametrize(
    "broken", ["<![CLATA[x]]>", "<![if !a]>", "<![endif]>", "<![x", "<![", "<!", "<![]]>", "<!doctype["]
)
def test_broken_declarations_of_a_page_are_passed_over(broken):
    (table,) = read_pasted("", f"{broken}<table><tr><td>Organisation<td>Ort</tr><tr><td>Treff<td>Köln</tr></table>")

    assert table.rows == [("Treff", "Köln")]
