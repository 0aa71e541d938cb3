"""A briefing pack holds what the table needs to know, and nothing confidential, restricted or thrown away unasked."""

from datetime import date, timedelta

import pytest

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.errors import NotFound
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.briefing import PARTS
from einsamkeit_desktop.queries.packs import (
    PackWishes,
    find_records,
    occasion,
    offered,
    pack,
)
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.terms import vocabulary
from tests.makers import make, make_note, make_offer, make_organisation, make_person, make_role, restrict


@pytest.fixture
def organisation(store, today):
    return make_organisation(store, "Nordlicht", priority="A", description="Treff für alle")


def pack_for_appointment(store, note):
    """Return the pack as it is offered on a planned contact."""
    meant = occasion(store, [note])
    return pack(store, meant.partners, meant.wishes)


def test_a_profile_has_people_notes_points_and_offers(store, today, organisation):
    person = make_person(store, "Müller")
    make_role(store, person, organisation, since=date(2024, 3, 1))
    task = NewTask("Termine schicken", today - timedelta(3), person)
    make_note(store, person, content="Frühstück\nRaum fehlt", day=today - timedelta(9), tasks=(task,))
    make_offer(store, "Frühstück", provider=organisation, schedule="montags 9 Uhr", status="aktiv")

    (profile,) = pack(store, [organisation]).profiles

    assert (profile.title, profile.description) == ("Nordlicht", "Treff für alle")
    assert [(line.name, line.function, line.note) for line in profile.people] == [("Müller", "Leitung", "seit 03/2024")]
    assert [(line.title, line.people) for line in profile.notes] == [("Frühstück", "Müller")]
    assert [(p.text, p.whose, p.who, p.overdue_days) for p in profile.open_points] == [
        ("Termine schicken", "theirs", "Müller", 3)
    ]
    assert [(offer.title, offer.when) for offer in profile.offers] == [("Frühstück", "montags 9 Uhr")]
    assert profile.facts[0].text.startswith("13.11.2026")


def test_confidential_notes_and_their_tasks_stay_out_unless_asked_for(store, today, organisation):
    task = NewTask("Geheime Aufgabe", today)
    make_note(store, organisation, content="Geheim", day=today - timedelta(1), confidential=True, tasks=(task,))
    make_note(store, organisation, content="Offen", day=today - timedelta(2))

    (profile,) = pack(store, [organisation]).profiles
    assert "Geheim" not in str(profile)
    assert ([line.title for line in profile.notes], profile.hidden_notes) == (["Offen"], 1)

    asked = pack(store, [organisation], PackWishes(with_confidential=True))
    assert [line.title for line in asked.profiles[0].notes] == ["Geheim", "Offen"]
    assert [point.text for point in asked.profiles[0].open_points] == ["Geheime Aufgabe"]
    assert asked.confidential


def test_many_confidential_notes_do_not_crowd_out_the_open_ones(store, today, organisation):
    make_note(store, organisation, content="Offen", day=today - timedelta(90))
    for number in range(1, 31):
        make_note(store, organisation, content="Geheim", day=today - timedelta(number), confidential=True)

    (profile,) = pack(store, [organisation]).profiles

    assert [line.title for line in profile.notes] == ["Offen"]
    assert profile.hidden_notes == 30


def test_planned_talks_are_no_notes_yet(store, today, organisation):
    for days in range(1, 30):
        make_note(store, organisation, content="Geplant", day=today + timedelta(days))
    make_note(store, organisation, content="Gewesen", day=today - timedelta(1))

    assert [line.title for line in pack(store, [organisation]).profiles[0].notes] == ["Gewesen"]


def test_the_appointment_is_not_among_the_last_contacts_of_its_own_pack(store, today, organisation):
    make_note(store, organisation, content="Vorher", day=today - timedelta(2))
    meeting = make_note(store, organisation, content="Sitzung", day=today - timedelta(1))

    (profile,) = pack_for_appointment(store, meeting).profiles
    assert [line.title for line in profile.notes] == ["Vorher"]
    assert profile.facts[0].text.startswith(f"{today - timedelta(2):%d.%m.%Y}")


