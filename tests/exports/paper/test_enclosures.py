"""Attachments in a pack: every page to be seen and heard, and a bad file is a sentence, never a broken paper."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from PIL import Image

from einsamkeit_desktop.apart import answer_of
from einsamkeit_desktop.errors import BadFile, Cancelled
from einsamkeit_desktop.exports import enclosing
from einsamkeit_desktop.exports.paper.briefing import PackPaper, briefing_paper, briefing_pdf
from einsamkeit_desktop.exports.paper.lists import list_pdf
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Enclosure

from . import stories
from .pdfua import check


@cache
def foreign_pdf() -> bytes:
    """Return a PDF of several pages, wide ones."""
    return list_pdf(stories.make_sheet(60), Progress())


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    """Return a picture."""
    stream = io.BytesIO()
    Image.new(mode, size, (120, 20, 20, 90)[: len(mode)]).save(stream, kind)
    return stream.getvalue()


def made_of(*files: tuple[str, bytes]) -> PackPaper:
    """Return a pack with these files in it."""
    enclosures = tuple(Enclosure(name, "Nordlicht e. V.", content) for name, content in files)
    return briefing_paper(stories.make_briefing(enclosures=enclosures), Progress())


@pytest.fixture(autouse=True)
def nothing_kept():
    enclosing.forget()
    yield
    enclosing.forget()


def test_pdfs_and_pictures_are_pages_of_an_accessible_pack():
    files = [
        ("Zahlen.pdf", foreign_pdf()),
        ("Saal.png", picture((3000, 800))),
        ("Tür.jpg", picture((40, 90), "JPEG", "RGB")),
    ]
    plain = briefing_paper(stories.make_briefing(), Progress()).pages

    made = made_of(*files)

    report = check(made.content)
    with pikepdf.open(io.BytesIO(foreign_pdf())) as pdf:
        total = len(pdf.pages)
    assert report.findings == [] and made.refused == ()
    assert made.pages == plain + total + 2 and report.roles["Figure"] == total + 2
    assert "Anlage: Zahlen.pdf" in report.spoken and f"Nordlicht e. V. · Seite {total} von {total}" in report.spoken


def test_the_text_of_a_page_is_heard_and_a_picture_says_what_it_is():
    with pikepdf.open(io.BytesIO(made_of(("Zahlen.pdf", foreign_pdf()), ("Saal.png", picture((9, 9)))).content)) as pdf:
        heard = [str(found.Alt) for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found]

    assert "Mehrgenerationenhaus Lindenwinkel" in heard[0] and heard[0].startswith("Zahlen.pdf, Seite 1 von")
    assert heard[-1] == "Bild von Saal.png, ohne lesbaren Text"


def locked() -> bytes:
    """Return a PDF that asks for a password."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(foreign_pdf())) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"%PDF-1.7 kaputt", "beschädigt"),
        (lambda: foreign_pdf()[:900], "beschädigt"),
        (lambda: b"", "beschädigt"),
        (lambda: picture((60, 60))[:80], "beschädigt"),
        (locked, "Kennwort"),
        (lambda: picture((20_000, 20_000), mode="L"), "zu groß"),
    ],
    ids=["no pdf", "cut pdf", "empty", "cut picture", "locked", "huge"],
)
def test_a_file_that_cannot_be_drawn_is_a_sentence_and_stays_out(content, reason):
    made = made_of(("Böse & Co.pdf", content()), ("Saal.png", picture((9, 9))))

    (sentence,) = made.refused
    assert sentence.startswith("„Böse & Co.pdf“ ist nicht dabei") and reason in sentence and sentence.endswith(".")
    report = check(made.content)
    assert report.findings == [] and report.roles["Figure"] == 1


def test_a_file_that_takes_too_long_or_breaks_the_reader_is_a_sentence(monkeypatch):
    entry = Enclosure("Zahlen.pdf", "x", foreign_pdf())
    with pytest.raises(BadFile, match="zu lange"):
        enclosing.pages_of(entry, Progress(), seconds=0.0)

    def breaks(*_arguments):
        raise EOFError

    monkeypatch.setattr(enclosing, "answer_of", breaks)
    with pytest.raises(BadFile, match="beschädigt"):
        enclosing.pages_of(entry, Progress())


def test_forgetting_waits_for_no_drawing_and_what_is_drawn_then_is_not_kept(monkeypatch):
    entry = Enclosure("a.png", "x", picture((9, 9)))

    def closed_meanwhile(*given):
        enclosing.forget()
        return answer_of(*given)

    monkeypatch.setattr(enclosing, "answer_of", closed_meanwhile)
    assert len(enclosing.pages_of(entry, Progress()).pages) == 1

    assert not enclosing._drawn


def test_a_file_is_drawn_once_for_all_previews(monkeypatch):
    enclosing.pages_of(Enclosure("a.png", "x", picture((9, 9))), Progress())
    monkeypatch.setattr(enclosing, "answer_of", None)

    assert len(enclosing.pages_of(Enclosure("b.png", "y", picture((9, 9))), Progress()).pages) == 1


def test_a_long_file_says_how_much_of_it_is_there(monkeypatch):
    entry = Enclosure("a.png", "x", picture((9, 9)))
    found = enclosing.Enclosed(enclosing.pages_of(entry, Progress()).pages * 2, 9)
    monkeypatch.setattr("einsamkeit_desktop.exports.paper.enclosures.pages_of", lambda *_arguments: found)

    assert made_of(("a.png", entry.content)).refused == ("„a.png“ hat 9 Seiten; gedruckt sind die ersten 2.",)


def test_the_same_pack_is_the_same_file_and_can_be_cancelled():
    files = (("Saal.png", picture((9, 9))),)
    assert made_of(*files).content == made_of(*files).content

    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        briefing_pdf(stories.make_briefing(enclosures=(Enclosure("a.png", "x", picture((9, 9))),)), progress)


def test_drawing_ends_with_the_window_that_wanted_it():
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        enclosing.pages_of(Enclosure("Zahlen.pdf", "x", foreign_pdf()), progress)
