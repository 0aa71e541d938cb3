"""A choice that its list has lost since the preview fails its own row, and no other."""

import pytest
from sqlalchemy import delete

from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.store.tables import term

from ..makers import make_offer
from .test_engine import outcomes, records

TEXT = "Angebot;Anbieter;Kosten\nA;;kostenlos\nB;;Spende\nC;;kostenlos\n"
AREAS = "Vorgang;Status;Bezirk;Zielgruppe\nA;Neu;;\nB;Neu;;Kinder\nC;Neu;;\n"


def without(store, list_code, code):
    with store.writing("Eintrag entfernt") as write:
        write.connection.execute(delete(term).where(term.c.list == list_code, term.c.code == code))


@pytest.mark.parametrize("known", [(), ("A", "B", "C")])
def test_a_choice_that_is_gone_fails_its_row_alone(store, known):
    for name in known:
        make_offer(store, name)
    plan = engine.plan(store, [table_of("Angebote", TEXT)])
    without(store, "cost", "spende")

    done = engine.run(store, plan)

    assert done.failed == 1 and done.new + done.updated == 2
    assert [(line.row, line.reason) for line in done.rows if line.failed] == [
        (3, "„spende“ steht nicht in der Werteliste Kosten.")
    ]
    assert {each.title: each.values["cost"] for each in records(store, "offer")} == {
        "A": "kostenlos",
        **({"B": None} if known else {}),
        "C": "kostenlos",
    }


@pytest.mark.parametrize("kind", ["Vorgänge", "Angebote"])
def test_an_entry_that_is_gone_fails_its_row_and_leaves_nothing(store, kind):
    text = (
        AREAS
        if kind == "Vorgänge"
        else AREAS.replace("Vorgang;Status;Bezirk", "Angebot;Anbieter;Ort").replace("Neu", "")
    )
    plan = engine.plan(store, [table_of(kind, text)])
    without(store, "target_group", "kinder")

    done = engine.run(store, plan)

    assert outcomes(done) == (3, 2, 0, 0, 1)
    assert {each.title for each in records(store, "case" if kind == "Vorgänge" else "offer")} == {"A", "C"}
