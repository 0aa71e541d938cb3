"""Foreign lists of other kinds: known by their headings, nothing guessed, nothing lost, nobody made up."""

from datetime import UTC, date, datetime

import pytest

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.kindcolumns import choices_of
from einsamkeit_desktop.imports.kindguess import guess
from einsamkeit_desktop.imports.kindwords import LISTED
from einsamkeit_desktop.imports.plans import FAILED, NEW, SKIPPED, report
from einsamkeit_desktop.imports.rules import Rules
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.store import journal
from einsamkeit_desktop.store.tables import record

from ..content import content
from ..makers import make, make_case, make_municipality, make_note, make_offer, make_organisation, make_person
from .test_engine import outcomes, records, values_of


def plan_of(store, text, name="liste.csv", **rules):
    return engine.plan(store, [table_of(name, text)], rules=Rules(**rules))


def bring(store, text, name="liste.csv"):
    return engine.run(store, plan_of(store, text, name))


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Angebot;Anbieter;Ort;Zielgruppe;Kosten", "offer"),
        ("Praxisbeispiel;Kommune;Träger;Beschreibung", "practice"),
        ("Praxisbeispiel;Kommune;Worum geht es?", "practice"),
        ("Angebot;Anbieter;Wo;Wann", "offer"),
        ("Datum;Art;Mit wem;Worum ging es?", "contact_note"),
        ("Austausch;Stadt;Wann;Art", "exchange"),
        ("Kommune;Bundesland;Einwohner;E-Mail", "municipality"),
        ("Vorgang;Aktenzeichen;Status;Frist", "case"),
        ("Drucksache;Betreff;Art der Vorlage;Federführung", "council_paper"),
        ("Aufgabe;Fällig am;Priorität", "reminder"),
        ("Datum;Beteiligte;Kontaktart;Thema;Notiz", "contact_note"),
        ("Veranstaltung;Datum;Ort;Veranstalter", "event"),
        ("Gremium;Turnus;Mitglieder", "body"),
        ("Vorlage;Ausschuss;Sitzung am;Zweck;Abstimmung", "consultation"),
        ("Auftrag;Gremium;Erteilt am;Berichten bis", "mandate"),
        ("Betreff;Kommune;Am;Richtung;Gute Praxis", "exchange"),
        ("Kennwort;Eingang;Anliegen;Altersgruppe", "citizen_case"),
    ],
)
def test_a_foreign_list_is_known_by_its_headings(headers, kind):
    found = map_columns(table_of("liste.csv", f"{headers}\n{';'.join('x' * (headers.count(';') + 1))}\n"))

    assert (found.leads, found.unknown) == (kind, ())


def test_not_done_is_no_day(store):
    bring(store, "Aufgabe;Fällig am;Erledigt\nAnrufen;12.01.2027;nein\nSchreiben;13.01.2027;01.11.2026\n")

    done = {each.values["text"]: (each.values["done_on"], each.values["result"]) for each in records(store, "reminder")}
    assert done == {"Anrufen": (None, None), "Schreiben": (date(2026, 11, 1), None)}


@pytest.mark.parametrize(
    "headers",
    [
        "Organisation;Angebot;Ansprechpartner;Telefon",
        "Name;Ort;Telefon;E-Mail",
        "Titel;Vorname;Nachname;Ort;Angebot",
        "Verein;Veranstaltung;Kontakt;E-Mail",
        "Organisation;Person;Datum;Notiz",
        "Träger;Projekt;Ansprechperson;Telefon;E-Mail",
        "Stand;Bemerkung",
    ],
)
def test_a_list_of_partners_stays_one(headers):
    assert guess(table_of("liste.csv", f"{headers}\n{';'.join('x' * (headers.count(';') + 1))}\n")).kind == ""


def test_the_name_of_the_sheet_tells_what_its_common_headings_do_not():
    text = "Name;Ort;Telefon\nMusterstadt;Musterstadt;0231 1\n"

    assert [guess(table_of(name, text)).kind for name in ("Liste", "Kommunen")] == ["", "municipality"]


