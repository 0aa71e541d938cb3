"""What leaves the house: what a list becomes, who stays here, and what the log can tell afterwards."""

from datetime import date

import openpyxl
import pytest

from einsamkeit_desktop.actions.exports import Leaving, delete_profile, log_export, remember_wish, save_profile
from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.exports.sheets import write_xlsx
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import exports, sheets
from einsamkeit_desktop.queries.briefing import Line
from einsamkeit_desktop.queries.exports import Wish
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.queries.record import load

from ..makers import make_municipality, make_note, make_organisation, make_person, make_reminder, make_role, restrict


def rows(store, query, ids, **wish):
    """Return heading and rows of a list."""
    made = sheets.sheet(store, query, ids, Wish(**wish))
    found = list(made.rows)
    assert made.count == len(found)
    return [tuple(column.label for column in made.columns), *found]


PLACED = ListQuery("person", columns=("title", "organisation", "function"))


def test_a_person_with_two_functions_takes_one_row_or_two(store, today):
    aylin, berta = make_person(store, "Çelik"), make_person(store, "Wolf")
    make_role(store, aylin, make_organisation(store, "Treff Nord"), date(2020, 1, 1), function="Leitung")
    make_role(store, aylin, make_organisation(store, "Café Süd"), date(2024, 1, 1), function="Vorstand")

    assert rows(store, PLACED, [aylin, berta])[1:] == [
        ("Çelik", "Café Süd, Treff Nord", "Vorstand, Leitung"),
        ("Wolf", None, None),
    ]
    assert rows(store, PLACED, [aylin, berta], function_rows=True)[1:] == [
        ("Çelik", "Café Süd", "Vorstand"),
        ("Çelik", "Treff Nord", "Leitung"),
        ("Wolf", None, None),
    ]


def test_a_list_says_how_many_it_may_not_name(store, today):
    open_, secret, blocked = (make_person(store, name) for name in ("Offen", "Geheim", "Gesperrt"))
    note = make_note(store, open_, secret, blocked)
    save_record(store, "person", secret, {"confidential": True})
    restrict(store, blocked)
    query = ListQuery("contact_note", columns=("title", "participants"))

    made = sheets.sheet(store, query, [note])

    assert [row[1] for row in made.rows] == ["Offen"]
    assert made.criteria[-1] == Line("In den Zellen nicht genannt", "2 vertrauliche oder gesperrte Einträge")
    asked = sheets.sheet(store, query, [note], Wish(with_confidential=True))
    assert asked.criteria[-1].text == "1 vertraulicher oder gesperrter Eintrag"
    assert sheets.persons_named(store, query, [note]) == [open_]


def test_a_row_per_function_changes_nothing_where_no_column_names_one(store):
    aylin = make_person(store)
    make_role(store, aylin, make_organisation(store, "A"))
    make_role(store, aylin, make_organisation(store, "B"))
    query = ListQuery("person", columns=("title",))

    assert len(rows(store, query, [aylin], function_rows=True)) == 2
    assert not sheets.has_function_rows(query, all_fields=False)


def test_confidential_partners_are_named_when_asked_for_alone(store):
    aylin = make_person(store, "Çelik")
    make_role(store, aylin, make_organisation(store, "Frauenhaus", confidential=True))

    assert rows(store, PLACED, [aylin])[1] == ("Çelik", None, None)
    assert rows(store, PLACED, [aylin], function_rows=True)[1] == ("Çelik", None, None)
    assert rows(store, PLACED, [aylin], all_fields=True)[1][-8:-1] == ("", "", "", "", None, None, None)
    assert rows(store, PLACED, [aylin], with_confidential=True)[1] == ("Çelik", "Frauenhaus", "Leitung")


def test_what_stays_in_the_house_is_counted_by_its_reason(store):
    plain, secret, restricted, gone = (make_person(store, name) for name in "ABCD")
    save_record(store, "person", secret, {"confidential": True})
    restrict(store, restricted)
    trash(store, [gone])
    ids = [plain, secret, restricted, gone]

    assert sheets.open_ids(store, ids) == [plain]
    assert sheets.open_ids(store, ids, with_confidential=True) == [plain, secret]
    assert sheets.closed_among(store, ids) == sheets.Closed(1, 2)
    assert sheets.sheet(store, PLACED, ids).left_out == 3


