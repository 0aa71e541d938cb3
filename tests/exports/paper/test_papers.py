"""Every paper is accessible, says what it should, and is the same file for the same input."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from einsamkeit_desktop.errors import Cancelled
from einsamkeit_desktop.exports.paper import briefing as briefing_module
from einsamkeit_desktop.exports.paper import build as build_module
from einsamkeit_desktop.exports.paper import house
from einsamkeit_desktop.exports.paper.briefing import briefing_paper, briefing_pdf
from einsamkeit_desktop.exports.paper.build import Paper
from einsamkeit_desktop.exports.paper.flow import Composed
from einsamkeit_desktop.exports.paper.lists import list_paper, list_pdf
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import LEADING, PARTS, Briefing, CaseLine, OfferLine, Profile
from einsamkeit_desktop.queries.sheet import SheetColumn

from . import stories
from .pdfua import check

GOLDEN = Path(__file__).parent / "golden" / "briefing.txt"


def whole(count: int, *parts: str) -> Briefing:
    """Return a pack of partners that have everything, with these parts or all."""
    offer = OfferLine("Nachtcafé", "freitags", "Hafen", "Aktiv", None, "Südlicht gGmbH")
    cases = (CaseLine("Raum im Hafenviertel", "50-12/26", "in Arbeit", stories.TODAY),)
    profile = stories.make_profile(nearby=(offer,), more_nearby=3, cases=cases)
    profiles = [replace(profile, title=f"Partner {number}") for number in range(1, count + 1)]
    return stories.make_briefing(*profiles, parts=parts or tuple(PARTS), talking_points=("Räume", "Fahrtkosten"))


PAPERS: dict[str, Callable[[], bytes]] = {
    "short": lambda: briefing_pdf(stories.short_briefing(), Progress()),
    "ordinary": lambda: briefing_pdf(stories.make_briefing(), Progress()),
    "two with talking points": lambda: briefing_pdf(
        stories.make_briefing(stories.make_profile(), stories.make_profile("Zweite"), talking_points=("Eins", "Zwei")),
        Progress(),
    ),
    "long": lambda: briefing_pdf(stories.long_briefing(8), Progress()),
    "hostile": lambda: briefing_pdf(stories.hostile_briefing(), Progress()),
    "every part, two partners": lambda: briefing_pdf(whole(2), Progress()),
    "no cover": lambda: briefing_pdf(whole(1, *(part for part in PARTS if part not in LEADING)), Progress()),
    "no cover, two partners": lambda: briefing_pdf(whole(2, *(part for part in PARTS if part != "cover")), Progress()),
    "cover alone": lambda: briefing_pdf(whole(2, "cover"), Progress()),
    "nothing": lambda: briefing_pdf(whole(2, "contents"), Progress()),
    "points last": lambda: briefing_pdf(whole(2, "cover", "contents", "offers", "talking_points"), Progress()),
    "no partner": lambda: briefing_pdf(replace(stories.make_briefing(), profiles=()), Progress()),
    "list": lambda: list_pdf(stories.make_sheet(60), Progress()),
    "empty list": lambda: list_pdf(stories.make_sheet(0), Progress()),
    "list without columns": lambda: list_pdf(stories.make_sheet(0, columns=()), Progress()),
    "hostile list": lambda: list_pdf(stories.hostile_sheet(), Progress()),
}


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_passes_the_accessibility_check(name):
    assert check(PAPERS[name]()).findings == []


@pytest.mark.parametrize("name", ["ordinary", "hostile", "list"])
def test_the_same_input_gives_the_same_bytes(name):
    assert PAPERS[name]() == PAPERS[name]()


def test_structure_of_a_pack_is_as_it_was():
    briefing = stories.make_briefing(starts_at=None, talking_points=("Winterkalender", "Fahrtkosten"))
    tree = "\n".join(check(briefing_pdf(briefing, Progress())).tree) + "\n"

    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(tree, encoding="utf-8")
    assert tree == GOLDEN.read_text(encoding="utf-8")


def test_a_pack_of_one_organisation_is_two_pages():
    assert briefing_paper(stories.make_briefing(), Progress()).pages == 2


def test_a_pack_that_runs_over_is_set_tighter_if_that_saves_a_page():
    profile = stories.make_profile()
    fuller = replace(profile, notes=(*profile.notes, *profile.notes[:1]))

    assert briefing_paper(stories.make_briefing(fuller), Progress()).pages == 2


def rich_profile(talks: int) -> Profile:
    """Return a partner with more to tell than a page holds; the oldest talk ends in a promise."""
    profile = stories.make_profile()
    talk = replace(profile.notes[0], content="Lange besprochen. " * 20, agreement="")
    late = replace(talk, title="Ganz alt", agreement="Alte Zusage")
    return replace(profile, notes=(*profile.notes, *[talk] * talks, late))


def test_a_rich_partner_gets_two_pages_with_the_cover_as_their_head():
    paper = briefing_paper(stories.make_briefing(rich_profile(2)), Progress())

    spoken = check(paper.content).spoken
    assert (paper.pages, paper.cover_is_head) == (2, True)
    assert check(paper.content).findings == []
    assert "Ganz alt" in spoken and "Termin Montag, 23. November 2026" in spoken


def test_a_cover_that_would_hold_just_the_name_is_a_head():
    short = stories.short_briefing()
    bare = replace(short, title=short.profiles[0].title)

    paper, with_place = briefing_paper(bare, Progress()), briefing_paper(replace(bare, place="Rathaus"), Progress())

    assert (paper.pages, paper.cover_is_head) == (1, True)
    assert (with_place.pages, with_place.cover_is_head) == (2, False)


def test_older_talks_are_left_off_where_that_saves_a_page_but_never_agreements():
    fuller = rich_profile(12)

    everything = briefing_paper(stories.make_briefing(fuller), Progress())
    shorter = briefing_paper(stories.make_briefing(fuller, least_notes=3), Progress())

    assert everything.pages > shorter.pages == 2
    assert everything.most_notes is None and shorter.most_notes in range(3, len(fuller.notes))
    spoken = check(shorter.content).spoken
    assert "Alte Zusage" in spoken and "Ganz alt" not in spoken and "Zweiter Standort" in spoken


def filled(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return how far each page of a pack is filled, from 0 to 1."""
    seen: list[Composed] = []

    def build(pages: Composed, *rest: Any) -> Paper:
        seen.append(pages)
        return build_module.build(pages, *rest)

    monkeypatch.setattr(briefing_module, "build", build)
    briefing_paper(briefing, Progress())
    area = house.portrait()[1]
    lowest = [min(put.top - put.block.height(area.width) for put in page) for page in seen[-1].pages]
    return [(area.top - low) / area.height for low in lowest]


