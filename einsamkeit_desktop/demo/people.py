"""The people: invented names of many origins, what they do where, and who left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, cycle
from typing import Any

from ..kinds.points import ContactPoint
from .contactpoints import Reach, domain, mail
from .dice import Dice
from .scene import Draft, Member, Partner, Post, Scene, words

_SOURCE = "Demodaten, frei erfunden"
Name = Mapping[str, Any]


def add_people(scene: Scene) -> None:
    """Make all persons: those of the partners with their functions, then politicians and people of other towns."""
    dice = scene.dice("people")
    shown = words("showcase")["people"]
    names = _Names(dice, {person[0] for people in shown.values() for person in people})
    reach = Reach(dict(scene.profile), words("places")["streets"])
    guests = round(scene.size.persons * 0.045) + min(scene.size.municipalities, scene.size.persons // 10)
    counts = _counts(scene, dice, scene.size.persons - guests)
    posts: list[tuple[Partner, Name, Sequence[Any]]] = []
    for partner, count in zip(scene.partners, counts, strict=True):
        fixed = shown.get(partner.key, ())
        posts += [(partner, names.known[person[0]], person[1:]) for person in fixed]
        posts += [(partner, next(names), ()) for _ in range(count - len(fixed))]
    drafts = [_draft(scene, dice, reach, name, partner) for partner, name, _function in posts]
    drafts += [_guest(scene, dice, reach, next(names)) for _ in range(scene.size.persons - len(posts))]
    ids = scene.add("person", drafts)
    scene.members = [Member(row_id, _title(draft.values)) for row_id, draft in zip(ids, drafts, strict=True)]
    scene.index |= {member.name: member.id for member in reversed(scene.members)}
    functions = _Functions(scene, dice)
    for member, (partner, _name, fixed) in zip(scene.members, posts, strict=False):
        functions.give(member, partner, fixed)
    scene.add("role", functions.drafts)


class _Names:
    """Names without end: the known ones that are not fixed to a place first, then by origin."""

    def __init__(self, dice: Dice, fixed: set[str]) -> None:
        source = words("names")
        self._dice = dice
        self._origins = source["origins"]
        self._weights = [origin["weight"] for origin in self._origins]
        self._titles = source["titles"]
        self.known = {_title(_fields(name)): name for name in source["known"]}
        for title in sorted(fixed - self.known.keys()):
            given, _, family = title.rpartition(" ")
            form = "frau" if any(given in origin["frau"] for origin in self._origins) else "herr"
            self.known[title] = {"given": given, "family": family, "form": form}
        self._free = [name for title, name in self.known.items() if title not in fixed]
        self._rest = chain(self._free, self._invented())

    def __next__(self) -> Name:
        return next(self._rest)

    def _invented(self) -> Iterator[Name]:
        seen: set[tuple[str, str]] = set()
        while True:
            origin, other = self._dice.choices(self._origins, self._weights, k=2)
            form = "frau" if self._dice.chance(0.58) else "herr"
            given, family = self._dice.choice(origin[form]), self._dice.choice(origin["family"])
            if self._dice.chance(0.06):
                family = f"{family}-{self._dice.choice(other['family'])}"
            if (given, family) in seen and self._dice.chance(0.6):  # the other namesakes stay: they are a test, too
                family = f"{family}-{self._dice.choice(other['family'])}"
            seen.add((given, family))
            title = self._dice.choice(self._titles) if self._dice.chance(0.05) else None
            yield {
                "given": given,
                "family": family,
                "form": "ohne" if self._dice.chance(0.02) else form,
                "title": title,
            }


def _fields(name: Name) -> dict[str, Any]:
    return {
        "form_of_address": name["form"],
        "academic_title": name.get("title"),
        "given_name": name.get("given"),
        "particle": name.get("particle"),
        "family_name": name["family"],
        "office_title": name.get("office"),
    }


def _title(values: Mapping[str, Any]) -> str:
    parts = ("academic_title", "given_name", "particle", "family_name")
    return " ".join(values[part] for part in parts if values.get(part))


def _counts(scene: Scene, dice: Dice, total: int) -> list[int]:
    """Return how many persons each partner has: one at least, the busy ones more, together `total`."""
    counts = [1 if partner.people is None else partner.people for partner in scene.partners]
    free = [at for at, partner in enumerate(scene.partners) if partner.people is None]
    weights = [0.4 + scene.partners[at].weight for at in free]
    for at in dice.choices(free, weights, k=max(total - sum(counts), 0)):
        counts[at] += 1
    return counts


def _draft(scene: Scene, dice: Dice, reach: Reach, name: Name, partner: Partner) -> Draft:
    contacts = [mail(name.get("given") or "", name["family"], domain(partner.name))] if dice.chance(0.93) else []
    if dice.chance(0.8):
        contacts.insert(0, reach.phone(dice))
    if dice.chance(0.15):
        contacts.append(reach.mobile(dice))
    created = scene.between(dice, partner.created, min(partner.created + timedelta(days=200), scene.today))
    return Draft(_values(scene, dice, name, contacts, created), created)


def _values(scene: Scene, dice: Dice, name: Name, contacts: list[ContactPoint], created: date) -> dict[str, Any]:
    informed = dice.chance(0.72)
    return {
        **_fields(name),
        "informal": dice.chance(0.12),
        "languages": ("de", dice.choice(["tr", "ar", "uk", "pl", "en", "fr"])) if dice.chance(0.1) else (),
        "contacts": tuple(contacts),
        "legal_basis": dice.choices(["aufgabe", "einwilligung", "oeffentliche_quelle", "ungeklaert"], (82, 8, 6, 4))[0],
        "informed_on": created if informed else None,
        "source": _SOURCE,
        "checked_on": scene.between(dice, created, scene.today) if dice.chance(0.5) else None,
        "remark": "E-Mails kamen zuletzt als unzustellbar zurück." if dice.chance(0.08) else None,
    }


def _guest(scene: Scene, dice: Dice, reach: Reach, name: Name) -> Draft:
    """Return a person without an organisation here: a member of the council, somebody of another town's office."""
    created = scene.between(dice, scene.start, scene.today)
    contacts = [mail(name.get("given") or "", name["family"], "rathaus.example"), reach.phone(dice)]
    return Draft(_values(scene, dice, name, contacts, created), created)


