"""The demo store: the same every time, as large as it says, and with everything on purpose that pages must stand."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from einsamkeit_desktop.actions.setup import default_profile
from einsamkeit_desktop.demo.making import make_demo
from einsamkeit_desktop.demo.organisations import add_partners
from einsamkeit_desktop.demo.scene import Scene, profile_of
from einsamkeit_desktop.demo.sizes import SIZES
from einsamkeit_desktop.errors import NotFound
from einsamkeit_desktop.paths import resource
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import KIND_TABLES, contact_day, link, metadata, record

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_demo(tmp_path_factory.mktemp("demo") / "store", today=TODAY) as store:
        yield store


@pytest.fixture
def rows(demo: Store) -> Iterator[Connection]:
    with demo.reading() as connection:
        yield connection


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a store, the search index aside."""
    with store.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def test_the_same_arguments_give_the_same_records(tmp_path: Path):
    with make_demo(tmp_path / "a", "klein", TODAY) as one, make_demo(tmp_path / "b", "klein", TODAY) as other:
        assert contents(one) == contents(other)


def test_another_seed_gives_other_records(tmp_path: Path):
    with make_demo(tmp_path / "a", "klein", TODAY) as one, make_demo(tmp_path / "b", "klein", TODAY, seed=2) as other:
        assert contents(one)["person"] != contents(other)["person"]


def test_the_hash_seed_changes_nothing(tmp_path: Path):
    program = (
        "import sys; from datetime import date; from pathlib import Path; from hashlib import sha256\n"
        "from einsamkeit_desktop.demo.making import make_demo; from tests.demo.test_demo import contents\n"
        "store = make_demo(Path(sys.argv[1]), 'klein', date(2026, 11, 22))\n"
        "print(sha256(repr(contents(store)).encode()).hexdigest()); store.close()"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout
        for seed in ("1", "77")
    }

    assert len(sums) == 1


def test_a_size_that_does_not_exist_is_a_sentence(tmp_path: Path):
    with pytest.raises(NotFound, match="15-monate"):
        make_demo(tmp_path / "store", "riesig", TODAY)


def test_the_volumes_are_those_of_fifteen_months(rows: Connection):
    counts = Counter(rows.execute(select(record.c.kind)).scalars())

    size = SIZES["15-monate"]
    assert counts["organisation"] == size.organisations == 142
    assert counts["person"] == size.persons == 263
    assert counts["contact_note"] == size.notes == 618
    assert 270 <= counts["role"] <= 300
    assert counts["reminder"] == size.open_reminders + size.done_reminders
    assert counts["case"] + counts["citizen_case"] == size.open_cases + size.closed_cases
    others = {kind: counts[kind] for kind in ("offer", "body", "municipality", "practice", "exchange", "event")}
    assert others == {"offer": 110, "body": 9, "municipality": 15, "practice": 28, "exchange": 22, "event": 14}


def test_open_reminders_are_overdue_today_and_this_week(rows: Connection):
    reminder = KIND_TABLES["reminder"]
    due = list(rows.execute(select(reminder.c.due_on).where(reminder.c.done_on.is_(None))).scalars())

    assert len(due) == 41
    assert sorted((day - TODAY).days for day in due if day < TODAY) == [-12, -7, -4, -1]
    assert due.count(TODAY) == 3
    assert 6 <= sum(TODAY < day <= TODAY + timedelta(days=7) for day in due) <= 12


def test_council_papers_have_stations_behind_and_before_them_and_mandates_are_late_due_and_done(rows: Connection):
    station, mandate = KIND_TABLES["consultation"], KIND_TABLES["mandate"]
    days = list(rows.execute(select(station.c.session_on)).scalars())
    reports = rows.execute(select(mandate.c.report_by, mandate.c.done_on)).all()

    assert any(day < TODAY for day in days) and sum(day > TODAY for day in days) >= 4
    still_open = [report for report, done in reports if done is None]
    assert sum(report < TODAY for report in still_open) == 1 and len(still_open) == 5
    assert any(done is not None for _report, done in reports)


def test_waiting_cases_have_a_day_and_references_follow_the_template(rows: Connection):
    case = KIND_TABLES["case"]
    found = rows.execute(select(case.c.status, case.c.waiting_until, case.c.file_reference, case.c.opened_on)).all()

    assert all((row.waiting_until is not None) == (row.status == "wartet_extern") for row in found)
    assert all(row.file_reference.startswith(f"KE-{row.opened_on.year}-") for row in found)
    assert len({row.file_reference for row in found}) == len(found)


def test_reminders_are_mine_and_theirs(rows: Connection):
    reminder = KIND_TABLES["reminder"]
    waiting = select(reminder.c.owner, reminder.c.waiting_for).where(reminder.c.done_on.is_(None))
    found = [(owner, waits is not None) for owner, waits in rows.execute(waiting)]

    assert set(found) == {("mine", False), ("theirs", True)}
    assert found.count(("theirs", True)) >= 8


def test_a_quarter_of_the_active_partners_is_neglected(demo: Store, rows: Connection):
    organisation = KIND_TABLES["organisation"]
    words = vocabulary(demo)
    latest = (
        select(contact_day.c.record_id, func.max(contact_day.c.day).label("day"))
        .where(contact_day.c.day <= TODAY)
        .group_by(contact_day.c.record_id)
        .subquery()
    )
    query = select(organisation, latest.c.day).outerjoin(latest, latest.c.record_id == organisation.c.id)
    active = [row for row in rows.execute(query) if row.cooperation_stage not in {"ruhend", "beendet"}]
    overdue = []
    for row in active:
        term = words.term("priority", row.priority)
        rhythm = row.rhythm_days or (term.extra["rhythm_days"] if term else None)
        if rhythm and (row.day is None or (TODAY - row.day).days > rhythm):
            overdue.append(row.day)

    assert len(active) == 118
    assert 0.25 <= len(overdue) / len(active) <= 0.30
    assert overdue.count(None) >= 3


