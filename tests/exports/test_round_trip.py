"""What was exported comes back as it was: import(export(x)) = x for Excel, CSV and vCard, by the real import engine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.exports.handing import write_cards, write_list
from einsamkeit_desktop.imports import engine, files
from einsamkeit_desktop.imports.reach import united
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.kinds.folding import fold
from einsamkeit_desktop.kinds.points import Address, ContactPoint, PointKind
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import lists, sheets
from einsamkeit_desktop.queries.exports import Wish
from einsamkeit_desktop.queries.record import load_many
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import record

from ..fixtures import TODAY
from ..hostile import HOSTILE

SYLLABLES = (
    "Öz",
    "dem",
    "ir",
    "groß",
    "mann",
    "ła",
    "ngu",
    "yễn",
    "İb",
    "ra",
    "him",
    "ka",
    "le",
    "ßen",
    "ai",
    "ço",
    "bert",
)
SIGNS = ("", "", "", "=", "+", "-", "@", "'", "„", "& ", "<b>", "_x0041_", "100 % ", "0", "&amp; ", '"')


APOSTROPHES = ("'=1+1", "''=1+1", "=1+1", "'+49 231 1", "'kurz'", "'")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


names = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map("".join).map(_capital)
double_names = st.one_of(names, st.tuples(names, names).map("-".join), names.map("O'{}".format))
words = st.lists(names, min_size=1, max_size=3).map(" ".join)
signed = st.tuples(st.sampled_from(SIGNS), words).map("".join)
offices = st.tuples(signed, st.sampled_from(("e. V.", "gGmbH", "Treff", "& Söhne; Nord", "(Büro)", "Haus, Saal 2")))
organisation_names = offices.map(" ".join)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
plain_names = st.lists(st.sampled_from(("ka", "le", "dem", "mann", "bert", "him")), min_size=2, max_size=4).map("".join)
digits = st.integers(10_000, 99_999_999).map(str)
phones = st.one_of(
    digits.map("0231 {}".format),
    st.tuples(st.integers(10, 99), digits).map(lambda n: f"0231 {n[0]}-{n[1]}"),
    digits.map("+43 1 {}".format),
)
points = st.one_of(
    st.tuples(st.sampled_from(("phone", "fax")), phones),
    digits.map(lambda number: ("mobile", f"0170 {number[:7].zfill(7)}")),
    st.tuples(st.just("email"), st.tuples(plain_names, plain_names).map(lambda n: f"{n[0]}.{n[1]}@example.org")),
    st.tuples(st.just("web"), plain_names.map("https://www.{}.example/a?b=1&c=2".format)),
)
addresses = st.builds(
    Address,
    street=st.tuples(words, st.integers(1, 300)).map(lambda n: f"{n[0]} {n[1]}"),
    extra=st.one_of(st.just(""), words),
    postal_code=st.one_of(st.just("01067"), st.integers(10_000, 99_000).map(str)),
    city=names,
    country=st.sampled_from(("", "Österreich")),
    po_box=st.one_of(st.just(""), st.integers(1000, 99_999).map(str)),
    label=st.sampled_from(("", "", "privat", "weitere", "Lager Süd")),
)
places = st.lists(addresses, max_size=4, unique_by=lambda address: address.street).map(tuple)
remarks = st.one_of(
    st.none(),
    st.sampled_from((*HOSTILE, *APOSTROPHES)).map(lambda text: clean_text(text[:2000], multiline=True).strip() or None),
    st.lists(signed, min_size=1, max_size=4).map("\n".join),
)


def contacts() -> st.SearchStrategy[tuple[ContactPoint, ...]]:
    """Draw contacts that reach different places, with labels of all kinds; some are public."""
    labels = st.sampled_from(("", "", "privat", "weitere", "Zentrale", "Haus 2, Empfang", "öffentlich erreichbar"))
    return st.lists(st.tuples(points, labels, st.booleans()), max_size=5).map(
        lambda found: united(
            ContactPoint(cast(PointKind, kind), value, "", label, public) for (kind, value), label, public in found
        )
    )


def codes(store: Store, code: str) -> list[str]:
    return [entry.code for entry in vocabulary(store).lists[code] if entry.active]


def several(found: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(found), max_size=3, unique=True).map(tuple)


def organisations(store: Store) -> st.SearchStrategy[list[dict]]:
    areas = [entry.code for entry in vocabulary(store).districts]
    one = st.fixed_dictionaries(
        {
            "name": organisation_names,
            "short_name": st.one_of(st.none(), names),
            "organisation_type": st.sampled_from([None, *codes(store, "organisation_type")]),
            "ownership": st.sampled_from([None, *codes(store, "ownership")]),
            "legal_form": st.sampled_from([None, *codes(store, "legal_form")]),
            "cooperation_stage": st.sampled_from([None, *codes(store, "cooperation_stage")]),
            "priority": st.sampled_from([None, *codes(store, "priority")]),
            "rhythm_days": st.one_of(st.none(), st.integers(1, 400)),
            "target_groups": several(codes(store, "target_group")),
            "topics": several(codes(store, "topic")),
            "serves": several(areas),
            "seat": several(areas),
            "contacts": contacts(),
            "addresses": places,
            "description": remarks,
            "checked_on": st.one_of(st.none(), days),
            "source": signed,
            "remark": remarks,
            "confidential": st.booleans(),
        }
    )
    return st.lists(one, max_size=4, unique_by=lambda values: fold(values["name"]))


def persons(store: Store) -> st.SearchStrategy[list[dict]]:
    one = st.fixed_dictionaries(
        {
            "form_of_address": st.sampled_from([None, *codes(store, "form_of_address")]),
            "academic_title": st.sampled_from((None, "Dr.", "Prof. Dr.")),
            "given_name": st.one_of(names, st.tuples(names, names).map(" ".join)),
            "particle": st.sampled_from((None, "von", "van der", "de")),
            "family_name": double_names,
            "name_suffix": st.sampled_from((None, "M. A.", "MdL")),
            "informal": st.booleans(),
            "topics": several(codes(store, "topic")),
            "languages": several(codes(store, "language")),
            "priority": st.sampled_from([None, *codes(store, "priority")]),
            "contacts": contacts(),
            "addresses": places,
            "source": signed,
            "legal_basis": st.sampled_from([None, *codes(store, "legal_basis")]),
            "informed_on": st.one_of(st.none(), days),
            "remark": remarks,
            "confidential": st.booleans(),
        }
    )
    return st.lists(one, max_size=4, unique_by=lambda values: fold(values["family_name"] + values["given_name"]))


roles = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 3),
        st.one_of(st.none(), signed),
        st.one_of(st.none(), words),
        st.one_of(st.none(), days),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=5,
    unique_by=lambda role: role[:2],
)


@contextmanager
def two_stores(template: Path) -> Iterator[tuple[Store, Store, Path]]:
    clock.fix_today(TODAY)
    with TemporaryDirectory() as folder:
        places = [Path(shutil.copytree(template, Path(folder) / name)) for name in ("eins", "zwei")]
        with Store.open(places[0]) as one, Store.open(places[1]) as other:
            yield one, other, Path(folder)
    clock.fix_today(None)


def all_records(store: Store, kind: str) -> list:
    with store.reading() as connection:
        query = select(record.c.id).where(record.c.kind == kind, record.c.trashed_at.is_(None)).order_by(record.c.id)
        return load_many(store, connection.execute(query).scalars().all())


def fill(store: Store, drawn: st.DataObject) -> None:
    partners = [
        save_record(store, "organisation", None, values).record_id for values in drawn.draw(organisations(store))
    ]
    people = [save_record(store, "person", None, values).record_id for values in drawn.draw(persons(store))]
    for person, partner, function, department, since, is_first, before in drawn.draw(roles):
        if person < len(people) and partner < len(partners):
            ends = {"person": people[person], "organisation": partners[partner], "department": department}
            save_record(store, "role", None, {**ends, "function": function, "since": since, "main_contact": is_first})
            # The same function in earlier times, the oldest one without a begin.
            for nth, year in enumerate((1980, 1970)[:before]):
                begin = date(year, 1, 1) if nth == 0 else None
                save_record(
                    store, "role", None, {**ends, "function": function, "since": begin, "until": date(year, 12, 31)}
                )


def export(store: Store, kind: str, target: Path, *, plain: bool = False) -> Path:
    query = lists.ListQuery(kind)
    wish = Wish(all_fields=True, function_rows=True, with_confidential=True)
    write_list(sheets.sheet(store, query, lists.ids(store, query), wish), target, Progress(), plain=plain)
    return target


def bring_in(store: Store, path: Path) -> None:
    report = engine.run(store, engine.plan(store, files.read(path)))
    assert report.failed == 0, report.rows
    assert report.read == report.new + report.updated + report.skipped


def told(store: Store, kind: str, leave_out: tuple[str, ...] = ()) -> dict[str, dict]:
    """Return title and values by uid, references by name; what was typed for a number aside."""
    found = {}
    for entry in all_records(store, kind):
        values = {name: value for name, value in entry.values.items() if name not in leave_out}
        # columns are read by kind, so phones come before mails however they stood
        values["contacts"] = sorted(
            (point.kind, point.value, point.label, point.public and "public" not in leave_out)
            for point in values["contacts"]
        )
        # those with columns of their own come before further ones
        values["addresses"] = sorted(map(repr, values["addresses"]))
        found[entry.uid] = {"title": entry.title, **values}
    return found


def differences(before: dict[str, dict], after: dict[str, dict]) -> list[tuple]:
    """Return what is not as it was, field by field."""
    empty: dict = {}
    return [
        (name, before.get(uid, empty).get(name), after.get(uid, empty).get(name))
        for uid in {**before, **after}
        for name in {**before.get(uid, empty), **after.get(uid, empty)}
        if before.get(uid, empty).get(name) != after.get(uid, empty).get(name)
    ]


def told_roles(store: Store) -> set[tuple]:
    uids = {entry.id: entry.uid for kind in ("person", "organisation") for entry in all_records(store, kind)}
    return {
        (
            uids[entry.values["person"]],
            uids[entry.values["organisation"]],
            *(entry.values[name] for name in ("function", "department", "since", "until", "role_kind", "main_contact")),
        )
        for entry in all_records(store, "role")
    }


@pytest.mark.parametrize(("ending", "plain", "examples"), [("xlsx", False, 8), ("csv", True, 20), ("csv", False, 20)])
def test_a_list_with_all_fields_comes_back_as_it_was(store_template, ending, plain, examples):
    @settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))
    @given(st.data())
    def comes_back(drawn):
        with two_stores(store_template) as (one, other, folder):
            fill(one, drawn)
            for kind in ("organisation", "person"):
                if all_records(one, kind):
                    bring_in(other, export(one, kind, folder / f"{kind}.{ending}", plain=plain))

            for kind in ("organisation", "person"):
                assert differences(told(one, kind), told(other, kind)) == []
            assert told_roles(other) == told_roles(one)

    comes_back()


@pytest.mark.parametrize(("ending", "plain"), [("xlsx", False), ("csv", True), ("csv", False)])
@pytest.mark.parametrize("text", APOSTROPHES)
def test_an_apostrophe_before_a_formula_comes_back(store_template, ending, plain, text):
    with two_stores(store_template) as (one, other, folder):
        save_record(one, "organisation", None, {"name": "Nordlicht", "remark": text})

        bring_in(other, export(one, "organisation", folder / f"organisation.{ending}", plain=plain))

        assert [entry.values["remark"] for entry in all_records(other, "organisation")] == [text]


NOT_ON_CARDS = (
    *("short_name", "organisation_type", "ownership", "legal_form", "cooperation_stage", "priority", "rhythm_days"),
    *("target_groups", "topics", "serves", "seat", "description", "checked_on", "source", "remark", "confidential"),
    *("form_of_address", "informal", "languages", "legal_basis", "informed_on", "public"),
)


def test_cards_come_back_as_they_were(store_template):
    @settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
    @given(st.data())
    def come_back(drawn):
        with two_stores(store_template) as (one, other, folder):
            fill(one, drawn)
            for kind in ("organisation", "person"):
                ids = [entry.id for entry in all_records(one, kind)]
                if ids:
                    write_cards(one, ids, folder / f"{kind}.vcf", Progress())
                    bring_in(other, folder / f"{kind}.vcf")

            for kind in ("organisation", "person"):
                assert differences(told(one, kind, NOT_ON_CARDS), told(other, kind, NOT_ON_CARDS)) == []

    come_back()