class _Functions:
    """Makes the functions: the first contact stays, of the others some left and some of these work elsewhere now."""

    def __init__(self, scene: Scene, dice: Dice) -> None:
        source = words("work")
        self.drafts: list[Draft] = []
        self._scene = scene
        self._dice = dice
        self._usual = source["functions"]
        self._by_type = source["functions_by_type"]
        busy = [partner for partner in scene.partners if partner.active and partner.last and partner.people is None]
        self._others = cycle(dice.sample(busy, len(busy)))

    def give(self, member: Member, partner: Partner, fixed: Sequence[Any]) -> None:
        """Give a person the function here, and to some an earlier, a later or a second one elsewhere."""
        dice, scene, other = self._dice, self._scene, next(self._others)
        function = fixed or dice.choice(self._by_type.get(partner.type, self._usual))
        since = partner.created - timedelta(days=dice.randint(20, 2500))
        if not partner.now() or fixed:
            self._begin(member, partner, function, since, None)
        elif dice.chance(0.2):
            until = scene.between(dice, scene.start + timedelta(days=60), scene.today - timedelta(days=20))
            self._begin(member, partner, function, min(since, scene.start), until)
            if other is not partner and dice.chance(0.6):
                self._begin(member, other, dice.choice(self._usual), until + timedelta(days=1), None)
        else:
            self._begin(member, partner, function, since, None)
            if other is not partner and dice.chance(0.06):
                self._begin(member, other, ("vorstand", "Vorstand (Ehrenamt)"), since, None)
        if not fixed and other is not partner and dice.chance(0.14):
            earlier = since - timedelta(days=dice.randint(1, 90))
            self._begin(
                member, other, dice.choice(self._usual), earlier - timedelta(days=dice.randint(300, 3000)), earlier
            )

    def _begin(
        self, member: Member, partner: Partner, function: Sequence[str], since: date, until: date | None
    ) -> None:
        main = until is None and not partner.now()
        post = Post(member, partner, since, until)
        member.posts.append(post)
        partner.posts.append(post)
        values = {
            "person": member.id,
            "organisation": partner.id,
            "role_kind": function[0],
            "function": function[1],
            "since": since,
            "until": until,
            "main_contact": main,
        }
        self.drafts.append(Draft(values, max(partner.created, min(since, self._scene.today)), until))
