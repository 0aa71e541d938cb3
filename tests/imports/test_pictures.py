"""Photos in vCards become attachments of the person; what is no picture, or only a link, is reported."""

import base64

import pytest
from sqlalchemy import select

from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.rules import Rules
from einsamkeit_desktop.imports.vcard import table_of
from einsamkeit_desktop.store import journal
from einsamkeit_desktop.store.tables import attachment, attachment_content, record

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff\xe0" + bytes(300)
CARD = "BEGIN:VCARD\r\nVERSION:{version}\r\nFN:Anna Müller\r\nN:Müller;Anna;;;\r\n{photo}\r\nEND:VCARD\r\n"


def folded(text):
    """Return a value folded as address books do."""
    return "\r\n ".join(text[at : at + 60] for at in range(0, len(text), 60))


def bring(store, *photos, version="3.0", **rules):
    raw = CARD.format(version=version, photo="\r\n".join(photos)).encode()
    return engine.run(store, engine.plan(store, [table_of("a.vcf", raw)], rules=Rules(**rules)))


def files(store):
    query = (
        select(record.c.title, attachment.c.file_name, attachment.c.media_type, attachment_content.c.content)
        .join(record, record.c.id == attachment.c.record_id)
        .join(attachment_content, attachment_content.c.id == attachment.c.content_id)
    )
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(attachment.c.id))]


def encoded(content):
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    ("version", "photo"),
    [
        ("2.1", "PHOTO;PNG;ENCODING=BASE64:\r\n " + folded(encoded(PNG)) + "\r\n"),
        ("3.0", "PHOTO;ENCODING=b;TYPE=PNG:" + folded(encoded(PNG))),
        ("4.0", "PHOTO:data:image/png;base64," + folded(encoded(PNG))),
    ],
)
def test_a_photo_is_kept_with_the_person(store, version, photo):
    report = bring(store, photo, version=version)

    assert (report.new, report.failed) == (1, 0)
    assert files(store) == [("Anna Müller", "Anna Müller.png", "image/png", PNG)]


def test_the_same_card_again_attaches_nothing_and_another_photo_is_a_change(store):
    photo = "PHOTO;ENCODING=b;TYPE=PNG:" + encoded(PNG)
    bring(store, photo)

    assert bring(store, photo).skipped == 1
    again = bring(store, "PHOTO;ENCODING=b;TYPE=JPEG:" + encoded(JPEG))

    assert again.updated == 1
    assert [name for _title, name, _type, _content in files(store)] == ["Anna Müller.png", "Anna Müller.jpg"]
    journal.take_back(store, again.step_id)
    assert [name for _title, name, _type, _content in files(store)] == ["Anna Müller.png"]


@pytest.mark.parametrize(
    "photo",
    [
        "PHOTO;VALUE=uri:https://bild.example/anna.jpg",
        "PHOTO;ENCODING=b;TYPE=GIF:" + encoded(b"GIF89a" + bytes(99)),
        "PHOTO;ENCODING=b:!!!",
        "PHOTO:data:text/html,<script>",
    ],
)
def test_what_is_no_picture_in_the_card_is_reported_and_the_person_kept(store, photo):
    report = bring(store, photo)

    assert (report.new, report.failed, files(store)) == (1, 0, [])
    assert any("Nicht übernommen: Bild" in line.reason for line in report.rows)


def test_where_nothing_known_may_change_no_picture_is_attached(store):
    bring(store, "NOTE:x")

    report = bring(store, "PHOTO;ENCODING=b:" + encoded(PNG), changes=False)

    assert (report.skipped, files(store)) == (1, [])