def test_criteria_say_what_the_list_is(store):
    query = ListQuery("person", columns=("title", "function"))

    made = sheets.sheet(
        store, query, [make_person(store)], Wish(function_rows=True, with_confidential=True, purpose="Runder Tisch")
    )

    assert made.purpose == "Runder Tisch"
    assert [line.label for line in made.criteria] == [
        *("Liste", "Filter", "Reihenfolge", "Spalten", "Zeilen", "Vertrauliches")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_with_all_fields(store, kind):
    query = ListQuery(kind)

    heading = rows(store, query, [], all_fields=True)[0]

    assert len(heading) >= len(KINDS[kind].fields) - len(KINDS[kind].kept_back) and heading[0] == "UID"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("person", ["Vorname", "Nachname"]),
        ("organisation", ["Organisation"]),
        ("offer", ["Titel"]),
        ("case", ["Betreff"]),
    ],
)
def test_every_column_that_names_the_record_is_known(store, kind, names):
    full = sheets.sheet(store, ListQuery(kind), [], Wish(all_fields=True))
    seen = sheets.sheet(store, ListQuery(kind), [])

    assert [column.label for column in full.columns if column.is_name] == names
    assert [column.is_name for column in seen.columns] == [True] + [False] * (len(seen.columns) - 1)


def test_a_repetition_is_told_in_german(store, today):
    reminder = make_reminder(store, due_on=today, repeat="FREQ=MONTHLY;INTERVAL=3")

    assert "vierteljährlich" in rows(store, ListQuery("reminder"), [reminder], all_fields=True)[1]


def test_all_fields_lose_no_address_and_no_number(store):
    places = (Address("Weg 1", city="A"), Address("Weg 2", city="B"), Address("Weg 3", city="C"))
    points = (ContactPoint("phone", "0231 1"), ContactPoint("phone", "0231 2", label="privat"))
    record_id = make_organisation(store, addresses=places, contacts=points)

    heading, row = rows(store, ListQuery("organisation"), [record_id], all_fields=True)

    found = dict(zip(heading, row, strict=True))
    assert (found["Straße"], found["Straße weitere"]) == ("Weg 1", "Weg 2")
    assert (found["Straße weitere 2"], found["Bezeichnung der Anschrift weitere 2"]) == ("Weg 3", "–")
    assert (found["Telefon"], found["Telefon privat"]) == ("0231 1", "0231 2")


def test_the_log_knows_every_list_that_names_a_person(store):
    aylin, berta = make_person(store, "Çelik"), make_person(store, "Wolf")
    log_export(store, Leaving("Partnerliste", "a.xlsx", count=2, person_ids=(aylin, berta), purpose="Runder Tisch"))
    log_export(store, Leaving("Briefing", "b.pdf", count=1, person_ids=(berta,), left_out=1))

    first, second = exports.export_ids(store)
    assert [entry.target for entry in exports.exports_naming(store, aylin)] == ["a.xlsx"]
    assert [entry.target for entry in exports.exports_naming(store, berta)] == ["b.pdf", "a.xlsx"]
    assert [entry.persons for entry in exports.exports_logged(store, [second, first]) if entry] == [2, 1]
    assert exports.persons_in(store, second) == [aylin, berta] and exports.persons_in(store, 4711) == []
    assert exports.exports_logged(store, [4711]) == [None]


def test_persons_behind_references_and_links_are_logged(store):
    aylin, berta, hidden = make_person(store, "A"), make_person(store, "B"), make_person(store, "C", confidential=True)
    note = make_note(store, aylin, berta, hidden)
    query = ListQuery("contact_note", columns=("title", "participants"))

    assert sheets.persons_named(store, query, [note]) == [aylin, berta]
    assert sheets.persons_named(store, ListQuery("contact_note", columns=("title",)), [note]) == []
    everything = Wish(all_fields=True, with_confidential=True)
    assert sheets.persons_named(store, query, [note], everything) == [aylin, berta, hidden]


def test_mail_addresses_are_given_once_and_without_tricks(store):
    def mail(*values):
        return tuple(ContactPoint("email", value) for value in values)

    one = make_person(store, "A", contacts=mail("a@x.example", "zweite@x.example"))
    same = make_person(store, "B", contacts=mail("A@x.example"))
    odd = make_person(store, "C", contacts=mail("c@x.example?bcc=alle;d@x.example", "c@x.example"))
    none = make_person(store, "D")

    found = exports.mail_addresses(store, [odd, one, same, none])

    assert (found.text, found.without, found.shared) == ("c@x.example; a@x.example", 1, 1)
    assert len(found.addresses) + found.without + found.shared == 4


