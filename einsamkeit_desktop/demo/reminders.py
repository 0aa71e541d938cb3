"""The reminders: open ones spread over the days that matter, and those long since done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .council import step_drafts
from .dice import Dice
from .notes import Promise, shown_tasks
from .scene import Draft, Scene, words

_THIS_WEEK = (1, 1, 2, 2, 3, 3, 4, 5)
_RECENT_DAYS = 100


def add_reminders(scene: Scene, note_ids: list[int], promises: list[Promise]) -> None:
    """Make all reminders: shown ones, open ones from recent notes and cases, done ones from older notes."""
    dice = scene.dice("reminders")
    maker = _Maker(scene, dice, note_ids)
    shown = [*maker.shown(), *step_drafts(scene)]
    still_open = scene.size.open_reminders - sum(draft.values["done_on"] is None for draft in shown)
    done = scene.size.done_reminders - sum(draft.values["done_on"] is not None for draft in shown)
    recent = [
        promise for promise in promises if (scene.today - promise.day).days < _RECENT_DAYS and promise.partner.active
    ]
    drafts = shown + [maker.open(due, recent, at) for at, due in enumerate(_due_days(scene, dice, max(still_open, 0)))]
    older = [promise for promise in promises if (scene.today - promise.day).days > 20]
    drafts += maker.done(older, max(done, 0))
    drafts.sort(key=lambda draft: draft.created)
    scene.add("reminder", drafts)


def _due_days(scene: Scene, dice: Dice, count: int) -> list[date]:
    """Return when open reminders are due: this week, the three months after, and in large stores some overdue."""
    overdue = max(scene.size.open_reminders - 41, 0) // 10
    days = [scene.working_day(scene.today - timedelta(days=dice.randint(2, 60))) for _ in range(overdue)]
    days += [scene.next_working_day(number) for number in _THIS_WEEK[: max(count - overdue, 0)]]
    while len(days) < count:
        day = scene.working_day(scene.today + timedelta(days=dice.randint(9, 95)))
        days.append(day)
    return days[:count]


class _Maker:
    def __init__(self, scene: Scene, dice: Dice, note_ids: list[int]) -> None:
        self._scene = scene
        self._dice = dice
        self._note_ids = note_ids
        self._asked = [partner for partner in scene.partners if partner.active and partner.now()]
        source = words("work")
        self._forms: list[str] = source["reminders"]
        self._results: list[str | None] = source["results"]
        self._cases = [(name, row_id) for name, row_id in scene.index.items() if name.startswith("waits:")]

    def shown(self) -> Iterator[Draft]:
        """Yield the reminders of the shown notes and those that the first screen is made of."""
        scene = self._scene
        for task, note_id, about in shown_tasks(scene):
            waits = scene.index.get(task.get("waits", ""))
            done = scene.today + timedelta(days=task["done"]) if "done" in task else None
            due = scene.today + timedelta(days=task["due"])
            yield self._draft(
                task["text"], due, about, waits, note_id, due - timedelta(days=30), done, task.get("result")
            )
        for form in words("showcase")["reminders"]:
            if form["about"] in scene.index:
                due = scene.today + timedelta(days=form["due"])
                waits = scene.index.get(form.get("waits", "").removeprefix("org:"))
                draft = self._draft(
                    form["text"], due, scene.index[form["about"]], waits, None, due - timedelta(days=14)
                )
                told = {"priority": form.get("priority", "normal")}
                told |= {"due_time": form.get("time"), "repeat": form.get("repeat")}
                yield Draft({**draft.values, **told}, draft.created, draft.changed)

    def open(self, due: date, recent: list[Promise], at: int) -> Draft:
        """Return an open reminder: what a recent note promised, a question to a partner, or a case that waits."""
        dice, scene = self._dice, self._scene
        if at % 4 == 3 and self._cases:
            name, case_id = self._cases.pop(0)
            text = self._forms[0].format(s=name.removeprefix("waits:").partition(" #")[0])
            return self._draft(text, due, case_id, None, None, scene.today - timedelta(days=dice.randint(3, 40)))
        if recent:
            wanted = [number for number, promise in enumerate(recent) if (promise.member is not None) == (at % 3 == 1)]
            promise = recent.pop(dice.choice(wanted) if wanted else 0)
            return self._kept(promise, due, None)
        return self._question(due, scene.today - timedelta(days=dice.randint(3, 40)), None)

    def done(self, older: list[Promise], count: int) -> Iterator[Draft]:
        """Yield reminders that were done, most of them on time."""
        dice, scene = self._dice, self._scene
        for promise in dice.sample(older, min(count, len(older))):
            due = scene.working_day(promise.day + timedelta(days=dice.choice((7, 10, 14, 14, 21, 28))))
            yield self._kept(promise, due, self._done_on(due, promise.day))
        for _ in range(count - len(older)):
            due = scene.between(dice, scene.start, scene.today - timedelta(days=5))
            created = due - timedelta(days=dice.randint(5, 30))
            yield self._question(due, created, self._done_on(due, created))

    def _done_on(self, due: date, created: date) -> date:
        day = self._scene.working_day(
            due + timedelta(days=self._dice.choice((-6, -3, -2, -1, -1, 0, 0, 0, 0, 1, 1, 2, 4, 9)))
        )
        return max(created, min(day, self._scene.working_day(self._scene.today - timedelta(days=1))))

    def _kept(self, promise: Promise, due: date, done: date | None) -> Draft:
        waits = promise.member.id if promise.member else None
        note_id = self._note_ids[promise.note_at]
        return self._draft(promise.text, due, promise.partner.id, waits, note_id, promise.day, done)

    def _question(self, due: date, created: date, done: date | None) -> Draft:
        dice = self._dice
        partner = dice.choice(self._asked)
        text = dice.choice(self._forms[1:]).format(o=partner.name, p=partner.now()[0].name)
        return self._draft(text, due, partner.id, None, None, created, done)

    def _draft(
        self,
        text: str,
        due: date,
        about: int,
        waits: int | None,
        origin: int | None,
        created: date,
        done: date | None = None,
        result: str | None = None,
    ) -> Draft:
        dice = self._dice
        moved = dice.randint(1, 3) if dice.chance(0.15) else None
        values: Mapping[str, Any] = {
            "text": text,
            "due_on": due,
            "owner": "mine" if waits is None else "theirs",
            "waiting_for": waits,
            "about": about,
            "origin": origin,
            "priority": dice.choices(("normal", "hoch", "niedrig"), (80, 12, 8))[0],
            "first_due_on": due - timedelta(days=7 * moved) if moved else due,
            "postponed": moved,
            "done_on": done,
            "result": (result or dice.choice(self._results)) if done else None,
        }
        return Draft(values, created, done)
