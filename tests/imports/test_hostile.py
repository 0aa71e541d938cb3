"""More than 300 hostile texts through every way in: unchanged but for the cleaning, or with a sentence that says so."""

import re
from email.message import EmailMessage

import pytest

from einsamkeit_desktop.imports.icsread import read_happenings
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.mail import read_mail
from einsamkeit_desktop.imports.mail_parts import MOST_TEXT
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.progress import Progress

from ..hostile import ALL_HOSTILE
from .hostile_files import FORMS, sayable
from .outlook import message as outlook


def flat(text: str | None) -> str:
    """Return a text without blanks: some forms cannot tell a line's end from a blank, or double ones from one."""
    return re.sub(r"\s+", "", clean_text(sayable(text or ""), multiline=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_text_arrives_as_it_was_or_its_row_says_what_became_of_it(store, tmp_path, form):
    intake = Intake.of(FORMS[form](ALL_HOSTILE, tmp_path), {})
    plan = intake.planning(store)(Progress())

    said = {row.row for row in plan.rows if row.warnings or row.reason} | {remark.row for remark in plan.remarks}
    first = 1 if form == "vcf" else 2  # the row of the first text
    most = 32_767 if form == "xlsx" else None
    notes = {subject.title: subject.values.get("remark") for row in plan.rows for subject in row.subjects}
    lost = []
    for at, text in enumerate(ALL_HOSTILE):
        got, wanted = flat(notes.get(f"Nr. {at}")), flat(sayable(text)[:most])
        if got != wanted and at + first not in said:
            lost.append((at, text[:60], (notes.get(f"Nr. {at}") or "")[:60]))
    assert sum(plan.count(outcome) for outcome in ("new", "updated", "skipped", "failed")) == plan.read
    assert lost == []


@pytest.mark.parametrize("form", ["eml", "msg"])
def test_a_mail_says_what_it_was_told_or_that_it_was_cut(form):
    lost = []
    for text in ALL_HOSTILE:
        if form == "msg":
            raw = outlook(body=f"Hallo\r\n{text}".encode("utf-16-le", "ignore").decode("utf-16-le"))
        else:
            message = EmailMessage()
            message["From"], message["Subject"] = "a@example.org", "x"
            message.set_content(f"Hallo\n{sayable(text)}")
            raw = message.as_bytes()
        mail = read_mail(f"x.{form}", raw)
        got = flat(mail.text + mail.quoted)
        if got != flat(f"Hallo\n{text}") and not (mail.remarks or len(text) > MOST_TEXT):
            lost.append((text[:60], mail.text[:60]))
    assert lost == []


def test_an_entry_of_a_calendar_says_what_it_was_told():
    lost = []
    for text in ALL_HOSTILE:
        told = sayable(text).replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")
        lines = f"UID:1\r\nDTSTART:20261210T090000Z\r\nSUMMARY:Titel\r\nDESCRIPTION:{told}\r\n"
        raw = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
        (found,) = read_happenings(raw.encode())
        if flat(found.content) != flat(text) and not (found.warnings or found.trouble):
            lost.append((text[:60], found.content[:60]))
    assert lost == []
