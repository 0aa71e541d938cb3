"""vCards of version 2.1, 3.0 and 4.0, read line by line in linear time; one bad card is one failure, never the file's.

A card becomes a row whose columns say themselves what they hold. Birthdays, gender and family are not taken: the people
here are professional contacts. Everything else that has no column is kept as text in the remark.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from ..errors import BadFile
from ..kinds.attached import LARGEST, PICTURES, media_type
from ..kinds.clean import clean_text
from ..texts import _, mark
from .cardlines import BadCard, Property, cards
from .labels import Target
from .tables import Remark, Table

MOST_BYTES = 50_000_000
MOST_CARDS = 100_000

# Uses of addresses beyond one for work and one at home, each with the word its columns bear.
_FURTHER = (("other", "weitere"), *((f"other{number}", f"weitere {number}") for number in range(2, 10)))
COLUMNS: tuple[tuple[str, Target], ...] = (
    (mark("UID"), Target("uid")),
    (mark("Name"), Target("full_name")),
    (mark("Titel"), Target("academic_title")),
    (mark("Vorname"), Target("given_name")),
    (mark("Nachname"), Target("family_name")),
    (mark("Nachgestellt"), Target("name_suffix")),
    (mark("Organisation"), Target("name", "organisation")),
    (mark("Abteilung"), Target("department")),
    (mark("Funktion"), Target("function")),
    (mark("Telefon"), Target("phone")),
    (mark("Telefon privat"), Target("phone", use="private")),
    (mark("Mobil"), Target("mobile")),
    (mark("Mobil privat"), Target("mobile", use="private")),
    (mark("Fax"), Target("fax")),
    (mark("Fax privat"), Target("fax", use="private")),
    (mark("E-Mail"), Target("email")),
    (mark("E-Mail privat"), Target("email", use="private")),
    (mark("Webseite"), Target("web")),
    (mark("Adresszusatz"), Target("extra")),
    (mark("Postfach"), Target("po_box")),
    (mark("Straße"), Target("street")),
    (mark("PLZ"), Target("postal_code")),
    (mark("Ort"), Target("city")),
    (mark("Land"), Target("country")),
    (mark("Adresszusatz privat"), Target("extra", use="private")),
    (mark("Postfach privat"), Target("po_box", use="private")),
    (mark("Straße privat"), Target("street", use="private")),
    (mark("PLZ privat"), Target("postal_code", use="private")),
    (mark("Ort privat"), Target("city", use="private")),
    (mark("Land privat"), Target("country", use="private")),
    (mark("Bezeichnung der Anschrift"), Target("address_label")),
    (mark("Bezeichnung der Anschrift privat"), Target("address_label", use="private")),
    *(
        (f"{header} {use[1]}", Target(field, use=use[0]))
        for use in _FURTHER
        for header, field in (
            ("Adresszusatz", "extra"),
            ("Postfach", "po_box"),
            ("Straße", "street"),
            ("PLZ", "postal_code"),
            ("Ort", "city"),
            ("Land", "country"),
            ("Anschrift", "whole_address"),
            ("Bezeichnung der Anschrift", "address_label"),
        )
    ),
    (mark("Anschrift"), Target("whole_address")),
    (mark("Anschrift privat"), Target("whole_address", use="private")),
    (mark("Kategorien"), Target("tags")),
    (mark("Bemerkung"), Target("note")),
)
_ADDRESS_FIELDS = ("po_box", "extra", "street", "city", "region", "postal_code", "country")
_PRIVATE_MATTERS = {
    "ANNIVERSARY": mark("Jahrestag"),
    "BDAY": mark("Geburtstag"),
    "BIRTHPLACE": mark("Geburtsort"),
    "DEATHDATE": mark("Todestag"),
    "GENDER": mark("Geschlecht"),
    "HOBBY": mark("Hobby"),
    "RELATED": mark("Angehörige"),
    "X-ABRELATEDNAMES": mark("Angehörige"),
    "X-ANNIVERSARY": mark("Jahrestag"),
    "X-GENDER": mark("Geschlecht"),
    "X-MS-ANNIVERSARY": mark("Jahrestag"),
    "X-MS-CHILD": mark("Angehörige"),
    "X-MS-SPOUSE": mark("Partner"),
    "X-SPOUSE": mark("Partner"),
}
_NAMED = {"NICKNAME": mark("Rufname"), "ROLE": mark("Aufgabe"), "LANG": mark("Sprache"), "IMPP": mark("Messenger")}
_PLACED = "N FN ORG TITLE ROLE TEL EMAIL URL ADR NOTE CATEGORIES UID PHOTO"
# Of use to the program that wrote the card only.
_WITHOUT_USE = (
    "VERSION PRODID REV KIND SOURCE XML CLIENTPIDMAP SORT-STRING CLASS MAILER TZ GEO LOGO SOUND KEY LABEL AGENT PROFILE"
    " CALADRURI CALURI FBURL NAME X-MS-OL-DESIGN X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-CARDPICTURE X-ABADR X-ABLABEL"
    " X-ABUID X-ABSHOWAS X-ABDATE X-ETAG X-ID X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-IMAGEHASH X-IMAGETYPE"
    " X-SHARED-PHOTO-DISPLAY-PREF X-EVOLUTION-FILE-AS X-MOZILLA-HTML"
)
_TECHNICAL = frozenset(_WITHOUT_USE.split())
_SILENT = _TECHNICAL | frozenset(_PLACED.split())
_KNOWN = _SILENT | _PRIVATE_MATTERS.keys()
_MOST_NAMED = 8
_NO_PICTURE = mark("Nicht übernommen: Bild (übernommen werden PNG und JPEG bis 25 MB, die in der Karte selbst stehen).")

Cells = dict[Target, list[str]]


def read_vcards(path: Path) -> Table:
    """Return the cards of a file as a table; row numbers count the cards. Raises errors.BadFile."""
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_("„{file}“ ist zu groß: höchstens 50 MB. Bitte die Datei teilen.").format(file=path.name))
    return table_of(path.name, path.read_bytes())


def table_of(name: str, raw: bytes) -> Table:
    """Return the cards of a file's bytes as a table. Raises errors.BadFile when there is none."""
    read: list[tuple[int, Cells]] = []
    broken: list[Remark] = []
    remarks: list[Remark] = []
    pictures: dict[int, tuple[bytes, ...]] = {}
    number = 0
    for number, card in enumerate(cards(raw), start=1):
        if number > MOST_CARDS:
            raise BadFile(_("„{file}“ hat zu viele Karten. Bitte die Datei teilen.").format(file=name))
        if isinstance(card, BadCard):
            broken.append(Remark(number, card.reason))
            continue
        names = {prop.name for prop in card}
        read.append((number, _cells(card, names)))
        if not names <= _SILENT:
            remarks += [Remark(number, text) for text in _left_out(card)]
        if "PHOTO" in names:
            photos = [prop.content for prop in card if prop.name == "PHOTO"]
            pictures[number] = tuple(filter(_is_picture, photos))
            if len(pictures[number]) < len(photos):
                remarks.append(Remark(number, _(_NO_PICTURE)))
    if not number:
        raise BadFile(_("„{file}“ enthält keine vCard.").format(file=name))
    filled = {target for _number, cells in read for target in cells}
    used = [(header, target) for header, target in COLUMNS if target in filled]
    return Table(
        name,
        0,
        tuple(_(header) for header, _target in used),
        _rows([cells for _number, cells in read], [target for _header, target in used]),
        tuple(number for number, _cells in read),
        tuple(remarks),
        tuple(broken),
        tuple(target for _header, target in used),
        pictures=pictures,
    )


