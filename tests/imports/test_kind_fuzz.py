"""Whatever stands in a list of any kind: it ends in a report that adds up, and once more it changes nothing."""

import shutil

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.kindcolumns import choices_of
from einsamkeit_desktop.imports.kindwords import LISTED
from einsamkeit_desktop.imports.tables import choose_header, make_table
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.store.store import Store

from ..hostile import HOSTILE
from ..makers import make_case, make_municipality, make_organisation, make_person

SAID = [
    *HOSTILE,
    "",
    "x",
    "ja",
    "12.06.2027",
    "12.06.2027 15:00",
    "14:05",
    "jeden Montag",
    "12",
    "-3",
    "Spende",
    "Hörde",
]
SAID += [
    "Beschluss",
    "Neu",
    "Zu den Akten",
    "Telefonat",
    "gegeben",
    "Inge Zahn; Treff",
    "Musterstadt",
    "Anfrage",
    "01067",
]
LETTERS = st.characters(exclude_categories=["Cs"])
CELLS = st.one_of(st.sampled_from(SAID), st.text(LETTERS, max_size=20))


@pytest.fixture(scope="module")
def filled(store_template, tmp_path_factory):
    with Store.open(shutil.copytree(store_template, tmp_path_factory.mktemp("bunt") / "Bestand")) as store:
        people = make_person(store, "Zahn", given_name="Inge"), make_organisation(store, "Treff")
        make_municipality(store)
        make_case(store, "Anfrage", parties=people)
        yield store


@pytest.mark.parametrize("kind", LISTED)
def test_any_cells_of_any_kind_are_taken_or_refused_and_the_second_time_change_nothing(filled, kind):
    targets = [target for target in choices_of(kind) if target.field != "ignore"]

    @settings(max_examples=10, phases=[Phase.generate])
    @given(st.tuples(*[CELLS] * len(targets)))
    def holds(cells):
        # Every reader of files cleans what it reads.
        said = [clean_text(cell, multiline=True) for cell in cells]
        table = choose_header(make_table("Liste", [(1, [target.label for target in targets]), (2, said)]), 1)
        done = engine.run(filled, engine.plan(filled, [table], [targets]))
        assert done.read == done.new + done.updated + done.skipped + done.failed

        again = engine.run(filled, engine.plan(filled, [table], [targets]))

        assert (again.new, again.updated) == (0, 0)

    holds()
