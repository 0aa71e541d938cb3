"""What the headers of address lists mean: German and English, Outlook's, Google's, Thunderbird's and hand-made ones.

A header is a thing (Telefon, Straße …) with words around it that say whose (Organisation, Ansprechperson) or which
(geschäftlich, privat, weitere). Things that mean something else as a whole stand in `_WHOLE`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..texts import _, mark

# Field → label for choosing by hand. What an owner has to be said for stands in `OWNERS`.
FIELDS: dict[str, str] = {
    "name": mark("Name der Organisation"),
    "short_name": mark("Kurzname"),
    "former_names": mark("Frühere Namen"),
    "organisation_type": mark("Art der Organisation"),
    "ownership": mark("Trägerschaft"),
    "legal_form": mark("Rechtsform"),
    "parent": mark("Träger"),
    "description": mark("Kurzbeschreibung"),
    "cooperation_stage": mark("Stufe"),
    "priority": mark("Priorität"),
    "rhythm_days": mark("Kontaktrhythmus in Tagen"),
    "target_groups": mark("Zielgruppen"),
    "topics": mark("Themen"),
    "seat": mark("Sitz (Stadtbezirk)"),
    "serves": mark("Wirkungsbereich (Stadtbezirke)"),
    "full_name": mark("Name der Person"),
    "form_of_address": mark("Anrede"),
    "academic_title": mark("Titel"),
    "given_name": mark("Vorname"),
    "middle_name": mark("Weitere Vornamen"),
    "particle": mark("Namenszusatz"),
    "family_name": mark("Nachname"),
    "name_suffix": mark("Nachgestellt"),
    "office_title": mark("Amtsbezeichnung"),
    "salutation": mark("Eigene Briefanrede"),
    "languages": mark("Sprachen"),
    "legal_basis": mark("Rechtsgrundlage"),
    "informed_on": mark("Informiert am"),
    "informal": mark("Per Du"),
    "confidential": mark("Vertraulich"),
    "role_kind": mark("Art der Funktion"),
    "function": mark("Funktion"),
    "department": mark("Abteilung"),
    "since": mark("Funktion seit"),
    "until": mark("Funktion bis"),
    "main_contact": mark("Ist erste Ansprechperson"),
    "phone": mark("Telefon"),
    "mobile": mark("Mobil"),
    "fax": mark("Fax"),
    "email": mark("E-Mail"),
    "web": mark("Webseite"),
    "street": mark("Straße"),
    "house_number": mark("Hausnummer"),
    "extra": mark("Adresszusatz"),
    "postal_code": mark("PLZ"),
    "city": mark("Ort"),
    "place": mark("PLZ und Ort"),
    "country": mark("Land"),
    "po_box": mark("Postfach"),
    "whole_address": mark("Ganze Anschrift"),
    "address_label": mark("Bezeichnung der Anschrift"),
    "tags": mark("Kategorien"),
    "source": mark("Herkunft der Angaben"),
    "checked_on": mark("Geprüft am"),
    "note": mark("Bemerkung"),
    "uid": mark("UID"),
    "ignore": mark("Nicht übernehmen"),
}
_SHARED: tuple[str, ...] = (
    "phone",
    "mobile",
    "fax",
    "email",
    "web",
    "street",
    "house_number",
    "extra",
    "postal_code",
    "city",
    "country",
)
_SHARED += ("po_box", "whole_address", "address_label", "note", "priority", "topics", "uid", "source", "checked_on")
_OWNER_LABELS = {"organisation": mark("Organisation"), "person": mark("Person")}
_USE_LABELS = {"private": mark("privat"), "other": mark("weitere")}


class Target(NamedTuple):
    """Where a column goes: the field, whose it is ("" = found out by the row), and which use.

    Uses are private, other, and for further addresses other2 to other9.
    """

    field: str
    owner: str = ""
    use: str = ""

    @property
    def label(self) -> str:
        """The target's name for a list of choices."""
        use, number = self.use.rstrip("0123456789"), self.use.lstrip("abcdefghijklmnopqrstuvwxyz")
        further = [f"{_(_USE_LABELS[use])} {number}".strip()] if use in _USE_LABELS else []
        further += [_(_OWNER_LABELS[self.owner])] if self.owner and self.field in _SHARED else []
        return _(FIELDS[self.field]) + (f" ({', '.join(further)})" if further else "")