def test_formats_fit_the_kind(store):
    assert exports.formats("person")[-2:] == ["vcf", "bcc"]
    assert "vcf" not in exports.formats("municipality") and "bcc" in exports.formats("municipality")
    assert exports.formats("contact_note") == ["xlsx", "csv", "csv-plain", "pdf", "ics"]
    make_municipality(store)


def test_profiles_are_kept_by_name_and_never_with_confidential_records(store):
    wish = Wish("csv", all_fields=True, function_rows=True, purpose="Einladung", with_confidential=True)

    save_profile(store, " Für Kollegen ", wish)
    save_profile(store, "Ämter", Wish("pdf"))

    kept = exports.profiles(store)
    assert list(kept) == ["Ämter", "Für Kollegen"]
    assert kept["Für Kollegen"] == Wish("csv", all_fields=True, function_rows=True, purpose="Einladung")
    delete_profile(store, "Ämter")
    assert list(exports.profiles(store)) == ["Für Kollegen"]
    with pytest.raises(BadValues):
        save_profile(store, " ", wish)


def test_the_last_wish_is_offered_again_where_the_kind_has_the_format(store):
    remember_wish(store, "person", Wish("vcf", purpose="Handy"))
    remember_wish(store, "offer", Wish("vcf", purpose="Heft"))

    assert exports.last_wish(store, "person") == Wish("vcf", purpose="Handy")
    assert exports.last_wish(store, "offer") == Wish("xlsx", purpose="Heft")
    assert exports.last_wish(store, "body") == Wish()


@pytest.mark.parametrize("kept", [{}, {"format": "exe"}, {"format": 7, "all_fields": "ja", "neu": 1}])
def test_a_profile_of_another_version_is_read_as_far_as_it_goes(kept):
    assert Wish.from_json(kept) == Wish()


def test_purposes_are_offered_the_latest_first(store):
    for purpose in ("Runder Tisch", "Einladung", "", "Runder Tisch"):
        log_export(store, Leaving("Liste", "x.csv", count=0, purpose=purpose))

    assert exports.purposes(store) == ["Runder Tisch", "Einladung"]


def test_a_row_per_function_still_counts_records(store, today, tmp_path):
    person = make_person(store, "Zahn")
    for name in ("Nordlicht", "Südstern"):
        make_role(store, person, make_organisation(store, name))
    made = sheets.sheet(store, PLACED, [person], Wish(function_rows=True))

    write_xlsx(made, tmp_path / "p.xlsx")

    told = dict(openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[1].iter_rows(values_only=True))
    assert (told["Datensätze"], told["Zeilen der Liste"]) == ("1", "2")


def test_a_moment_in_a_list_keeps_its_hour(store, today, tmp_path):
    note = make_note(store, make_person(store), day=today)
    at = load(store, note).values["at"].astimezone()
    made = sheets.sheet(store, ListQuery("contact_note", columns=("at",)), [note])

    write_xlsx(made, tmp_path / "k.xlsx")

    cell = openpyxl.load_workbook(tmp_path / "k.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.number_format) == (at.replace(tzinfo=None, second=0, microsecond=0), "dd.mm.yyyy hh:mm")


def test_a_list_says_how_many_were_picked_from_it(store, tmp_path):
    first, second, _third = (make_organisation(store, name) for name in ("Treff Nord", "Treff Süd", "Café"))
    everything, narrowed = ListQuery("organisation"), ListQuery("organisation", words="treff")

    write_xlsx(sheets.sheet(store, everything, [first, second]), tmp_path / "o.xlsx")

    told = dict(openpyxl.load_workbook(tmp_path / "o.xlsx").worksheets[1].iter_rows(values_only=True))
    assert told["Filter"] == "2 ausgewählte Einträge"
    assert sheets.sheet(store, narrowed, [first]).sentence == "1 ausgewählter Eintrag; gesucht: „treff“"
    assert sheets.sheet(store, narrowed, [first, second]).sentence == "gesucht: „treff“"