def test_a_talk_planned_for_later_today_is_not_the_last_contact(store, today, organisation):
    make_note(store, organisation, day=today - timedelta(9))
    note = make_note(store, organisation)
    later = clock.now() + timedelta(minutes=1)
    save_record(store, "contact_note", note, {"at": later})

    (profile,) = pack(store, [organisation]).profiles

    assert profile.facts[0].text == f"{today - timedelta(9):%d.%m.%Y} (vor 9 Tagen)"


def test_a_talk_titled_by_its_own_text_is_not_told_twice(store, today, organisation):
    long = "Bei den Spaziergängen gehen inzwischen viele Menschen mit, das Tempo bestimmen die Langsamsten. Gut so."
    make_note(store, organisation, content=long, day=today - timedelta(1))
    make_note(store, organisation, content="**Kurz**\nMehr", day=today - timedelta(2))

    told = [(line.title, line.content) for line in pack(store, [organisation]).profiles[0].notes]

    assert told == [("", long), ("Kurz", "Mehr")]


def test_a_long_list_of_people_is_cut_with_their_number(store, today, organisation):
    people = [make_person(store, f"Person {number}") for number in range(9)]
    make_note(store, organisation, *people, day=today - timedelta(1))

    (note,) = pack(store, [organisation]).profiles[0].notes

    assert note.people == "Person 0, Person 1, Person 2, Person 3, Person 4 und 4 weitere"


def test_restricted_and_trashed_partners_are_left_out(store, today, organisation):
    restricted, trashed = make_organisation(store, "Gesperrt"), make_organisation(store, "Weg")
    restrict(store, restricted)
    trash(store, [trashed])

    assert [profile.title for profile in pack(store, [restricted, organisation, trashed]).profiles] == ["Nordlicht"]
    with pytest.raises(NotFound, match="kein Datensatz übrig"):
        pack(store, [restricted, trashed])


def test_a_restricted_person_is_named_nowhere(store, today, organisation):
    person = make_person(store, "Geheim")
    make_role(store, person, organisation)
    parent = make_organisation(store, "Geheimträger")
    child = make_organisation(store, "Kind", parent=parent)
    note = make_note(store, person, organisation, content="x", day=today + timedelta(1))
    make_note(store, person, organisation, content="x", day=today - timedelta(1), tasks=(NewTask("y", today, person),))
    for record_id in (person, parent):
        restrict(store, record_id)

    assert "Geheim" not in str(pack(store, [organisation, child]))
    assert "Geheim" not in str(pack_for_appointment(store, note))
    assert pack(store, [organisation, child]).person_ids == ()


def test_nobody_confidential_is_named_inside_notes_tasks_or_offers_and_all_are_counted(store, today, organisation):
    secret, house = make_person(store, "Geheim"), make_organisation(store, "Geheimhaus")
    make_role(store, secret, organisation)
    make_note(store, organisation, secret, content="x", day=today - timedelta(1), tasks=(NewTask("y", today, secret),))
    appointment = make_note(store, organisation, secret, content="Runde", day=today + timedelta(1))
    district = next(area.code for area in vocabulary(store).areas if area.level == 1)
    save_record(store, "organisation", organisation, {"seat": (district,), "parent": house})
    make_offer(store, "Nachbarschaft", provider=house, serves=(district,), status="aktiv")
    for kind, record_id in (("person", secret), ("organisation", house)):
        save_record(store, kind, record_id, {"confidential": True})

    made = pack(store, [organisation], PackWishes(parts=tuple(PARTS)))

    assert "Geheim" not in str(made) and "Geheim" not in str(occasion(store, [appointment]))
    assert (made.profiles[0].hidden, made.person_ids) == (2, ())
    asked = pack(store, [organisation], PackWishes(parts=tuple(PARTS), with_confidential=True))
    assert str(asked).count("Geheimhaus") == 2 and asked.person_ids == (secret,)


