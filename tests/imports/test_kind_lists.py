"""The program's own lists of every kind come back: unchanged where they came from, with the same values elsewhere."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.exports.values import as_text
from einsamkeit_desktop.imports import engine, files
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.kindguess import guess
from einsamkeit_desktop.imports.kindrows import kind_entries
from einsamkeit_desktop.imports.kindwords import LISTED
from einsamkeit_desktop.imports.mentions import in_order, titles_of
from einsamkeit_desktop.imports.plans import report
from einsamkeit_desktop.imports.rows import profile_surroundings
from einsamkeit_desktop.imports.tables import choose_header, make_table
from einsamkeit_desktop.imports.words import Words
from einsamkeit_desktop.kinds import fields
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.record import load_many
from einsamkeit_desktop.queries.terms import Vocabulary
from einsamkeit_desktop.store import journal

from ..content import content
from ..fixtures import TODAY
from ..makers import make, make_case, make_municipality, make_note, make_offer, make_organisation, make_person
from .own_lists import bring_in, export
from .test_engine import outcomes

ORDER = [kind.code for kind in in_order() if kind.code in LISTED]


def told(store, kind):
    """Return what every record of a kind says, by uid: records it refers to by title, lists sorted."""
    described = KINDS[kind].fields
    entries = load_many(store, lists.ids(store, lists.ListQuery(kind)))

    def ids(value):
        return value if isinstance(value, tuple) else (value,) if value else ()

    named = [name for name, field in described.items() if isinstance(field, fields.Ref | fields.Links)]
    with store.reading() as connection:
        titles = titles_of(connection, [i for entry in entries for name in named for i in ids(entry.values[name])])
    several = fields.Terms | fields.Areas
    return {
        entry.uid: {
            name: sorted(titles[i] for i in ids(value))
            if name in named
            else sorted(value)
            if isinstance(described[name], several)
            else value
            for name, value in entry.values.items()
        }
        for entry in entries
    }


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ORDER)
def test_a_list_with_all_fields_changes_nothing_where_it_came_from(demo, tmp_path, kind, ending):
    path = export(demo, kind, tmp_path / f"liste.{ending}")

    plan = engine.plan(demo, files.read(path))

    done = report(plan)
    assert plan.columns[0].leads == kind and done.read >= 7
    assert outcomes(done) == (done.read, 0, 0, done.read, 0)
    assert [line.reason for line in done.rows if line.row] == []


@pytest.mark.parametrize("kind", ORDER)
def test_a_list_of_the_visible_columns_is_recognised_and_changes_nothing(demo, tmp_path, kind):
    plan = engine.plan(demo, files.read(export(demo, kind, tmp_path / "liste.xlsx", all_fields=False)))

    done = report(plan)
    assert plan.columns[0].leads == kind
    assert outcomes(done) == (done.read, 0, 0, done.read, 0)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_all_lists_one_after_the_other_fill_an_empty_store_with_the_same_values(demo, empty, tmp_path, ending, today):
    for kind in ("organisation", "person", "role"):
        bring_in(empty, export(demo, kind, tmp_path / f"{kind}.{ending}"))

    for kind in ORDER:
        done = bring_in(empty, export(demo, kind, tmp_path / f"{kind}.{ending}"))

        assert (done.new, done.failed) == (done.read, 0)
        # Of two people of one name none is guessed; notes bear no name of their own.
        doubtful = {line.row for line in done.rows if line.row}
        before, after = told(demo, kind), told(empty, kind)
        different = [uid for uid in before if before[uid] != after[uid]]
        assert len(different) <= len(doubtful)
        if kind not in ("contact_note", "reminder"):
            assert different == []


def test_sheets_of_one_workbook_refer_to_each_other_whatever_their_order(store):
    tables = [
        table_of("Angebote", "Angebot;Anbieter;Kosten\nTafelrunde;Treff Nord;Spende\n"),
        table_of("Vorlagen", "Drucksache;Betreff;Art der Vorlage;Vorgang\n26/1;Bericht;Sachstandsbericht;Anfrage\n"),
        table_of("Partner", "Organisation;PLZ\nTreff Nord;44137\n"),
        table_of("Vorgänge", "Vorgang;Status;Beteiligt\nAnfrage;In Bearbeitung;Treff Nord\n"),
    ]
    before = content(store)

    done = engine.run(store, engine.plan(store, tables))

    assert outcomes(done) == (4, 4, 0, 0, 0)
    assert next(iter(told(store, "offer").values()))["provider"] == ["Treff Nord"]
    assert next(iter(told(store, "council_paper").values()))["case"] == ["Anfrage"]
    assert next(iter(told(store, "case").values()))["parties"] == ["Treff Nord"]
    journal.undo(store, done.step_id)
    # A file reference is given once and for all.
    after = content(store)
    assert {name: rows for name, rows in after.items() if name != "setting"} == {
        name: rows for name, rows in before.items() if name != "setting"
    }


def test_hard_titles_come_back(store, empty, tmp_path, today):
    house = make_organisation(store, "Treff; Café, Garten")
    inge = make_person(store, "Zahn", given_name="Inge", academic_title="Dr.")
    town = make_municipality(store, "=Summe(A1)", people=(inge,), population=268_000)
    make_offer(store, "Kaffee; Kuchen", provider=house, partners=(house,), confidential=True, age_from=60)
    case = make_case(store, "Frage, offen", parties=(house, inge, town), description="erste\nzweite Zeile")
    make_note(store, inge, house, subject="Anruf", day=date(2026, 11, 20), about=(case,))
    make(store, "exchange", subject="-Besuch", municipality=town, day=date(2026, 5, 1), direction="gegeben")
    for kind in ("organisation", "person", *ORDER):
        path = export(store, kind, tmp_path / f"{kind}.csv")
        again = report(engine.plan(store, files.read(path)))
        assert outcomes(again) == (again.read, 0, 0, again.read, 0)
        bring_in(empty, path)

    for kind in ORDER:
        assert told(empty, kind) == told(store, kind)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=30)


@given(TEXTS, TEXTS, st.integers(0, 10**9), st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)), st.booleans())
def test_any_values_of_an_event_are_understood_again(name, series, number, moment, secret):
    at = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    cells = [as_text(value) for value in (name, series, number, at.astimezone(), secret)]
    header = ("Veranstaltung", "Reihe", "Erschienen", "Beginn", "Vertraulich")
    table = choose_header(make_table("Veranstaltungen", [(1, header), (2, cells)]), 1)

    around = profile_surroundings(Words(Vocabulary({}, ())), TODAY, {})
    (entry,) = kind_entries(table, map_columns(table), around)

    wanted = {"name": clean_text(name), "series": clean_text(series), "attended": number, "starts_at": at}
    assert {**entry.values, "confidential": entry.values.get("confidential", False)} == {
        **{key: value for key, value in wanted.items() if value != ""},
        "confidential": secret,
    }


def test_no_kind_takes_a_list_of_the_program_for_its_own(demo, tmp_path):
    for kind in ("organisation", "person", "role"):
        for all_fields in (True, False):
            table, *_criteria = files.read(export(demo, kind, tmp_path / "liste.xlsx", all_fields=all_fields))
            assert guess(table).kind == ""