def test_an_offer_gets_every_value_and_what_is_not_understood_stays_as_text(store, today):
    house = make_organisation(store, "Treff Nord")

    done = bring(
        store,
        "Angebot;Anbieter;Zielgruppe;Bezirk;PLZ;Ort;Straße;Telefon;Kosten;Alter von;Barrierefreiheit;Farbe\n"
        "Tafelrunde;Treff Nord;Alleinerziehende;Hörde;44137;Dortmund;Weg 1;0231 50-12345;3 Taler;ab sechzig;;rot\n",
    )

    values = values_of(store, "offer")
    assert outcomes(done) == (1, 1, 0, 0, 0)
    assert (values["name"], values["provider"], values["seat"]) == ("Tafelrunde", house, ("HOE",))
    assert (values["target_groups"], values["addresses"][0].city) == (("alleinerziehende",), "Dortmund")
    assert values["contacts"][0].value == "0231 50-12345"
    assert values["remark"].split("\n") == ["Farbe: rot", "Kosten: 3 Taler", "Alter von: ab sechzig"]
    assert [line.reason for line in done.rows if "ist nicht bekannt" in line.reason] == [
        "Kosten „3 Taler“ ist nicht bekannt und steht in „Bemerkung“.",
        "Alter von „ab sechzig“ ist nicht bekannt und steht in „Bemerkung“.",
    ]


NOTES = (
    "Datum;Beteiligte;Kontaktart;Thema;Notiz;Betrifft\n"
    "12.11.2026 14:30;Inge Zahn, Treff Nord;Telefonat;Winter;Raum fehlt;Anfrage\n"
    "13.11.2026;Unbekannt AG;;Winter;Noch einmal;\n"
)


def test_notes_find_whom_they_name_and_make_nobody(store, today):
    people = {make_person(store, "Zahn", given_name="Inge"), make_organisation(store, "Treff Nord")}
    case = make_case(store, "Anfrage")

    done = bring(store, NOTES)

    first, second = (entry.values for entry in records(store, "contact_note"))
    assert (set(first["participants"]), first["about"], first["note_kind"]) == (people, (case,), "telefonat")
    assert (second["participants"], second["content"]) == ((), "Noch einmal\nBeteiligt: Unbekannt AG")
    assert [line.reason for line in done.rows if line.row == 3] == [
        "Beteiligt „Unbekannt AG“ steht nicht im Bestand; der Name steht in „Inhalt“.",
        "Kontaktart ist nicht angegeben und wird „Vermerk ohne Kontakt“.",
    ]
    assert (counts.by_kind(store)["person"], counts.by_kind(store)["organisation"]) == (1, 1)


@pytest.mark.parametrize("text", [NOTES, "Aufgabe;Fällig\nListe prüfen;29.11.2026\n", "Angebot;Kosten\nA;3 Taler\n"])
def test_the_same_foreign_list_again_changes_nothing(store, today, text):
    bring(store, text)
    before = content(store)

    done = bring(store, text)

    assert outcomes(done) == (done.read, 0, 0, done.read, 0)
    assert content(store) == before


@pytest.mark.parametrize("called", ["Inge Zahn", "Frau Dr. Inge Zahn", "Zahn, Inge", "Dr. Inge Zahn"])
def test_a_person_is_found_with_another_title_or_none(store, today, called):
    inge = make_person(store, "Zahn", given_name="Inge", academic_title="Dr.")
    make_person(store, "Zahn", given_name="Ingeborg")

    bring(store, f"Aufgabe;Fällig am;Warten auf\nAnrufen;27.11.2026;{called}\n")

    assert values_of(store, "reminder")["waiting_for"] == inge


def test_day_and_hour_may_stand_in_a_column_each(store, today):
    text = "Veranstaltung;Datum;Uhrzeit;Ort\nSommerfest;12.06.2027;15:30;Park\nLesung;13.06.2027;abends;\n"

    done = bring(store, text)

    fest, reading = (entry.values for entry in records(store, "event"))
    assert f"{fest['starts_at'].astimezone():%d.%m.%Y %H:%M}" == "12.06.2027 15:30"
    assert f"{reading['starts_at'].astimezone():%d.%m.%Y}" == "13.06.2027"
    assert reading["description"] == "Beginn: abends"
    assert outcomes(bring(store, text)) == (2, 0, 0, 2, 0) and done.new == 2


def test_of_two_people_of_one_name_none_is_meant(store, today):
    for phone in ("1", "2"):
        make_person(store, "Zahn", given_name="Inge", office_title=phone)

    done = bring(store, "Aufgabe;Fällig am;Warten auf\nAnrufen;27.11.2026;Inge Zahn\n")

    values = values_of(store, "reminder")
    assert (values["waiting_for"], values["result"]) == (None, "Warten auf: Inge Zahn")
    assert "Warten auf „Inge Zahn“ gibt es mehrmals; der Name steht in „Ergebnis“." in [r.reason for r in done.rows]


