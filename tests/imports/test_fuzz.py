"""Mangled files of every form end in a plan that adds up or in a sentence, and none needs files from elsewhere."""

import io
import random
import zipfile
from collections import Counter
from datetime import date

import pytest

from einsamkeit_desktop.demo.partnerlist import demo_partner_list
from einsamkeit_desktop.errors import Trouble
from einsamkeit_desktop.imports.files import read
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.pasted import read_pasted
from einsamkeit_desktop.progress import Progress

from ..hostile import HOSTILE
from .hostile_files import as_ods
from .test_files import mutated

SHEET_ROUNDS, TEXT_ROUNDS = 12, 120
CARD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96zdemir;Aylin;;Dr.;\r\n"
    "ORG:Treff Süd;Beratung\r\nTEL;WORK;VOICE:0231 50-1\r\nitem1.EMAIL:a@example.org\r\nitem1.X-ABLabel:Büro\r\n"
    "ADR;TYPE=work:;;Weg 1;Köln;;50667;\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\nNOTE:a\\nb\r\n c\r\nEND:VCARD\r\n"
)
LIST = (
    "Organisation;Ansprechperson;Telefon;Anschrift;Stichwörter\n"
    '"Treff; Süd";Dr. A. Öz;0231 1;"Weg 1\n44135 Dortmund";a, b\n'
)
PAGE = "<table><tr><th>Organisation<th>Telefon</tr><tr><td>Treff<br>Nord &amp; Co</td><td>0231&nbsp;1</td></tr></table>"


def planned(store, tables) -> None:
    """Plan the tables of a file and see that the plan adds up."""
    plan = Intake.of(tables, {}).planning(store)(Progress())
    assert sum(plan.count(outcome) for outcome in ("new", "updated", "skipped", "failed")) == plan.read


def ended(store, read_tables) -> str:
    """Return how one file ended: as a plan or as a sentence; anything else fails the test."""
    try:
        planned(store, read_tables())
    except Trouble as trouble:
        assert str(trouble)
        return "sentence"
    return "plan"


def mutated_workbook(raw: bytes, chance: random.Random) -> bytes:
    """Return a workbook that still opens as an archive, with some of its parts mangled."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as whole, zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            part = whole.read(name)
            archive.writestr(name, mutated(part, chance) if chance.random() < 0.3 else part)
    return out.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_mangled_workbooks(store, tmp_path, form):
    chance, ends = random.Random(form), Counter[str]()
    whole = tmp_path / f"x.{form}"
    if form == "xlsx":
        demo_partner_list(whole, date(2026, 11, 22))
    else:
        as_ods(HOSTILE[:40], tmp_path)
    for number in range(SHEET_ROUNDS):
        path = tmp_path / f"{number}.bin"
        path.write_bytes((mutated if number % 3 == 0 else mutated_workbook)(whole.read_bytes(), chance))
        ends[ended(store, lambda path=path: read(path))] += 1
    print(form, dict(ends))

    assert ends.total() == SHEET_ROUNDS


@pytest.mark.parametrize("whole", [CARD * 3, LIST * 3], ids=["vcf", "csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_mangled_texts_as_files(store, tmp_path, whole, encoding):
    chance, path, ends = random.Random(f"{whole}{encoding}"), tmp_path / "x.bin", Counter[str]()
    for _round in range(TEXT_ROUNDS):
        path.write_bytes(mutated(whole.encode(encoding), chance))
        ends[ended(store, lambda: read(path))] += 1
    print(dict(ends))

    assert ends["plan"] > TEXT_ROUNDS // 10


def test_mangled_texts_and_pages_from_the_clipboard(store):
    chance, ends = random.Random(20261122), Counter[str]()
    for _round in range(4 * TEXT_ROUNDS):
        text = mutated(chance.choice((LIST.replace(";", "\t"), CARD)).encode(), chance).decode("utf-8", "replace")
        page = bytearray(mutated(PAGE.encode(), chance))
        at = chance.randrange(len(page) + 1)
        page[at:at] = chance.choice((b"<![", b"<![CDAT[", b"<!", b"&#x", b"</", b"<!--", b"]]>", b"<td rowspan=9999>"))
        html = page.decode("utf-8", "replace")
        ends[ended(store, lambda text=text, html=html: read_pasted(chance.choice(("", text)), html))] += 1
    print(dict(ends))

    assert ends["plan"] > TEXT_ROUNDS
