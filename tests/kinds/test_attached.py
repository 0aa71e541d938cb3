"""Names of attached files are safe everywhere, and only harmless content is opened directly."""

import io
import zipfile

import pytest

from einsamkeit_desktop.kinds.attached import UNKNOWN, clean_file_name, may_open, media_type

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def document(**more: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Protokoll Übergabe.pdf", "Protokoll Übergabe.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Plan.xlsx", "Plan.xlsx"),
        ("..", "Anhang"),
        ("", "Anhang"),
        ("///", "Anhang"),
        ("a\x00b\n.txt", "ab.txt"),
        ("Rechnung\u202efdp.exe", "Rechnungfdp.exe"),
        ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹.pdf", "_com¹.pdf"),
        ("Bericht. ", "Bericht"),
        (".bashrc", "bashrc"),
        ("a\udcff.pdf", "a.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_a_name_is_safe_on_every_system(raw, clean):
    assert clean_file_name(raw) == clean
    assert clean_file_name(clean) == clean


def test_a_name_of_wide_letters_fits_into_a_folder():
    name = clean_file_name("😀" * 200 + ".pdf")

    assert len(name.encode()) <= 200 and name.endswith(".pdf")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("Grüße".encode(), "text/plain"),
        ("Grüße".encode("cp1252"), "text/plain"),
        (b"", "text/plain"),
        (b"MZ\x90\x00\x03", UNKNOWN),
        (b"PK\x03\x04 torn", UNKNOWN),
        (document(), DOCX),
        (document(**{"word/vbaProject.bin": "x"}), UNKNOWN),
        (document(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}), UNKNOWN),
        (document(**{"word/embeddings/oleObject1.bin": "x"}), UNKNOWN),
        (archive(mimetype=ODT, **{"content.xml": "<x/>"}), ODT),
        (archive(mimetype=ODT, **{"Basic/Standard/Module1.xml": "<x/>"}), UNKNOWN),
        (archive(**{"setup.exe": "MZ"}), UNKNOWN),
        (document(**{"word/_rels/x.rels": "<a>" * 400_000}), UNKNOWN),
    ],
)
def test_the_type_follows_from_the_content(content, media):
    assert media_type(content) == media


@pytest.mark.parametrize(("kind", "media"), [("hyperlink", DOCX), ("attachedTemplate", UNKNOWN)])
def test_a_template_from_elsewhere_is_not_opened_but_a_link_is_no_harm(kind, media):
    relation = f'<Relationship Id="r" Type="http://x/{kind}" Target="http://example.org/" TargetMode="External"/>'

    assert media_type(document(**{"word/_rels/settings.xml.rels": relation})) == media


def test_name_and_content_must_agree():
    assert may_open("Plan.PDF", "application/pdf")
    assert not may_open("Plan.exe", "application/pdf")
    assert not may_open("Plan.pdf", "text/plain")
    assert not may_open("seite.html", "text/plain")
    assert not may_open("liste.csv", "text/plain")
    assert not may_open("ohne", "text/plain")
    assert not may_open("x.bin", UNKNOWN)
