"""What papers are made of: everything that was asked for, nothing confidential, restricted or thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.notes import NewNote, NewTask, write_note
from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.actions.reminders import complete_reminder
from einsamkeit_desktop.errors import NotFound
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.queries.briefing import Line
from einsamkeit_desktop.queries.mailing import labels, without_address_sentence
from einsamkeit_desktop.queries.meetings import attendance_sheet, badges, minutes
from einsamkeit_desktop.queries.papers import (
    AkteWishes,
    akte_paper,
    case_report,
    count_confidential,
    practice_profile,
    record_sheet,
)
from tests.makers import (
    make,
    make_municipality,
    make_note,
    make_offer,
    make_organisation,
    make_person,
    make_role,
    restrict,
)

HOME = Address(street="Lindenwinkel 12", postal_code="44145", city="Dortmund")


@pytest.fixture
def organisation(store, today):
    return make_organisation(store, "Nordlicht", priority="A", description="Treff", addresses=(HOME,))


def lines(label):
    return [list(entry.lines) for entry in label.labels]


def test_a_record_sheet_has_every_filled_field_people_and_what_refers_to_it(store, organisation):
    person = make_person(store, "Müller", contacts=(ContactPoint("phone", "0231 1"),))
    make_role(store, person, organisation, since=date(2024, 3, 1))
    make_offer(store, "Frühstück", provider=organisation, status="aktiv")

    sheet = record_sheet(store, organisation)

    facts = {line.label: line.text for group in sheet.groups for line in group.lines}
    assert sheet.head.title == "Nordlicht" and "Name" not in facts  # nothing twice
    assert facts["Kurzbeschreibung"] == "Treff"
    assert facts["Anschrift"] == "Lindenwinkel 12, 44145 Dortmund"
    assert [group.label for group in sheet.groups] == ["Stammdaten", "Zusammenarbeit", "Erreichbarkeit"]
    assert [(p.name, p.phone, p.note) for p in sheet.people] == [("Müller", "0231 1", "seit 03/2024")]
    assert [(g.label, g.lines[0].label, g.lines[0].text) for g in sheet.related] == [("Angebote", "Frühstück", "Aktiv")]
    assert (sheet.imprint.person_ids, sheet.imprint.left_out, sheet.imprint.confidential) == ((person,), 0, False)


def test_a_count_of_zero_is_filled_in(store, today):
    event = make(store, "event", name="Lesung", registered=0)

    (group,) = record_sheet(store, event).groups

    assert [line.text for line in group.lines] == ["0"]


def test_confidential_and_restricted_people_stay_off_a_sheet_and_are_counted(store, organisation):
    shown, secret, blocked, gone = (make_person(store, name) for name in ("Offen", "Geheim", "Gesperrt", "Weg"))
    save_record(store, "person", secret, {"confidential": True})
    body = make(store, "body", name="Beirat", members=(shown, secret, blocked, gone), organisation=organisation)
    restrict(store, blocked)
    trash(store, [gone])

    sheet = record_sheet(store, body)

    assert "Geheim" not in str(sheet) and "Gesperrt" not in str(sheet) and "Weg" not in str(sheet)
    assert next(line.text for line in sheet.groups[0].lines if line.label == "Mitglieder") == "Offen"
    assert (sheet.imprint.left_out, sheet.imprint.person_ids) == (2, (shown,))


def test_restricted_and_trashed_records_have_no_paper(store, organisation):
    restrict(store, organisation)
    gone = make_person(store)
    trash(store, [gone])

    for record_id in (organisation, gone):
        with pytest.raises(NotFound, match="nicht gedruckt"):
            record_sheet(store, record_id)


def test_a_confidential_record_makes_a_confidential_paper(store, today):
    person = make_person(store, "Geheim", confidential=True)

    assert record_sheet(store, person).imprint.confidential


def test_an_akte_has_its_period_its_order_and_the_confidential_only_when_asked(store, today, organisation):
    for days, content, secret in ((1, "Neu", False), (10, "Geheim", True), (20, "Mitte", False), (90, "Alt", False)):
        make_note(store, organisation, content=content, day=today - timedelta(days), confidential=secret)

    plain = akte_paper(store, organisation)
    assert [entry.title for entry in plain.entries] == ["Neu", "Mitte", "Alt"]
    assert (plain.imprint.left_out, plain.imprint.confidential) == (1, False)
    assert plain.sentence == "Gesamter Zeitraum, neueste Einträge zuerst"
    assert count_confidential(store, organisation) == 1

    asked = akte_paper(store, organisation, AkteWishes(today - timedelta(30), today, True, with_confidential=True))
    assert [(entry.title, entry.is_confidential) for entry in asked.entries] == [
        ("Mitte", False), ("Geheim", True), ("Neu", False),
    ]  # fmt: skip
    assert asked.imprint.confidential and asked.imprint.left_out == 0
    assert asked.sentence == "23.10.2026 bis 22.11.2026, älteste Einträge zuerst"


def test_an_akte_tells_what_its_tab_shows(store, today, organisation):
    person, town = make_person(store, "Müller"), make_municipality(store, "Neuenwalde")
    make_role(store, person, organisation, since=today - timedelta(40))
    make_offer(store, "Frühstück", provider=organisation, starts_on=today - timedelta(30))
    make(store, "event", name="Lesung", organisers=(organisation,), starts_at=datetime(2026, 11, 2, 18, tzinfo=UTC))
    make_note(store, organisation, content="Besprochen", day=today - timedelta(25))
    task = make(store, "reminder", text="Zahlen", due_on=today, owner="mine", about=organisation, waiting_for=person)
    complete_reminder(store, task, result="Liegen **vor**")
    add_attachments(store, organisation, [("Vertrag.pdf", b"%PDF-1.4")])

    told = akte_paper(store, organisation)

    assert [(entry.title, entry.is_quiet) for entry in told.entries] == [
        ("Erledigt: Zahlen", False), ("Veranstaltung: Lesung", True), ("Besprochen", False),
        ("Angebot begonnen: Frühstück", True), ("Funktion begonnen: Müller, Leitung", True),
    ]  # fmt: skip
    assert (told.entries[0].people, told.entries[0].content) == ("Müller", "Liegen **vor**")
    assert told.documents == (Line("Vertrag.pdf", "22.11.2026"),)
    make(store, "exchange", municipality=town, subject="Austausch", day=today, direction="erhalten")
    assert [entry.title for entry in akte_paper(store, town).entries] == ["Austausch: Austausch"]
    later = akte_paper(store, organisation, AkteWishes(since=today - timedelta(1)))
    assert [entry.title for entry in later.entries] == ["Erledigt: Zahlen"]


def test_an_akte_says_what_is_only_planned_and_tells_two_calls_of_a_day_apart(store, organisation):
    for day, hour in (
        (date(2026, 12, 1), 14),
        (date(2026, 11, 19), 16),
        (date(2026, 11, 19), 9),
        (date(2026, 3, 2), 9),
    ):
        write_note(store, NewNote("telefonat", clock.local_moment(day, time(hour)), "Text", (organisation,)))

    told = [(entry.day.month, entry.time, entry.is_planned) for entry in akte_paper(store, organisation).entries]

    assert told == [(12, "14:00", True), (11, "16:00", False), (11, "09:00", False), (3, "", False)]


def named_in_a_note(store, today, organisation):
    """Write a note and a task that name somebody open, somebody confidential and somebody restricted."""
    open_, secret, blocked = (make_person(store, name) for name in ("Offen", "Geheim", "Gesperrt"))
    body = make(store, "body", name="Beirat", members=(open_, secret, blocked))
    tasks = tuple(NewTask(f"Aufgabe {n}", today, person) for n, person in enumerate((open_, secret, blocked)))
    people = (open_, secret, blocked)
    case = make(store, "case", subject="Raum", case_kind="anfrage_fachkraft", status="neu", parties=people)
    practice = make(store, "practice", name="Feiertagstisch", people=people)
    note = make_note(
        store, organisation, open_, secret, blocked, content="Besprochen", day=today, tasks=tasks, about=(case,)
    )
    save_record(store, "person", secret, {"confidential": True})
    restrict(store, blocked)
    return note, case, body, practice


@pytest.mark.parametrize("paper", ["akte", "report", "minutes", "attendance", "badges", "practice", "sheet"])
def test_nobody_confidential_or_restricted_is_named_inside_a_note_or_task(store, today, organisation, paper):
    note, case, body, practice = named_in_a_note(store, today, organisation)
    makers: dict[str, Callable[[], Any]] = {
        "akte": lambda: akte_paper(store, organisation),
        "report": lambda: case_report(store, case),
        "minutes": lambda: minutes(store, note),
        "attendance": lambda: attendance_sheet(store, body),
        "badges": lambda: badges(store, [note]),
        "practice": lambda: practice_profile(store, practice),
        "sheet": lambda: record_sheet(store, body),
    }
    told = makers[paper]()

    assert "Geheim" not in str(told) and "Gesperrt" not in str(told) and "Offen" in str(told)
    assert told.imprint.left_out == 2
    assert len(told.imprint.person_ids) == 1


def test_confidential_tasks_stay_out_of_an_akte(store, today, organisation):
    task = NewTask("Geheime Aufgabe", today)
    make_note(store, organisation, content="Geheim", day=today, confidential=True, tasks=(task,))

    assert "Geheim" not in str(akte_paper(store, organisation))
    asked = akte_paper(store, organisation, AkteWishes(with_confidential=True))
    assert [point.text for point in asked.open_points] == ["Geheime Aufgabe"]
    assert [line.text for line in asked.entries[0].tasks] == ["Geheime Aufgabe"]


def test_a_case_report_tells_from_beginning_to_outcome(store, today, organisation):
    person = make_person(store, "Müller")
    make_role(store, person, organisation)
    case = make(
        store, "case", subject="Raum gesucht", case_kind="anfrage_fachkraft", status="neu",
        parties=(organisation, person),
        description="Zwei Abende", outcome="Gefunden", result="vermittelt", file_reference="2026-0017",
    )  # fmt: skip
    for days, content in ((20, "Anfrage"), (3, "Zusage")):
        make_note(store, person, content=content, day=today - timedelta(days), about=(case,))

    report = case_report(store, case)

    assert [(p.name, p.function) for p in report.parties] == [
        ("Nordlicht", "Organisation"), ("Müller", "Leitung, Nordlicht"),
    ]  # fmt: skip
    assert [entry.title for entry in report.entries] == ["Anfrage", "Zusage"]
    assert [line.text for line in report.outcome][1] == "Gefunden"
    assert report.facts[0].text == "2026-0017"
    assert report.imprint.person_ids == (person,)


def test_minutes_say_who_was_there_and_who_does_what(store, today, organisation):
    person = make_person(store, "Müller")
    make_role(store, person, organisation)
    other = make_organisation(store, "Familienbüro")
    task = NewTask("Termine schicken", today, person)
    note = make_note(
        store, person, organisation, other, content="Besprochen", tasks=(task,), place="Rathaus", agreement="So"
    )

    told = minutes(store, note)

    assert [(a.name, a.organisation, a.function) for a in told.attendees] == [
        ("Müller", "Nordlicht", "Leitung"), ("", "Familienbüro", ""),
    ]  # fmt: skip
    assert [(line.text, line.who, line.due) for line in told.tasks] == [("Termine schicken", "Müller", today)]
    assert {line.label: line.text for line in told.facts}["Ort"] == "Rathaus"
    assert (told.content, told.agreement) == ("Besprochen", "So")


def test_minutes_name_who_was_there_once(store, today, organisation):
    person, away = make_person(store, "Müller"), make_person(store, "Çelik")
    text = "## Tagesordnung\n- Raum\n## Anwesend\nMüller\n## Entschuldigt\nÇelik\n## Beschlüsse\nSo."
    note = make_note(store, person, content=text, excused=(away,))
    alone = make_note(store, content="## Anwesend\nMüller und zwei Gäste")

    told = minutes(store, note)

    assert told.content == "## Tagesordnung\n- Raum\n## Beschlüsse\nSo."
    assert Line("Entschuldigt", "Çelik") in told.facts
    assert "zwei Gäste" in minutes(store, alone).content


def test_a_committee_is_named_in_minutes_but_takes_no_part(store, today):
    body, person = make(store, "body", name="Runder Tisch Nord"), make_person(store, "Müller")
    note = make_note(store, body, person, note_kind="sitzung", subject="Auftakt")

    told = minutes(store, note)

    assert (told.head.kind_label, told.is_note) == ("Niederschrift", False)
    assert Line("Gremium", "Runder Tisch Nord") in told.facts and [a.name for a in told.attendees] == ["Müller"]


def test_minutes_without_text_or_people_still_stand(store, today):
    note = make(store, "contact_note", note_kind="telefonat", at=datetime(2026, 11, 2, 9, tzinfo=UTC))

    told = minutes(store, note)

    assert (told.attendees, told.tasks, told.content) == ((), (), "")
    assert told.head.title


def test_a_list_to_sign_has_the_people_of_notes_events_and_bodies(store, today, organisation):
    person, secret = make_person(store, "Müller"), make_person(store, "Geheim", confidential=True)
    event = make(store, "event", name="Lesung", people=(person, secret), organisers=(organisation,))
    body = make(store, "body", name="Beirat", members=(person,))

    sheet = attendance_sheet(store, event)
    assert [(a.name, a.organisation) for a in sheet.attendees] == [("Müller", ""), ("", "Nordlicht")]
    assert sheet.imprint.left_out == 1
    assert [fact.label for fact in attendance_sheet(store, body).facts] == ["Datum", "Ort"]
    with pytest.raises(NotFound):
        attendance_sheet(store, organisation)


def test_badges_name_persons_people_of_organisations_and_of_meetings(store, today, organisation):
    person, former, secret = make_person(store, "Müller"), make_person(store, "Alt"), make_person(store, "Geheim")
    make_role(store, person, organisation)
    make_role(store, former, organisation, until=date(2025, 1, 1))
    save_record(store, "person", secret, {"confidential": True})
    body = make(store, "body", name="Beirat", members=(person, secret))

    told = badges(store, [organisation, person, secret, body])

    assert [(a.name, a.organisation, a.function) for a in told.attendees] == [("Müller", "Nordlicht", "Leitung")]
    assert (told.imprint.left_out, told.imprint.person_ids) == (1, (person,))
    with pytest.raises(NotFound):
        badges(store, [secret])


def test_a_practice_profile_has_its_sections_and_where_it_comes_from(store, today):
    town = make_municipality(store, "Neuenwalde")
    person = make_person(store, "Müller")
    practice = make(
        store, "practice", name="Feiertagstisch", municipality=town, problem="Leere", effect="Voll", people=(person,),
        transfer_note="Passt",
    )  # fmt: skip

    told = practice_profile(store, practice)

    assert [line.text for line in told.facts] == ["Neuenwalde"]
    assert [(line.label, line.text) for line in told.sections] == [("Problem, Anlass", "Leere"), ("Ergebnisse", "Voll")]
    assert [line.text for line in told.transfer] == ["Passt"]
    assert [p.name for p in told.people] == ["Müller"]


def test_a_label_has_the_order_of_din_5008(store, organisation):
    values = {"form_of_address": "herr", "academic_title": "Dr.", "given_name": "Jan", "particle": "van der"}
    person = make_person(store, "Berg", **values, name_suffix="M. A.")
    role = make_role(store, person, organisation)
    save_record(store, "role", role, {"department": "Beratung"})

    told = labels(store, [person])

    assert lines(told) == [
        ["Nordlicht", "Beratung", "Herrn Dr. Jan van der Berg, M. A.", "Lindenwinkel 12", "44145 Dortmund"]
    ]


def test_box_and_foreign_country_are_written_as_the_post_wants_them(store, today):
    box = Address(street="Hauptstr. 1", po_box="10 20 30", postal_code="44122", city="Dortmund")
    abroad = Address(street="Ring 1", postal_code="1010", city="Wien", country="Österreich")
    one = make_organisation(store, "Amt", addresses=(box,))
    two = make_person(store, "Huber", form_of_address="frau", addresses=(abroad,))

    assert lines(labels(store, [one, two])) == [
        ["Amt", "Postfach 10 20 30", "44122 Dortmund"],
        ["Frau Huber", "Ring 1", "1010 WIEN", "ÖSTERREICH"],
    ]


def test_an_own_address_goes_before_the_employers_and_a_private_one_alone(store, organisation):
    branch = Address(street="Nebenstelle 3", postal_code="44145", city="Dortmund")
    private = Address(street="Daheim 3", postal_code="44145", city="Dortmund", label="privat")
    ids = [make_person(store, "A", addresses=(branch,)), make_person(store, "B", addresses=(private,))]
    for person in ids:
        make_role(store, person, organisation)

    assert lines(labels(store, ids)) == [
        ["Nordlicht", "A", "Nebenstelle 3", "44145 Dortmund"],
        ["B", "Daheim 3", "44145 Dortmund"],
    ]


def test_people_at_one_address_share_a_label_or_get_one_each(store, organisation):
    ids = [make_person(store, name) for name in ("A", "B")]
    for person in ids:
        make_role(store, person, organisation)

    assert lines(labels(store, ids)) == [["Nordlicht", "A", "B", "Lindenwinkel 12", "44145 Dortmund"]]
    assert len(lines(labels(store, [*ids, ids[0]], one_per_address=False))) == 2
    more = [make_person(store, name) for name in ("C", "D")]
    for person in more:
        make_role(store, person, organisation)
    shared = ["Nordlicht", "A", "B", "und weitere", "Lindenwinkel 12", "44145 Dortmund"]
    assert lines(labels(store, [*ids, *more])) == [shared]


def test_whoever_has_no_address_gets_no_label_and_is_named(store, today):
    person, street_only = make_person(store, "Ohne"), make_person(store, "Halb", addresses=(Address(street="Weg 1"),))
    secret = make_person(store, "Geheim", addresses=(HOME,), confidential=True)

    told = labels(store, [person, street_only, secret])

    assert (told.labels, told.without_address, told.imprint.left_out) == ((), ("Ohne", "Halb"), 1)
    assert without_address_sentence(told.without_address) == "Ohne Anschrift, daher ohne Etikett: Ohne, Halb."
    assert without_address_sentence(["x"] * 9).endswith("und 3 weitere.")
    assert without_address_sentence(["lang" * 40, "B"]).endswith(f": {'lang' * 15} …, B.")


def test_a_confidential_function_is_on_no_paper(store, organisation):
    person = make_person(store, "Müller", addresses=(HOME,))
    role = make_role(store, person, organisation)
    save_record(store, "role", role, {"confidential": True})

    sheet = record_sheet(store, organisation)
    assert (sheet.people, sheet.imprint.left_out) == ((), 1)
    assert lines(labels(store, [person])) == [["Müller", "Lindenwinkel 12", "44145 Dortmund"]]
    assert [(a.name, a.organisation) for a in badges(store, [person]).attendees] == [("Müller", "")]


def test_a_person_at_a_confidential_organisation_is_not_written_to_there(store, organisation):
    person = make_person(store, "Müller")
    make_role(store, person, organisation)
    save_record(store, "organisation", organisation, {"confidential": True})

    assert labels(store, [person]).without_address == ("Müller",)


def test_nothing_is_said_twice_where_the_text_gave_the_title(store, today, organisation):
    long = "Bei den Spaziergängen gehen inzwischen viele Menschen mit, das Tempo bestimmen die Langsamsten. Gut so."
    for days, content in ((1, "Kurz"), (2, "Erste Zeile\nZweite"), (3, long)):
        make_note(store, organisation, content=content, day=today - timedelta(days))

    told = [(entry.title, entry.content) for entry in akte_paper(store, organisation).entries]

    assert told == [("Kurz", ""), ("Erste Zeile", "Zweite"), ("", long)]


def test_minutes_without_a_subject_are_titled_by_kind_and_day(store, today, organisation):
    note = make_note(store, organisation, content="Nur Text", day=date(2026, 11, 2))
    titled = make_note(store, organisation, content="Text", subject="Runder Tisch")

    assert minutes(store, note).head.title == "Telefonat vom 2. November 2026"
    assert minutes(store, titled).head.title == "Runder Tisch"
    assert minutes(store, note).head.kind_label == "Telefonnotiz" and minutes(store, note).is_note