def _is_picture(content: bytes) -> bool:
    return 0 < len(content) <= LARGEST and media_type(content) in PICTURES


def _rows(read: Iterable[Cells], targets: Sequence[Target]) -> list[tuple[str, ...]]:
    places, rows = {target: at for at, target in enumerate(targets)}, []
    for cells in read:
        row = [""] * len(targets)
        for target, texts in cells.items():
            row[places[target]] = texts[0] if len(texts) == 1 else "\n".join(texts)
        rows.append(tuple(row))
    return rows


# The same few targets stand in every card.
_target = lru_cache(maxsize=512)(Target)
_NAME, _FAMILY, _GIVEN = Target("name", "organisation"), Target("family_name"), Target("given_name")
_WHOLE = Target("full_name")


def _cells(card: list[Property], names: Collection[str]) -> Cells:
    cells: Cells = {}
    for found, text in _placed(card, names):
        cleaned = clean_text(text, multiline=True) if text else ""
        if not cleaned:
            continue
        if found not in cells:
            cells[found] = [cleaned]
        elif cleaned not in cells[found]:
            cells[found].append(cleaned)
    named, whole = cells.get(_NAME), cells.get(_WHOLE)
    if whole is not None:
        has_person = _FAMILY in cells or _GIVEN in cells
        if has_person or _is_organisation(card, names) or (named is not None and whole[0] == named[0]):
            # The parts say more than the whole; an organisation's card repeats its name there.
            if not has_person and named is None:
                cells[_NAME] = whole
            del cells[_WHOLE]
    return cells


def _is_organisation(card: list[Property], names: Collection[str]) -> bool:
    return ("KIND" in names or "X-ABSHOWAS" in names) and any(
        (prop.name == "KIND" and prop.text.casefold() in {"org", "organization"})
        or (prop.name == "X-ABSHOWAS" and prop.text.casefold() == "company")
        for prop in card
    )