def test_the_pack_of_an_appointment_brings_the_employers(store, today, organisation):
    person, alone = make_person(store, "Müller"), make_person(store, "Yıldız")
    make_role(store, person, organisation)
    note = make_note(store, person, alone, content="Runder Tisch", day=today + timedelta(1), place="Rathaus")

    made = pack_for_appointment(store, note)

    assert [profile.title for profile in made.profiles] == ["Nordlicht", "Yıldız"]
    assert (made.place, made.participants) == ("Rathaus", ("Müller (Nordlicht)", "Yıldız"))


def test_the_cover_names_no_confidential_employer(store, today, organisation):
    person, secret = make_person(store, "Müller"), make_organisation(store, "Geheim", confidential=True)
    make_role(store, person, secret)
    make_role(store, person, organisation)
    note = make_note(store, person, content="Runder Tisch", day=today + timedelta(1))

    assert occasion(store, [note]).wishes.participants == ("Müller (Nordlicht)",)


def test_records_are_found_by_uid_name_or_part_of_it(store):
    first, second = make_organisation(store, "Diakonie Nord"), make_organisation(store, "Diakonie Süd")
    exact = make_organisation(store, "Diakonie")

    assert find_records(store, [load(store, first).uid, "diakonie sued", "Diakonie"]) == [first, second, exact]


@pytest.mark.parametrize(
    ("text", "sentence"), [("Caritas", "nichts gefunden"), ("Diako", "passen mehrere"), ("", "nichts"), ("*", "nichts")]
)
def test_unclear_names_are_refused_in_a_sentence(store, text, sentence):
    make_organisation(store, "Diakonie Nord")
    make_organisation(store, "Diakonie Süd")

    with pytest.raises(NotFound, match=sentence):
        find_records(store, [text])


def test_trashed_and_restricted_records_are_not_found_by_their_uid(store):
    trashed, restricted = make_organisation(store), make_organisation(store)
    uids = [load(store, row_id).uid for row_id in (trashed, restricted)]
    trash(store, [trashed])
    restrict(store, restricted)

    for uid in uids:
        with pytest.raises(NotFound):
            find_records(store, [uid])


def test_only_the_parts_asked_for_are_read(store, today, organisation):
    make_role(store, make_person(store, "Müller"), organisation)
    make_note(store, organisation, day=today - timedelta(1))
    make_offer(store, provider=organisation, status="aktiv")

    made = pack(store, [organisation], PackWishes(parts=("offers", "unknown", "people")))

    (profile,) = made.profiles
    assert made.parts == ("offers", "people")
    assert (profile.facts, profile.description, profile.notes) == ((), "", ())
    assert [line.name for line in profile.people] == ["Müller"] and len(profile.offers) == 1


def test_offers_around_are_those_of_others_that_run_in_the_district(store, today):
    district, other = [area.code for area in vocabulary(store).areas if area.level == 1][:2]
    ours = make_organisation(store, "Nordlicht", seat=(district,))
    theirs = make_organisation(store, "Südlicht")
    make_offer(store, "Eigenes", provider=ours, seat=(district,), status="aktiv")
    make_offer(store, "Nachbarschaft", provider=theirs, serves=(district,), status="saisonal")
    make_offer(store, "Anderswo", provider=theirs, seat=(other,), status="aktiv")
    make_offer(store, "Vorbei", provider=theirs, seat=(district,), status="eingestellt")

    (profile,) = pack(store, [ours], PackWishes(parts=("nearby",))).profiles

    assert [(offer.title, offer.provider) for offer in profile.nearby] == [("Nachbarschaft", "Südlicht")]
    assert profile.more_nearby == 0


def test_open_cases_are_told_and_confidential_ones_are_not(store, today, organisation):
    party = {"parties": (organisation,), "status": "neu"}
    kind = vocabulary(store).lists["case_kind"][0].code
    done = next(term.code for term in vocabulary(store).lists["case_status"] if not term.extra.get("open"))
    make(store, "case", subject="Raum", file_reference="50-12", case_kind=kind, **party)
    make(store, "case", subject="Fertig", closed_on=today, case_kind=kind, **{**party, "status": done})
    make(store, "case", subject="Beschwerde", confidential=True, case_kind=kind, **party)

    (profile,) = pack(store, [organisation]).profiles
    assert [(line.title, line.reference) for line in profile.cases] == [("Raum", "50-12")]

    (asked,) = pack(store, [organisation], PackWishes(with_confidential=True)).profiles
    assert {line.title for line in asked.cases} == {"Raum", "Beschwerde"}