def test_gaps_are_filled_lists_grow_and_nothing_is_blanked(store):
    house, town = make_organisation(store, "Treff"), make_organisation(store, "Stadt")
    make_offer(store, "Tafelrunde", partners=(house,), schedule="montags", confidential=True)

    plan = plan_of(store, "Angebot;Kooperation;Termine;Plätze;Vertraulich\nTafelrunde;Stadt;;12;nein\n")
    engine.run(store, plan)

    values = values_of(store, "offer")
    assert (values["partners"], values["capacity"], values["schedule"]) == ((house, town), 12, "montags")
    assert values["confidential"] is True
    assert [(change.label, change.old, change.new) for change in plan.rows[0].changes] == [
        ("Plätze", "", "12"),
        ("Kooperation", "Treff", "Treff; Stadt"),
    ]


def test_several_of_one_name_are_asked_about_and_none_is_made(store):
    first, second = (make_offer(store, "Tafelrunde", cost=cost) for cost in ("kostenlos", "spende"))
    text = "Angebot;Plätze\nTafelrunde;12\n"

    plan = plan_of(store, text)

    (question,) = plan.rows[0].questions
    assert (plan.rows[0].outcome, {one.id for one in question.candidates}) == (SKIPPED, {first, second})
    chosen = plan_of(store, text, answers={question.key: second})
    assert [subject.id for subject in chosen.rows[0].subjects] == [second]


def test_same_title_of_another_day_or_place_is_another_record(store, today):
    make(store, "event", name="Sommerfest")
    bring(store, "Veranstaltung;Datum\nSommerfest;12.06.2026 15:00\n")

    done = bring(store, "Veranstaltung;Datum\nSommerfest;12.06.2027 15:00\n")

    assert (done.new, done.updated) == (1, 0)
    assert len(records(store, "event")) == 2


def test_a_case_is_found_by_its_file_reference_whatever_its_subject(store):
    case = make_case(store, "Anfrage", file_reference="50-1")

    done = bring(store, "Vorgang;Aktenzeichen;Frist\nAnfrage Winter;50-1;01.12.2026\n")

    assert (done.new, done.updated) == (0, 1)
    assert records(store, "case")[0].id == case
    assert values_of(store, "case")["deadline_on"] == date(2026, 12, 1)


CASES = "Vorgang;Status;Ergebnis;Aktenzeichen\nGut;Neu;;\nOhne;Zu den Akten;;\nVergeben;Neu;;50-1\n"
REFERRING = "Aufgabe;Fällig am;Zu\nNachfragen;27.11.2026;Vergeben\nAnrufen;27.11.2026;Gut\n"


def test_what_a_rule_of_the_kind_refuses_fails_alone_with_what_refers_to_it(store, today):
    trash(store, [make_case(store, "Früher", file_reference="50-1")])
    plan = engine.plan(store, [table_of("Vorgänge", CASES), table_of("Aufgaben", REFERRING)])
    assert [row.reason for row in plan.rows if row.outcome == FAILED] == ["„Zu den Akten“ braucht ein Ergebnis."]

    done = engine.run(store, plan)

    assert outcomes(done) == (5, 2, 0, 0, 3)
    assert [line.reason for line in done.rows if line.failed][1:] == [
        "Das Aktenzeichen „50-1“ hat schon ein anderer Vorgang.",
        "„Vergeben“, worauf sich die Zeile bezieht, wurde nicht übernommen.",
    ]
    assert [entry.title for entry in records(store, "reminder")] == ["Anrufen"]


def test_another_spelling_of_a_name_counts_only_by_uid(store):
    make_offer(store, "Tafelrunde", cost="spende")
    uid = records(store, "offer")[0].uid

    bring(store, "Angebot;Kosten\nTAFELRUNDE;kostenlos\n")
    assert (values_of(store, "offer")["name"], values_of(store, "offer")["cost"]) == ("Tafelrunde", "kostenlos")
    bring(store, f"UID;Angebot;Kosten\n{uid};TafelRunde;\n")

    assert values_of(store, "offer")["name"] == "TafelRunde"


def test_citizens_cases_are_never_taken_from_a_file_nor_what_was_noted_of_them(store, today):
    done = bring(store, "Kennwort;Eingang;Anliegen\nV-2026-QVCN;01.11.2026;Sucht Kontakt\n")
    assert (done.failed, done.rows[0].reason) == (1, "Bürgeranliegen werden aus keiner Datei übernommen.")

    done = bring(store, "Datum;Kontaktart;Betrifft;Notiz\n01.11.2026;Telefonat;V-2026-QVCN;Frau Zahn weint\n")

    assert done.failed == 1 and "Bürgeranliegen" in done.rows[0].reason
    assert records(store, "contact_note") == []