@pytest.mark.parametrize("count", [2, 5, 20])
def test_only_the_last_page_of_a_pack_may_be_nearly_empty(count, monkeypatch):
    briefing = stories.long_briefing(count)
    some = [replace(entry, notes=entry.notes[: number % 7]) for number, entry in enumerate(briefing.profiles)]

    pages = filled(replace(briefing, profiles=tuple(some), talking_points=("Räume",)), monkeypatch)

    assert min(pages[:-1]) >= 0.4


def test_partners_with_little_to_tell_share_a_page():
    names = [f"Partner {number}" for number in range(1, 5)]
    briefing = stories.make_briefing(*(Profile(name, "Verein", (), (), "", (), (), (), ()) for name in names))

    report = check(briefing_pdf(briefing, Progress()))

    assert report.findings == []
    assert report.artifacts.count("Seite 2 von 2") == 1


def test_a_page_in_the_midst_of_a_partner_says_whose_it_is():
    briefing = replace(stories.long_briefing(2), talking_points=())

    artifacts = check(briefing_pdf(briefing, Progress())).artifacts

    assert "Seniorenbüro Nummer 1 (Demo) (Fortsetzung)" in artifacts
    assert artifacts.count("Runde der Seniorenbüros") == 2  # where the two begin


def test_a_long_name_is_cut_before_the_word_that_says_it_goes_on():
    briefing = replace(stories.long_briefing(1), talking_points=())
    name = f"{stories.NAME_120} und {stories.NAME_120}"
    named = replace(briefing, profiles=(replace(briefing.profiles[0], title=name),))

    running = [text for text in check(briefing_pdf(named, Progress())).artifacts if "Fortsetzung" in text]

    assert running and all(text.startswith("Arbeitsgemeinschaft der ") for text in running)
    assert all(text.endswith("… (Fortsetzung)") for text in running)


