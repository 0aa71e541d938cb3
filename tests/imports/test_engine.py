"""Importing: every row is counted once, nothing is blanked, nobody is mixed up, and one step takes it all back."""

from datetime import date

import pytest
from sqlalchemy import select

from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.errors import Cancelled, Trouble
from einsamkeit_desktop.exports.vcards import Card, as_vcard
from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.files import read
from einsamkeit_desktop.imports.labels import Target
from einsamkeit_desktop.imports.plans import UPDATED
from einsamkeit_desktop.imports.vcard import table_of as cards_of
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.record import load_many
from einsamkeit_desktop.store import journal
from einsamkeit_desktop.store.tables import record

from ..content import content
from ..hostile import HOSTILE
from ..makers import make_organisation, make_person, make_role, restrict
from .corpora import every_file, needed


def records(store, kind):
    """Return the live records of a kind, in the order they were made."""
    with store.reading() as connection:
        query = select(record.c.id).where(record.c.kind == kind, record.c.trashed_at.is_(None)).order_by(record.c.id)
        ids = list(connection.execute(query).scalars())
    return load_many(store, ids)


def values_of(store, kind, position=0):
    return records(store, kind)[position].values


def bring(store, text, name="partner.csv"):
    """Import a CSV text and return the report."""
    return engine.run(store, engine.plan(store, [table_of(name, text)]))


def outcomes(report):
    return report.read, report.new, report.updated, report.skipped, report.failed


PARTNERS = "\n".join(
    [
        "Organisation;Art;Träger;Stadtbezirk(e);Zielgruppen;Stufe;Prio;Straße;PLZ;Ort"
        ";Ansprechperson;Funktion;Telefon;E-Mail;Bemerkung",
        "Bürgerhaus Öst e. V.;Verein;Stadtverband;Innenstadt-Nord, Hörde;Alleinerziehende, Kinder;Kooperation;A"
        ";Weg 1;44137;Dortmund;Frau Dr. Hanna von der Heide;Leitung;0231/50-12345 / 0170 1234567"
        ";hanna@x.example;Schlüssel am Empfang",
        "Seniorenbüro Hörde;seniorenbuero;öffentlich;gesamtstädtisch;Verwitwete, Trauernde;im Gespräch;B;Weg 2;01067"
        ";Dresden;;;;info@y.example;",
        ";;;;;;;;;;;;0231 99;;",
    ]
)


def test_a_partner_list_becomes_organisations_people_and_functions(store, today):
    report = bring(store, PARTNERS)

    assert outcomes(report) == (3, 2, 0, 0, 1)
    by_name = {r.title: r for r in records(store, "organisation")}
    house = by_name["Bürgerhaus Öst e. V."].values
    assert (house["organisation_type"], house["cooperation_stage"], house["priority"]) == ("verein", "kooperation", "A")
    assert house["parent"] == by_name["Stadtverband"].id
    assert set(house["target_groups"]) == {"alleinerziehende", "kinder"}
    assert set(house["serves"]) == {"INN", "HOE"}
    assert house["addresses"] == (Address("Weg 1", postal_code="44137", city="Dortmund"),)
    assert house["remark"] == "Schlüssel am Empfang"
    assert house["source"] == "Import aus „partner.csv“ am 22.11.2026"
    office = by_name["Seniorenbüro Hörde"].values
    assert (office["ownership"], office["target_groups"], office["serves"]) == (
        "oeffentlich",
        ("verwitwete_trauernde",),
        ("GESAMT",),
    )
    person = values_of(store, "person")
    assert [
        person[name] for name in ("form_of_address", "academic_title", "given_name", "particle", "family_name")
    ] == [
        "frau",
        "Dr.",
        "Hanna",
        "von der",
        "Heide",
    ]
    assert [point.value for point in person["contacts"]] == ["0231 50-12345", "0170 1234567", "hanna@x.example"]
    role = values_of(store, "role")
    assert (role["function"], role["organisation"]) == ("Leitung", by_name["Bürgerhaus Öst e. V."].id)


def test_the_same_file_again_changes_nothing(store):
    bring(store, PARTNERS)
    before = content(store)

    report = bring(store, PARTNERS)

    assert outcomes(report) == (3, 0, 0, 2, 1)
    assert report.step_id == 0
    assert content(store) == before


