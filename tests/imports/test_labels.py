"""Headers of the address lists that exist."""

import pytest

from einsamkeit_desktop.imports.labels import Target, choices, is_private_life, recognised


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Organisation", Target("name", "organisation")),
        ("Name der Organisation", Target("name", "organisation")),
        ("Ansprechpartner*in", Target("full_name")),
        ("Ansprechpartner/in", Target("full_name")),
        ("Straße, Nr.", Target("street")),
        ("STRASSE", Target("street")),
        ("PLZ/Ort", Target("place")),
        ("Tel.-Nr.", Target("phone")),
        ("Telefon (Ansprechperson)", Target("phone", "person")),
        ("E-Mail Organisation", Target("email", "organisation")),
        ("Zielgruppe(n)", Target("target_groups")),
        ("Stadtbezirk(e)", Target("serves")),
        ("Straße geschäftlich", Target("street")),
        ("Postleitzahl geschäftlich", Target("postal_code")),
        ("Straße privat", Target("street", "", "private")),
        ("Telefon Firma", Target("phone", "organisation")),
        ("Weiteres Telefon", Target("phone", "", "other")),
        ("E-Mail 2: Adresse", Target("email")),
        ("E-Mail: Angezeigter Name", Target("ignore")),
        ("Business Postal Code", Target("postal_code")),
        ("Company Main Phone", Target("phone", "organisation")),
        ("Home Phone 2", Target("phone", "", "private")),
        ("E-mail 2 Display Name", Target("ignore")),
        ("Phone 1 - Value", Target("phone")),
        ("Phone 1 - Type", Target("ignore")),
        ("Organization 1 - Name", Target("name", "organisation")),
        ("Address 1 - Street", Target("street")),
        ("Privat: PLZ", Target("postal_code", "", "private")),
        ("Tel. dienstlich", Target("phone")),
        ("Mobil-Tel.-Nr.", Target("mobile")),
        ("Primary Email", Target("email")),
        ("Geburtstag", Target("ignore")),
        ("Lieblingsfarbe", None),
        ("", None),
    ],
)
def test_headers_of_outlook_google_thunderbird_and_offices_are_known(header, target):
    assert recognised(header) == target


def test_private_life_is_known_as_such():
    assert is_private_life("Geburtstag") and is_private_life("Children")
    assert not is_private_life("E-Mail-Typ")


def test_every_choice_has_a_label_of_its_own():
    labels = [target.label for target in choices()]

    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Stadtteil/Bezirk", Target("serves")),
        ("Bezirk / Stadtteil", Target("serves")),
        ("Stadtbezirke & Quartier", Target("serves")),
        ("Themen und Schwerpunkte", Target("topics")),
        ("Zielgruppe bzw. Risikogruppen", Target("target_groups")),
        ("Telefon / Mobil", Target("phone")),
        ("Ansprechpartner/in / Kontaktperson", Target("full_name")),
        ("Straße, PLZ, Ort", Target("whole_address")),
        ("PLZ/Ort", Target("place")),
        ("Telefon/Fax", None),
        ("Farbe/Bezirk", None),
    ],
)
def test_joined_headers_are_known_where_their_parts_agree(header, target):
    assert recognised(header) == target
