"""The network: organisations, persons, the functions between them, committees and municipalities."""

from __future__ import annotations

from ..texts import _, mark
from .base import Kind, Values
from .fields import Addresses, Areas, Choice, Contacts, Day, Flag, Links, Number, Ref, Terms, Text
from .folding import name_key

_WORK = mark("Zusammenarbeit")
_REACH = mark("Erreichbarkeit")
_PLACE = mark("Raum")
_NOTE = mark("Bemerkung")


class Organisation(Kind):
    """A partner inside or outside the administration (Organisation)."""

    code = "organisation"
    label = mark("Organisation")
    plural = mark("Organisationen")
    icon = "building-2"
    names_sorted = True
    columns = ("title", "organisation_type", "serves", "last_contact", "priority")

    name = Text(mark("Name"), required=True, searched=True)
    short_name = Text(mark("Kurzname"), listed=True, searched=True, max_length=80)
    former_names = Text(
        mark("Frühere Namen"), searched=True, multiline=True, hint=mark("Einer je Zeile; bleiben auffindbar.")
    )
    organisation_type = Choice(mark("Art"), of="organisation_type", listed=True)
    ownership = Choice(mark("Trägerschaft"), of="ownership", listed=True)
    legal_form = Choice(mark("Rechtsform"), of="legal_form", listed=True)
    parent = Ref(mark("Träger"), to=("organisation",), listed=True)
    description = Text(mark("Kurzbeschreibung"), searched=True, multiline=True)
    cooperation_stage = Choice(mark("Stufe"), of="cooperation_stage", listed=True, group=_WORK)
    priority = Choice(mark("Priorität"), of="priority", listed=True, group=_WORK)
    rhythm_days = Number(
        mark("Kontaktrhythmus"), least=1, unit=mark("Tage"), group=_WORK, hint=mark("Leer: nach Priorität.")
    )
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True, searched=True, group=_WORK)
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True, group=_WORK)
    seat = Areas(mark("Sitz"), meaning="seat", listed=True, group=_PLACE)
    serves = Areas(mark("Wirkungsbereich"), meaning="serves", listed=True, group=_PLACE)
    contacts = Contacts(mark("Telefon, E-Mail, Web"), listed=True, searched=True, group=_REACH)
    addresses = Addresses(mark("Anschrift"), listed=True, searched=True, group=_REACH)
    source = Text(mark("Herkunft der Angaben"), group=_NOTE)
    checked_on = Day(mark("Geprüft am"), listed=True, group=_NOTE)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True, group=_NOTE)


class Person(Kind):
    """A professional contact, never a client (Person)."""

    code = "person"
    label = mark("Person")
    plural = mark("Personen")
    icon = "user"
    names_sorted = True
    columns = ("title", "organisation", "function", "last_contact")

    form_of_address = Choice(mark("Anrede"), of="form_of_address")
    academic_title = Text(mark("Titel"), searched=True, max_length=80)
    given_name = Text(mark("Vorname"), searched=True, max_length=120)
    particle = Text(mark("Namenszusatz"), searched=True, max_length=80, hint=mark("von, van der, Graf zu …"))
    family_name = Text(mark("Nachname"), required=True, searched=True, max_length=160)
    name_suffix = Text(mark("Nachgestellt"), max_length=80, hint=mark("M. A., MdL …"))
    office_title = Text(mark("Amtsbezeichnung"), searched=True, max_length=160)
    salutation = Text(mark("Eigene Briefanrede"), hint=mark("Hat Vorrang vor der gebildeten Anrede."))
    informal = Flag(mark("Per Du"))
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True, group=_WORK)
    languages = Terms(mark("Sprachen"), of="language", listed=True, group=_WORK)
    priority = Choice(mark("Priorität"), of="priority", listed=True, group=_WORK)
    contacts = Contacts(mark("Telefon, E-Mail, Web"), listed=True, searched=True, group=_REACH)
    addresses = Addresses(mark("Dienstanschrift"), listed=True, searched=True, group=_REACH)
    legal_basis = Choice(mark("Rechtsgrundlage"), of="legal_basis", listed=True, group=mark("Datenschutz"))
    informed_on = Day(mark("Informiert am"), listed=True, group=mark("Datenschutz"))
    source = Text(mark("Herkunft der Angaben"), group=mark("Datenschutz"))
    checked_on = Day(mark("Geprüft am"), listed=True, group=_NOTE)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True, group=_NOTE)

    @classmethod
    def title(cls, values: Values) -> str:
        parts = (
            values.get("academic_title"),
            values.get("given_name"),
            values.get("particle"),
            values.get("family_name"),
        )
        return " ".join(part for part in parts if part)

    @classmethod
    def subtitle(cls, values: Values) -> str:
        return values.get("office_title") or ""

    @classmethod
    def sort_key(cls, values: Values) -> str:
        return name_key(values.get("family_name") or "", values.get("given_name") or "")