def choices() -> tuple[Target, ...]:
    """Return every target a person may choose for a column, in the order of the list."""
    plain = [Target(name) for name in FIELDS]
    owned = [Target(name, owner) for owner in _OWNER_LABELS for name in _SHARED]
    private = [Target(name, "", "private") for name in _SHARED[:11]]
    return (*plain, *owned, *private)


# Field → the words of headers that name it, divided by commas.
_WORDS: dict[str, str] = {
    "name": (
        "organisation, organization, organisationsname, institution, einrichtung, firma, company, verein, "
        "partner, kooperationspartner, anbieter, organisation name, organization name, company name, name "
        "organisation"
    ),
    "short_name": "kurzname, abkürzung, kürzel",
    "former_names": "frühere namen, früherer name",
    "organisation_type": "art, organisationsart, art organisation, organisationstyp, typ",
    "ownership": "trägerschaft",
    "legal_form": "rechtsform",
    "parent": "träger, dachorganisation, dachverband",
    "description": "kurzbeschreibung, beschreibung, angebot, angebote, description",
    "cooperation_stage": "stufe, kooperationsstufe, status, kooperationsstand, kooperationsstatus, netzwerkstufe",
    "priority": "prio, priorität, priority",
    "rhythm_days": "kontaktrhythmus, rhythmus",
    "target_groups": "zielgruppe, zielgruppen, risikogruppen, target groups, target group",
    "topics": "thema, themen, schwerpunkt, schwerpunkte, topics",
    "seat": "sitz, stadtbezirk sitz, sitz stadtbezirk",
    "serves": (
        "stadtbezirk, stadtbezirke, stadtbezirk e, wirkungsbereich, wirkungsbereiche, wirkungskreis, "
        "stadtteil, stadtteile, bezirk, bezirke, quartier, raum, einzugsgebiet, district, districts"
    ),
    "full_name": (
        "name, vollständiger name, full name, display name, anzeigename, angezeigter name, contact name, "
        "contact, kontakt, vor und nachname, vorname nachname, vorname name, name vorname, nachname vorname, "
        "person, ansprechperson, ansprechpartner, ansprechpartnerin, ansprechpersonen, kontaktperson, contact "
        "person, leitung"
    ),
    "form_of_address": "anrede, salutation",
    "academic_title": "titel, akademischer titel, akad titel, title, name prefix",
    "given_name": "vorname, vornamen, rufname, first name, given name, firstname",
    "middle_name": "weitere vornamen, zweiter vorname, middle name, additional name",
    "particle": "namenszusatz",
    "family_name": "nachname, familienname, zuname, last name, family name, surname, lastname",
    "name_suffix": "suffix, name suffix, nachgestellt, namenssuffix, nachgestellter titel",
    "office_title": "amtsbezeichnung",
    "salutation": "briefanrede, eigene briefanrede",
    "languages": "sprachen, sprache",
    "legal_basis": "rechtsgrundlage",
    "informal": "per du, du",
    "confidential": "vertraulich",
    "role_kind": "art funktion, funktionsart",
    "informed_on": "informiert am",
    "function": (
        "funktion, position, rolle, role, job title, jobtitle, organization title, stellenbezeichnung, "
        "stelle, arbeitstitel, beruf, profession, aufgabe"
    ),
    "department": "abteilung, department, organization department, referat, fachbereich, amt",
    "since": "funktion seit, seit",
    "until": "bis, funktion bis",
    "main_contact": "ist erste ansprechperson, erste ansprechperson",
    "phone": (
        "telefon, tel, telefonnummer, telefonnr, telefon nr, tel nr, rufnummer, fon, phone, phone number, "
        "telephone, festnetz, durchwahl, contact number, phone value"
    ),
    "mobile": (
        "mobil, mobiltelefon, mobilnummer, mobil tel nr, handy, handynummer, mobile, mobile phone, mobile "
        "number, cell, cell phone"
    ),
    "fax": "fax, telefax, faxnummer, fax nummer, fax number",
    "email": (
        "e mail, email, mail, e mail adresse, emailadresse, mailadresse, e mail address, email address, e "
        "mail value, primary email, secondary email, primäre e mail adresse, sekundäre e mail adresse"
    ),
    "web": (
        "webseite, web, website, homepage, internet, internetseite, internetadresse, url, web page, website value, www"
    ),
    "street": (
        "straße, str, straße und hausnummer, straße hausnummer, straße nr, straße hausnr, straße und nr, "
        "street, street address, address street"
    ),
    "whole_address": "address, adresse, anschrift, dienstanschrift, postanschrift, address formatted",
    "address_label": "bezeichnung der anschrift, bezeichnung anschrift",
    "house_number": "hausnummer, hausnr, hnr",
    "extra": "adresszusatz, zusatz, address extended address",
    "postal_code": "plz, postleitzahl, zip, zip code, zipcode, postal code, postcode, address postal code",
    "city": "ort, stadt, wohnort, city, town, address city",
    "place": "plz ort, plz und ort",
    "country": "land, country, land region, country region, address country",
    "po_box": "postfach, po box, address po box, pobox",
    "tags": (
        "kategorien, kategorie, categories, category, schlagwörter, schlagworte, stichwörter, keywords, tags, "
        "labels, group membership"
    ),
    "note": (
        "bemerkung, bemerkungen, notiz, notizen, notes, note, remarks, anmerkung, anmerkungen, kommentar, "
        "hinweis, hinweise, sonstiges"
    ),
    "source": "herkunft, herkunft angaben, quelle",
    "checked_on": "geprüft am, stand",
    "uid": "uid",
}
_THINGS = {word: field for field, words in _WORDS.items() for word in words.split(", ")}
# Headers that mean something else than their words together.
_WHOLE: dict[str, Target] = {
    "company main phone": Target("phone", "organisation"),
    "telefon firma": Target("phone", "organisation"),
    "haupttelefon": Target("phone"),
    "primary phone": Target("phone"),
    "zentrale": Target("phone", "organisation"),
    "address 1": Target("street"),
    "address 2": Target("extra"),
    "adresse 1": Target("street"),
    "adresse 2": Target("extra"),
    "home": Target("phone", "", "private"),
    "office": Target("phone"),
    "home address": Target("street", "", "private"),
    "home address 2": Target("extra", "", "private"),
    "work address": Target("street"),
    "work address 2": Target("extra"),
    "privat adresse": Target("street", "", "private"),
    "privat adresse 2": Target("extra", "", "private"),
    "dienstlich adresse": Target("street"),
    "dienstlich adresse 2": Target("extra"),
    "business address po box": Target("po_box"),
    "büro": Target("note"),
    "e mail angezeigter name": Target("ignore"),
    "e mail typ": Target("ignore"),
    "e mail display name": Target("ignore"),
    "e mail type": Target("ignore"),
    "letzter kontakt": Target("ignore"),
    "geändert": Target("ignore"),
    "erstellt": Target("ignore"),
    "privat": Target("ignore"),
    "private": Target("ignore"),
    "priority": Target("ignore"),
    "sensitivity": Target("ignore"),
    "vertraulichkeit": Target("ignore"),
    "internet frei gebucht": Target("ignore"),
    "internet free busy": Target("ignore"),
    "initialen": Target("ignore"),
    "initials": Target("ignore"),
    "file as": Target("ignore"),
    "photo": Target("ignore"),
    "telefon für hörbehinderte": Target("note"),
    "organization name": Target("name", "organisation"),
    # The column of a file of rows that were not imported.
    "grund wird nicht importiert": Target("ignore"),
}
# Google says beside each value of which kind it is.
_NAMES_A_KIND = re.compile(r"(?:phone|e mail|address|website|organization|relation|event|im) (?:type|label)")
# Matters of private life: the people here are professional contacts, so these are not taken.
_PRIVATE_WORDS = (
    "anniversary, anniversary day, anniversary month, anniversary year, birth day, birth month, birth year, "
    "birthday, children, ehepartner, familienstand, geburtsdatum, geburtsjahr, geburtsmonat, geburtstag, gender, "
    "geschlecht, government id number, hobby, jahrestag, kinder, konfession, partner in, reg nr, religion, spouse"
)
_PRIVATE_LIFE = frozenset(_PRIVATE_WORDS.split(", "))
_OWNERS = {
    "organisation": (
        "organisation",
        "organization",
        "firma",
        "company",
        "einrichtung",
        "institution",
        "verein",
        "zentrale",
        "allgemein",
    ),
    "person": (
        "person",
        "ansprechperson",
        "ansprechpartner",
        "ansprechpartnerin",
        "kontaktperson",
        "contact",
        "kontakt",
        "leitung",
    ),
}
_USES = {
    "private": ("privat", "private", "privates", "home", "personal", "priv"),
    "work": ("dienstl", "geschäftl", "dienst", "geschäftlich", "dienstlich", "business", "work", "beruflich", "arbeit"),
    "other": ("weitere", "weiterer", "weiteres", "other", "sonstige", "zweite", "secondary"),
}
_JOINTS = re.compile(r"/(?!-?in(?:nen)?\b)|[&+,|]|\b(?:und|bzw|oder)\b\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+ weitere) ([2-9])")
_ADDRESS_PARTS = frozenset(("street", "house_number", "postal_code", "city", "place", "extra"))
_SMALL = frozenset(("der", "des", "die", "das", "und", "of", "the", "s", "in", "für", "bei"))


