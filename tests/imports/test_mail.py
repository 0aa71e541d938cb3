"""Mails of all sorts are read as they were meant, hostile ones end with a sentence, and nothing in them is run."""

import random
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.imports.mail import is_mail, read_mail, read_mail_file
from einsamkeit_desktop.imports.mail_parts import MOST_PEOPLE, MOST_TEXT
from einsamkeit_desktop.imports.mail_text import divided, html_as_text

from .outlook import message as outlook


def eml(text="Hallo,\n\nder Raum ist frei.", html="", files=(), **headers):
    """Return a mail as other programs save it."""
    message = EmailMessage()
    told = {"From": "Aylin Çelik <A.Celik@Example.org>", "To": "Stelle <stelle@example.org>, max@example.org"}
    told |= {"Subject": "Mittagstisch", "Date": "Fri, 20 Nov 2026 14:05:00 +0100", "Message-ID": "<1@example.org>"}
    for name, value in (told | headers).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def read(content):
    return read_mail("nachricht.eml", content)


@pytest.mark.parametrize("content", [eml(), outlook(body="Hallo,\r\n\r\nder Raum ist frei.")], ids=["eml", "msg"])
def test_who_wrote_what_and_when_is_read_from_both_forms(content):
    mail = read(content)

    assert (mail.sender.name, mail.sender.address) == ("Aylin Çelik", "a.celik@example.org")
    assert mail.recipients[0].address == "stelle@example.org"
    assert mail.subject == "Mittagstisch"
    assert mail.at == datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
    assert mail.text == "Hallo,\n\nder Raum ist frei."


@pytest.mark.parametrize(
    "content",
    [
        eml(files=[("Plan.pdf", b"%PDF-1.7 x"), ("../../böse.exe", b"MZ")]),
        outlook(files=(("Plan.pdf", b"%PDF-1.7 x"), ("..\\..\\böse.exe", b"MZ" * 4000))),
    ],
    ids=["eml", "msg"],
)
def test_files_come_along_under_safe_names(content):
    files = read(content).files

    assert [file.name for file in files] == ["Plan.pdf", "böse.exe"]
    assert files[0].content == b"%PDF-1.7 x"


def test_a_mail_of_html_alone_becomes_plain_lines():
    content = eml(text=" ", html="<p>Hallo <b>Welt</b></p><script>alert(1)</script><img src='http://x/y'><p>Gruß</p>")

    assert read(content).text == "Hallo Welt\n\nGruß"


def test_outlook_html_is_read_where_there_is_no_plain_text():
    assert read(outlook(body="", p10130102="<p>Grüße</p>".encode())).text == "Grüße"


def test_outlook_text_as_rtf_alone_is_said_to_be_missing():
    mail = read(outlook(body="", p10090102=b"LZFu"))

    assert mail.text == ""
    assert "RTF" in mail.remarks[0]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Danke!\n\nAm 20.11.2026 um 14:05 schrieb Stelle:\n> Geht es?", "Danke!"),
        ("Danke!\n\n-----Ursprüngliche Nachricht-----\nVon: Stelle", "Danke!"),
        ("Danke!\n________________________________\nVon: Stelle\nGesendet: Freitag", "Danke!"),
        ("Danke!\n\nVon: Stelle <s@example.org>\nGesendet: Freitag, 20. November\nAn: x", "Danke!"),
        ("Danke!\n\nOn Fri, Nov 20, 2026, Stelle wrote:\n> x", "Danke!"),
        ("Danke!\n> alt\n> älter\n", "Danke!"),
        ("> erst das Zitat\nund dann die Antwort", "> erst das Zitat\nund dann die Antwort"),
        ("Am Freitag wird es eng.", "Am Freitag wird es eng."),
        ("> nur Zitat", "> nur Zitat"),
    ],
)
def test_the_history_is_divided_from_what_is_new(text, new):
    own, quoted = divided(text)

    assert own == new
    assert (quoted == "") is (new == text)


