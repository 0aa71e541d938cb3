"""Address cards: every program reads them, and nothing in a field can break out of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.errors import BadTarget
from einsamkeit_desktop.exports.vcards import Card, as_vcard, folded, write_vcf
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from tests.hostile import HOSTILE


def make_card(**changes: object) -> Card:
    values: dict[str, object] = {
        "uid": "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "family_name": "Çelik-Großmann",
        "given_name": "Aylin",
        "prefix": "Dr.",
        "organisation": "Seniorenbüro Nord; Eving",
        "unit": "Besuchsdienst",
        "title": "Leitung",
        "points": (
            ContactPoint("phone", "0231 50-12345"),
            ContactPoint("mobile", "0170 1234567"),
            ContactPoint("fax", "0231 50-12346"),
            ContactPoint("email", "aylin@example.org"),
            ContactPoint("web", "https://example.org/a,b;c"),
        ),
        "addresses": (Address(street="Münsterstraße 1", extra="2. OG", postal_code="01067", city="Musterstadt"),),
        "categories": ("Demenz", "Armut, Alter"),
        "note": "Zeile eins\nZeile zwei",
    }
    return Card(**(values | changes))  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def read(text: str) -> dict[str, list[list[str]]]:
    """Return the components of every property, by its name without parameters."""
    properties: dict[str, list[list[str]]] = {}
    for line in unfolded(text):
        name, value = line.split(":", 1)
        components = re.findall(r";((?:\\.|[^\\;])*)", ";" + value, re.S)
        properties.setdefault(name.split(";")[0], []).append([plain(component) for component in components])
    return properties


def plain(escaped: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], escaped)


def test_a_whole_card():
    assert unfolded(as_vcard(make_card())) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "FN:Dr. Aylin Çelik-Großmann",
        "N:Çelik-Großmann;Aylin;;Dr.;",
        "ORG:Seniorenbüro Nord\\; Eving;Besuchsdienst",
        "TITLE:Leitung",
        "TEL;TYPE=WORK,VOICE:0231 50-12345",
        "TEL;TYPE=WORK,CELL:0170 1234567",
        "TEL;TYPE=WORK,FAX:0231 50-12346",
        "EMAIL;TYPE=INTERNET,WORK:aylin@example.org",
        "URL;TYPE=WORK:https://example.org/a,b;c",
        "ADR;TYPE=WORK:;2. OG;Münsterstraße 1;Musterstadt;;01067;",
        "CATEGORIES:Demenz,Armut\\, Alter",
        "NOTE:Zeile eins\\nZeile zwei",
        "END:VCARD",
    ]


def test_an_organisation_is_filed_under_its_name():
    lines = unfolded(as_vcard(Card(uid="1", organisation="Mütterzentrum")))

    assert lines[3:7] == ["FN:Mütterzentrum", "N:;;;;", "ORG:Mütterzentrum", "X-ABShowAs:COMPANY"]


@pytest.mark.parametrize(
    ("card", "name"),
    [
        (Card("1", family_name="Weiß", given_name="Jo", suffix="MdL"), "Jo Weiß, MdL"),
        (Card("1", unit="Sozialamt"), "Sozialamt"),
        (Card("1", points=(ContactPoint("email", "a@example.org"),)), "a@example.org"),
        (Card("1"), "1"),
        (Card("1", family_name="\u200b", organisation=" "), "1"),
    ],
)
def test_no_card_without_a_name(card, name):
    assert card.shown_name == name


def test_lines_are_folded_at_75_octets_between_characters():
    text = as_vcard(make_card(note="ü👵🏽" * 200))

    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no character is torn
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"


def test_written_file_holds_all_cards_and_their_count(tmp_path: Path):
    target = tmp_path / "Karten.vcf"

    assert write_vcf((make_card(uid=str(number)) for number in range(250)), target) == 250

    content = target.read_bytes()
    assert content.count(b"BEGIN:VCARD\r\n") == content.count(b"END:VCARD\r\n") == 250
    assert not content.startswith(b"\xef\xbb\xbf")


def test_no_cards_give_an_empty_file(tmp_path):
    assert write_vcf([], tmp_path / "leer.vcf") == 0


def test_missing_folder_is_said(tmp_path):
    with pytest.raises(BadTarget):
        write_vcf([make_card()], tmp_path / "fehlt" / "Karten.vcf")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=60), min_size=7, max_size=7),
)
def test_no_text_breaks_out_of_its_field(texts):
    family, given_name, organisation, unit, note, street, phone = texts
    card = Card(
        "1",
        family_name=family,
        given_name=given_name,
        organisation=organisation,
        unit=unit,
        note=note,
        addresses=(Address(street=street, city="Ä;B"),),
        points=(ContactPoint("phone", phone), ContactPoint("web", phone)),
    )

    found = read(as_vcard(card))

    lines = unfolded(as_vcard(card))
    assert (lines[0], lines[-1], lines.count("BEGIN:VCARD"), lines.count("END:VCARD")) == (
        "BEGIN:VCARD",
        "END:VCARD",
        1,
        1,
    )
    assert found["N"][0][:2] == [clean_text(family), clean_text(given_name)]
    assert found.get("NOTE", [[""]])[0][0] == clean_text(note, multiline=True)
    assert found["ADR"][0][2:4] == [clean_text(street, multiline=True), "Ä;B"]
    assert found.get("ORG", [[""]])[0][0] == clean_text(organisation)
    assert found["FN"][0][0]