def normal(header: str) -> str:
    """Return the words of a header in small letters, without numbers, marks and gender endings."""
    text = re.sub(r"[*:_/]-?in(?:nen)?\b|\(in(?:nen)?\)|\(e\)|\(n\)", "", header.casefold().replace("ß", "ss"))
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-zäöü.])\d+\b", "", text).replace("strasse", "straße"))
    return " ".join(word.replace("ss", "ß") if word == "strasse" else word for word in words)


@lru_cache(maxsize=4096)
def recognised(header: str) -> Target | None:
    """Return the target a header names by itself, or None."""
    if (numbered := _NUMBERED.fullmatch(header)) and (target := recognised(numbered[1])) and target.use == "other":
        return target._replace(use=f"other{numbered[2]}")
    whole = normal(header)
    if whole in _WHOLE:
        return _WHOLE[whole]
    if whole in _PRIVATE_LIFE:
        return Target("ignore")
    words = [word for word in whole.split() if not word.isdigit()]
    if (found := _WHOLE.get(" ".join(words))) or _NAMES_A_KIND.fullmatch(" ".join(words)):
        return found or Target("ignore")
    if field := _THINGS.get(" ".join(words)):
        return Target(field, _own(field))
    owner = use = ""
    rest = []
    for word in words:
        if among := _among(word, _USES):
            use = among
        elif among := _among(word, _OWNERS):
            owner = among
        elif word not in _SMALL:
            rest.append(word)
    field = _THINGS.get(" ".join(rest)) or (
        _THINGS.get(rest[0]) if len(rest) == 2 and rest[1] in {"nr", "nummer", "adresse"} else None
    )
    if field in _ADDRESS_PARTS and rest[-1] == "adresse":
        field = "whole_address"
    if field is None:
        return _joined(header)
    if field == "full_name" and owner == "organisation":
        return Target("name", "organisation")
    return Target(
        field, owner if field in _SHARED else _own(field), "" if use == "work" or field not in _SHARED else use
    )


