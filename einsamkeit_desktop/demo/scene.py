"""The scene of a demo store: its day, its districts, who has been invented so far, and the way into the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from ..actions.putting import add_records
from ..kinds.clock import local_moment
from ..kinds.registry import KINDS
from ..paths import resource
from ..queries.terms import Area, vocabulary
from ..store.store import Store
from ..texts import _
from .dice import Dice
from .sizes import Size

_BATCH = 2000
_CLOSED = {(1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31)}


@dataclass(frozen=True)
class Draft:
    """A record about to be made: its values, the day it was entered, and the day it was changed last."""

    values: Mapping[str, Any]
    created: date
    changed: date | None = None


@dataclass(frozen=True)
class Post:
    """A function of a person for a partner and its time; without an end it lasts."""

    member: Member
    partner: Partner
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Return whether the function was held on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(eq=False)
class Member:
    """A person of the demo."""

    id: int
    name: str
    posts: list[Post] = field(default_factory=list)

    def may_speak(self, day: date) -> bool:
        """Return whether a contact on that day is later than the latest contact of none of her partners."""
        return all(post.partner.may_speak(day) for post in self.posts if post.on(day))


@dataclass(eq=False)
class Partner:
    """An organisation of the demo; `last` is the day of the latest contact, None where nobody ever spoke."""

    id: int
    name: str
    type: str
    key: str
    district: Area
    active: bool
    created: date
    last: date | None
    weight: float
    people: int | None
    values: Mapping[str, Any]
    posts: list[Post] = field(default_factory=list)

    def may_speak(self, day: date) -> bool:
        """Return whether a contact on that day would not be later than the latest one."""
        return self.last is not None and day <= self.last

    def now(self) -> list[Member]:
        """Return who works here to this day, first contacts first."""
        return [post.member for post in self.posts if post.until is None]

    def members_on(self, day: date) -> list[Member]:
        """Return who worked here on that day, first contacts first."""
        return [post.member for post in self.posts if post.on(day)]


class Scene:
    """Everything the makers of records share; each purpose has its own `dice` and so disturbs no other."""

    def __init__(self, store: Store, size: Size, today: date, seed: int, profile: Mapping[str, Any]) -> None:
        self.store = store
        self.size = size
        self.today = today
        self.start = today - timedelta(days=round(size.months * 30.4))
        self.profile = profile
        self._seed = seed
        areas = vocabulary(store).areas
        self.districts = [area for area in areas if area.level == 1]
        self.special = {area.code: area for area in areas if area.level == 0}
        self.partners: list[Partner] = []
        self.by_key: dict[str, Partner] = {}
        self.members: list[Member] = []
        self.index: dict[str, int] = {}
        self._made: dict[str, int] = {}

    def dice(self, purpose: str) -> Dice:
        """Return the chance of one purpose."""
        return Dice(f"{self._seed} {purpose}")

    def add(self, kind: str, drafts: Iterable[Draft]) -> list[int]:
        """Make records of one kind in batches and return their ids in order; nothing of it is journaled."""
        made = self._made.get(kind, 0)
        dice = self.dice(f"uid {kind} {made}")
        ids: list[int] = []
        for batch in _batches(drafts):
            with self.store.writing(_("Demodaten")) as write:
                write.journaled = False
                spines = [self._spine(draft, dice) for draft in batch]
                ids += add_records(write, KINDS[kind], [draft.values for draft in batch], spines)
        self._made[kind] = made + len(ids)
        return ids

    def _spine(self, draft: Draft, dice: Dice) -> dict[str, Any]:
        created = min(draft.created, self.today)
        changed = min(max(draft.changed or created, created), self.today)
        second = dice.randrange(8 * 3600, 16 * 3600)
        moment = _at(created, second)
        return {
            "uid": dice.uid(),
            "created_at": moment,
            "changed_at": moment if changed == created else _at(changed, second),
        }

    def district(self, at: int) -> Area:
        """Return a district by its place in the list, counted from the end where negative; every town has some."""
        count = len(self.districts)
        return self.districts[at % count if at >= 0 else max(at, -count)]

    def weights(self) -> list[float]:
        """Return how much goes on in each district: two are dense, the last two so thin that gaps show."""
        count = len(self.districts)
        weights = [1.0] * count
        for at in (1, 4):
            weights[at % count] = 3.0
        for at in {count - 1, count - 2} - {0, 1}:
            weights[at] = 0.25
        return weights

    def working_day(self, day: date) -> date:
        """Return the day itself or the last working day before it."""
        while day.weekday() > 4 or (day.month, day.day) in _CLOSED:
            day -= timedelta(days=1)
        return day

    def next_working_day(self, count: int = 1) -> date:
        """Return the working day that is `count` working days after today."""
        day = self.today
        while count:
            day += timedelta(days=1)
            count -= day == self.working_day(day)
        return day

    def between(self, dice: Dice, first: date, last: date) -> date:
        """Return a working day of the span."""
        day = self.working_day(first + timedelta(days=dice.randint(0, max((last - first).days, 0))))
        return max(day, first)


def words(name: str) -> Any:
    """Return one of the demo's word files."""
    return json.loads(resource(f"demo/{name}.json").read_text(encoding="utf-8"))


def _at(day: date, second: int) -> datetime:
    return local_moment(day, time(second // 3600, second // 60 % 60, second % 60))


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    stream = iter(drafts)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def profile_of(name: str) -> dict[str, Any]:
    """Return what a municipality's profile says (name, area code, postal codes)."""
    found: dict[str, Any] = json.loads(resource(f"profiles/{name}/profile.json").read_text(encoding="utf-8"))
    return found