def test_a_plan_writes_nothing_and_says_what_would_change(store):
    make_organisation(store, "Haus am See", cooperation_stage="kooperation")
    before = content(store)

    plan = engine.plan(store, [table_of("a.csv", "Organisation;Stufe;Telefon\nHaus am See;ruhend;0231 1234\n")])

    assert content(store) == before
    (row,) = plan.rows
    assert row.outcome == UPDATED
    assert [(change.label, change.old, change.new) for change in row.changes] == [
        ("Stufe", "Kooperation", "Ruhend"),
        ("Telefon, E-Mail, Web", "", "0231 1234"),
    ]


def test_one_step_by_name_takes_everything_back(store):
    make_organisation(store, "Seniorenbüro Hörde", remark="von Hand")
    before = content(store)

    report = bring(store, PARTNERS)

    step = journal.undoable(store)
    assert step is not None
    assert (step.id, step.name) == (report.step_id, "Import: partner.csv (1 neu, 1 geändert)")
    undo(store, report.step_id)
    assert content(store) == before


def test_empty_cells_never_blank_what_is_known(store):
    organisation = make_organisation(
        store,
        "Haus am See",
        cooperation_stage="kooperation",
        target_groups=("kinder",),
        contacts=(ContactPoint("phone", "0231 1"),),
    )

    bring(store, "Organisation;Stufe;Zielgruppen;Telefon;Bemerkung\nHaus am See;;Alleinerziehende;0231 2;neu\n")

    (found,) = load_many(store, [organisation])
    assert found.values["cooperation_stage"] == "kooperation"
    assert set(found.values["target_groups"]) == {"kinder", "alleinerziehende"}
    assert [point.value for point in found.values["contacts"]] == ["0231 1", "0231 2"]


def test_a_number_in_another_spelling_is_the_same_number(store):
    make_organisation(store, "Haus am See", contacts=(ContactPoint("phone", "0231 501234"),))

    report = bring(store, "Organisation;Telefon\nHaus am See;+49 (0)231 / 50 12 34\n")

    assert outcomes(report) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize("spelling", ["HAUS AM SEE e.V.", "Haus  am  See e. V.", "Häuschen"])
def test_an_organisation_is_found_however_it_is_spelt_and_keeps_its_spelling(store, spelling):
    make_organisation(store, "Haus am See e. V.", former_names="Häuschen")

    report = bring(store, f"Organisation;Stufe\n{spelling};ruhend\n")

    assert outcomes(report) == (1, 0, 1, 0, 0)
    assert [r.title for r in records(store, "organisation")] == ["Haus am See e. V."]


def test_an_organisation_of_that_name_in_another_town_is_another_one(store):
    make_organisation(store, "Pflegestützpunkt", addresses=(Address("Weg 1", postal_code="44137", city="Dortmund"),))

    report = bring(store, "Organisation;PLZ;Ort\nPflegestützpunkt;59065;Hamm\n")

    assert outcomes(report) == (1, 1, 0, 0, 0)
    assert "neu angelegt, gleichen Namens gibt es schon" in report.rows[0].reason


def test_people_of_one_name_stay_two(store):
    organisation = make_organisation(store, "Caritas")
    first = make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("email", "anna@caritas.example"),))
    make_role(store, first, organisation)

    report = bring(store, "Vorname;Nachname;Firma;E-Mail\nAnna;Müller;Diakonie;am@diakonie.example\n")

    assert len(records(store, "person")) == 2
    assert outcomes(report) == (1, 1, 0, 0, 0)
    assert any("gleichen Namens" in problem.reason for problem in report.rows)


@pytest.mark.parametrize(
    "text",
    [
        "Vorname;Nachname;E-Mail\nAnna;Müller;ANNA@caritas.example\n",
        "Name;Firma\nMüller, Anna;Caritas\n",
        "Vorname;Nachname;Mobil\nAnna;Mueller;0170/1234567\n",
        "Vorname;Nachname\nAnna;Müller\n",
    ],
)
def test_a_person_is_found_by_mail_by_organisation_by_phone_or_as_the_only_one(store, text):
    organisation = make_organisation(store, "Caritas")
    points = (ContactPoint("email", "anna@caritas.example"), ContactPoint("mobile", "0170 1234567"))
    make_role(store, make_person(store, "Müller", given_name="Anna", contacts=points), organisation)

    report = bring(store, text)

    assert outcomes(report) == (1, 0, 0, 1, 0)
    assert records(store, "person")[0].title == "Anna Müller"