def _placed(card: list[Property], names: Collection[str]) -> Iterator[tuple[Target, str]]:
    """Yield target and text of everything in a card that is kept."""
    has_title = "TITLE" in names and any(prop.name == "TITLE" and prop.text.strip() for prop in card)
    places: set[str] = set()
    labels: dict[str, str] = {}
    if "X-ABLABEL" in names:
        labels = {prop.group: _label(prop.text) for prop in card if prop.name == "X-ABLABEL" and prop.group}
    organisations = 0
    for prop in card:
        name, text = prop.name, prop.text
        if name in _TECHNICAL:
            continue
        if name == "UID":
            yield _target("uid"), text.removeprefix("urn:uuid:")
        elif name == "FN":
            yield _WHOLE, text
        elif name == "N":
            yield from _name(prop)
        elif name == "ORG":
            organisations += 1
            yield from _organisation(prop, organisations)
        elif name == "TITLE" or (name == "ROLE" and not has_title):
            yield _target("function"), text
        elif name in {"TEL", "EMAIL", "URL"}:
            text, label = text.removeprefix("mailto:"), labels.get(prop.group, "")
            label = label or (_("Pager") if "pager" in prop.types else "")
            # Read as in a table: what stands in brackets behind a value is its label.
            yield _point_target(prop), f"{text} ({label})" if label and "\n" not in text else text
        elif name == "ADR":
            yield from _address(prop, places, labels.get(prop.group, ""))
        elif name == "NOTE":
            yield _target("note"), text
        elif name == "CATEGORIES":
            yield _target("tags"), text
        elif (name not in _KNOWN or name == "ROLE") and text.strip():
            yield _target("note"), f"{_(_NAMED[name]) if name in _NAMED else name}: {text}"


def _name(prop: Property) -> Iterator[tuple[Target, str]]:
    family, given, middle, prefix, suffix = (prop.parts + [""] * 5)[:5]
    yield _FAMILY, family
    yield _GIVEN, f"{given} {middle}".replace(",", " ")
    yield _target("academic_title"), prefix
    yield _target("name_suffix"), suffix.replace(",", ", ")


def _organisation(prop: Property, number: int) -> Iterator[tuple[Target, str]]:
    name, *units = prop.parts
    if number > 1:
        yield (
            _target("note"),
            _("Weitere Organisation: {name}").format(name=", ".join(part for part in prop.parts if part)),
        )
        return
    yield _NAME, name
    yield _target("department"), ", ".join(unit for unit in units if unit)


def _point_target(prop: Property) -> Target:
    private = "private" if "home" in prop.types and "work" not in prop.types else ""
    if prop.name == "EMAIL":
        return _target("email", use=private)
    if prop.name == "URL":
        return _target("web")
    if "fax" in prop.types:
        return _target("fax", use=private)
    if "cell" in prop.types:
        return _target("mobile", use=private)
    return _target("phone", use=private)


def _label(text: str) -> str:
    """Return the label that a program for address books gives a value; its own words for usual ones say nothing."""
    if text.startswith("_$!<"):
        return _("Sekretariat") if "assistant" in text.casefold() else ""
    return " ".join(re.sub(r"[()\n]", " ", text).split())


def _address(prop: Property, places: set[str], label: str) -> Iterator[tuple[Target, str]]:
    """Yield the addresses in parts: one for work, one at home, further ones; what is beyond them as text."""
    use = "private" if "home" in prop.types and "work" not in prop.types else ""
    implied = "privat" if use else "–"
    if use in places and any(text.strip() for text in prop.parts):
        use = next((further for further, _word in _FURTHER if further not in places), use)
    if use in places:
        line = ", ".join(" ".join(text.split()) for text in prop.parts if text.strip())
        yield _target("note"), _("Weitere Anschrift: {address}").format(address=line) if line else ""
        return
    places.add(use)
    parts = dict(zip(_ADDRESS_FIELDS, prop.parts + [""] * 7, strict=False))
    region = parts.pop("region")
    if parts["extra"].strip() and not any(parts[field].strip() for field in ("street", "city", "postal_code")):
        # Google writes an address it could not take apart into the second part.
        yield _target("whole_address", use=use), parts.pop("extra")
    if region.strip():
        yield _target("note"), _("Region: {region}").format(region=region)
    for field, text in parts.items():
        yield _target(field, use=use), ", ".join(text.split("\n"))
    if label or use.startswith("other"):
        yield _target("address_label", use=use), label or implied


def _left_out(card: list[Property]) -> list[str]:
    names = dict.fromkeys(_(_PRIVATE_MATTERS[prop.name]) for prop in card if prop.name in _PRIVATE_MATTERS)
    kept = list(dict.fromkeys(prop.name for prop in card if prop.name not in _KNOWN and prop.text.strip()))
    remarks = []
    if names:
        text = _("Zum Datenschutz nicht übernommen, weil hier nur dienstliche Angaben stehen: {names}.")
        remarks.append(text.format(names=", ".join(names)))
    if kept:
        shown = ", ".join(kept[:_MOST_NAMED]) + (" …" if len(kept) > _MOST_NAMED else "")
        remarks.append(_("Als Text in die Bemerkung übernommen: {names}.").format(names=shown))
    return remarks