def test_offers_of_one_district_stand_once_in_a_pack_and_say_where_the_others_are():
    made = check(briefing_pdf(whole(3, "profile", "nearby"), Progress()))

    assert made.spoken.count("Nachtcafé") == 1
    assert made.spoken.count("Ein Angebot, das schon weiter vorn steht: bei „Partner 1“.") == 2
    assert made.spoken.count("3 weitere Angebote im Bezirk, siehe Liste „Angebote“.") == 3


def test_partners_of_one_district_do_not_list_each_others_offers_again():
    shared, own, theirs = (OfferLine(title, "", "Hafen", "Aktiv", None, "") for title in ("Café", "Chor", "Boule"))
    first = stories.make_profile("Erste", offers=(own,), nearby=(shared, theirs))
    second = stories.make_profile("Zweite", offers=(theirs,), nearby=(shared, own))
    third = stories.make_profile("Dritte", offers=(), nearby=(shared, own, theirs, replace(shared, title="Skat")))

    spoken = check(briefing_pdf(stories.make_briefing(first, second, third, parts=tuple(PARTS)), Progress())).spoken

    assert [spoken.count(title) for title in ("Café", "Chor", "Boule", "Skat")] == [1, 1, 2, 1]  # Boule: their own, too
    assert "2 Angebote, die schon weiter vorn stehen: bei „Erste“." in spoken
    assert "3 weitere stehen schon weiter vorn: bei „Erste“." in spoken


def test_contents_that_lead_nowhere_are_left_out():
    with_points = briefing_pdf(stories.make_briefing(talking_points=("Räume",)), Progress())

    assert "Inhalt" not in check(PAPERS["ordinary"]()).spoken
    assert "Inhalt" not in check(with_points).spoken
    assert "Inhalt" in check(PAPERS["two with talking points"]()).spoken


def test_each_organisation_takes_one_to_two_pages():
    assert briefing_paper(stories.long_briefing(8), Progress()).pages <= 1 + 1 + 8 * 2 + 1


def test_empty_sections_are_left_out():
    report = check(PAPERS["short"]())

    assert report.roles["Table"] == 0
    assert report.roles["H3"] == 0
    assert "–" not in report.spoken.replace("Intern – enthält", "")


def test_both_sides_of_open_points_and_overdue_are_in_words():
    spoken = check(PAPERS["ordinary"]()).spoken

    assert "Offen bei uns Wer Bis Raumfrage mit Familienbüro Nord klären" in spoken
    assert "Offen auf der anderen Seite Wer Bis" in spoken
    assert "Aylin Çelik 18.11.2026 überfällig seit 4 Tagen" in spoken


def test_confidential_notes_left_out_are_told():
    assert "2 vertrauliche Vermerke sind nicht enthalten." in check(PAPERS["ordinary"]()).spoken


def test_pages_say_number_day_and_confidentiality():
    artifacts = check(briefing_pdf(stories.long_briefing(2), Progress())).artifacts

    assert "Stand: 22. November 2026" in artifacts
    assert "Vertraulich – nur für den Dienstgebrauch" in artifacts
    pages = [text for text in artifacts if text.startswith("Seite ")]
    assert pages == [f"Seite {number} von {len(pages)}" for number in range(1, len(pages) + 1)]


