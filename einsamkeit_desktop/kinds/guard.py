"""What in a text could tell who a citizen is: mail, phone, bank account, birthday, age, address, names.

The guard warns and never blocks, so a missed name costs more than a needless warning; but a warning at every second
sentence is read by nobody. The rules are measured in tests/kinds/test_guard.py. Source: domain.md 6.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ..texts import _, mark

#: What a finding is, and what is said of it.
SORTS = {
    "email": mark("„{text}“ ist eine E-Mail-Adresse."),
    "phone": mark("„{text}“ sieht wie eine Telefonnummer aus."),
    "iban": mark("„{text}“ ist eine Bankverbindung (IBAN)."),
    "birth": mark("„{text}“ sieht wie ein Geburtsdatum aus."),
    "age": mark("„{text}“ ist ein genaues Alter; die Altersgruppe genügt."),
    "address": mark("„{text}“ sieht wie eine Anschrift aus."),
    "known": mark("„{text}“ steht als Nachname im Bestand."),
    "name": mark("„{text}“ sieht wie ein Name aus."),
}


#: So many findings of one sort are told; who pastes a table of addresses needs no more.
MOST = 100


@dataclass(frozen=True)
class Finding:
    """A part of a text, from `start` to before `end`, that may tell who somebody is; `sort` is a key of SORTS."""

    start: int
    end: int
    sort: str

    def sentence(self, text: str) -> str:
        """Return what is said of it; `text` is the text it was found in."""
        return _(SORTS[self.sort]).format(text=" ".join(text[self.start : self.end].split()))


# No pattern repeats what another repeats around it: a text of any length takes linear time.
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}(?:@|\s?[(\[](?:at|ät)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
# 0231 50-12345, 0049 (0)231/5012345, +49 231 5012345; or any four digits and more behind "Tel".
_PHONE = re.compile(r"(?<![\w.,/+-])(?<![0-9] )(?:\+|00|\(?0)[0-9](?:[ \u00a0/().–-]{0,3}[0-9]){4,16}(?!\w)")
_TOLD_PHONE = re.compile(
    r"\b(?:tel(?:efon(?:nummer)?|\.)?|handy(?:nummer)?|mobil(?:nummer)?|rufnummer|durchwahl|fax|nummer"
    r"|erreichbar unter|r(?:u|ü)ckruf unter)[\s.:]{0,3}(?:ist |lautet |unter )?"
    r"([0-9](?:[ \u00a0/().–-]{0,2}[0-9]){3,15})(?!\w|[.,][0-9])",
    re.IGNORECASE,
)
# Numbers that everybody calls: emergency, crisis and service lines belong to nobody.
_PUBLIC_NUMBER = re.compile(r"(?:110|112|115|116\d{3}|19222|0800\d+|0180\d+|0137\d+|0900\d+|08001110\d+)")

_MONTHS = (
    "jan(?:uar|uary|\\.)?|feb(?:ruar|\\.)?|märz|mrz\\.?|apr(?:il|\\.)?|mai|jun[i.]?|jul[i.]?|aug(?:ust|\\.)?"
    "|sep(?:t(?:ember|\\.)?|\\.)?|okt(?:ober|\\.)?|nov(?:ember|\\.)?|dez(?:ember|\\.)?"
)
_YEAR = "(?:19|20)[0-9]{2}"
_DATE = (
    rf"(?:[0-3]?[0-9]\.\s?(?:[01]?[0-9]\.|(?:{_MONTHS}))\s?(?:{_YEAR}|[0-9]{{2}}\b)"
    rf"|{_YEAR}-[01][0-9]-[0-3][0-9])"
)
_BORN = r"(?:\bgeb(?:\.|oren(?:e[rn]?)?|urtsdatum|urtstag|urtsjahr)?(?![a-zäöüß])|\bjg\.?|\bjahrgang\b|(?<!\w)\*)"
_BIRTH = re.compile(
    rf"{_BORN}[\s:]{{0,3}}(?:(?:wurde|ist|sie|er|am|im|in|jahr|den|der) ){{0,3}}"
    rf"({_DATE}|{_YEAR}\b|(?<=jahrgang )[0-9]{{2}}\b)",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(rf"({_DATE})\s{{0,2}}(?:\(?\s?geb(?:\.|oren)|\*)", re.IGNORECASE)

_TENS = "(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)"
_SPOKEN = f"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?{_TENS}"
_AGE = re.compile(
    rf"\b((?:1[01][0-9]|[1-9]?[0-9]|{_SPOKEN})(?:\s?[-–]\s?jährige?[rnms]?\b|\s?jährige?[rnms]?\b"
    r"|\s(?:jahre|lebensjahre)\s(?:alt|jung)\b|\sj\.(?=[\s,;)]|$)))"
    r"|\b(?:alter\s?(?::|von|ist)|im alter von)\s?([1-9][0-9]?)\b(?!\s?(?:bis|[-–])\s?[0-9])"
    rf"|\b(?:ist|bin|wird|wurde|werde)\s((?:1[01][0-9]|[1-9][0-9]|{_SPOKEN})(?:\sjahre)?)(?=[,.;)]|\sund\b|$)",
    re.IGNORECASE | re.MULTILINE,
)
_TOLD_AGE = 2  # the group of "im Alter von"
# What lasts, not who lives: "das 10-jährige Bestehen"; and bands, which are no exact age: "60- bis 70-Jährige".
_LASTING = re.compile(
    r"\s?(?:\w+\s)?(?:jubiläum|bestehen|projekt|tätigkeit|laufzeit|programm|vertrag|pause|erfahrung|ehe\b|förder\w+"
    r"|geburtstag|dauer|einsatz|frist|ausbildung|mitglied\w+|zusammenarbeit|kooperation|amtszeit|studie|phase|arbeit)",
    re.IGNORECASE,
)
_BAND = re.compile(
    r"(?:\b(?:ab|über|unter|bis|mindestens|höchstens|von|etwa|circa|ca\.|rund|zu)\s?(?:zu\s)?|[0-9]\s?[-–]\s?)$",
    re.IGNORECASE,
)

# A word that is the name of a street by its end, and a house number.
_STREET_END = (
    "straße|strasse|str\\.|gasse|allee|weg|platz|damm|ufer|ring|stieg|steig|pfad|markt|wall|promenade|chaussee|kamp|bogen"
    "|graben|brücke|siedlung|hellweg|höhe|berg|feld"
)
_NUMBER = r"[1-9][0-9]{0,2}(?:\s?[a-hA-H](?![\w.]))?(?:\s?[-–/]\s?[0-9]{1,3}[a-h]?)?(?![\w.:,]?[0-9])"
_STREET = re.compile(
    rf"\b([A-ZÄÖÜ]?[\wäöüß]{{0,30}}(?<=\w\w\w)(?:{_STREET_END})"
    r"|[A-ZÄÖÜ][\wäöüß]{1,25}(?:[ -](?:[A-ZÄÖÜ][\wäöüß]{1,25}|von|zu|der|den|dem)){0,3}[ -]"
    rf"(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Markt|Damm|Ufer|Wall|Kamp|Hof|Gasse))\s?({_NUMBER})"
)
_LANE = re.compile(
    r"\b((?:Am|An der|An den|An dem|Auf der|Auf dem|Auf den|Im|In der|In den|Zum|Zur|Unter den|Vor dem|Hinter der|Beim"
    r"|Alte[rn]?|Neue[rn]?)\s[A-ZÄÖÜ][\wäöüß-]{2,25}(?:\s[A-ZÄÖÜ][\wäöüß-]{2,25})?\s"
    rf"{_NUMBER})(?=\s?(?:[,;.)\n]|$|in\s[A-ZÄÖÜ]|[0-9]{{5}}))",
    re.MULTILINE,
)
_NO_MONEY = r"(?!\s?(?:Euro|€|EUR))"
_WITH_CODE = re.compile(
    rf"\b([A-ZÄÖÜ][\wäöüß.-]{{2,40}}\s[1-9][0-9]{{0,2}}\s?[a-h]?,?\s{{1,2}}(?:D-)?[0-9]{{5}})\b{_NO_MONEY}"
)
_CODE = re.compile(
    rf"\b(?:PLZ|Postleitzahl|wohnt in|wohnhaft in|aus)\s?:?\s?((?:D-)?[0-9]{{5}})\b{_NO_MONEY}", re.IGNORECASE
)
# What ends like a street and is none, or is counted.
_NO_STREET = re.compile(
    r"(?:arbeits|sitz|stell|start|spiel|park|lager|ausbildungs|studien|kita|heim|pflege|betreuungs|therapie|schul|sport|bau"
    r"|stand|schlaf|warte|kurs|gruppen|steh|praktikums|bolz|markt|festival|camping|zelt)platz$"
    r"|(?:um|rück|heim|hin|aus|schul|arbeits|mittel|keines|unter|durch|fuß|vertriebs|rettungs|dienst|beschwerde|verfahrens)weg$"
    r"|(?:monito|cate|clea|sponso|mento|füh|lehr|frühl|he|scholar|spring|boh|stre|offe|engineer|string)ring$"
    r"|(?:floh|wochen|super|weihnachts|arbeits|wohnungs|trödel|bau|kinderkleider|ehrenamts)markt$|(?:spiel|sport|um|arbeits|hand|themen|aufgaben|text|such|eingabe|form|berufs|geschäfts)feld$"
    r"|(?:heidel|nürn|bam|württem|stras|kreuz|brom|olden)berg$|^(?:platz|weg|ring|markt|feld|berg|höhe|brücke|wall)$"
    r"|höhe$|^(?:der|die|das|den|dem|ein|eine|einen|kein|jeder|dieser|dieses|dritte|erste|zweite)\s",
    re.IGNORECASE,
)
_NO_LANE = re.compile(
    r"\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Januar|Februar|März|April|Mai|Juni|Juli"
    r"|August|September|Oktober|November|Dezember|Raum|Haus|Zimmer|Saal|Tisch|Jahr|Alter|Schnitt|Quartal|Kapitel|Punkt|TOP"
    r"|Seite|Absatz|Monat|Thema|Stock|Etage|Klasse|Gruppe|Kurs|Woche|KW|Termin|Protokoll|Anlage|Vorlage|Stufe|Phase|Termine"
    r"|Plätze|Personen|Menschen|Uhr|Teil|Modul|Bus|Linie|Gleis|Zeitraum|Umfang|Wert|Stand)\b"
)
_COUNTED = re.compile(
    r"\s?(?:Uhr|Personen|Plätze|Menschen|Teilnehm\w*|Gäste|km|m\b|Minuten|Std|Stunden|Euro|€|EUR|%|Prozent|Jahre?n?|Kinder|Tage"
    r"|Wochen|Monate|Stände?|Familien|Frauen|Männer|Grad|Mal|mal|x\b|bis|von|zu|der|Anbiet\w*|Häuser|Tische|Bänke)"
)


def patterns(text: str) -> list[Finding]:
    """Return what has the shape of something personal, in the order of the text; nothing overlaps."""
    found: list[Finding] = []
    for sort, spans in (
        ("email", _spans(_EMAIL, text)),
        ("iban", _ibans(text)),
        ("birth", chain(_groups(_BIRTH, text), _groups(_BORN_AFTER, text))),
        ("address", _addresses(text)),
        ("phone", _phones(text)),
        ("age", _ages(text)),
    ):
        for start, end in islice(spans, MOST):
            if not any(start < other.end and other.start < end for other in found):
                found.append(Finding(start, end, sort))
    return sorted(found, key=lambda finding: finding.start)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _groups(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of the group that matched."""
    for match in pattern.finditer(text):
        yield match.span(match.lastindex or 0)


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        bare = match.group().replace(" ", "").upper()
        while len(bare) >= 15:
            if _is_iban(bare):
                yield match.start(), _end_of(match.group(), len(bare)) + match.start()
                break
            bare = bare[:-1]  # a word or number that stands behind it


