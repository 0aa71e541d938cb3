"""Council papers on their way through the committees, what was asked for there, and the steps of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .dice import Dice
from .scene import Draft, Scene, words


def add_council_work(scene: Scene) -> None:
    """Make papers with their stations, and mandates: open, overdue and done ones."""
    source, dice = words("council"), scene.dice("council")
    forms = [*source["papers"], *_older(scene, dice, source["older"])]
    drafts = [_paper(scene, form) for form in forms]
    papers = scene.add("council_paper", drafts)
    for form, row_id in zip(forms, papers, strict=True):
        scene.index[f"paper:{form['subject']}"] = row_id
    stations = [
        _station(scene, row_id, station)
        for form, row_id in zip(forms, papers, strict=True)
        for station in form["stations"]
    ]
    scene.add("consultation", stations)
    mandates = [*source["mandates"], *_older_mandates(scene, dice, source)]
    scene.add("mandate", [_mandate(scene, form) for form in mandates])


def step_drafts(scene: Scene) -> Iterator[Draft]:
    """Yield the steps of cases that are shown, as reminders; they count among the store's reminders."""
    for form in words("council")["steps"]:
        case = scene.index.get(f"case:{form['case']}")
        if case is not None:
            due = scene.working_day(_day(scene, form["due"]))
            done = scene.working_day(_day(scene, form["done"])) if "done" in form else None
            values = {
                "text": form["text"],
                "due_on": due,
                "owner": "mine",
                "about": case,
                "first_due_on": due,
                "priority": "normal",
                "done_on": done,
            }
            yield Draft(values, _day(scene, -40), done)


def _day(scene: Scene, distance: int) -> date:
    return scene.today + timedelta(days=distance)


def _body(scene: Scene, beginning: str) -> int:
    """Return the committee whose name begins so, else any: small stores have few."""
    bodies = {name.removeprefix("body:"): row_id for name, row_id in scene.index.items() if name.startswith("body:")}
    return next((row_id for name, row_id in bodies.items() if name.startswith(beginning)), next(iter(bodies.values())))


def _older(scene: Scene, dice: Dice, subjects: list[str]) -> Iterator[Mapping[str, Any]]:
    """Yield papers of earlier years, one every two months, all done with."""
    for at in range(max(scene.size.months // 2 - 5, 0)):
        distance = -380 - at * 60 if scene.size.months > 20 else -200 - at * 40
        day = scene.working_day(_day(scene, distance))
        body = dice.choice(("Ausschuss für Soziales", "Seniorenbeirat", "Integrationsrat", "Bezirksvertretung"))
        station = {"body": body, "day": distance, "purpose": "kenntnisnahme", "result": "kenntnis"}
        yield {
            "subject": f"{subjects[at % len(subjects)]} ({day:%m/%Y})",
            "kind": dice.choice(("mitteilungsvorlage", "sachstandsbericht", "beantwortung_anfrage")),
            "number": 100 + at,
            "submit": distance - 14,
            "submitted": distance - 15,
            "stations": [station],
        }


def _older_mandates(scene: Scene, dice: Dice, source: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for at in range(scene.size.months // 4):
        distance = -400 - at * 90 if scene.size.months > 20 else -150 - at * 50
        yield {
            "text": f"{dice.choice(source['older'])}: erneut berichten",
            "body": dice.choice(("Ausschuss für Soziales", "Seniorenbeirat", "Integrationsrat")),
            "given": distance - 80,
            "report": distance,
            "done": distance - 5,
            "outcome": "In der Sitzung berichtet.",
        }


def _paper(scene: Scene, form: Mapping[str, Any]) -> Draft:
    submit = scene.working_day(_day(scene, form["submit"]))
    submitted = scene.working_day(_day(scene, form["submitted"])) if "submitted" in form else None
    values = {
        "subject": form["subject"],
        "number": f"{submit:%y}/{form['number']:04d}",
        "paper_kind": form["kind"],
        "case": scene.index.get(f"case:{form['case']}") if "case" in form else None,
        "lead": form.get("lead"),
        "submit_by": submit,
        "submitted_on": submitted,
        "proposal": form.get("proposal"),
    }
    return Draft(values, min(submit - timedelta(days=30), scene.today), submitted)


def _station(scene: Scene, paper: int, form: Mapping[str, Any]) -> Draft:
    day = scene.working_day(_day(scene, form["day"]))
    values = {
        "paper": paper,
        "body": _body(scene, form["body"]),
        "session_on": day,
        "purpose": form["purpose"],
        "is_public": not form.get("closed", False),
        "result": form.get("result"),
        "votes": form.get("votes"),
        "remark": form.get("remark"),
    }
    return Draft(values, min(day - timedelta(days=30), scene.today), min(day, scene.today))


def _mandate(scene: Scene, form: Mapping[str, Any]) -> Draft:
    done = scene.working_day(_day(scene, form["done"])) if "done" in form else None
    given = scene.working_day(_day(scene, form["given"]))
    values = {
        "text": form["text"],
        "body": _body(scene, form["body"]),
        "given_on": given,
        "report_by": scene.working_day(_day(scene, form["report"])),
        "paper": scene.index.get(f"paper:{form['paper']}") if "paper" in form else None,
        "case": scene.index.get(f"case:{form['case']}") if "case" in form else None,
        "done_on": done,
        "report": form.get("outcome"),
    }
    return Draft(values, given, done)