def test_contents_lead_to_the_pages_they_name():
    content = briefing_pdf(stories.long_briefing(3), Progress())

    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [link for link in pdf.pages[0].obj.Annots if "/Dest" in link]
        told = [(str(link.Contents), numbers[link.Dest[0].objgen]) for link in links]
    assert len(told) == 4
    assert all(text.endswith(f"Seite {number}") for text, number in told)


def test_markup_is_text():
    spoken = check(PAPERS["hostile"]()).spoken

    assert stories.MARKUP in spoken
    assert "<max@example.org>" in spoken


def test_what_inter_lacks_is_printed_in_other_faces_and_reads_back():
    title = "Besuch 委員會 😀👩‍👧 Հայ 김민수 ☐"
    paper = briefing_paper(stories.make_briefing(title=title), Progress())

    report = check(paper.content)
    assert (report.findings, paper.missing) == ([], {})
    assert title.replace("\u200d", "") in report.spoken


def test_missing_characters_are_visible_and_reported():
    paper = briefing_paper(stories.make_briefing(title="Besuch कि"), Progress())

    assert "Besuch [U+0915][U+093F]" in check(paper.content).spoken
    assert paper.missing["क"] >= 1


def test_a_list_repeats_its_head_and_reads_it_once():
    report = check(PAPERS["list"]())

    assert report.spoken.count("Wirkungsbereich Anschrift Telefon") == 1
    assert report.artifacts.count("Anschrift") == list_paper(stories.make_sheet(60), Progress()).pages - 1


def test_a_list_says_how_many_and_what_is_left_out():
    spoken = check(PAPERS["list"]()).spoken

    assert "60 Einträge · 3 gesperrte oder vertrauliche Einträge sind nicht enthalten" in spoken
    assert "Einladung zum Runden Tisch" in spoken
    assert "04109 Leipzig" in spoken


def test_in_a_list_telephone_numbers_and_addresses_stay_in_one_line(qapp: object):
    columns = tuple(SheetColumn(label, "text") for label in ("Organisation", "Art", "Wer", "Telefon", "E-Mail"))
    phone, email = "0231 / 086388", "info@begegnungsteam-innenstadt-nord.example"
    row = ("Begegnungsteam Innenstadt-Nord am Markt", "Begegnungsstätte / Nachbarschaftshaus", "Uhlig, Schwarz " * 4)
    sheet = stories.make_sheet(columns=columns, rows=[(*row, f"{phone}, {phone}", email)] * 3, count=3)

    said = PdfPages(list_pdf(sheet, Progress())).text(0).replace("\u00a0", " ")

    assert said.count(email) == 3 and said.count(phone) == 6


LONG_PHONE = "+49 (0) 231 / 094641-129"
CELLS = {
    "Organisation": "Begegnungsteam Innenstadt-Nord am Markt",
    "Art": "Begegnungsstätte / Nachbarschaftshaus",
    "Telefon": "0231 086388",
    "E-Mail": "info@begegnungsteam-innenstadt-nord.example",
    "Anschrift": "Bissenkamp 12, 44145 Castrop-Rauxel",
    "Ansprechperson": "Frank Uhlig, Zofia Jabłoński, Prof. Dr. Gerda Zander",
    "Letzter Kontakt": stories.TODAY,
    "Träger": "Diakonisches Werk Ruhrbogen gGmbH",
    "Zielgruppen": "Alleinerziehende, junge Eltern, Ältere",
    "Notiz": "Erreichbar unter Tel. 0231 09464 / 9 oder 0231 123456 / 0171 1234567, sonst schreiben. " * 2,
    "Wirkungsbereich": "gesamtstädtisch",
}


