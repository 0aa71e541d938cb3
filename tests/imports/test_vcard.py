"""vCards of every version; one bad card is one failure."""

import time

import pytest

from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.tables import Table
from einsamkeit_desktop.imports.vcard import table_of
from einsamkeit_desktop.kinds.points import ContactPoint

from ..makers import make_person
from .corpora import FOLDER, needed
from .test_engine import records


def card(*lines, version="3.0"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def row_of(table, position=0):
    return dict(zip(table.headers, table.rows[position], strict=True))


def test_a_card_of_outlook_is_a_row():
    raw = card(
        "N;LANGUAGE=de:Müller;Anna;;Dr.;",
        "FN:Dr. Anna Müller",
        "ORG:Caritas\\, Dortmund;Beratung",
        "TITLE:Leitung",
        "TEL;TYPE=WORK,VOICE:0231 50-1",
        "TEL;TYPE=CELL:0170 1234567",
        "ADR;TYPE=WORK:;;Südwall 2;Dortmund;;44137;Deutschland",
        "EMAIL;TYPE=INTERNET:anna@caritas.example",
    ).encode()

    row = row_of(table_of("a.vcf", raw))

    assert (row["Nachname"], row["Vorname"], row["Titel"]) == ("Müller", "Anna", "Dr.")
    assert (row["Organisation"], row["Abteilung"], row["Funktion"]) == ("Caritas, Dortmund", "Beratung", "Leitung")
    assert (row["Telefon"], row["Mobil"]) == ("0231 50-1", "0170 1234567")
    assert (row["Straße"], row["PLZ"], row["Ort"]) == ("Südwall 2", "44137", "Dortmund")


def _read_s(cards: bytes) -> tuple[float, Table]:
    """Read cards three times; return the shortest time in seconds and the table."""
    times = []
    for _round in range(3):
        started = time.perf_counter()
        table = table_of("a.vcf", cards)
        times.append(time.perf_counter() - started)
    return min(times), table


@pytest.mark.parametrize(
    "line",
    [
        b"N;CHARSET=ISO-8859-1:M\xfcller;Bj\xf6rn",
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Bj=C3=\r\n=B6rn",
        b"N;ENCODING=QUOTED-PRINTABLE:M=FCller;Bj=F6rn",
        "N:Müller;Björn".encode(),
        "N:Mül\r\n ler;Bj\r\n\törn".encode(),
    ],
)
def test_charsets_and_folds_are_undone(line):
    raw = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + line + b"\r\nEND:VCARD\r\n"

    assert row_of(table_of("a.vcf", raw)) == {"Vorname": "Björn", "Nachname": "Müller"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_whole_files_in_other_encodings(encoding):
    assert row_of(table_of("a.vcf", card("N:Özdemir;Ümit").encode(encoding)))["Nachname"] == "Özdemir"


def test_one_bad_card_is_one_failure():
    good = card("N:Müller;Anna")
    raw = (
        good + "BEGIN:VCARD\nVERSION:3.0\nkein Doppelpunkt\nEND:VCARD\n" + good + "BEGIN:VCARD\nN:Halb;Kim\n"
    ).encode()

    table = table_of("a.vcf", raw)

    assert table.row_numbers == (1, 3)
    assert [remark.row for remark in table.broken] == [2, 4]


def test_unknown_properties_are_kept_as_text_and_birthdays_are_not():
    table = table_of("a.vcf", card("N:Müller;Anna", "X-MS-MANAGER:Kim Sommer", "BDAY:1970-02-10").encode())

    assert row_of(table)["Bemerkung"] == "X-MS-MANAGER: Kim Sommer"
    assert "1970" not in repr(table.rows)
    assert [remark.text for remark in table.remarks] == [
        "Zum Datenschutz nicht übernommen, weil hier nur dienstliche Angaben stehen: Geburtstag.",
        "Als Text in die Bemerkung übernommen: X-MS-MANAGER.",
    ]


def test_the_card_of_an_organisation_has_no_person():
    table = table_of("a.vcf", card("FN:Bürgerhaus", "KIND:org", version="4.0").encode())

    assert row_of(table) == {"Organisation": "Bürgerhaus"}


def test_further_addresses_have_columns_of_their_own_and_beyond_ten_are_text():
    lines = [f"ADR:;;Weg {number};Ort;;12345;" for number in range(1, 13)]
    row = row_of(table_of("a.vcf", card("N:M;A", *lines).encode()))

    assert [row[f"Straße{word}"] for word in ("", " weitere", " weitere 2", " weitere 9")] == [
        "Weg 1", "Weg 2", "Weg 3", "Weg 10",
    ]  # fmt: skip
    assert row["Bemerkung"] == "Weitere Anschrift: Weg 11, Ort, 12345\nWeitere Anschrift: Weg 12, Ort, 12345"


def test_labels_of_address_books_stand_behind_the_values():
    lines = ("item1.TEL:0231 12", "item1.X-ABLabel:Zentrale", "item2.EMAIL:a@b.example", "item2.X-ABLabel:_$!<Work>!$_")
    row = row_of(table_of("a.vcf", card("N:M;A", *lines).encode()))

    assert (row["Telefon"], row["E-Mail"]) == ("0231 12 (Zentrale)", "a@b.example")


def test_the_number_of_an_assistant_and_a_pager_say_what_they_are():
    lines = ("item1.TEL:0231 12", "item1.X-ABLabel:_$!<AssistantPhone>!$_", "TEL;TYPE=PAGER:0231 13")
    row = row_of(table_of("a.vcf", card("N:M;A", *lines).encode()))

    assert row["Telefon"] == "0231 12 (Sekretariat)\n0231 13 (Pager)"


@pytest.mark.parametrize(
    "line",
    [
        'X;A="' + "a:;" * 20_000,
        "N:" + ";" * 60_000,
        "NOTE:" + "\\" * 60_000,
        "X" * 60_000,
        "ADR" + ";TYPE=home" * 6_000 + ":;;a",
    ],
)
def test_hostile_lines_are_read_in_linear_time(line):
    """Against harmless text of the same length, in one run; a quadratic reader would be thousands of times slower."""
    harmless = card("N:Müller;Anna", "NOTE:" + "x" * (len(line) - 5)).encode() * 10

    hostile_s, table = _read_s(card("N:Müller;Anna", line).encode() * 10)
    harmless_s, _table = _read_s(harmless)

    assert hostile_s < 100 * harmless_s
    assert len(table.rows) + len(table.broken) == 10


def test_a_line_over_64_kilobytes_fails_its_card_but_a_photo_does_not():
    long, photo = card("N:A;B", "NOTE:" + "x" * 70_000), card("N:C;D", "PHOTO;ENCODING=b:" + "A" * 200_000)

    table = table_of("a.vcf", (long + photo).encode())

    assert [remark.row for remark in table.broken] == [1]
    assert table.row_numbers == (2,)


def test_a_file_without_cards_is_refused():
    with pytest.raises(BadFile, match="keine vCard"):
        table_of("a.vcf", b"Hallo")


@needed
@pytest.mark.parametrize(
    ("name", "count"), [("John_Doe_ANDROID", 6), ("gmail-list", 3), ("John_Doe_IPHONE", 1), ("fullcontact", 1)]
)
def test_every_card_of_other_programs_is_read(name, count):
    table = table_of(name, (FOLDER / "vcard" / f"{name}.vcf").read_bytes())

    assert (len(table.rows), table.broken) == (count, ())


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:\n{line}\nEND:VCARD\n"


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("EMAIL:info@treff.example", "organisation", "info@treff.example"),
        ("EMAIL:anna@treff.example", "person", "anna@treff.example"),
        ("TEL:+49 231 5012345", "person", "0231 5012345"),
    ],
)
def test_a_card_without_a_name_is_called_by_its_address_once(store, line, kind, name):
    card = table_of("a.vcf", CARD.format(line=line).encode())

    first, again = (engine.run(store, engine.plan(store, [card])) for _time in range(2))

    (found,) = records(store, kind)
    assert (found.title, found.values["contacts"][0].value) == (name, name)
    assert (first.new, again.skipped) == (1, 1)
    assert first.rows[0].reason == f"Ohne Namen: Der Eintrag heißt nach seiner Adresse „{name}“."


def test_an_address_that_somebody_has_already_makes_nobody(store):
    make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("email", "anna@treff.example"),))
    card = table_of("a.vcf", CARD.format(line="EMAIL:anna@treff.example").encode())

    plan = engine.plan(store, [card])

    assert [row.outcome for row in plan.rows] == ["skipped"]
    assert plan.rows[0].reason == "Nennt keinen Namen, und die E-Mail-Adresse steht schon bei „Anna Müller“."
