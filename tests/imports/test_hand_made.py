"""Lists as offices make them by hand: groups over headers, sums below, words of their own, nobody yet, and prices."""

from datetime import date

import pytest

from einsamkeit_desktop.imports import whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.plans import FAILED
from einsamkeit_desktop.imports.tables import make_table
from einsamkeit_desktop.kinds.phones import split_phones

from .test_engine import records


def planned(store, text):
    return whole.plan_tables(store, [table_of("liste.csv", text)])


def bring(store, text):
    return whole.take_over(store, planned(store, text))


def fields_of(*lines):
    found = map_columns(make_table("Tabelle1", list(enumerate(lines, start=1))))
    return [target.field for target in found.targets]


NETWORK = (
    ("Netzwerkpartner",),
    ("Stand: 14.03.2026",),
    ("Träger", "", "Ansprechperson", "", "Erreichbarkeit", "", "Bemerkung"),
    ("Name", "Stadtteil", "Name", "Funktion", "Telefon", "E-Mail"),
    ("AWO Aplerbeck", "Aplerbeck", "Weber, Ingrid", "Vorsitzende", "0231 1", "i@awo.example", "engagiert"),
)


def test_groups_over_headers_say_whose_name_it_is():
    assert fields_of(*NETWORK) == ["name", "serves", "full_name", "function", "phone", "email", "note"]


def test_groups_count_where_the_person_stands_first_too():
    lines = (
        ("Ansprechperson", "", "Einrichtung", ""),
        ("Name", "Telefon", "Name", "Ort"),
        ("A. Alt", "1", "Tafel", "X"),
    )

    assert fields_of(*lines) == ["full_name", "phone", "name", "city"]


def test_a_header_printed_again_stays_what_it_was():
    lines = (("Organisation", "Ort", "Telefon"), ("Tafel", "Dortmund", "0231 1"), ("Organisation", "Ort", "Telefon"))

    table = make_table("Tabelle1", list(enumerate(lines, start=1)))

    assert (table.header_row, table.headers) == (1, ("Organisation", "Ort", "Telefon"))


def test_the_body_responsible_is_the_organisation_of_the_people_beside_it(store):
    bring(store, "Träger;Ansprechperson\nAWO Aplerbeck;Ingrid Weber\n")

    assert [one.values["name"] for one in records(store, "organisation")] == ["AWO Aplerbeck"]
    assert len(records(store, "role")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ID;Nachname, Vorname;Organisation\n1;Alt, Anna;Tafel\nSumme;3 Personen;\n",
        "Angebot;Kosten;Wochentag\nCafé;frei;Mo\nGesamt;2;\n",
        "Organisation;Telefon;Mitglieder\nTafel;0231 1;4\nInsgesamt;;4\n",
    ],
)
def test_sums_below_a_list_are_no_entries(store, text):
    last = planned(store, text).rows[-1]

    assert last.outcome == FAILED
    assert "Zeile mit Summen" in last.reason


@pytest.mark.parametrize("nobody", ["N.N.", "n. n.", "NN", "vakant", "–"])
def test_where_nobody_is_yet_no_person_is_made(store, nobody):
    bring(store, f"Organisation;Ansprechperson\nTafel;{nobody}\n")

    assert not records(store, "person")
    assert records(store, "organisation")[0].values["remark"] == f"Ansprechperson: {nobody}"


@pytest.mark.parametrize("header", ["Tel. dienstl.", "Telefon (geschäftl.)", "Telefon dienst"])
def test_short_words_for_the_office_are_understood(header):
    assert fields_of(("Organisation", header), ("Tafel", "0231 1"))[1] == "phone"


def test_what_the_program_finds_out_itself_is_told_where_a_list_brings_it(store):
    plan = planned(store, "Organisation;letzter Kontakt\nTafel;3.2.2026\n")

    assert any("„letzter Kontakt“" in remark.reason for remark in plan.remarks)


def test_one_more_number_of_a_switchboard_is_no_number_of_its_own():
    assert split_phones("0231 5010600 / 01") == ["0231 5010600 / 01"]
    assert split_phones("0231 5010600 / 0171 22") == ["0231 5010600", "0171 22"]


def test_a_column_of_places_and_addresses_is_divided(store):
    bring(store, "Angebot;Wochentag;Ort / Adresse\nTisch;Mo;Am Heedbrink 29, 44263 Dortmund\n")

    (place,) = records(store, "offer")[0].values["addresses"]
    assert (place.street, place.postal_code, place.city) == ("Am Heedbrink 29", "44263", "Dortmund")


def test_thousands_in_words_are_not_cut_to_their_number(store):
    bring(store, "Kommune;Einwohner;Bundesland\nKreis Coesfeld;220 Tsd.;NRW\nStadt Münster;320 Einwohner;NRW\n")

    coesfeld, muenster = records(store, "municipality")
    assert coesfeld.values["population"] is None
    assert "220 Tsd." in coesfeld.values["remark"]
    assert muenster.values["population"] == 320


@pytest.mark.parametrize(
    ("said", "day"),
    [("erledigt am 3.9.2026", date(2026, 9, 3)), ("erl. 3.9.2026", date(2026, 9, 3)), ("fertig bis Mai", None)],
)
def test_done_with_its_day_in_one_cell(store, said, day):
    bring(store, f"Aufgabe;fällig;Status\nRaum buchen;1.9.2026;{said}\n")

    assert records(store, "reminder")[0].values["done_on"] == day