@pytest.mark.parametrize("count", [4, 8, 11])
def test_in_no_list_a_phone_a_day_or_a_postal_code_goes_over_two_lines(count: int, qapp: object):
    columns = tuple(SheetColumn(label, "text") for label in [*CELLS][-count:] + ["Telefon"])
    rows = [tuple(CELLS[column.label] for column in columns)] * 40
    rows[30] = (*rows[30][:-1], LONG_PHONE)  # one of many counts as well
    sheet = stories.make_sheet(columns=columns, rows=rows, count=40)

    paper = list_paper(sheet, Progress())
    pages = PdfPages(paper.content)
    said = "".join(pages.text(number) for number in range(paper.pages)).replace("\u00a0", " ")

    assert said.count(LONG_PHONE) == 1 and said.count("0231 086388") >= 39
    assert said.count("0231 09464 / 9") == said.count("0171 1234567") == 80
    assert said.count("22.11.2026") == 40 * (count > 4) and said.count("44145") == 40 * (count > 7)


def test_an_empty_list_says_so():
    assert "Keine Einträge · 3 gesperrte" in check(PAPERS["empty list"]()).spoken


@pytest.mark.parametrize("count", range(14, 18))
def test_what_is_told_of_a_list_never_stands_alone_on_its_last_page(count):
    made = check(list_pdf(stories.make_sheet(count), Progress()))

    assert made.findings == [] and made.roles["TR"] == 1 + count
    last = PdfPages(list_pdf(stories.make_sheet(count), Progress()))
    told = last.text(len(last) - 1)
    name = str(stories.ROWS[(count - 1) % len(stories.ROWS)][0])
    assert "Zu dieser Liste" in told and name[:14] in told


def test_a_list_reads_its_rows_once():
    rows = stories.make_sheet(5).rows

    assert check(list_pdf(stories.make_sheet(5, rows=iter(rows)), Progress())).roles["TR"] == 1 + 5


def test_a_paper_can_be_cancelled():
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        briefing_pdf(stories.make_briefing(), progress)
    with pytest.raises(Cancelled):
        list_pdf(stories.make_sheet(), progress)


def test_progress_ends_at_the_last_page():
    steps: list[tuple[int, int]] = []
    paper = briefing_paper(stories.long_briefing(2), Progress(lambda done, total: steps.append((done, total))))

    assert steps[-1] == (paper.pages, paper.pages)


def test_parts_are_printed_in_their_order_and_no_others():
    spoken = check(briefing_pdf(whole(1, "cases", "nearby", "people"), Progress())).spoken

    heads = ["Offene Vorgänge", "Angebote anderer im Bezirk", "Südlicht gGmbH", "Ansprechpersonen"]
    places = [spoken.index(text) for text in heads]
    assert places == sorted(places)
    assert "3 weitere Angebote im Bezirk, siehe Liste „Angebote“." in spoken
    assert not any(text in spoken for text in ("Inhalt", "Letzte Kontakte", "Offene Punkte", "Gesprächspunkte"))


def test_without_a_cover_the_first_page_says_what_it_is():
    paper = briefing_paper(whole(1, "profile", "people"), Progress())
    spoken = check(paper.content).spoken

    assert paper.pages == 1
    assert spoken.startswith("Stadt Musterhausen · Büro der")
    assert "Koordinierungsstelle Einsamkeit Gespräch mit dem Verein Alleinerziehend & Stark Antrittsbesuch" in spoken
    assert "Termin Montag, 23. November 2026" in spoken


def test_talking_points_come_first_as_long_as_no_recipe_says_otherwise():
    single = check(briefing_pdf(stories.make_briefing(talking_points=("Radwege",)), Progress())).spoken
    last = check(briefing_pdf(whole(2, "cover", "contents", "offers", "talking_points"), Progress())).spoken

    assert single.index("1. Radwege") < single.index("Zielgruppen")
    assert last.index("Angebot Wann Wo Stand") < last.index("1. Räume")


def test_left_out_confidential_notes_are_told_with_the_agreements_alone():
    spoken = check(briefing_pdf(whole(1, "agreements"), Progress())).spoken

    assert spoken.count("2 vertrauliche Vermerke sind nicht enthalten.") == 1
