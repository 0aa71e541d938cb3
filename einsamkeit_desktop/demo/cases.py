"""The cases, open and closed ones; what citizens ask is a kind of its own, under a code, and names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .dice import Dice
from .scene import Draft, Scene, words

_CLOSED = ("zda", "zda", "zda", "erledigt", "weitergeleitet")
_RESULTS = ("beantwortet", "beantwortet", "vermittelt", "angebot_entstanden", "nicht_umsetzbar", "keine_rueckmeldung")
_OUTCOMES = (
    "Schriftlich beantwortet.",
    "An das zuständige Haus vermittelt.",
    "Angebot ist angelaufen.",
    "Keine Rückmeldung mehr.",
    None,
)


def add_cases(scene: Scene) -> None:
    """Make all cases, oldest first; open ones that a reminder may be about are entered in the scene's index."""
    size, dice = scene.size, scene.dice("cases")
    source = words("work")
    open_citizens = min(round(size.open_cases * 0.4), size.citizen_cases)
    open_others = size.open_cases - open_citizens
    closed_citizens = min(size.citizen_cases - open_citizens, size.closed_cases)
    drafts = [*_ordinary(scene, dice, source["cases"], open_others, True)]
    drafts += _ordinary(scene, dice, source["cases"], size.closed_cases - closed_citizens, False)
    drafts.sort(key=lambda draft: draft.created)
    for draft, row_id in zip(drafts, scene.add("case", drafts), strict=True):
        subject, status = draft.values["subject"], draft.values["status"]
        if draft.values["closed_on"] is None:
            scene.index[f"case:{subject}"] = row_id
        if status in {"wartet_extern", "wiedervorlage", "in_bearbeitung"}:
            scene.index[f"waits:{subject} #{row_id}"] = row_id
    citizens = [*_citizens(scene, dice, source["citizens"], open_citizens, True)]
    citizens += _citizens(scene, dice, source["citizens"], closed_citizens, False)
    scene.add("citizen_case", sorted(citizens, key=lambda draft: draft.created))


def _ordinary(
    scene: Scene, dice: Dice, forms: list[Mapping[str, Any]], count: int, still_open: bool
) -> Iterator[Draft]:
    """Yield cases about the work: the first of each subject bears it alone, later ones name a partner."""
    partners = [partner for partner in scene.partners if partner.active]
    for at in range(count):
        form = forms[at % len(forms)]
        partner = dice.choice(partners)
        subject = form["subject"] if still_open and at < len(forms) else f"{form['subject']} – {partner.name}"
        opened = _opened(scene, dice, still_open)
        closed = None if still_open else _closed(scene, dice, opened)
        parties = [partner.id, *(member.id for member in partner.now()[:1])]
        if form["kind"] == "anfrage_kommune":
            parties = [row_id for name, row_id in scene.index.items() if name.startswith("municipality:")][:1]
        deadline = scene.next_working_day(dice.randint(3, 30)) if still_open else opened + timedelta(days=30)
        values = {
            "subject": subject[:300],
            "case_kind": form["kind"],
            "status": form["status"] if still_open else dice.choice(_CLOSED),
            "priority": form["priority"],
            "opened_on": opened,
            "deadline_on": deadline if form["priority"] == "frist" or dice.chance(0.3) else None,
            "parties": tuple(parties),
            "target_groups": partner.values["target_groups"],
            "districts": (partner.district.code,),
            "description": form["text"],
            "waiting_until": _waiting(scene, dice, form) if still_open else None,
            **_ending(dice, closed),
        }
        yield Draft(values, opened, closed)


def _waiting(scene: Scene, dice: Dice, form: Mapping[str, Any]) -> date | None:
    return scene.next_working_day(dice.randint(2, 14)) if form["status"] == "wartet_extern" else None


def _citizens(
    scene: Scene, dice: Dice, forms: list[Mapping[str, Any]], count: int, still_open: bool
) -> Iterator[Draft]:
    """Yield what citizens ask: a code without meaning, an age band, a district, at most the partner it went to."""
    if still_open:  # a warning of a crisis is passed on at once
        forms = [form for form in forms if not form.get("crisis")]
    for at in range(count):
        form = forms[at % len(forms)]
        opened = _opened(scene, dice, still_open)
        closed = None if still_open else _closed(scene, dice, opened)
        partner = dice.choice([partner for partner in scene.partners if partner.active])
        values = {
            "pseudonym": f"V-{opened.year}-{dice.code(4)}",
            "received_on": opened,
            "channel": dice.choice(("telefon", "telefon", "email", "veranstaltung", "dritte")),
            "concern": form["concern"],
            "status": _status(dice, form, still_open),
            "referred_to": (partner.id,) if closed and dice.chance(0.5) else (),
            "target_groups": tuple(form["groups"]),
            "districts": (dice.choices(scene.districts, scene.weights())[0].code,),
            "age_band": form["band"],
            "description": f"{form['subject']}\n{form['text']}",
            **_ending(dice, closed),
        }
        yield Draft(values, opened, closed)


def _status(dice: Dice, form: Mapping[str, Any], still_open: bool) -> str:
    if form.get("crisis"):
        return "weitergeleitet"
    return dice.choice(("neu", "in_bearbeitung", "in_bearbeitung") if still_open else _CLOSED)


def _opened(scene: Scene, dice: Dice, still_open: bool) -> date:
    if still_open:
        return scene.working_day(scene.today - timedelta(days=dice.randint(2, 120)))
    return scene.between(dice, scene.start, scene.today - timedelta(days=30))


def _closed(scene: Scene, dice: Dice, opened: date) -> date:
    return scene.working_day(min(opened + timedelta(days=dice.randint(3, 90)), scene.today - timedelta(days=2)))


def _ending(dice: Dice, closed: date | None) -> dict[str, Any]:
    if closed is None:
        return {"closed_on": None}
    return {"closed_on": closed, "result": dice.choice(_RESULTS), "outcome": dice.choice(_OUTCOMES)}
