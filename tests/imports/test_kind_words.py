"""What lists of other kinds say in words of their own: prices, priorities, crosses, hours, states, what is done."""

from datetime import date

import pytest

from einsamkeit_desktop.imports import whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.kindcolumns import KindTarget
from einsamkeit_desktop.imports.plans import report
from einsamkeit_desktop.imports.presets import key_of, target_of
from einsamkeit_desktop.progress import Progress

from ..makers import make, make_municipality, make_reminder
from .test_engine import outcomes, records


def planned(store, text, name="liste.csv"):
    return whole.plan_tables(store, [table_of(name, text)])


def bring(store, text, name="liste.csv"):
    return whole.take_over(store, planned(store, text, name))


def again(store, text):
    return outcomes(report(planned(store, text)))


@pytest.mark.parametrize(
    ("said", "cost", "remark"),
    [
        ("kostenfrei", "kostenlos", None),
        ("0,00 €", "kostenlos", None),
        ("0", "kostenlos", None),
        ("0,- Euro", "kostenlos", None),
        ("Eintritt frei", "kostenlos", None),
        ("auf Spendenbasis", "spende", None),
        ("5,00 €", "beitrag", "Kosten: 5,00 €"),
        ("5", "beitrag", "Kosten: 5"),
        ("ab 3 EUR, ermäßigt 0 €", "beitrag", "Kosten: ab 3 EUR, ermäßigt 0 €"),
        ("3 Taler", None, "Kosten: 3 Taler"),
    ],
)
def test_prices_say_whether_an_offer_costs_anything(store, said, cost, remark):
    text = f'Angebot;Ort;Kosten\nTafelrunde;Dortmund;"{said}"\n'
    bring(store, text)

    (offer,) = records(store, "offer")
    assert (offer.values["cost"], offer.values["remark"]) == (cost, remark)
    assert again(store, text) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("said", "code"), [("mittel", "normal"), ("1", "hoch"), ("dringend", "hoch"), ("C", "niedrig")]
)
def test_priorities_have_many_words(store, said, code):
    bring(store, f"Aufgabe;Fällig am;Priorität\nAnrufen;12.01.2027;{said}\n")

    assert records(store, "reminder")[0].values["priority"] == code


def test_weekday_and_hour_in_two_columns_are_one_time(store):
    bring(store, "Wochentag;Uhrzeit;Angebot;Ort\nMontag;15–17 Uhr;Tafelrunde;Dortmund\n")  # noqa: RUF001 - as typed

    assert records(store, "offer")[0].values["schedule"] == "Montag 15–17 Uhr"  # noqa: RUF001 - as typed


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Wochentag;Datum;Uhrzeit;Veranstaltung\nSa;12.06.2027;15:00-17:30;Sommerfest\n", 150),
        ("Uhrzeit;Veranstaltung;Datum;Wochentag\n15 Uhr;Sommerfest;12.06.2027;Samstag\n", None),
        ("Veranstaltung;Datum\nSommerfest;12.06.2027 15:00 bis 16 Uhr\n", 60),
        ("Veranstaltung;Datum;Von;Bis\nSommerfest;12.06.2027;15:00;17:00\n", 120),
    ],
)
def test_day_hour_and_end_of_an_event_are_understood_in_any_order(store, text, minutes):
    done = bring(store, text)

    values = records(store, "event")[0].values
    assert f"{values['starts_at'].astimezone():%d.%m.%Y %H:%M}" == "12.06.2027 15:00"
    assert (values["duration_minutes"], values["description"]) == (minutes, None)
    assert not [line for line in done.rows if line.row]


def test_an_event_of_several_days_keeps_its_end_as_text(store):
    bring(store, "Veranstaltung;Beginn;Ende\nSommerfest;12.06.2027;14.06.2027\n")

    values = records(store, "event")[0].values
    assert (values["starts_at"].date(), values["description"]) == (date(2027, 6, 12), "Beginn: bis 14.06.2027")


def test_names_of_the_states_are_known(store):
    bring(store, "Kommune;Bundesland\nA;NRW\nB;BW\nC;Meck-Pomm\nD;Bayern\n")

    states = {each.title: each.values["federal_state"] for each in records(store, "municipality")}
    assert states == {"A": "NW", "B": "BW", "C": "MV", "D": "BY"}


CROSSES = (
    "Angebot;Anbieter;Zielgruppe Senioren;Zielgruppe: Kinder;Barrierefreiheit: Rollstuhl;Sprachen Türkisch\n"
    "Tafelrunde;;x;;✓;ja\nBand;;;x;;\n"
)


def test_columns_of_crosses_in_a_list_of_offers_become_entries(store):
    bring(store, CROSSES)

    found = {each.title: each.values for each in records(store, "offer")}
    assert (found["Tafelrunde"]["target_groups"], found["Band"]["target_groups"]) == (("aeltere_60",), ("kinder",))
    assert (found["Tafelrunde"]["languages"], found["Band"]["languages"]) == (("tr",), ())
    assert again(store, CROSSES) == (2, 0, 0, 2, 0)


def test_a_person_sees_and_a_profile_keeps_where_crosses_of_a_list_of_offers_go():
    intake = Intake.of((table_of("liste.csv", CROSSES),), {})
    target = intake.targets[0][2]

    assert isinstance(target, KindTarget) and target.label == "Zielgruppen: Senioren"
    assert target in intake.choices(0) and target_of(key_of(target)) == target


def test_an_entry_that_stands_in_another_list_is_said(store):
    plan = planned(store, "Organisation;Thema Senioren;Thema Bewegung\nTreff;x;x\n")

    assert plan.subjects[0].values["target_groups"] == ("aeltere_60",)
    said = "„Thema Senioren“ kommt unter „Zielgruppen“: „Senioren“ steht dort, unter „Themen“ nicht."
    assert [remark.reason for remark in plan.remarks] == [said]