def _end_of(written: str, letters: int) -> int:
    """Return where so many letters end in what was written with blanks."""
    for at, letter in enumerate(written):
        letters -= letter != " "
        if letters == 0:
            return at + 1
    return len(written)


def _is_iban(bare: str) -> bool:
    """Whether the check digits are right (ISO 13616): letters count from 10, the rest by 97 is 1."""
    digits = "".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])
    return int(digits) % 97 == 1


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_PHONE, _TOLD_PHONE):
        for start, end in _groups(pattern, text):
            digits = re.sub(r"\D", "", text[start:end])
            if 5 <= len(digits) <= 17 and not _PUBLIC_NUMBER.fullmatch(digits) and not _is_day(text[start:end]):
                yield start, end


def _is_day(written: str) -> bool:
    return re.fullmatch(r"[0-3]?[0-9]\.\s?[01]?[0-9]\.(?:\s?[0-9]{2,4})?(?:\s?[-–]\s?.*)?", written) is not None


def _ages(text: str) -> Iterator[tuple[int, int]]:
    for match in _AGE.finditer(text):
        start, end = match.span(match.lastindex or 0)
        is_told = match.lastindex == _TOLD_AGE
        if not _LASTING.match(text, end) and (is_told or not _BAND.search(text[max(0, start - 14) : start])):
            yield start, end


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    yield from _groups(_WITH_CODE, text)
    for match in _STREET.finditer(text):
        street = match.group(1)
        if not _NO_STREET.search(street) and not _COUNTED.match(text, match.end()):
            yield match.span()
    for start, end in _groups(_LANE, text):
        if not _NO_LANE.search(text[start:end]):
            yield start, end
    yield from _groups(_CODE, text)