def test_a_row_without_what_its_record_must_have_fails_with_the_reason(store):
    plan = plan_of(store, "Auftrag;Gremium;Erteilt am\nBericht;Rat;01.11.2026\n")

    assert plan.rows[0].outcome == FAILED
    assert plan.rows[0].reason.startswith("Gremium „Rat“ steht nicht im Bestand. Bitte zuerst anlegen")
    assert plan.rows[0].warnings == ()


def test_a_restricted_record_stays_as_it_is(store):
    town = make_municipality(store)
    with store.writing("Sperre") as write:
        write.update(record, town, {"restricted": True})

    plan = plan_of(store, "Kommune;Bundesland;Einwohner\nMusterstadt;Berlin;5\n")

    assert plan.rows[0].outcome == FAILED and "gesperrt" in plan.rows[0].reason


@pytest.mark.parametrize(
    ("rules", "outcome"), [({"makes": False}, [SKIPPED, SKIPPED]), ({"by_name": False}, [NEW] * 2)]
)
def test_the_rules_of_an_import_hold_for_every_list(store, rules, outcome):
    make_municipality(store)
    text = "Kommune;Bundesland\nMusterstadt;\nNeustadt;\n"

    plan = plan_of(store, text, **rules)

    assert [row.outcome for row in plan.rows] == outcome


def test_a_record_that_changed_since_the_preview_stays_and_its_row_fails(store):
    town = make_municipality(store)
    plan = plan_of(store, "Kommune;Bundesland;Einwohner\nMusterstadt;Berlin;5\n")
    trash(store, [town])

    done = engine.run(store, plan)

    assert outcomes(done) == (1, 0, 0, 0, 1) and "seit der Vorschau geändert" in done.rows[0].reason


def test_what_was_referred_to_and_is_gone_at_last_fails_the_row(store, today):
    house = make_organisation(store, "Treff Nord")
    plan = plan_of(store, "Angebot;Anbieter;Kosten\nTafelrunde;Treff Nord;\n")
    trash(store, [house])

    assert engine.run(store, plan).failed == 1
    assert records(store, "offer") == []


def test_an_import_of_a_list_is_one_step_that_takes_it_all_back(store, today):
    note = make_note(store, make_organisation(store, "Treff Nord"), subject="Winter", day=date(2026, 11, 12))
    before = content(store)
    noon = f"{datetime(2026, 11, 12, 12, tzinfo=UTC).astimezone():%d.%m.%Y %H:%M}"
    done = bring(store, f"Datum;Thema;Beteiligte;Notiz\n{noon};Winter;Treff Nord;mehr\n13.11.2026;Neu;;x\n")
    assert (done.new, done.updated, records(store, "contact_note")[0].id) == (1, 1, note)

    journal.undo(store, done.step_id)

    assert content(store) == before


def test_every_kind_offers_its_fields_each_under_a_label_of_its_own():
    for kind in LISTED:
        labels = [target.label for target in choices_of(kind)]
        assert len(set(labels)) == len(labels), kind
        assert "Nicht übernehmen" in labels and "UID" in labels


def test_the_task_of_a_colleague_waits_for_them_and_is_not_mine(store):
    person = make_person(store, "Polat", given_name="Emre")

    bring(store, "Aufgabe;Fällig am;Wer\nFlyer;01.12.2026;Emre Polat\nRaum;02.12.2026;ich\nTee;03.12.2026;Ada Fremd\n")

    found = {values["text"]: values for values in (entry.values for entry in records(store, "reminder"))}
    told = {text: (values["owner"], values["waiting_for"]) for text, values in found.items()}
    assert told == {"Flyer": ("theirs", person), "Raum": ("mine", None), "Tee": ("theirs", None)}
    assert "Ada Fremd" in found["Tee"]["result"]


def test_the_report_says_as_what_a_sheet_was_read(store):
    plan = plan_of(store, "Kommune;Bundesland\nMusterstadt;\n")

    assert report(plan).rows[0].reason == "Gelesen als Liste: Kommunen."


def test_a_row_full_of_words_for_partners_is_not_the_header_of_another_list():
    table = table_of("liste.csv", "Aufgabe;Fällig am;Zuständig\nTelefon;12.01.2027;Name\n")

    assert (table.header_row, len(table.rows)) == (1, 1)