def test_a_free_text_about_a_group_stays_text(store):
    plan = planned(store, "Angebot;Anbieter;Thema\nTafelrunde;;Senioren\n")

    values = plan.subjects[0].values
    assert (values["target_groups"], values["topics"], values["remark"]) == ((), (), "Themen: Senioren")


TASKS = (
    "Aufgabe;Fällig am;{};Erledigt am\nAnrufen;12.01.2026;{};\nSchreiben;13.01.2027;{};\n"
    "Lesen;14.01.2027;{};01.11.2026\n"
)


@pytest.mark.parametrize(("header", "yes", "no"), [("Erledigt", "ja", "nein"), ("Status", "erledigt", "offen")])
def test_what_a_list_calls_done_is_done_on_the_day_it_was_due_and_stays_so(store, today, header, yes, no):
    text = TASKS.format(header, yes, no, yes)
    bring(store, text)

    done = {each.values["text"]: (each.values["done_on"], each.values["result"]) for each in records(store, "reminder")}
    wanted = {"Anrufen": date(2026, 1, 12), "Schreiben": None, "Lesen": date(2026, 11, 1)}
    assert done == {name: (day, None) for name, day in wanted.items()}
    assert again(store, text) == (3, 0, 0, 3, 0)


def test_a_reminder_that_is_known_and_open_is_done_today_at_the_latest(store, today):
    make_reminder(store, "Anrufen", due_on=date(2027, 1, 12))

    plan = planned(store, "Aufgabe;Fällig am;Erledigt\nAnrufen;12.01.2027;x\n")

    assert plan.subjects[0].changed == {"done_on": today}
    assert plan.rows[0].warnings == ("Erledigt am ist nicht angegeben und wird „22.11.2026“.",)


def test_a_mandate_that_is_done_was_reported_when_it_was_due(store, today):
    make(store, "body", name="Rat")

    bring(store, "Beschluss;Gremium;Frist;Status\nBericht;Rat;12.01.2026;erledigt\nKonzept;Rat;12.01.2027;offen\n")

    done = {each.title: each.values["done_on"] for each in records(store, "mandate")}
    assert done == {"Bericht": date(2026, 1, 12), "Konzept": None}


def test_a_series_is_not_ended_by_a_list(store, today):
    make_reminder(store, "Anrufen", due_on=date(2026, 11, 20), repeat="FREQ=WEEKLY")

    plan = planned(store, "Aufgabe;Fällig am;Erledigt\nAnrufen;20.11.2026;ja\n")

    assert plan.subjects == ()
    assert "bleibt offen" in plan.rows[0].warnings[0]


@pytest.mark.parametrize(
    ("text", "kind", "others"),
    [
        ("Kommune;Projekt;Beschreibung\nKöln;Bank;x\n", "practice", ()),
        ("Kommune;Einwohner;Projekt;Kontakt\nKöln;10;Bank;x\n", "practice", ()),
        ("Kommune;Bundesland;Ansprechperson\nKöln;NRW;x\n", "municipality", ()),
        ("Stadt;Bundesland;Einwohner\nKöln;NRW;10\n", "municipality", ()),
        ("Datum;Art;Kommune;Thema;Mit wem\n1.2.2026;Besuch;Köln;Bank;Inge\n", "exchange", ()),
        ("Mit wem;Kommune;Datum;Thema\nInge;Köln;1.2.2026;Bank\n", "exchange", ()),
        ("Datum;Art;Thema;Mit wem\n1.2.2026;Telefonat;Bank;Inge\n", "contact_note", ()),
        ("Stadt;Projekt;Beschreibung;Kontakt;E-Mail\nKöln;Bank;x;Inge;a@example.org\n", "person", ("practice",)),
        ("Name;Telefon;Gemeindeschlüssel;Ansprechperson\nKöln;1;05315;Inge\n", "organisation", ("municipality",)),
        ("Name;Telefon;Mobil;Ansprechperson;Farbe\nHaus;1;2;Inge;rot\n", "organisation", ()),
    ],
)
def test_what_tells_kinds_apart_is_weighed_and_a_tie_is_handed_over(text, kind, others):
    columns = map_columns(table_of("liste.csv", text))

    assert (columns.leads, columns.others) == (kind, others)


def test_a_list_of_towns_that_names_them_again_and_again_is_none():
    rows = "".join(f"Köln;NRW;Bank {at}\n" for at in range(9))

    columns = map_columns(table_of("liste.csv", "Kommune;Bundesland;Beispiel\n" + rows))

    assert columns.leads == "practice"


UNSURE = "Stadt;Projekt;Beschreibung;Kontakt;E-Mail\nKöln;Bank;x;Inge Zahn;a@example.org\n"


def test_who_does_not_know_what_the_rows_are_says_so_until_a_person_did(store):
    make_municipality(store, "Köln")
    intake = Intake.of((table_of("liste.csv", UNSURE),), {})
    told = [remark.reason for remark in intake.planning(store)(Progress()).remarks]
    assert told[0] == intake.doubt(0) and "könnten aber auch „Gute Praxis“ sein" in told[0]

    intake.choose_kind(0, "")

    assert intake.doubt(0) == ""
    assert not [remark for remark in intake.planning(store)(Progress()).remarks if "Nicht sicher" in remark.reason]


def test_a_profile_says_what_the_rows_are():
    table = table_of("liste.csv", UNSURE)
    intake = Intake.of((table,), {})

    again = Intake.of((table,), {"Partner": intake.as_profile("Partner")})

    assert (again.profile, again.doubt(0)) == ("Partner", "")