def test_the_shown_partner_was_last_spoken_to_96_days_ago(rows: Connection):
    partner = rows.execute(select(record.c.id).where(record.c.title == "Verein Alleinerziehend & Stark e. V.")).scalar()
    last = rows.execute(
        select(func.max(contact_day.c.day)).where(contact_day.c.record_id == partner, contact_day.c.day <= TODAY)
    ).scalar()

    assert last == date(2026, 8, 18)


def test_a_fifth_of_the_partners_holds_half_of_the_contacts(rows: Connection):
    query = (
        select(func.count())
        .select_from(link.join(record, record.c.id == link.c.to_id))
        .where(link.c.meaning == "participants", record.c.kind == "organisation")
        .group_by(link.c.to_id)
    )
    counts = sorted(rows.execute(query).scalars(), reverse=True)

    assert 0.45 <= sum(counts[: 142 // 5]) / sum(counts) <= 0.65


def test_cases_under_a_code_name_no_person(rows: Connection):
    case = KIND_TABLES["citizen_case"]
    people = set(rows.execute(select(record.c.title).where(record.c.kind == "person")).scalars())
    found = rows.execute(select(case)).mappings().all()
    parties = select(record.c.kind).join(link, link.c.to_id == record.c.id)
    ids = [row["id"] for row in found]

    assert len(found) == 25
    assert all(re.fullmatch(r"V-20\d\d-[A-Z2-9]{4}", row["pseudonym"]) for row in found)
    assert "person" not in set(rows.execute(parties.where(link.c.from_id.in_(ids))).scalars())
    assert not any(name in f"{row['description']} {row['outcome']}" for row in found for name in people)


def test_offers_were_not_all_checked_within_a_year(rows: Connection):
    offer = KIND_TABLES["offer"]
    running = rows.execute(select(offer.c.checked_on).where(offer.c.status.in_(("aktiv", "saisonal")))).scalars().all()

    unchecked = sum(day is not None and day < TODAY - timedelta(days=365) for day in running)
    assert 0.08 <= unchecked / len(running) <= 0.2


def test_odd_partners_are_there_on_purpose(rows: Connection):
    titles = set(rows.execute(select(record.c.title).where(record.c.kind == "organisation")).scalars())
    people = Counter(rows.execute(select(KIND_TABLES["role"].c.organisation)).scalars())
    organisation = KIND_TABLES["organisation"]

    assert any(title[0].isdigit() for title in titles)
    assert all(any(sign in title for title in titles) for sign in ("&", '"', "„", "*"))
    assert max(len(title) for title in titles) == 120
    assert max(people.values()) >= 9 and len(people) < len(titles)
    assert {"Alleinerziehend und Stark eV", "Verein Alleinerziehend & Stark e. V."} <= titles
    assert rows.execute(select(organisation.c.id).where(organisation.c.former_names.is_not(None))).first()


def test_nothing_can_be_dialled_or_mailed(rows: Connection):
    points = rows.execute(text("SELECT kind, value FROM contact_point")).all()

    assert all(re.search(r" 0\d+$", value) for kind, value in points if kind in {"phone", "mobile"})
    assert all(value.endswith(".example") for kind, value in points if kind in {"email", "web"})


def test_two_appointments_stand_on_the_next_working_day(rows: Connection):
    note = KIND_TABLES["contact_note"]
    later = [at for at in rows.execute(select(note.c.at)).scalars() if at.astimezone().date() > TODAY]

    monday = [f"{at.astimezone():%H:%M}" for at in sorted(later) if at.astimezone().date() == date(2026, 11, 23)]
    assert monday == ["10:00", "14:00"]


def test_another_municipality_gets_its_own_districts(tmp_path: Path):
    with make_demo(tmp_path / "store", "klein", TODAY, profile="musterhausen") as store:
        districts = {area.name for area in vocabulary(store).areas if area.level == 1}
        with store.reading() as connection:
            cities = set(
                connection.execute(text("SELECT city FROM address JOIN organisation o ON o.id = record_id")).scalars()
            )
            named = (
                connection.execute(select(record.c.title).where(record.c.title.like("Seniorenbüro %"))).scalars().all()
            )

    assert cities == {"Musterhausen"}
    assert named and all(any(title.endswith(name) for name in districts) for title in named)


def test_no_real_place_stands_in_the_demos_own_words():
    names = {
        area.split(";")[2]
        for area in resource("profiles/dortmund/areas.csv").read_text(encoding="utf-8").split("\n")[4:16]
    }
    names.add(profile_of(default_profile())["name"])
    sources = [
        *resource("demo").glob("*.json"),
        *(Path(sys.modules[make_demo.__module__].__file__ or "").parent.glob("*.py")),
    ]
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources}

    found = {(file, name) for file, content in texts.items() for name in names if re.search(rf"\b{name}\b", content)}
    assert found == set()
    assert len(names) == 13


def test_ten_years_have_their_organisations(tmp_path: Path):
    with make_demo(tmp_path / "store", "klein", TODAY) as store:
        scene = Scene(store, SIZES["10-jahre"], TODAY, 2, profile_of(default_profile()))
        add_partners(scene)

        active = sum(partner.active for partner in scene.partners)
    assert (len(scene.partners), active) == (620, 434)
    assert len({partner.name for partner in scene.partners}) == 620