def test_a_shared_mailbox_does_not_make_two_people_one(store):
    make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("email", "team@x.example"),))

    report = bring(store, "Vorname;Nachname;E-Mail\nBjörn;Schmidt;team@x.example\n")

    assert outcomes(report) == (1, 1, 0, 0, 0)


def test_a_uid_outweighs_the_name_and_keeps_the_former_one(store):
    organisation = make_organisation(store, "Haus am See")
    (found,) = load_many(store, [organisation])

    report = bring(store, f"UID;Organisation\n{found.uid};Haus am Fluss\n")

    assert outcomes(report) == (1, 0, 1, 0, 0)
    assert values_of(store, "organisation")["name"] == "Haus am Fluss"
    assert values_of(store, "organisation")["former_names"] == "Haus am See"


def test_two_rows_of_one_organisation_make_one(store):
    report = bring(
        store, "Organisation;Ansprechperson;Funktion\nCaritas;Anna Müller;Leitung\nCARITAS;Björn Schmidt;Beratung\n"
    )

    assert outcomes(report) == (2, 2, 0, 0, 0)
    assert len(records(store, "organisation")) == 1
    assert len(records(store, "role")) == 2


def test_a_new_function_renames_the_old_one_and_a_former_one_stays_former(store, today):
    organisation = make_organisation(store, "Caritas")
    anna, björn = make_person(store, "Müller", given_name="Anna"), make_person(store, "Schmidt", given_name="Björn")
    make_role(store, anna, organisation, function="Beratung")
    make_role(store, björn, organisation, until=date(2025, 12, 31))

    report = bring(
        store, "Organisation;Ansprechperson;Funktion\nCaritas;Anna Müller;Leitung\nCaritas;Björn Schmidt;Leitung\n"
    )

    assert [role.values["function"] for role in records(store, "role")] == ["Leitung", "Leitung"]
    assert outcomes(report) == (2, 0, 1, 1, 0)
    assert "ausgeschieden" in report.rows[0].reason


def test_phones_before_the_person_are_the_organisations_and_after_it_the_persons(store):
    header = "Organisation;Telefon;E-Mail;Ansprechperson;Telefon;E-Mail"

    bring(store, f"{header}\nCaritas;0231 1;a@x.example;Anna Müller;0231 2;b@x.example\n")

    assert [p.value for p in values_of(store, "organisation")["contacts"]] == ["0231 1", "a@x.example"]
    assert [p.value for p in values_of(store, "person")["contacts"]] == ["0231 2", "b@x.example"]


def test_what_is_not_recognised_is_kept_as_text_and_reported(store):
    report = bring(store, "Organisation;Stufe;Zielgruppen;Farbe;Seit\nCaritas;Galaktisch;Marsmenschen;rot;bald\n")

    remark = values_of(store, "organisation")["remark"]
    assert remark.split("\n") == ["Farbe: rot", "Stufe: Galaktisch", "Zielgruppen: Marsmenschen", "Seit: bald"]
    reasons = " ".join(problem.reason for problem in report.rows)
    assert all(word in reasons for word in ("„Farbe“", "Galaktisch", "Marsmenschen"))


def test_target_groups_never_stick_to_a_person(store):
    bring(store, "Vorname;Nachname;Kategorien\nAnna;Müller;LSBTIQ*-Personen, Einsamkeit im Alter\n")

    person = values_of(store, "person")
    assert person["topics"] == ("alter",)
    assert "target_groups" not in person


def test_a_birthday_is_not_taken(store):
    report = bring(store, "Vorname;Nachname;Geburtstag\nAnna;Müller;29.02.1972\n")

    assert "1972" not in repr(dict(values_of(store, "person")))
    assert "Geburtstag" in report.rows[0].reason


def test_a_row_that_names_nobody_fails_alone(store):
    report = bring(store, "Organisation;Ansprechperson;Telefon\n;;0231 99\nCaritas;;\n")

    assert outcomes(report) == (2, 1, 0, 0, 1)
    assert (report.rows[0].row, report.rows[0].failed) == (2, True)
    assert "0231 99" in report.rows[0].reason


def test_a_record_in_the_trash_is_not_found_and_a_restricted_one_not_changed(store):
    trash(store, [make_organisation(store, "Caritas")])
    locked = make_organisation(store, "Diakonie")
    restrict(store, locked)

    report = bring(store, "Organisation;Stufe\nCaritas;ruhend\nDiakonie;ruhend\n")

    assert outcomes(report) == (2, 1, 0, 0, 1)
    assert "gesperrt" in report.rows[0].reason