def test_how_contacts_are_written_by_hand(store):
    bring(store, "Datum;Art;Betreff;Notiz\n5.1.2026;Tel.;A;a\n6.1.2026;vor Ort;B;b\n7.1.2026;Mail;C;c\n")

    kinds = {one.values["subject"]: one.values["note_kind"] for one in records(store, "contact_note")}
    assert kinds == {"A": "telefonat", "B": "besuch", "C": "vermerk"}  # a mail may have come or gone


def test_a_list_of_funded_projects_is_one_of_cases(store):
    bring(store, "Az.;Bezeichnung;Status;Beginn;Fördersumme;nächster Schritt\n50-2/14;Bänke;läuft;1.4.2026;12 €;Kauf\n")

    (case,) = records(store, "case")
    assert (case.values["subject"], case.values["file_reference"]) == ("Bänke", "50-2/14")
    assert case.values["status"] == "in_bearbeitung"
    assert "nächster Schritt: Kauf" in case.values["description"]


def test_an_exchange_with_an_unknown_town_says_what_to_do_and_comes_in_afterwards(store):
    text = "Datum;Kommune;gegeben/erhalten;Thema;Was genau\n12.1.2026;Stadt Bielefeld;bekommen;Telefonengel;Konzept\n"
    (row,) = planned(store, text).rows
    assert (row.outcome, row.warnings) == (FAILED, ())
    assert row.reason.startswith("Kommune „Stadt Bielefeld“ steht nicht im Bestand. Bitte zuerst anlegen")

    bring(store, "Kommune;Bundesland;Einwohner\nStadt Bielefeld;NRW;330000\n")
    bring(store, text)

    (exchange,) = records(store, "exchange")
    assert (exchange.values["direction"], exchange.values["content"]) == ("erhalten", "Konzept")


def test_a_refused_row_names_the_text_that_was_not_understood(store):
    (row,) = planned(store, "Aufgabe;Fällig am;Priorität\nFlyer;sofort;Mond\n").rows

    assert (row.outcome, row.reason, row.warnings) == (FAILED, "Fällig am „sofort“ ist nicht bekannt.", ())


@pytest.mark.parametrize(
    "headers",
    [
        "Einrichtung;Ansprechpartner 1;Telefon 1;E-Mail 1;Ansprechpartner 2;Telefon 2;E-Mail 2",
        "Einrichtung;Ansprechpartner 1;Telefon;E-Mail;Ansprechpartner 2;Telefon;E-Mail",
    ],
)
def test_each_of_two_people_of_a_row_keeps_the_own_number(store, headers):
    bring(store, headers + "\nTafel;Anna Alt;0231 1;a@t.example;Bernd Bunt;0231 2;b@t.example\n")

    said = {
        one.values["given_name"]: [point.value for point in one.values["contacts"]] for one in records(store, "person")
    }
    assert said == {"Anna": ["0231 1", "a@t.example"], "Bernd": ["0231 2", "b@t.example"]}


def test_one_number_behind_two_names_stays_with_the_first(store):
    bring(store, "Einrichtung;Ansprechpartner 1;Ansprechpartner 2;Telefon\nTafel;Anna Alt;Bernd Bunt;0231 1\n")

    assert [len(one.values["contacts"] or ()) for one in records(store, "person")] == [1, 0]


def test_a_title_before_the_last_name_is_one(store):
    bring(store, "Nachname;Vorname;Institution\nDr. Kurz;Eva;Uni\nLang;Otto;Amt\n")

    names = [(one.values["academic_title"], one.values["family_name"]) for one in records(store, "person")]
    assert names == [("Dr.", "Kurz"), (None, "Lang")]


def test_several_values_in_a_cell_of_google_come_apart(store):
    bring(store, "First Name,Last Name,Labels,Phone 1 - Value\nAnna,Alt,AK ::: * myContacts,0171 1 ::: 0171 2\n")

    person = records(store, "person")[0].values
    assert [point.value for point in person["contacts"]] == ["0171 1", "0171 2"]
    assert person["remark"] == "Kategorien: AK"


def test_names_that_may_only_head_the_rows_below_are_told(store):
    rows = "Kirchen;;\nPropstei;Weg 1;0231 1\nSankt Anna;Weg 2;0231 2\nVereine;;\nTafel;Weg 3;0231 3\n"
    told = [remark.reason for remark in planned(store, "Organisation;Straße;Telefon\n" + rows).remarks]

    assert any("„Kirchen“, „Vereine“" in text and "Zwischenüberschriften" in text for text in told)


def test_lists_of_names_alone_say_nothing_of_headings(store):
    assert not planned(store, "Organisation;Telefon;Ort\nTafel;;\nAWO;;\nDRK;1;X\n").remarks


def test_a_list_of_papers_with_what_came_of_them_is_one_of_papers(store):
    header = "Drucksache-Nr.;Titel;Art;Gremium;Sitzung am;Ergebnis;Auftrag;Frist\n"
    bring(store, header + "12345-26;Sachstand;Beschlussvorlage;Rat;17.03.2026;beschlossen;Bericht;31.12.2026\n")

    (paper,) = records(store, "council_paper")
    assert (paper.values["number"], paper.values["subject"]) == ("12345-26", "Sachstand")
    assert "Auftrag: Bericht" in paper.values["remark"]
