"""The offers against loneliness, and the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from ..kinds.clock import local_moment
from .dice import Dice
from .scene import Draft, Partner, Scene, words

_STATES = ("aktiv",) * 15 + (
    "pausiert",
    "saisonal",
    "ungeprueft",
    "ungeprueft",
    "eingestellt",
    "ausgelaufen",
    "in_planung",
)
_ACCESS = ("stufenlos", "wc_rollstuhl", "aufzug", "induktion", "leichte_sprache", "behindertenparkplatz", "assistenz")
_COMING_EVENTS = 4


def add_offers(scene: Scene) -> None:
    """Make the offers: the named ones first, then those that partners of a type usually have."""
    dice = scene.dice("offers")
    chosen = list(_chosen(scene, dice))[: scene.size.offers]
    old = set(dice.sample(range(len(chosen)), max(round(len(chosen) * 0.12), 1)))
    ending = set(dice.sample(range(len(chosen)), max(len(chosen) // 25, 1)))
    drafts = [
        _offer(scene, dice, form, partner, at in old, at in ending and at not in old)
        for at, (form, partner) in enumerate(chosen)
    ]
    scene.add("offer", drafts)


def _chosen(scene: Scene, dice: Dice) -> Iterator[tuple[Mapping[str, Any], Partner]]:
    forms = words("offers")
    for form in forms:
        if "by" in form and form["by"] in scene.by_key:
            yield form, scene.by_key[form["by"]]
    by_type: dict[str, list[Partner]] = {}
    for partner in scene.partners:
        if partner.active:
            by_type.setdefault(partner.type, []).append(partner)
    weights = dict(zip((area.code for area in scene.districts), scene.weights(), strict=True))
    patterns = [form for form in forms if "by" not in form]
    proper = words("places")["proper"]
    for _ in range(scene.size.offers):
        form = dice.choice(patterns)
        types = [code for code in form.get("types", [form.get("type")]) if code in by_type]
        if types:
            houses = by_type[dice.choice(types)]
            partner = dice.choices(houses, [weights.get(house.district.code, 1.0) for house in houses])[0]
            yield {**form, "name": form["name"].format(proper=dice.choice(proper))}, partner


def _offer(scene: Scene, dice: Dice, form: Mapping[str, Any], partner: Partner, old: bool, ending: bool) -> Draft:
    status = "aktiv" if old or ending else form.get("status") or dice.choice(_STATES)
    created = scene.between(dice, partner.created, min(partner.created + timedelta(days=300), scene.today))
    longest = (scene.today - scene.start).days
    checked = scene.today - timedelta(days=dice.randint(370, 450) if old else dice.randint(4, min(300, longest)))
    place = form.get("place", "fester_ort")
    known = form.get("access") or (dice.some(_ACCESS, 1, 3) if dice.chance(0.55) else ["unbekannt"])
    values = {
        "name": form["name"],
        "provider": partner.id,
        "summary": form.get("text"),
        "offer_format": form["format"],
        "target_groups": tuple(form["groups"]),
        "topics": tuple(partner.values["topics"]),
        "place_kind": place,
        "addresses": partner.values["addresses"] if place == "fester_ort" else (),
        "seat": (partner.district.code,),
        "serves": tuple(partner.values["serves"]),
        "schedule": form["when"],
        "cost": form.get("cost") or dice.choice(("kostenlos", "kostenlos", "spende", "beitrag", "ermaessigt")),
        "registration": dice.choice(("nicht_noetig", "nicht_noetig", "erwuenscht", "erforderlich")),
        "access": form.get("way", "selbstmeldung"),
        "languages": tuple(form.get("languages", ("de",))),
        "accessibility": tuple(known),
        "contacts": tuple(partner.values["contacts"][:1]),
        "status": status,
        "starts_on": created - timedelta(days=dice.randint(0, 900)),
        "ends_on": _end(scene, dice, status, ending),
        "initiated": form.get("role", "erfasst"),
        "checked_on": None if status in {"ungeprueft", "in_planung"} else scene.working_day(checked),
    }
    return Draft(values, created, None if values["checked_on"] is None else max(created, checked))


def _end(scene: Scene, dice: Dice, status: str, ending: bool) -> date | None:
    if ending:
        return scene.today + timedelta(days=dice.randint(10, 55))
    if status in {"eingestellt", "ausgelaufen"}:
        return scene.today - timedelta(days=dice.randint(20, 200))
    return None


def add_events(scene: Scene) -> None:
    """Make the events: most have been, the last few are to come."""
    dice, source = scene.dice("events"), words("work")
    forms, count = source["events"], scene.size.events
    past = max(count - _COMING_EVENTS, 1)
    span = (scene.today - scene.start).days
    drafts = []
    for at in range(count):
        # the events to come are always the last forms of the list, however many came before
        form = forms[at % len(forms)] if at < past else forms[at - count + len(forms)]
        if at < past:
            day = scene.working_day(scene.start + timedelta(days=round(span * (at + 1) / (past + 1))))
        else:
            day = scene.next_working_day(6 + 9 * (at - past))
        again = f" ({day.year})" if at >= len(forms) and at < past else ""
        drafts.append(_event(scene, dice, source, form, day, again))
    for draft, row_id in zip(drafts, scene.add("event", drafts), strict=True):
        scene.index[f"event:{draft.values['name']}"] = row_id


def _event(
    scene: Scene, dice: Dice, source: Mapping[str, Any], form: Mapping[str, Any], day: date, again: str
) -> Draft:
    area = dice.choices(scene.districts, scene.weights())[0]
    been = day < scene.today
    registered = dice.randint(14, 90)
    hosts = dice.sample([partner for partner in scene.partners if partner.active], 2)
    values = {
        "name": form["name"].format(district=area.name) + again,
        "series": form.get("series", source["series"]),
        "event_kind": form["kind"],
        "status": "durchgefuehrt" if been else dice.choice(("angekuendigt", "geplant")),
        "starts_at": local_moment(day, time(dice.choice((10, 14, 17, 18)), dice.choice((0, 30)))),
        "duration_minutes": form["minutes"],
        "place": dice.choice(source["places"]),
        "organisers": tuple(host.id for host in hosts),
        "people": tuple(member.id for host in hosts for member in host.now()[:1]),
        "target_groups": tuple(form["groups"]),
        "topics": tuple(form["topics"]),
        "seat": (area.code,),
        "registered": registered if been or dice.chance(0.7) else None,
        "attended": round(registered * dice.uniform(0.6, 1.05)) if been else None,
    }
    created = scene.working_day(min(day, scene.today) - timedelta(days=40))
    return Draft(values, created, day if been else None)
