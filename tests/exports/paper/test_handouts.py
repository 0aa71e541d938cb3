"""Record sheets, Akten, reports, minutes, lists to sign, badges and labels: accessible, complete, repeatable."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from einsamkeit_desktop.errors import Cancelled
from einsamkeit_desktop.exports.paper.fields import badges_paper, labels_paper
from einsamkeit_desktop.exports.paper.house import A4, MM
from einsamkeit_desktop.exports.paper.meeting import attendance_paper, minutes_paper
from einsamkeit_desktop.exports.paper.records import (
    akte_pdf_paper,
    case_report_paper,
    practice_profile_paper,
    record_sheet_paper,
)
from einsamkeit_desktop.exports.paper.sheetforms import BADGES, label_sheet, label_sheets
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Line
from einsamkeit_desktop.queries.handouts import Label, Labels, LineGroup

from . import handouts
from .pdfua import check
from .stories import MARKUP

SHEET = label_sheet("70x36")


def _labels(labels, progress):
    return labels_paper(labels, SHEET, 1, progress).paper


MAKERS: dict[str, tuple[Any, Any]] = {
    "sheet": (record_sheet_paper, handouts.sheet),
    "akte": (akte_pdf_paper, handouts.akte),
    "report": (case_report_paper, handouts.report),
    "minutes": (minutes_paper, handouts.minutes),
    "practice": (practice_profile_paper, handouts.practice),
    "attendance": (attendance_paper, handouts.attendance),
    "badges": (badges_paper, lambda: handouts.badges("Aylin Çelik", "Jörg Aßmann")),
    "labels": (_labels, handouts.labels),
}


def paper(name):
    make, told = MAKERS[name]
    return make(told(), Progress())


@pytest.mark.parametrize("name", MAKERS)
def test_every_paper_passes_the_accessibility_check(name):
    assert check(paper(name).content).findings == []


@pytest.mark.parametrize("name", MAKERS)
def test_hostile_content_passes_the_accessibility_check(name):
    assert check(MAKERS[name][0](handouts.hostile()[name], Progress()).content).findings == []


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_input_gives_the_same_bytes(name):
    assert paper(name).content == paper(name).content


@pytest.mark.parametrize("name", MAKERS)
def test_every_paper_can_be_cancelled(name):
    make, told = MAKERS[name]
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        make(told(), progress)


@pytest.mark.parametrize("name", ["sheet", "akte", "report", "practice", "minutes", "attendance"])
def test_markup_is_text_and_what_is_left_out_is_told(name):
    spoken = check(MAKERS[name][0](handouts.hostile()[name], Progress()).content).spoken

    assert MARKUP in spoken
    assert "2 vertrauliche oder gesperrte Einträge sind nicht enthalten." in spoken


def test_a_record_sheet_of_a_bare_record_says_that_there_is_no_more():
    bare = replace(handouts.sheet(), groups=(), people=(), related=())

    report = check(record_sheet_paper(bare, Progress()).content)

    assert "Mehr als der Name ist noch nicht erfasst." in report.spoken and report.findings == []


def test_a_record_sheet_of_an_ordinary_record_is_one_page():
    made = record_sheet_paper(handouts.sheet(), Progress())

    assert made.pages == 1
    assert "Offenes Frühstück aktiv · Zuletzt geprüft 02.03.2026" in check(made.content).spoken


def test_an_akte_marks_confidential_entries_and_says_its_period():
    spoken = check(akte_pdf_paper(handouts.akte(), Progress()).content).spoken

    assert spoken.count("vertraulich") == 2  # one entry, and the sentence on what is left out
    assert "Gesamter Zeitraum, neueste Einträge zuerst" in spoken
    assert "Vereinbart: Winterkalender gemeinsam drucken." in spoken
    assert "Aufgabe: Raumfrage mit Familienbüro Nord klären (Aylin Çelik, bis 30.11.2026)" in spoken


def test_an_akte_does_not_print_a_planned_meeting_as_held():
    past = replace(handouts.ENTRY, time="09:30")
    planned = replace(handouts.ENTRY, time="14:00", is_planned=True)

    report = check(akte_pdf_paper(replace(handouts.akte(), entries=(planned, past)), Progress()).content)

    assert report.findings == [] and report.spoken.count("geplant") == 1
    assert "Frühstück für Alleinerziehende geplant, 14:00 Uhr Aylin Çelik" in report.spoken
    assert "09:30 Uhr · Aylin Çelik" in report.spoken


def test_an_entry_titled_by_its_kind_does_not_say_it_twice():
    entry = replace(handouts.ENTRY, kind="Sitzung", title="Sitzung: Runder Tisch")

    spoken = check(akte_pdf_paper(replace(handouts.akte(), entries=(entry,)), Progress()).content).spoken

    assert "Sitzung: Runder Tisch" in spoken and "Sitzung: Sitzung" not in spoken


def test_a_long_akte_stays_clean_over_many_pages():
    made = akte_pdf_paper(handouts.akte(120), Progress())

    assert made.pages > 10
    assert check(made.content).findings == []


def test_a_confidential_paper_says_so_on_every_page():
    akte = handouts.akte(30)
    made = akte_pdf_paper(replace(akte, imprint=replace(akte.imprint, confidential=True)), Progress())

    said = check(made.content).artifacts.count("Vertraulich – nur für den Dienstgebrauch")
    assert said == made.pages


def test_minutes_name_who_does_what_by_when_and_have_room_to_sign():
    spoken = check(paper("minutes").content).spoken

    assert "Was Wer Bis wann Raumfrage mit Familienbüro Nord klären Aylin Çelik 30.11.2026" in spoken
    assert "Termine schicken wir 04.12.2026" in spoken
    assert spoken.endswith("Ort, Datum Für die Niederschrift")


def test_a_practice_profile_that_names_nobody_does_not_speak_of_personal_data():
    named = handouts.practice()
    bare = replace(named, people=(), imprint=replace(named.imprint, person_ids=()))
    secret = replace(bare, imprint=replace(bare.imprint, confidential=True))

    feet = [check(practice_profile_paper(made, Progress()).content).artifacts for made in (named, bare, secret)]

    assert "Intern – enthält personenbezogene Daten" in feet[0]
    assert not any("personenbezogen" in text or "Vertraulich" in text for text in feet[1])
    assert "Vertraulich – nur für den Dienstgebrauch" in feet[2]


def test_a_practice_profile_is_at_most_two_pages():
    practice = handouts.practice()
    long = replace(practice, sections=practice.sections * 3)

    assert practice_profile_paper(practice, Progress()).pages == 1
    assert practice_profile_paper(long, Progress()).pages <= 2


@pytest.mark.parametrize("count", [0, 1, 3, 15, 16, 40])
def test_a_list_to_sign_has_room_for_more_and_fills_its_page(count):
    made = attendance_paper(handouts.attendance(count), Progress())
    report = check(made.content)

    assert report.findings == []
    assert report.roles["TH"] >= 4 + count + 2
    assert made.pages <= 1 + (count + 2) // 14


def test_a_list_to_sign_asks_for_what_is_not_known():
    spoken = check(paper("attendance").content).spoken

    assert "Ort Rathaus" in spoken and "Datum Nr. Name Organisation Unterschrift" in spoken


def test_long_names_get_smaller_on_badges_and_are_whole():
    name = "Prof. Dr. Maria-Theresia Freifrau von und zu Hohenstein-Schleswig-Wittgenstein"

    assert name in check(badges_paper(handouts.badges(name), Progress()).content).spoken


def test_a_title_stands_over_the_name_on_a_badge_where_both_need_two_lines():
    def lines(name: str) -> list[str]:
        told = PdfPages(badges_paper(handouts.badges(name), Progress()).content).text(0)
        return [line.strip() for line in told.splitlines()[:2]]

    assert lines("Prof. Dr. Gerda Zander") == ["Prof. Dr.", "Gerda Zander"]
    assert lines("Prof. Dr. Gerda Zander-Quast") == ["Prof. Dr. Gerda", "Zander-Quast"]


def test_no_letters_on_badges_are_too_small_to_read():
    content = badges_paper(handouts.badges("Donaudampfschifffahrt " * 6, handouts.PEOPLE[0].name), Progress()).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = [step.operands[1] for step in pikepdf.parse_content_stream(pdf.pages[0]) if str(step.operator) == "Tf"]
    assert min(map(float, sizes[1:])) >= 6.5  # the first names a face and shows nothing


def test_badges_leave_the_function_out_where_it_is_not_wanted():
    badges = replace(handouts.badges("Aylin Çelik"), show_function=False)

    assert "Geschäftsführung" not in check(badges_paper(badges, Progress()).content).spoken


def test_one_address_of_mail_or_web_leads_there_and_other_texts_do_not():
    facts = [Line("E-Mail", "a@treff.example"), Line("Webseite", "https://treff.example/plan?x=1")]
    facts += [Line("Bemerkung", "siehe https://x.example"), Line("Skript", "javascript:alert(1)@x.example")]
    sheet = replace(handouts.sheet(), groups=(LineGroup("Stammdaten", tuple(facts)),), people=())
    content = record_sheet_paper(sheet, Progress()).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        targets = [str(note.A.URI) for note in pdf.pages[0].get("/Annots", [])]

    assert targets == ["mailto:a@treff.example", "https://treff.example/plan?x=1"]
    assert check(content).findings == []


def test_an_akte_is_set_tighter_where_its_last_page_would_hold_a_few_lines():
    fits = [akte_pdf_paper(handouts.akte(count), Progress()).pages for count in range(1, 12)]

    assert fits == sorted(fits) and fits.count(1) >= 5


def test_labels_begin_at_the_chosen_place_and_turn_the_page():
    def pages(count, start):
        return labels_paper(handouts.labels(count), SHEET, start, Progress()).paper.pages

    assert [pages(24, 1), pages(24, 2), pages(1, 24), pages(2, 24)] == [1, 2, 1, 2]


def test_labels_stand_where_the_sheet_has_them():
    made = labels_paper(handouts.labels(1), SHEET, 5, Progress()).paper

    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        spots = [op.operands for op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op.operator) == "Tm"]
    left, top = SHEET.corner(4)
    assert all(left < float(spot[4]) < left + SHEET.width * MM for spot in spots)
    assert all(top - SHEET.height * MM < float(spot[5]) < top for spot in spots)


LONGEST = Label(
    (
        "Nachbarschaftshilfeverein Dortmund-Innenstadt-Nord und Umgebung e. V.",
        "Fachstelle Quartiersentwicklungsplanung",
        "Frau Prof. Dr. Anna-Katharina Freifrau von Schmetterling-Wasserfallhausen",
        "Straße der Wiedervereinigung 123 a, Hinterhaus",
        "44145 Dortmund",
    )
)


@pytest.mark.parametrize("form", label_sheets(), ids=lambda form: form.code)
def test_long_addresses_fit_every_sheet_away_from_the_edges(form):
    labels = Labels((LONGEST, handouts.ADDRESS) * (form.count // 2), handouts.IMPRINT)
    made = labels_paper(labels, form, 1, Progress())

    assert (made.too_long, made.paper.pages) == ((), 1)
    with pikepdf.open(io.BytesIO(made.paper.content)) as pdf:
        spots = [op.operands for op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op.operator) == "Tm"]
    for spot in spots:
        left, base = float(spot[4]) / MM, (A4[1] - float(spot[5])) / MM
        column = int((left - form.left) / form.step_x)
        assert left - form.left - column * form.step_x >= 5.4 and left >= 5.4
        assert 7 < base < 297 - 5.4
    assert "-hausen" not in check(made.paper.content).spoken


def test_a_house_number_stays_with_its_street_on_a_label():
    street = "Bürgermeister-Wilhelm-Hansmann-Gedächtnisstraße 128 b // W 39"
    labels = Labels((Label(("Treff", street, "44139 Dortmund")),), handouts.IMPRINT)

    told = PdfPages(labels_paper(labels, SHEET, 1, Progress()).paper.content).text(0)

    assert any("128" in line and "39" in line and "straße" in line for line in told.splitlines())


def test_a_label_too_long_for_the_sheet_is_named():
    labels = Labels((Label(("Amt " * 300, "Zeile")), handouts.ADDRESS), handouts.IMPRINT)

    made = labels_paper(labels, SHEET, 1, Progress())

    assert len(made.too_long) == 1
    assert "Frau Aylin Çelik" in check(made.paper.content).spoken


@pytest.mark.parametrize("form", [*label_sheets(), BADGES], ids=lambda form: form.code)
def test_sheets_fit_the_paper_and_lie_in_its_middle(form):
    width, height = A4[0] / MM, A4[1] / MM
    across = (form.columns - 1) * form.step_x + form.width
    down = (form.rows - 1) * form.step_y + form.height

    assert form.step_x >= form.width and form.step_y >= form.height
    assert abs(2 * form.left + across - width) < 0.1
    assert abs(2 * form.top + down - height) < 0.1
