"""Offers against loneliness, and events."""

from __future__ import annotations

from ..texts import mark
from .base import Kind
from .fields import Addresses, Areas, Choice, Contacts, Day, Links, Moment, Number, Ref, Terms, Text

_ACCESS = mark("Zugang")
_STATE = mark("Stand")


class Offer(Kind):
    """An offer against loneliness: provider, target groups, place, times, cost, access (Angebot)."""

    code = "offer"
    label = mark("Angebot")
    plural = mark("Angebote")
    icon = "hand-heart"
    columns = ("title", "provider", "seat", "status", "checked_on")

    name = Text(mark("Titel"), required=True, searched=True)
    provider = Ref(mark("Anbieter"), to=("organisation",), listed=True)
    partners = Links(mark("Kooperation"), to=("organisation",))
    summary = Text(mark("Kurzbeschreibung"), searched=True, multiline=True)
    description = Text(mark("Beschreibung"), searched=True, multiline=True)
    offer_format = Choice(mark("Format"), of="offer_format", listed=True)
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True, searched=True)
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True)
    age_from = Number(mark("Alter von"), unit=mark("Jahre"), listed=True)
    age_to = Number(mark("Alter bis"), unit=mark("Jahre"), listed=True)
    mechanism = Terms(mark("Wirkungsansatz"), of="mechanism", listed=True)
    prevention_level = Choice(mark("Präventionsebene"), of="prevention_level", listed=True)
    place_kind = Choice(mark("Art des Ortes"), of="place_kind", listed=True, group=_ACCESS)
    addresses = Addresses(mark("Ort"), listed=True, searched=True, group=_ACCESS)
    seat = Areas(mark("Bezirk des Ortes"), meaning="seat", listed=True, group=_ACCESS)
    serves = Areas(mark("Wirkungsbereich"), meaning="serves", listed=True, group=_ACCESS)
    schedule = Text(mark("Termine"), searched=True, listed=True, group=_ACCESS)
    cost = Choice(mark("Kosten"), of="cost", listed=True, group=_ACCESS)
    registration = Choice(mark("Anmeldung"), of="registration", listed=True, group=_ACCESS)
    access = Choice(mark("Zugangsweg"), of="access", listed=True, group=_ACCESS)
    capacity = Number(mark("Plätze"), listed=True, group=_ACCESS)
    contact_person = Ref(mark("Ansprechperson"), to=("person",), listed=True, group=_ACCESS)
    languages = Terms(mark("Sprachen"), of="language", listed=True, group=_ACCESS)
    accessibility = Terms(mark("Barrierefreiheit"), of="accessibility", listed=True, group=_ACCESS)
    contacts = Contacts(mark("Öffentlicher Kontakt"), searched=True, group=_ACCESS)
    status = Choice(mark("Status"), of="offer_status", listed=True, group=_STATE)
    starts_on = Day(mark("Läuft seit"), listed=True, group=_STATE)
    ends_on = Day(mark("Läuft bis"), listed=True, group=_STATE)
    initiated = Choice(mark("Rolle der Koordination"), of="initiated", listed=True, group=_STATE)
    checked_on = Day(mark("Zuletzt geprüft"), listed=True, group=_STATE)
    checked_by = Text(mark("Geprüft durch"), group=_STATE)
    next_check_on = Day(mark("Nächste Prüfung"), listed=True, group=_STATE)
    released_on = Day(mark("Zur Veröffentlichung freigegeben am"), listed=True, group=_STATE)
    reported_on = Day(mark("An Verzeichnis gemeldet am"), listed=True, group=_STATE)
    funding = Text(mark("Finanzierung"), searched=True, group=_STATE)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True, group=_STATE)


class Event(Kind):
    """A workshop, reading or round table; counts, not names, for public ones (Veranstaltung)."""

    code = "event"
    label = mark("Veranstaltung")
    plural = mark("Veranstaltungen")
    icon = "calendar-days"
    columns = ("title", "event_kind", "status", "starts_at")
    order = ("starts_at", True)

    name = Text(mark("Titel"), required=True, searched=True)
    series = Text(mark("Reihe"), searched=True, listed=True)
    event_kind = Choice(mark("Art"), of="event_kind", listed=True)
    status = Choice(mark("Status"), of="event_status", listed=True)
    starts_at = Moment(mark("Beginn"), listed=True)
    duration_minutes = Number(mark("Dauer"), unit=mark("min"))
    place = Text(mark("Ort"), searched=True, listed=True)
    organisers = Links(mark("Veranstaltet von"), to=("organisation",))
    people = Links(mark("Mitwirkende"), to=("person",))
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True, searched=True)
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True)
    seat = Areas(mark("Bezirk"), meaning="seat", listed=True)
    audience = Text(mark("Für wen"), searched=True)
    accessibility = Terms(mark("Barrierefreiheit"), of="accessibility", listed=True)
    registered = Number(mark("Angemeldet"), listed=True)
    attended = Number(mark("Erschienen"), listed=True)
    description = Text(mark("Beschreibung"), searched=True, multiline=True)
    evaluation = Text(mark("Auswertung"), searched=True, multiline=True)
