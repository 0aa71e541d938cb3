"""A partner list as an office keeps it in Excel before it has this program: to try the import with."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from ..actions.setup import default_profile
from ..kinds.days import format_day
from ..paths import resource
from .contactpoints import Reach, domain, mail
from .dice import Dice
from .scene import profile_of, words

COLUMNS = (
    *("Organisation", "Art", "Straße", "PLZ", "Ort", "Stadtteil/Bezirk", "Zielgruppen"),
    *("Ansprechperson", "Funktion", "Telefon", "E-Mail", "Bemerkung"),
)
ROWS = 40
_KNOWN_ROWS = 14
_FUNCTIONS = (
    "Leitung",
    "Geschäftsführerin",
    "stellv. Leitung",
    "Koordination",
    "Vorsitz",
    "Sozialarbeit",
    "Ehrenamt",
    "",
)
_REMARKS = (
    "",
    "",
    "",
    "Rückruf erbeten",
    "nur vormittags",
    "war beim Runden Tisch",
    "Achtung: neue Adresse!",
    "s. Mail vom {day}",
)
_WIDTHS = (44, 24, 26, 8, 16, 20, 34, 30, 20, 30, 38, 30)


def demo_partner_list(target: Path, today: date, *, profile: str = "", seed: int = 1) -> None:
    """Write the list as .xlsx: forty rows, a third of them partners of the demo store, with the mess of real lists.

    There are two phones in one cell, numbers in many spellings, missing values, postal codes that became numbers, and
    several target groups in a cell. The same arguments give the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Partner"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in _rows(Dice(f"{seed} partner list"), today, profile or default_profile()):
        sheet.append(row)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    moment = datetime.combine(today, time(8))
    workbook.properties.creator = "Demo"
    workbook.properties.created = workbook.properties.modified = moment
    packed = BytesIO()
    workbook.save(packed)
    target.write_bytes(_settled(packed, moment))


def _settled(packed: BytesIO, moment: datetime) -> bytes:
    """Return the workbook with the given moment in place of the clock's, wherever the writing left it."""
    out = BytesIO()
    stamp = f"{moment.isoformat()}Z".encode()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def _rows(dice: Dice, today: date, profile: str) -> Iterator[tuple[Any, ...]]:
    labels, districts = _labels(), _district_names(profile)
    settings = profile_of(profile)
    reach = Reach(settings, words("places")["streets"])
    people, shown = _people(dice), words("showcase")["people"]
    for form in _forms(dice, len(districts)):
        name, origin = form["name"], dice.random()
        address = reach.address(dice)
        person, mailed = next(people) if dice.chance(0.87) else ("", None)
        if form.get("key") in shown:
            person = shown[form["key"]][0][0]
            given, _, family = person.rpartition(" ")
            mailed = (given, family)
        district = districts[form["seat"] % len(districts)] if isinstance(form["seat"], int) else ""
        groups = [_loosely(dice, labels[code]) for code in form["groups"]]
        yield (
            name,
            labels[form["type"]] if dice.chance(0.9) else "",
            address.street if dice.chance(0.9) else None,
            int(address.postal_code) if dice.chance(0.3) else address.postal_code,
            settings["name"] if dice.chance(0.85) else None,
            "alle Bezirke" if form["serves"] == "all" and dice.chance(0.5) else district,
            "; ".join(groups),
            person,
            dice.choice(_FUNCTIONS) if person else None,
            _phones(dice, reach, settings["phone_area_code"]) if dice.chance(0.9) else None,
            mail(*mailed, domain(name)).value if mailed and origin < 0.85 else None,
            dice.choice(_REMARKS).format(day=format_day(today - timedelta(days=dice.randint(20, 400)))) or None,
        )


def _loosely(dice: Dice, label: str) -> str:
    """Return a label of the value lists, now and then only its first words, as people type it."""
    return re.split(r" / |, | \(", label)[0] if dice.chance(0.3) else label


def _forms(dice: Dice, districts: int) -> Iterator[Mapping[str, Any]]:
    """Yield organisations: some that the demo store has as well, the others new."""
    source = words("organisations")
    yield from source["single"][:_KNOWN_ROWS]
    proper = words("places")["proper"]
    pairs = dice.sample([(pattern, name) for pattern in source["patterns"] for name in proper], ROWS - _KNOWN_ROWS)
    for pattern, name in pairs:
        title = pattern["name"].format(proper=f"Neu-{name}")
        yield {**pattern, "name": title, "seat": dice.randrange(districts), "serves": dice.choice(("all", "seat"))}


def _people(dice: Dice) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield people as such lists name them (with title, with form of address, turned round), and their name parts."""
    source = words("names")
    fixed = {person[0].rpartition(" ")[2] for people in words("showcase")["people"].values() for person in people}
    known = [name for name in source["known"] if "given" in name and name["family"] not in fixed]
    while True:
        name = known.pop(0) if known and dice.chance(0.4) else _invented(dice, source["origins"])
        given, family = name["given"], " ".join(filter(None, (name.get("particle"), name["family"])))
        written = " ".join(filter(None, (name.get("title"), given, family)))
        form = {"frau": "Frau ", "herr": "Herr ", "ohne": ""}[name["form"]]
        turned = f"{family}, {given}"
        yield dice.choice((written, written, f"{form}{written}", turned)), (given, name["family"])


def _invented(dice: Dice, origins: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    origin = dice.choices(origins, [entry["weight"] for entry in origins])[0]
    form = dice.choice(("frau", "herr"))
    title = "Dr." if dice.chance(0.1) else None
    return {"given": dice.choice(origin[form]), "family": dice.choice(origin["family"]), "form": form, "title": title}


def _phones(dice: Dice, reach: Reach, area_code: str) -> str:
    """Return a cell of phone numbers as people type them."""
    number = reach.phone(dice).value.partition(" ")[2]
    first = dice.choice(
        (
            f"{area_code} {number}",
            f"{area_code}/{number}",
            f"({area_code}) {number[:3]} {number[3:]}",
            f"+49 (0){area_code[1:]} {number}",
            f"{area_code} - {number[:3]}-{number[3:]}",
            number,
        )
    )
    if dice.chance(0.2):
        return f"{first}{dice.choice((' / ', '; ', ' oder '))}{reach.mobile(dice).value}"
    return first


def _labels() -> dict[str, str]:
    lists = json.loads(resource("value_lists.json").read_text(encoding="utf-8"))["lists"]
    groups = {entry["code"]: entry["label"] for entry in lists["target_group"]["entries"]}
    return {entry["code"]: entry["label"] for entry in lists["organisation_type"]["entries"]} | groups


def _district_names(profile: str) -> list[str]:
    path = resource(f"profiles/{profile}/areas.csv")
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines, delimiter=";") if row["ebene"] == "1"]