def test_a_committee_brings_the_organisations_of_its_members(store, today, organisation):
    member, alone = make_person(store, "Müller"), make_person(store, "Yıldız")
    make_role(store, member, organisation)
    body = make(store, "body", name="Runder Tisch", members=(member, alone))

    meant = occasion(store, [body])

    assert meant.partners == (organisation, alone) and meant.people == (member, alone)
    assert (meant.record_id, meant.wishes.occasion) == (body, "Runder Tisch")


def test_a_restricted_committee_is_not_named(store, today, organisation):
    body = make(store, "body", name="Geheimrunde", members=())
    restrict(store, body)

    with pytest.raises(NotFound):
        pack(store, occasion(store, [body]).partners)


PDF, PNG = b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n"


def test_attachments_that_can_go_along_are_the_pdfs_and_pictures_that_may_be_seen(store, today, organisation):
    secret, blocked = make_organisation(store, "Geheim", confidential=True), make_organisation(store, "Gesperrt")
    add_attachments(store, organisation, [("a.pdf", PDF), ("b.txt", b"x"), ("c.png", PNG)])
    for record_id in (secret, blocked):
        add_attachments(store, record_id, [("geheim.pdf", PDF)])
    restrict(store, blocked)
    ids = [organisation, secret, blocked]

    assert [entry.file_name for entry in offered(store, ids)] == ["c.png", "a.pdf"]
    asked = offered(store, ids, with_confidential=True)
    assert [entry.owner for entry in asked] == ["Nordlicht", "Nordlicht", "Geheim"]


def test_only_chosen_attachments_go_along_and_confidential_ones_only_when_asked_for(store, today, organisation):
    secret = make_organisation(store, "Geheim", confidential=True)
    add_attachments(store, organisation, [("a.pdf", PDF), ("b.pdf", PDF)])
    add_attachments(store, secret, [("geheim.pdf", PDF)])
    ids = {e.file_name: e.id for e in offered(store, [organisation, secret], with_confidential=True)}
    chosen = (ids["geheim.pdf"], ids["a.pdf"], 4711)

    made = pack(store, [organisation], PackWishes(enclosures=chosen))
    assert [(e.name, e.owner, e.content) for e in made.enclosures] == [("a.pdf", "Nordlicht", PDF)]
    asked = pack(store, [organisation], PackWishes(enclosures=chosen, with_confidential=True))
    assert [e.name for e in asked.enclosures] == ["geheim.pdf", "a.pdf"]


def test_a_case_brings_those_who_have_a_part_in_it(store, today, organisation):
    person = make_person(store, "Müller")
    make_role(store, person, organisation)
    kind = vocabulary(store).lists["case_kind"][0].code
    case = make(store, "case", subject="Raum", status="neu", case_kind=kind, applicants=(person,))

    meant = occasion(store, [case])

    assert (meant.partners, meant.wishes.occasion, meant.people) == ((organisation,), "Raum", ())


def test_a_selection_of_committees_and_appointments_brings_everyone_once(store, today, organisation):
    person, alone = make_person(store, "Müller"), make_person(store, "Yıldız")
    make_role(store, person, organisation)
    body = make(store, "body", name="Runder Tisch", members=(person,))
    note = make_note(store, organisation, alone, content="x", day=today)

    assert occasion(store, [body, note, alone]).partners == (organisation, alone)


def test_several_records_are_no_occasion_of_their_own(store, today, organisation):
    other = make_organisation(store, "Zweite")

    meant = occasion(store, [other, organisation, other])

    assert (meant.record_id, meant.partners) == (None, (other, organisation))
