"""Rows of the lists that exist: Outlook, Google, Thunderbird, and everything that may stand in a cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.reach import address_of, filled, mails, same_point, united
from einsamkeit_desktop.imports.rows import Surroundings, entries
from einsamkeit_desktop.imports.words import Words
from einsamkeit_desktop.kinds.network import Organisation, Person, Role
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.queries.terms import Area, Term, Vocabulary

from ..hostile import HOSTILE

VOCABULARY = Vocabulary(
    {
        "target_group": tuple(
            Term(at, "target_group", code, label)
            for at, (code, label) in enumerate(
                [
                    ("kinder", "Kinder (bis 13)"),
                    ("verwitwete_trauernde", "Verwitwete, Trauernde"),
                    ("lsbtiq", "LSBTIQ*-Personen"),
                    ("armut", "Menschen in Armut / mit geringem Einkommen"),
                ]
            )
        ),
        "organisation_type": (
            Term(1, "organisation_type", "verein", "Verein / Initiative", extra={"short": "Verein"}),
        ),
        "cooperation_stage": (Term(1, "cooperation_stage", "im_gespraech", "Im Gespräch"),),
    },
    (
        Area(1, "GESAMT", "gesamtstädtisch", 0, None),
        Area(2, "INN", "Innenstadt-Nord", 1, None),
        Area(3, "EVI", "Eving", 1, None),
        Area(4, "12", "Eving", 2, 3),
    ),
)
AROUND = Surroundings(Words(VOCABULARY), date(2026, 11, 22), "0231", frozenset({"44137"}))


def rows(text):
    table = table_of("a.csv", text)
    return list(entries(table, map_columns(table), AROUND))


@pytest.mark.parametrize(
    ("cell", "codes", "unknown"),
    [
        ("Kinder; LSBTIQ; Elfen", ("kinder", "lsbtiq"), ["Elfen"]),
        ("Verwitwete", ("verwitwete_trauernde",), []),
        ("Witwen / LSBTIQ*", ("verwitwete_trauernde", "lsbtiq"), []),
        ("Kinder und Elfen", ("kinder",), ["Elfen"]),
        ("Kinder, Verwitwete, Trauernde", ("kinder", "verwitwete_trauernde"), []),
        ("kinder/lsbtiq", ("kinder", "lsbtiq"), []),
        ("Kinder und LSBTIQ*-Personen", ("kinder", "lsbtiq"), []),
        ("Menschen in Armut", ("armut",), []),
        ("KINDER (BIS 13)\nKinder", ("kinder",), []),
        ("-", (), []),
        ("Väter und Mütter", (), ["Väter und Mütter"]),
    ],
)
def test_value_lists_are_found_by_code_label_and_part(cell, codes, unknown):
    found, left = AROUND.words.entries("target_group", cell)
    assert (found, list(left)) == (codes, unknown)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("innenstadt nord, Eving", ("INN", "EVI")), ("stadtweit", ("GESAMT",)), ("GESAMT", ("GESAMT",)), ("Mars", ())],
)
def test_areas_are_found_by_name_and_larger_ones_first(cell, codes):
    assert AROUND.words.areas(cell)[0] == codes


def test_an_export_of_german_outlook():
    (entry,) = rows(
        '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position",'
        '"Straße geschäftlich",'
        '"Straße geschäftlich 2","Ort geschäftlich","Postleitzahl geschäftlich","Land/Region geschäftlich",'
        '"Straße privat",'
        '"Ort privat","Telefon Firma","Telefon geschäftlich","Telefon privat","Mobiltelefon","E-Mail-Adresse",'
        '"E-Mail-Typ",'
        '"Kategorien","Notizen","Geburtstag"\n'
        '"Frau Dr.","Anna","Maria","von der Heide","M. A.","Caritas e. V.","Beratung","Leitung","Südwall 2","Haus B",'
        '"Dortmund","44137","Deutschland","Weg 3","Unna","0231 1","0231 2","02303 3","0170 1234567",'
        '"a@x.example","SMTP",'
        '"Kinder;Netzwerk","nett","1.1.1970"\n'
    )

    assert entry.organisation["name"] == "Caritas e. V."
    assert [point.value for point in entry.organisation["contacts"]] == ["0231 1"]
    assert entry.organisation["target_groups"] == ("kinder",)
    assert (entry.person["form_of_address"], entry.person["academic_title"]) == ("frau", "Dr.")
    assert (entry.person["given_name"], entry.person["particle"], entry.person["family_name"]) == (
        "Anna Maria",
        "von der",
        "Heide",
    )
    assert entry.person["addresses"] == (
        Address("Südwall 2", "Haus B", "44137", "Dortmund"),
        Address("Weg 3", city="Unna", label="privat"),
    )
    assert [(point.kind, point.label) for point in entry.person["contacts"]] == [
        ("phone", ""),
        ("phone", "privat"),
        ("mobile", ""),
        ("email", ""),
    ]
    assert entry.role == {"function": "Leitung", "department": "Beratung"}
    assert entry.person["remark"] == "nett\nKategorien: Netzwerk"


def test_an_export_of_google():
    (entry,) = rows(
        "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
        "Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Labels,Birthday\n"
        "Anna,Müller,Caritas,Leitung,* Work,a@x.example,Mobile,+49 170 1234567,Weg 1,Dortmund,44137,"
        "* myContacts,1970-01-01\n"
    )

    assert entry.person["contacts"] == (
        ContactPoint("email", "a@x.example"),
        ContactPoint("mobile", "0170 1234567", "+49 170 1234567"),
    )
    assert entry.person["addresses"] == (Address("Weg 1", "", "44137", "Dortmund"),)
    assert "remark" not in entry.person


def test_an_export_of_german_thunderbird():
    (entry,) = rows(
        "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Dienstlich: Adresse,Dienstlich: Ort,"
        "Dienstlich: PLZ,Arbeitstitel,Organisation\n"
        "Anna,Müller,Anna Müller,a@x.example,0231 2,Weg 1,Dortmund,44137,Leitung,Caritas\n"
    )

    assert entry.person["addresses"] == (Address("Weg 1", "", "44137", "Dortmund"),)
    assert entry.role == {"function": "Leitung"}


@pytest.mark.parametrize(
    ("text", "organisation", "family_name"),
    [
        ("Name;Vorname\nMüller;Anna\n", None, "Müller"),
        ("Name;Ansprechperson\nCaritas;Anna Müller\n", "Caritas", "Müller"),
        ("Name;Telefon\nBürgerhaus e. V.;1\nSeniorenbüro;2\n", "Bürgerhaus e. V.", None),
        ("Name;Telefon\nAnna Müller;1\nBjörn Schmidt;2\n", None, "Müller"),
        ("Name;Zielgruppen\nCaritas;Kinder\n", "Caritas", None),
    ],
)
def test_what_name_means_is_told_by_the_rest_of_the_table(text, organisation, family_name):
    entry = rows(text)[0]

    assert (entry.organisation.get("name"), entry.person.get("family_name")) == (organisation, family_name)


def test_office_mailboxes_and_web_pages_are_the_organisations():
    (entry,) = rows(
        "Organisation;Ansprechperson;E-Mail Ansprechperson;Webseite\nCaritas;Anna Müller;anna@x.example;x.example\n"
    )

    assert [point.value for point in entry.organisation["contacts"]] == ["x.example"]


@pytest.mark.parametrize(
    "cell", ['"Anna Müller\nBjörn Schmidt"', "Anna Müller, Björn Schmidt", "Anna Müller und Björn Schmidt"]
)
def test_several_people_in_one_cell_are_several_people(cell):
    (entry,) = rows(f"Organisation;Ansprechperson\nCaritas;{cell}\n")

    assert entry.person["family_name"] == "Müller"
    assert entry.colleagues == [{"given_name": "Björn", "family_name": "Schmidt"}]


def test_target_groups_of_a_person_alone_are_text():
    (entry,) = rows("Name;Vorname;Zielgruppen\nMüller;Eva;Alleinerziehende\n")

    assert entry.person["remark"] == "Zielgruppen: Alleinerziehende" and "target_groups" not in entry.person


def test_a_text_too_long_for_its_field_is_whole_in_the_remark():
    (entry,) = rows(f"Organisation;Ort\n{'Lang ' * 100};X\n")

    assert len(entry.organisation["name"]) == 300
    assert ("Lang " * 100).strip() in entry.organisation["remark"]


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        ({"whole_address": ["Weg 1\n44137 Dortmund"]}, Address("Weg 1", "", "44137", "Dortmund")),
        ({"whole_address": ["c/o Meier, Weg 1, D-44137 Dortmund"]}, Address("Weg 1", "c/o Meier", "44137", "Dortmund")),
        (
            {"place": ["44137 Dortmund"], "street": ["Weg"], "house_number": ["1 a"]},
            Address("Weg 1 a", "", "44137", "Dortmund"),
        ),
        ({"po_box": ["Postfach 10 20"], "postal_code": ["44122"]}, Address(po_box="10 20", postal_code="44122")),
        (
            {"city": ["Wien"], "postal_code": ["1010"], "country": ["Österreich"]},
            Address("", "", "1010", "Wien", "Österreich"),
        ),
        (
            {"city": ["Dresden"], "postal_code": ["1067"], "country": ["Deutschland"]},
            Address("", "", "01067", "Dresden"),
        ),
        ({"country": ["Deutschland"]}, None),
    ],
)
def test_addresses_in_one_cell_or_many(parts, address):
    assert address_of(parts, "", []) == address


def test_an_address_fills_gaps_or_replaces_the_one_of_its_kind():
    old = (Address("Weg 1", city="Dortmund"), Address("Allee 2", city="Unna", label="privat"))

    assert filled(old, Address(postal_code="44137", city="dortmund"))[0] == Address("Weg 1", "", "44137", "Dortmund")
    assert filled(old, Address("Weg 9", city="Hagen")) == (Address("Weg 9", city="Hagen"), old[1])
    assert filled(old, Address("allee 2", city="Unna")) == old


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Anna Müller <a@x.example>; b@x.example", ["a@x.example", "b@x.example"]),
        ("mailto:a@x.example", ["a@x.example"]),
        ("auf Anfrage", []),
    ],
)
def test_mail_addresses_are_found_in_their_cell(cell, found):
    points, left = mails(cell, "")

    assert [point.value for point in points] == found
    assert bool(left) == (not found)


def test_what_reaches_the_same_is_kept_once():
    points = [
        ContactPoint("phone", "0231 50-1"),
        ContactPoint("phone", "+49 231 501"),
        ContactPoint("fax", "0231 50-1"),
    ]

    assert united(points) == (points[0], points[2])
    assert same_point(ContactPoint("web", "https://X.example/")) == same_point(ContactPoint("web", "x.example"))


def check(entry):
    for kind, values in ((Organisation, entry.organisation), (Person, entry.person), (Role, entry.role)):
        problems = kind.problems(values)
        assert not problems, problems


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_give_values_that_may_be_kept(text):
    header = "Organisation;Ansprechperson;Titel;Telefon;E-Mail;Anschrift;PLZ;Zielgruppen;Seit;Webseite;Notiz;Anderes"
    cell = '"' + text.replace('"', '""') + '"'

    for entry in rows(f"{header}\nA;B{';'.join([cell] * 11)}\nCaritas;{';'.join([cell] * 11)}\n"):
        check(entry)
    for entry in rows(f"{header}\n{';'.join([cell] * 12)}\n"):
        check(entry)


_texts = st.sampled_from(HOSTILE) | st.text(max_size=40)


@given(st.lists(st.tuples(_texts, _texts, _texts, _texts), max_size=4))
def test_any_cells_give_values_that_may_be_kept(cells):
    lines = [";".join('"' + text.replace('"', '""') + '"' for text in row) for row in cells]

    for entry in rows("\n".join(["Organisation;Vorname;Nachname;PLZ/Ort", *lines])):
        check(entry)


@pytest.mark.parametrize("name", ["Summe: 7", "Gesamt", "Zwischensumme 3", "Total"])
def test_a_row_of_totals_is_told_and_makes_no_partner(name):
    entry = rows(f"Organisation;Art\nTreff;Verein\n{name};\n")[1]

    assert "Summen" in entry.failure


def test_what_is_no_mail_address_stays_with_the_person_it_stands_beside():
    (entry,) = rows("Organisation;Ansprechpartner;E-Mail\nTreff;Anna Weiß;weiss(at)treff\n")

    assert entry.person["remark"] == "E-Mail: weiss(at)treff" and "remark" not in entry.organisation


def test_a_row_that_names_nobody_tells_its_address():
    (entry,) = rows("Organisation;Straße;Ort\n;Hauptweg 1;Köln\n")

    assert entry.failure == "Weder eine Organisation noch eine Person ist genannt: Hauptweg 1, Köln"