class Role(Kind):
    """What a person is in an organisation, from when to when; former ones stay (Funktion)."""

    code = "role"
    label = mark("Funktion")
    plural = mark("Funktionen")
    icon = "id-card"
    named = False
    columns = ("person", "organisation", "title", "since", "until")

    function = Text(mark("Funktion"), searched=True, listed=True)
    person = Ref(mark("Person"), to=("person",), required=True, listed=True)
    organisation = Ref(mark("Organisation"), to=("organisation",), required=True, listed=True)
    role_kind = Choice(mark("Art der Funktion"), of="person_role", listed=True)
    department = Text(mark("Abteilung"), searched=True)
    since = Day(mark("Seit"), listed=True)
    until = Day(mark("Bis"), listed=True)
    main_contact = Flag(mark("Erste Ansprechperson"))
    remark = Text(mark("Bemerkung"), multiline=True)

    @classmethod
    def problems(cls, values: Values) -> dict[str, str]:
        found = super().problems(values)
        since, until = values.get("since"), values.get("until")
        if since is not None and until is not None and until < since:
            found.setdefault("until", _("Die Funktion kann nicht enden, bevor sie begonnen hat."))
        return found


class Body(Kind):
    """A committee, round table or working group (Gremium)."""

    code = "body"
    label = mark("Gremium")
    plural = mark("Gremien")
    icon = "landmark"
    columns = ("title", "body_kind", "organisation", "rhythm", "last_contact")

    name = Text(mark("Name"), required=True, searched=True)
    body_kind = Choice(mark("Art"), of="body_kind", listed=True)
    organisation = Ref(mark("Angebunden an"), to=("organisation",), listed=True)
    members = Links(mark("Mitglieder"), to=("person",))
    rhythm = Text(mark("Sitzungsrhythmus"), listed=True)
    term_from = Day(mark("Amtszeit von"), listed=True)
    term_until = Day(mark("Amtszeit bis"), listed=True)
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True)
    serves = Areas(mark("Zuständig für"), meaning="serves", listed=True)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True)


class Municipality(Kind):
    """Another town or county (Kommune)."""

    code = "municipality"
    label = mark("Kommune")
    plural = mark("Kommunen")
    icon = "map-pin"
    names_sorted = True
    columns = ("title", "federal_state", "size_class", "topics", "last_contact")

    name = Text(mark("Name"), required=True, searched=True)
    ags = Text(mark("Gemeindeschlüssel"), listed=True, max_length=12)
    federal_state = Choice(mark("Land"), of="federal_state", listed=True)
    size_class = Choice(mark("Größenklasse"), of="size_class", listed=True)
    population = Number(mark("Einwohnerzahl"), listed=True)
    people = Links(mark("Ansprechpersonen"), to=("person",))
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True)
    contacts = Contacts(mark("Telefon, E-Mail, Web"), listed=True, searched=True, group=_REACH)
    addresses = Addresses(mark("Anschrift"), searched=True, group=_REACH)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True, group=_NOTE)