def test_nothing_is_lost_by_dividing():
    text = "Danke!\n\nAm 20.11.2026 um 14:05 schrieb Stelle:\n> Geht es?"

    assert "".join("".join(divided(text)).split()) == "".join(text.split())


def test_odd_charsets_and_encoded_names_are_read():
    content = (
        b"From: =?iso-8859-1?Q?M=FCller=2C_J=FCrgen?= <j@example.org>\nSubject: =?utf-8?b?R3LDvMOfZQ==?=\n"
        b"Content-Type: text/plain; charset=gibtsnicht\n\nGr\xfc\xdfe"
    )

    mail = read(content)

    assert (mail.sender.name, mail.subject, mail.text) == ("Müller, Jürgen", "Grüße", "Grüße")


def test_a_mail_without_a_day_has_none():
    assert read(eml(Date="vorgestern")).at is None


def test_the_same_mail_has_the_same_key_however_it_was_saved():
    assert read(eml()).key == read(outlook()).key
    assert read(eml()).key != read(eml(**{"Message-ID": "<2@example.org>"})).key


def test_a_mail_inside_a_mail_is_one_file():
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Innen"
    inner.set_content("innen")
    outer["From"] = "a@example.org"
    outer.set_content("außen")
    outer.add_attachment(inner)

    mail = read(outer.as_bytes())

    assert mail.text == "außen"
    assert [file.name for file in mail.files] == ["Innen.eml"]


def test_floods_are_cut():
    people = ", ".join(f"p{number}@example.org" for number in range(5000))
    content = f"From: a@example.org\nTo: {people}\n\n{'Wort ' * 100_000}".encode()

    mail = read(content)

    assert len(mail.recipients) <= MOST_PEOPLE
    assert len(mail.text) <= MOST_TEXT + 2
    assert "gekürzt" in mail.remarks[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nur Text",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000,
        outlook()[:1500],
        b"From: " + b"(" * 50_000 + b"a@b.c\n\nx",
        b"From: a@b.c\n" + b"Content-Type: message/rfc822\n\n" * 900,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(2000)),
    ],
)
def test_what_is_no_mail_is_said_in_a_sentence(content):
    with pytest.raises(BadFile, match="nicht als E-Mail"):
        read(content)


@pytest.mark.parametrize("piece", ["<", "<!", "<!--", "<a ", "</", "&", "<script>", "<![", "<p>", "<title>", "<?"])
def test_a_flood_of_broken_html_ends(piece):
    assert "alert" not in html_as_text(piece * (400_000 // len(piece)) + "<script>alert(1)</script>")


def test_mutilated_mails_end_in_a_mail_or_a_sentence():
    dice = random.Random(7)
    whole = [
        eml(html="<p>x</p>", files=[("a.pdf", b"%PDF-1.7" * 50)]),
        outlook(files=(("a.pdf", b"x" * 5000),), p10130102=b"<p>x</p>"),
    ]
    ended = {"mail": 0, "sentence": 0}
    for number in range(1500):
        content = bytearray(whole[number % 2])
        for _mutation in range(dice.randint(1, 12)):
            at = dice.randrange(len(content))
            match dice.randrange(4):
                case 0:
                    content[at] = dice.randrange(256)
                case 1:
                    del content[at : at + dice.randint(1, 200)]
                case 2:
                    content[at:at] = content[at : at + dice.randint(1, 400)]
                case 3:
                    content[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"=?x?", b"\r\n\r\n"))
        try:
            read(bytes(content))
            ended["mail"] += 1
        except BadFile:
            ended["sentence"] += 1
    print(ended)

    assert ended["mail"] > 100
    assert ended["sentence"] > 10


def test_mails_are_told_by_their_ending_and_read_with_their_bytes(tmp_path):
    path = tmp_path / "Nachricht.EML"
    path.write_bytes(eml())

    mail, content = read_mail_file(path)

    assert is_mail(path) and not is_mail(tmp_path / "Nachricht.txt")
    assert (mail.subject, content) == ("Mittagstisch", eml()[:0] + path.read_bytes())


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(BadFile, match="lässt sich nicht lesen"):
        read_mail_file(tmp_path / "weg.eml")
