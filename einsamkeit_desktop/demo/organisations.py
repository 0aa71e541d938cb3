"""The partners: the named ones, one of each per district, and as many more as the size asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from ..kinds.points import ContactPoint
from ..queries.terms import vocabulary
from .contactpoints import Reach, domain
from .dice import Dice
from .scene import Draft, Partner, Scene, words

_SOURCE = "Demodaten, frei erfunden"
_STAGES = [
    "identifiziert",
    "erstkontakt",
    "im_gespraech",
    "im_gespraech",
    "kooperation",
    "kooperation",
    "kooperation_vertraglich",
]
# A fifth of the partners has more than half of the contacts.
_WEIGHTS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.5, 2.0, 5.0]


def add_partners(scene: Scene) -> None:
    """Make the organisations of the scene; carriers before what belongs to them."""
    dice = scene.dice("organisations")
    forms = list(islice(_forms(scene, dice), scene.size.organisations))
    _let_some_rest(scene, dice, forms)
    neglected = _neglected(scene, dice, forms)
    reach = Reach(dict(scene.profile), words("places")["streets"])
    partners = [_partner(scene, dice, reach, form, at in neglected) for at, form in enumerate(forms)]
    carriers = [at for at, form in enumerate(forms) if not form.get("parent")]
    others = [at for at, form in enumerate(forms) if form.get("parent")]
    for group in (carriers, others):
        ids = scene.add("organisation", (_draft(scene, dice, partners[at], forms[at]) for at in group))
        for at, row_id in zip(group, ids, strict=True):
            partners[at].id = row_id
            if partners[at].key:
                scene.by_key[partners[at].key] = partners[at]
                scene.index[partners[at].key] = row_id
    scene.partners = partners


def _forms(scene: Scene, dice: Dice) -> Iterator[dict[str, Any]]:
    """Yield what organisations look like: named ones, one per district, then patterns with proper names."""
    source = words("organisations")
    yield from (dict(form) for form in source["single"])
    for at, area in enumerate(scene.districts):
        for form in source["per_district"]:
            yield {**form, "name": form["name"].format(district=area.name), "seat": at, "serves": [at]}
    proper = words("places")["proper"]
    places = list(range(len(scene.districts)))
    suffixes = ["", *(f" {area.name}" for area in scene.districts), *(f" {number}" for number in range(2, 9))]
    for suffix in suffixes:
        combinations = [(pattern, name) for pattern in source["patterns"] for name in proper]
        dice.shuffle(combinations)
        for pattern, name in combinations:
            seat = dice.choices(places, scene.weights())[0]
            serves: Any = dice.choice([[seat], [seat], [seat], [seat, (seat + 1) % len(places)], "all"])
            parent = "ruhrbogen" if pattern["ownership"] == "frei_gemeinnuetzig" and dice.chance(0.15) else None
            title = pattern["name"].format(proper=name) + suffix
            yield {**pattern, "name": title, "seat": seat, "serves": serves, "parent": parent}


def _let_some_rest(scene: Scene, dice: Dice, forms: list[dict[str, Any]]) -> None:
    """Give every organisation its stage, so that exactly the size's share of them is active."""
    resting = round(len(forms) * (1 - scene.size.active_share)) - sum(form.get("stage") == "beendet" for form in forms)
    free = [at for at, form in enumerate(forms) if "key" not in form]
    chosen = set(dice.sample(free, min(max(resting, 0), len(free))))
    for at, form in enumerate(forms):
        form.setdefault("priority", dice.choices("ABC", (18, 47, 35))[0])
        if at in chosen:
            form["stage"] = dice.choice(["ruhend", "ruhend", "beendet"])
        form.setdefault("stage", dice.choice(_STAGES))


def _is_active(form: Mapping[str, Any]) -> bool:
    return form["stage"] not in {"ruhend", "beendet"}


def _neglected(scene: Scene, dice: Dice, forms: list[dict[str, Any]]) -> set[int]:
    """Choose who was not spoken to for longer than the rhythm: with the named ones some 27 % of the active ones."""
    active = [at for at, form in enumerate(forms) if _is_active(form)]
    fixed = sum(forms[at].get("last") == "never" or forms[at].get("key") in {"as", "mgh"} for at in active)
    free = [at for at in active if "last" not in forms[at]]
    return set(dice.sample(free, min(len(free), round(len(active) * 0.27) - fixed)))