def test_what_changed_since_the_plan_is_left_alone(store):
    organisation = make_organisation(store, "Caritas")
    plan = engine.plan(store, [table_of("a.csv", "Organisation;Stufe\nCaritas;ruhend\nDiakonie;ruhend\n")])
    save_record(store, "organisation", organisation, {"cooperation_stage": "beendet"})

    report = engine.run(store, plan)

    assert outcomes(report) == (2, 1, 0, 0, 1)
    assert load_many(store, [organisation])[0].values["cooperation_stage"] == "beendet"


def test_a_stale_row_leaves_nothing_of_itself_and_takes_what_hangs_on_it_along(store):
    anna = make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("email", "anna@x.example"),))
    text = (
        "Organisation;Träger;Ansprechperson;Mobil;E-Mail\nNeu-Haus;Trägerverein;Anna Müller;0170 1;anna@x.example\n"
        "Neu-Haus;;Björn Schmidt;;\nCaritas;;Carla Voß;;\n"
    )
    plan = engine.plan(store, [table_of("a.csv", text)])
    save_record(store, "person", anna, {"remark": "inzwischen"})

    report = engine.run(store, plan)

    assert outcomes(report) == (3, 1, 0, 0, 2)
    assert [found.title for found in records(store, "organisation")] == ["Caritas"]
    assert [found.title for found in records(store, "person")] == ["Anna Müller", "Carla Voß"]
    assert len(records(store, "role")) == 1


def test_a_record_trashed_since_the_plan_gets_nothing_hung_on_it(store):
    organisation = make_organisation(store, "Caritas")
    plan = engine.plan(store, [table_of("a.csv", "Organisation;Ansprechperson\nCaritas;Anna Müller\n")])
    trash(store, [organisation])

    report = engine.run(store, plan)

    assert (report.failed, report.step_id) == (1, 0)
    assert records(store, "person") == []


def test_a_stopped_import_leaves_nothing_behind(store):
    before = content(store)
    plan = engine.plan(store, [table_of("a.csv", PARTNERS)])
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        engine.run(store, plan, progress)

    assert content(store) == before
    assert engine.run(store, plan).new == 2


def test_columns_may_be_chosen_by_hand(store):
    table = table_of("a.csv", "A;B\nCaritas;Anna Müller\n")

    engine.run(store, engine.plan(store, [table], [[Target("name", "organisation"), Target("full_name")]]))

    assert records(store, "person")[0].title == "Anna Müller"


def test_two_organisations_that_carry_each_other_are_imported_nevertheless(store):
    report = bring(store, "Organisation;Träger\nA-Haus;B-Haus\nB-Haus;A-Haus\nC-Haus;C-Haus\n")

    assert report.failed == 0
    assert len(records(store, "organisation")) == 3


def test_a_local_number_gets_the_towns_area_code_only_in_the_town(store):
    bring(store, "Organisation;PLZ;Telefon\nA-Haus;44137;50-12345\nB-Haus;50667;50-12345\n")

    numbers = [r.values["contacts"][0].value for r in records(store, "organisation")]
    assert numbers == ["0231 50-12345", "50-12345"]


def test_cards_and_their_broken_ones_are_counted_together(store):
    raw = "BEGIN:VCARD\nN:Müller;Anna\nORG:Caritas\nTITLE:Leitung\nEND:VCARD\nBEGIN:VCARD\nkaputt\nEND:VCARD\n"

    report = engine.run(store, engine.plan(store, [cards_of("a.vcf", raw.encode())]))

    assert outcomes(report) == (2, 1, 0, 0, 1)
    assert values_of(store, "role")["function"] == "Leitung"


def test_many_rows_are_one_step(store):
    count = 600
    rows = [f"Verein {i};Anna Müller{i};p{i}@x.example;0231 {10_000 + i}" for i in range(count)]

    report = bring(store, "\n".join(["Organisation;Ansprechperson;E-Mail;Telefon", *rows]))

    assert outcomes(report) == (count, count, 0, 0, 0)
    assert len(records(store, "role")) == count


@needed
@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_every_real_file_ends_in_a_report_that_adds_up_and_again_in_no_change(store, path):
    try:
        tables = read(path)
    except Trouble as trouble:
        assert "Kennwort" in str(trouble)
        return
    plan = engine.plan(store, tables)
    report = engine.run(store, plan)
    again = engine.run(store, engine.plan(store, tables))

    assert report.read == len(plan.rows)
    assert report.read == report.new + report.updated + report.skipped + report.failed
    assert (again.new, again.updated, again.step_id) == (0, 0, 0)
    assert sum(problem.failed for problem in report.rows) == report.failed


