"""Other municipalities, committees, practice sheets and what was given to or received from whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ..kinds.points import Address, ContactPoint
from ..queries.terms import vocabulary
from .contactpoints import domain
from .dice import Dice
from .scene import Draft, Member, Scene, words

_STATUS = (
    "gesichtet",
    "gesichtet",
    "interessant",
    "interessant",
    "in_pruefung",
    "adaption_geplant",
    "uebernommen",
    "verworfen",
)
_KINDS = (
    "videokonferenz",
    "videokonferenz",
    "telefonat",
    "besuch_dort",
    "besuch_hier",
    "interkommunale_ag",
    "vortrag",
    "schriftlich",
)


def _guests(scene: Scene) -> list[Member]:
    return [member for member in scene.members if not member.posts]


def add_municipalities(scene: Scene) -> None:
    """Make the other towns and counties, each with a person to talk to."""
    dice, source = scene.dice("municipalities"), words("exchange")
    people = _guests(scene)[-min(scene.size.municipalities, scene.size.persons // 10) :]
    drafts = []
    for at, form in zip(range(scene.size.municipalities), _towns(scene, dice, source), strict=False):
        place = form["name"].split(" ", 1)[1]
        values = {
            "name": form["name"],
            "federal_state": form["state"],
            "size_class": form["size"],
            "population": form["population"],
            "ags": f"99{at:03d}000",
            "people": (people[at % len(people)].id,),
            "contacts": (ContactPoint("email", f"einsamkeit@{domain(place)}"),),
            "addresses": (Address(street="Rathausplatz 1", postal_code=f"99{at % 1000:03d}", city=place),),
        }
        created = scene.between(dice, scene.start, scene.today - timedelta(days=60))
        drafts.append(Draft(values, created))
    for draft, row_id in zip(drafts, scene.add("municipality", drafts), strict=True):
        scene.index[f"municipality:{draft.values['name']}"] = row_id


def _towns(scene: Scene, dice: Dice, source: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from source["municipalities"]
    states = [term.code for term in vocabulary(scene.store).lists["federal_state"]]
    names = [start + end for start in source["name_starts"] for end in source["name_ends"]]
    dice.shuffle(names)
    for name in names:
        size, least, most = dice.choice(
            (("grossstadt", 100_000, 400_000), ("mittelstadt", 20_000, 99_000), ("kleinstadt", 5_000, 19_000))
        )
        population = dice.randint(least // 100, most // 100) * 100
        yield {"name": f"Stadt {name}", "state": dice.choice(states), "size": size, "population": population}


def add_bodies(scene: Scene) -> None:
    """Make committees, round tables and working groups with their members."""
    dice, forms = scene.dice("bodies"), words("work")["bodies"]
    politicians = _guests(scene)[: round(scene.size.persons * 0.045)] or scene.members[:4]
    partners = [member for member in scene.members if any(post.until is None for post in member.posts)]
    drafts, meets = [], []
    for at in range(scene.size.bodies):
        form = forms[at % len(forms)]
        area = scene.district(1) if at < len(forms) else scene.districts[at // len(forms) % len(scene.districts)]
        political = form.get("political", False)
        name = form["name"].format(district=area.name)
        if at >= len(forms) and "{district}" not in form["name"]:
            name = f"{name} {area.name} {at // len(forms) // len(scene.districts) + 1}"
        pool = politicians if political else partners
        values = {
            "name": name,
            "body_kind": form["kind"],
            "members": tuple(member.id for member in dice.sample(pool, min(form["members"], len(pool)))),
            "rhythm": form["rhythm"],
            "term_from": scene.start - timedelta(days=200) if political else None,
            "term_until": scene.today + timedelta(days=1300) if political else None,
            "topics": tuple(form["topics"]),
            "serves": (area.code if "{district}" in form["name"] else "GESAMT",),
        }
        drafts.append(Draft(values, scene.working_day(scene.start + timedelta(days=dice.randint(0, 90)))))
        meets.append(not political)
    for draft, row_id, often in zip(drafts, scene.add("body", drafts), meets, strict=True):
        scene.index[f"body:{draft.values['name']}"] = row_id
        if often:
            scene.index[f"meeting:{draft.values['name']}"] = row_id


def add_practices(scene: Scene) -> None:
    """Make the practice sheets; the first round of the forms bears their plain names."""
    dice, source = scene.dice("practices"), words("exchange")
    towns = [
        (name.split(":", 1)[1], row_id) for name, row_id in scene.index.items() if name.startswith("municipality:")
    ]
    forms = source["practices"]
    drafts = []
    for at in range(scene.size.practices):
        form = forms[at % len(forms)]
        town, town_id = towns[at % len(towns)]
        known = at < len(forms)
        created = scene.between(dice, scene.start, scene.today)
        status = "in_umsetzung" if form["name"] == "Feiertagstisch" and known else dice.choice(_STATUS)
        values = {
            "name": form["name"] if known else f"{form['name']} – Variante {town}",
            "summary": f"{form['approach'].partition('.')[0]}.",
            "municipality": town_id,
            "provider": dice.choice(("Kommune", "Freiwilligenagentur", "Wohlfahrtsverband", "Bürgerstiftung")),
            "problem": form["problem"],
            "approach": form["approach"],
            "conditions": dice.choice(source["conditions"]),
            "resources": dice.choice(source["resources"]),
            "effect": form["effect"],
            "target_groups": tuple(form["groups"]),
            "topics": tuple(form["topics"]),
            "maturity": dice.choice(
                ("pilot", "erprobt", "erprobt", "etabliert", "skaliert", "konzept", "beendet_ohne_erfolg")
            ),
            "evidence": dice.choice(
                ("erfahrungsbericht", "selbstevaluation", "selbstevaluation", "prozess_evaluation")
            ),
            "transferability": dice.choice(("hoch", "hoch", "mittel", "mittel", "gering")),
            "transfer_status": status,
            "transfer_note": "Personalaufwand derzeit nicht darstellbar." if status == "verworfen" else None,
            "as_of": created,
        }
        drafts.append(Draft(values, created))
    for draft, row_id in zip(drafts, scene.add("practice", drafts), strict=True):
        scene.index[f"practice:{draft.values['name']}"] = row_id


def add_exchanges(scene: Scene) -> None:
    """Make what was given and received, oldest first; the latest is the practice that is being adopted."""
    dice, source = scene.dice("exchanges"), words("exchange")
    towns = [row_id for name, row_id in scene.index.items() if name.startswith("municipality:")]
    practices = [
        (name.split(":", 1)[1], row_id) for name, row_id in scene.index.items() if name.startswith("practice:")
    ]
    people = _guests(scene)[-len(towns) :]
    drafts = []
    for at in range(scene.size.exchanges):
        practice, practice_id = practices[0] if at == 0 else dice.choice(practices)
        number = 0 if at == 0 else dice.randrange(len(towns))
        day = scene.between(dice, scene.start, scene.today - timedelta(days=3))
        subject = source["subjects"][0] if at == 0 else dice.choice(source["subjects"])
        person = people[number % len(people)]
        values = {
            "subject": subject.format(practice=practice),
            "municipality": towns[number],
            "day": scene.working_day(scene.today - timedelta(days=178)) if at == 0 else day,
            "exchange_kind": dice.choice(_KINDS),
            "direction": "gegeben"
            if "Innovationssprint" in subject
            else dice.choice(("erhalten", "gegeben", "wechselseitig")),
            "practice": practice_id if "{practice}" in subject else None,
            "people": (person.id,),
            "duration_minutes": dice.choice((30, 45, 60, 90)),
            "content": dice.choice(source["contents"]).format(p=person.name),
            "outcome": dice.choice(source["outcomes"]),
        }
        drafts.append(Draft(values, values["day"]))
    drafts.sort(key=lambda draft: draft.created)
    scene.add("exchange", drafts)