def _joined(header: str) -> Target | None:
    """Return the one target that all parts of a header name („Stadtteil/Bezirk“), or what they are together."""
    texts = [text for text in _JOINTS.split(header) if text.strip()]
    named = [target for text in texts if len(texts) > 1 and (target := recognised(text)) is not None]
    if not named or len(named) < len(texts):
        return None
    if len(set(named)) == 1:
        return named[0]
    fields = {part.field for part in named}
    if fields == {"phone", "mobile"}:
        return named[0]._replace(field="phone")
    return named[0]._replace(field="whole_address") if fields <= _ADDRESS_PARTS | {"whole_address"} else None


def is_known(header: str) -> bool:
    """Whether a text is a header this program knows."""
    return len(header) <= 60 and "\n" not in header and recognised(header) is not None


def is_private_life(header: str) -> bool:
    """Whether a column holds what this program leaves out on purpose (birthday, family …)."""
    return normal(header) in _PRIVATE_LIFE


def is_kept_anyway(header: str) -> bool:
    """Whether a column of this program's own lists holds what it finds out by itself."""
    return normal(header) in {"letzter kontakt", "geändert", "erstellt"}


def _own(field: str) -> str:
    return "organisation" if field == "name" else ""


def _among(word: str, groups: dict[str, tuple[str, ...]]) -> str:
    return next((name for name, words in groups.items() if word in words), "")