def test_further_people_in_a_cell_are_linked_and_found_again(store):
    text = "Organisation;Ansprechperson;Funktion\nCaritas;Anna Müller, Dr. Björn Schmidt;Leitung\n"

    report = bring(store, text)

    assert [person.title for person in records(store, "person")] == ["Anna Müller", "Dr. Björn Schmidt"]
    assert [role.values["function"] for role in records(store, "role")] == ["Leitung", None]
    assert outcomes(report) == (1, 1, 0, 0, 0)
    assert outcomes(bring(store, text)) == (1, 0, 0, 1, 0)


def test_a_list_of_this_program_comes_back_without_a_change(store):
    anna = make_person(store, "Müller", given_name="Anna", academic_title="Dr.")
    for name, function in (("Caritas", "Leitung"), ("Diakonie", "Vorstand"), ("Diakonie", "Beratung")):
        known = [r.id for r in records(store, "organisation") if r.title == name]
        make_role(store, anna, known[0] if known else make_organisation(store, name), function=function)
    before = content(store)

    people = bring(store, "Name;Organisation;Funktion;Letzter Kontakt;Geändert\nDr. Anna Müller;Caritas, Diakonie;"
                          "Leitung, Vorstand, Beratung;1.1.2025;2.1.2025\n")  # fmt: skip
    partners = bring(store, "Name;Stufe;Ansprechperson;Geändert\nDiakonie;;Dr. Anna Müller;1.1.2025\n")

    assert (people.skipped, partners.skipped) == (1, 1)
    assert content(store) == before


def test_a_card_keeps_its_uid_and_is_found_by_it_under_another_name(store):
    card = "BEGIN:VCARD\nUID:0e7602cc-443e-4b82-b4b1-90f62f99a199\nN:{name};Anna\nEND:VCARD\n"
    engine.run(store, engine.plan(store, [cards_of("a.vcf", card.format(name="Müller").encode())]))

    report = engine.run(store, engine.plan(store, [cards_of("a.vcf", card.format(name="Schmidt").encode())]))

    assert outcomes(report) == (1, 0, 1, 0, 0)
    assert [person.title for person in records(store, "person")] == ["Anna Schmidt"]
    trash(store, [records(store, "person")[0].id])
    report = engine.run(store, engine.plan(store, [cards_of("a.vcf", card.format(name="Schmidt").encode())]))
    assert outcomes(report) == (1, 1, 0, 0, 0)


def test_cards_of_this_program_come_back_as_they_were(store):
    card = Card(
        "0e7602cc-443e-4b82-b4b1-90f62f99a199",
        "Müller",
        "Anna",
        "Dr.",
        "M. A.",
        "Caritas",
        "Beratung",
        "Leitung",
        points=(
            ContactPoint("phone", "0231 50-1"),
            ContactPoint("mobile", "0170 1234567"),
            ContactPoint("email", "a@x.example"),
        ),
        addresses=(Address("Weg 1", "Haus B", "01067", "Dresden"),),
        note="Zeile eins\nZeile; zwei",
    )

    engine.run(store, engine.plan(store, [cards_of("a.vcf", as_vcard(card).encode())]))

    person, role = values_of(store, "person"), values_of(store, "role")
    assert [person[n] for n in ("family_name", "given_name", "academic_title", "name_suffix")] == [
        "Müller",
        "Anna",
        "Dr.",
        "M. A.",
    ]
    assert (person["contacts"], person["addresses"], person["remark"]) == (card.points, card.addresses, card.note)
    assert (role["function"], role["department"]) == ("Leitung", "Beratung")


def test_hostile_texts_are_kept_and_the_same_rows_again_change_nothing(store):
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [";".join([cell(text), cell(text), f"Haus {at}", cell(text)]) for at, text in enumerate(HOSTILE)]
    lines += [";".join([f"Kurz {at}", "", cell(text), ""]) for at, text in enumerate(HOSTILE)]
    text = "\n".join(["Ansprechperson;Telefon;Organisation;Bemerkung", *lines])

    first = bring(store, text)
    again = bring(store, text)

    assert first.failed == 0
    assert first.read == first.new + first.updated + first.skipped
    assert (again.new, again.updated, again.failed) == (0, 0, 0)