def _partner(scene: Scene, dice: Dice, reach: Reach, form: Mapping[str, Any], neglected: bool) -> Partner:
    seat = form["seat"]
    area = scene.special[seat] if isinstance(seat, str) else scene.district(seat)
    last = _last_contact(scene, dice, form, neglected)
    span = (scene.today - scene.start).days
    created = scene.start + timedelta(days=dice.randint(0, round(span * (0.25 if "key" in form else 0.75))))
    if last is not None:
        created = min(created, scene.working_day(last - timedelta(days=dice.randint(0, 40))))
    values = _values(scene, dice, reach, form, area.code)
    weight = form.get("weight", dice.choice(_WEIGHTS))
    return Partner(
        0,
        form["name"],
        form["type"],
        form.get("key", ""),
        area,
        _is_active(form),
        created,
        last,
        weight,
        form.get("people"),
        values,
    )


def _values(scene: Scene, dice: Dice, reach: Reach, form: Mapping[str, Any], seat: str) -> dict[str, Any]:
    everywhere = "GESAMT" if form["serves"] == "all" else None
    serves = [everywhere] if everywhere else [_code(scene, at) for at in form["serves"]]
    mail_at = domain(form["name"])
    checked = scene.working_day(scene.today - timedelta(days=dice.randint(10, 420)))
    return {
        "name": form["name"],
        "short_name": form.get("short"),
        "former_names": form.get("former"),
        "organisation_type": form["type"],
        "ownership": form.get("ownership"),
        "legal_form": form.get("legal_form"),
        "description": form.get("text"),
        "cooperation_stage": form["stage"],
        "priority": form["priority"] if _is_active(form) else None,
        "rhythm_days": 30 if form.get("key") == "sozialplanung" else None,
        "target_groups": tuple(form["groups"]),
        "topics": tuple(form["topics"]),
        "seat": (seat,),
        "serves": tuple(dict.fromkeys(serves)),
        "contacts": (
            reach.phone(dice, 5),
            ContactPoint("email", f"info@{mail_at}", public=True),
            ContactPoint("web", f"https://www.{mail_at}", public=True),
        )[: dice.choice([1, 2, 2, 3, 3])],
        "addresses": (reach.address(dice),) if dice.chance(0.94) else (),
        "source": _SOURCE,
        "checked_on": checked if dice.chance(0.7) else None,
        "remark": form.get("remark"),
    }


def _code(scene: Scene, at: int | str) -> str:
    return at if isinstance(at, str) else scene.district(at).code


def _last_contact(scene: Scene, dice: Dice, form: Mapping[str, Any], neglected: bool) -> date | None:
    """Return the day of the latest contact: within the rhythm or past it, as it shall be."""
    fixed = form.get("last")
    if fixed == "never":
        return None
    if fixed is not None:
        return scene.working_day(scene.today - timedelta(days=fixed))
    longest = (scene.today - scene.start).days - 12
    if not _is_active(form):
        days = dice.randint(min(150, longest), longest)
        return scene.working_day(scene.today - timedelta(days=days))
    term = vocabulary(scene.store).term("priority", form["priority"])
    rhythm = int(term.extra["rhythm_days"]) if term and form.get("key") != "sozialplanung" else 30
    if not neglected:
        return scene.working_day(scene.today - timedelta(days=dice.randint(1, min(rhythm - 8, 160, longest))))
    if rhythm + 6 >= longest or dice.chance(0.2):
        return None
    return scene.working_day(scene.today - timedelta(days=dice.randint(rhythm + 4, min(rhythm * 3, longest))))


def _draft(scene: Scene, dice: Dice, partner: Partner, form: Mapping[str, Any]) -> Draft:
    parent = scene.by_key[form["parent"]].id if form.get("parent") else None
    changed = scene.between(dice, partner.created, scene.today) if dice.chance(0.6) else None
    return Draft({**partner.values, "parent": parent}, partner.created, changed)
