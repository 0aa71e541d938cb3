"""Calendar files in: what is read, what becomes of it, and that no file breaks or holds up the program."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from einsamkeit_desktop.actions.records import save_record, take_back_import, trash
from einsamkeit_desktop.errors import BadFile, Conflict
from einsamkeit_desktop.imports import calendar as incoming
from einsamkeit_desktop.imports.icslines import components
from einsamkeit_desktop.imports.icsread import read_happenings
from einsamkeit_desktop.imports.icsrepeat import Budget, Rule
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.imports import kept_report
from einsamkeit_desktop.queries.record import load
from tests.makers import make_organisation, make_person

MEETING = "UID:treffen@example.org\nDTSTART:20261210T090000Z\nDTEND:20261210T103000Z\nSUMMARY:Runder Tisch\n"


def ics(*parts: str, method: str = "") -> str:
    head = f"METHOD:{method}\n" if method else ""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}" + "".join(parts) + "END:VCALENDAR\n"


def event(lines: str = MEETING) -> str:
    return f"BEGIN:VEVENT\n{lines}END:VEVENT\n"


def task(lines: str) -> str:
    return f"BEGIN:VTODO\nUID:t1\n{lines}END:VTODO\n"


def write(folder: Path, text: str, name: str = "termine.ics") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\r\n")
    return path


NINE = datetime(2026, 12, 10, 8, tzinfo=UTC)  # in Berlin
RUNAWAY = ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=5", "FREQ=HOURLY", "FREQ=DAILY;COUNT=1001", "FREQ=X"]


def only(text: str):
    (happening,) = read_happenings(text.encode())
    return happening


def take(store, path, **more):
    return incoming.import_calendar(store, path, **more)


def figures(report) -> tuple[int, int, int, int, int]:
    return report.read, report.new, report.updated, report.skipped, report.failed


def one(store, kind):
    (found,) = lists.ids(store, lists.ListQuery(kind))
    return load(store, found)


# reading


def test_folded_lines_escapes_and_parameters_are_undone():
    found = only(ics(event('UID:1\nDTSTART:20261210T090000Z\nSUMMARY;LANGUAGE="de:x":Run\n der Tisch\\, groß\\n2\n')))

    assert found.title == "Runder Tisch, groß 2"


@pytest.mark.parametrize(
    ("line", "utc"),
    [
        ("DTSTART:20260710T090000Z", datetime(2026, 7, 10, 9, tzinfo=UTC)),
        ("DTSTART;TZID=Europe/Berlin:20260710T090000", datetime(2026, 7, 10, 7, tzinfo=UTC)),
        ("DTSTART;TZID=W. Europe Standard Time:20261210T090000", datetime(2026, 12, 10, 8, tzinfo=UTC)),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261210T090000",
            datetime(2026, 12, 10, 8, tzinfo=UTC),
        ),
        ("DTSTART:20260710T090000", clock.local_moment(date(2026, 7, 10), time(9))),
    ],
)
def test_moments_of_every_zone_are_understood(line, utc):
    assert only(ics(event(f"UID:1\n{line}\nSUMMARY:x\n"))).when.moment() == utc


def test_a_zone_that_only_the_file_knows_is_reckoned_from_its_own_rules():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Amt\nBEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n"
        "TZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )

    summer, winter = (
        only(ics(zone, event(f"UID:1\nDTSTART;TZID=Amt:2026{day}T090000\nSUMMARY:x\n"))).when.moment()
        for day in ("0710", "1210")
    )

    assert (summer.hour, winter.hour) == (7, 8)


def test_a_zone_nobody_knows_is_told():
    found = only(ics(event("UID:1\nDTSTART;TZID=Mond:20261210T090000\nSUMMARY:x\n")))

    assert "Mond" in found.warnings[0]


def test_whole_days_last_from_midnight_to_midnight():
    found = only(ics(event("UID:1\nDTSTART;VALUE=DATE:20261210\nDTEND;VALUE=DATE:20261212\nSUMMARY:Fachtag\n")))

    assert (found.when.is_day, found.minutes) == (True, 2 * 24 * 60)


def test_a_length_stands_for_an_end():
    assert only(ics(event("UID:1\nDTSTART:20261210T090000Z\nDURATION:PT1H30M\nSUMMARY:x\n"))).minutes == 90


def test_a_series_is_taken_apart_without_its_exceptions_and_with_what_was_moved(today):
    series = "UID:s\nDTSTART:20261207T090000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261214T090000Z\nSUMMARY:Runde\n"
    moved = "UID:s\nRECURRENCE-ID:20261221T090000Z\nDTSTART:20261222T100000Z\nSUMMARY:Runde, verschoben\n"

    found = read_happenings(ics(event(series), event(moved)).encode())

    days = [f"{entry.when.local:%m-%d %H}" for entry in found if entry.when]
    assert sorted(days) == ["12-07 09", "12-22 10", "12-28 09"]
    assert len({entry.uid for entry in found}) == 3


@pytest.mark.parametrize("rule", RUNAWAY)
def test_rules_that_run_away_are_refused_with_a_sentence(today, rule):
    found = only(ics(event(f"UID:s\nDTSTART:20261207T090000Z\nRRULE:{rule}\nSUMMARY:x\n")))

    assert found.trouble.endswith(".")


def test_a_series_without_end_is_taken_for_five_years(today):
    found = read_happenings(ics(event("UID:s\nDTSTART:20261207T090000Z\nRRULE:FREQ=MONTHLY\nSUMMARY:x\n")).encode())

    assert len(found) == 61
    assert found[-1].when and found[-1].when.day == date(2031, 12, 7)


def test_a_thousand_dates_are_the_most_and_the_rest_is_told(today):
    many = "".join(
        event(f"UID:s{n}\nDTSTART:20261207T090000Z\nRRULE:FREQ=DAILY;COUNT=600\nSUMMARY:x\n") for n in (1, 2)
    )

    found = read_happenings(ics(many).encode())

    assert sum(not entry.trouble for entry in found) == 1000
    assert "höchstens 1000" in found[-1].trouble


def test_rules_that_never_come_true_cost_a_file_no_more_than_its_budget(today):
    never = event("UID:s\nDTSTART:19000101T090000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9\nSUMMARY:x\n")

    found = read_happenings(ics(never * 50).encode())

    assert len(found) == 50
    assert any("zu viele Wiederholungen" in entry.trouble for entry in found)


def test_looking_at_a_rule_takes_from_the_budget_period_by_period():
    budget = Budget(100)

    days = list(Rule.read("FREQ=WEEKLY").days(date(2026, 1, 5), date(2026, 1, 5), date(2026, 3, 1), budget))

    assert len(days) == 8
    assert budget.left == 100 - 9


def test_work_grows_with_the_file_and_not_with_its_square():
    def pieces(count: int) -> int:
        text = ics(event(MEETING + "DESCRIPTION:" + "ä\n " * count + "\n"))
        return len(components(text.encode())[0].text("DESCRIPTION"))

    assert (pieces(1000), pieces(20_000)) == (1000, 20_000)


def test_a_line_over_64_kb_is_left_out_and_said():
    found = only(ics(event(MEETING + "DESCRIPTION:" + "x" * 70_000 + "\n")))

    assert (found.title, found.content) == ("Runder Tisch", "")
    assert "64 KB" in found.warnings[0]


def test_alarms_are_passed_over():
    found = only(ics(event(MEETING + "BEGIN:VALARM\nSUMMARY:Wecker\nTRIGGER:-PT15M\nEND:VALARM\n")))

    assert found.title == "Runder Tisch"


# taking over


def test_an_appointment_becomes_a_note_with_whom_it_names(store, today, tmp_path):
    known = make_person(store, contacts=(ContactPoint("email", "Aylin@Example.org"),))
    who = "ATTENDEE;CN=Aylin:mailto:aylin@example.org\nATTENDEE:mailto:fremd@example.org\nLOCATION:Rathaus\n"

    report = take(store, write(tmp_path, ics(event(MEETING + who + "DESCRIPTION:Tagesordnung\n"))))

    assert figures(report) == (1, 1, 0, 0, 0)
    values = one(store, "contact_note").values
    assert (values["subject"], values["place"], values["content"]) == ("Runder Tisch", "Rathaus", "Tagesordnung")
    assert (values["at"], values["duration_minutes"]) == (datetime(2026, 12, 10, 9, tzinfo=UTC), 90)
    assert values["participants"] == (known,)


def test_a_task_becomes_a_reminder_with_its_rule(store, today, tmp_path):
    take(
        store,
        write(
            tmp_path, ics(task("SUMMARY:Anrufen\nDUE;VALUE=DATE:20261207\nPRIORITY:2\nRRULE:FREQ=WEEKLY;BYDAY=MO\n"))
        ),
    )

    values = one(store, "reminder").values
    assert (values["text"], values["due_on"], values["priority"]) == ("Anrufen", date(2026, 12, 7), "hoch")
    assert values["repeat"] == "FREQ=WEEKLY;BYDAY=MO"


def test_entries_become_what_the_person_chooses(store, today, tmp_path):
    plan = incoming.plan_calendar(store, write(tmp_path, ics(event(), event(MEETING.replace("treffen", "zwei")))))

    report = incoming.take_over_calendar(store, plan, {0: "event"})

    assert figures(report) == (2, 1, 0, 1, 0)
    assert one(store, "event").title == "Runder Tisch"


def test_the_same_file_again_changes_nothing(store, today, tmp_path):
    path = write(tmp_path, ics(event(), task("SUMMARY:Anrufen\nDUE:20261207T100000Z\n")))
    take(store, path)

    report = take(store, path)

    assert figures(report) == (2, 0, 0, 2, 0)
    assert all("Schon da, unverändert." in row.reason for row in report.rows)


def test_a_task_that_a_weekend_moved_on_is_not_changed_when_it_comes_again(store, today, tmp_path):
    path = write(tmp_path, ics(task("SUMMARY:Anrufen\nDUE;VALUE=DATE:20261206\n")))  # a Sunday
    take(store, path)

    report = take(store, path)

    assert one(store, "reminder").values["due_on"] == date(2026, 12, 7)
    assert figures(report) == (1, 0, 0, 1, 0)


def test_a_changed_entry_is_known_again_and_says_old_and_new(store, today, tmp_path):
    take(store, write(tmp_path, ics(event())))

    plan = incoming.plan_calendar(store, write(tmp_path, ics(event(MEETING.replace("T09", "T08")))))
    report = incoming.take_over_calendar(store, plan)

    assert figures(report) == (1, 0, 1, 0, 0)
    assert {change.label for change in plan.entries[0].changes} == {"Zeitpunkt", "Dauer"}
    assert one(store, "contact_note").values["at"].hour == 8


def test_what_was_changed_in_the_program_since_is_not_overwritten_unasked(store, today, tmp_path):
    stamped = MEETING + "LAST-MODIFIED:20200101T000000Z\n"
    path = write(tmp_path, ics(event(stamped)))
    take(store, path)
    save_record(store, "contact_note", one(store, "contact_note").id, {"subject": "Runder Tisch am Abend"})

    report = take(store, path)

    assert figures(report) == (1, 0, 0, 1, 0)
    assert one(store, "contact_note").title == "Runder Tisch am Abend"


def test_what_lies_in_the_trash_stays_there(store, today, tmp_path):
    path = write(tmp_path, ics(event()))
    take(store, path)
    trash(store, [one(store, "contact_note").id])

    report = take(store, path)

    assert figures(report) == (1, 0, 0, 1, 0)
    assert "Papierkorb" in report.rows[0].reason


@pytest.mark.parametrize(
    "text",
    [
        ics(event(), method="CANCEL"),
        ics(event(MEETING + "STATUS:CANCELLED\n")),
        ics("BEGIN:VJOURNAL\nSUMMARY:Tagebuch\nEND:VJOURNAL\n"),
        ics(event(MEETING + "X-GEM-KIND:case\n")),
    ],
)
def test_what_need_not_be_taken_over_is_skipped_with_its_reason(store, today, tmp_path, text):
    report = take(store, write(tmp_path, text))

    assert figures(report) == (1, 0, 0, 1, 0)
    assert report.rows[0].reason.endswith(".")


@pytest.mark.parametrize(
    "lines",
    [
        "UID:1\nSUMMARY:Ohne Zeit\n",
        "UID:1\nSUMMARY:x\nDTSTART:2026-12-10\n",
        "UID:1\nSUMMARY:x\nDTSTART:20261310T090000Z\n",
        "UID:1\nSUMMARY:x\nDTSTART:00010101T000000Z\n",
        "UID:1\nSUMMARY:x\nDTSTART:20261210T090000Z\nDTEND:20261209T090000Z\n",
        "UID:1\nDTSTART:20261210T090000Z\n",
    ],
)
def test_what_cannot_be_taken_over_fails_with_its_reason(store, today, tmp_path, lines):
    report = take(store, write(tmp_path, ics(event(lines), event())))

    assert figures(report) == (2, 1, 0, 0, 1)
    assert report.rows[0].failed and report.rows[0].reason


def test_an_entry_that_does_not_end_fails(store, today, tmp_path):
    report = take(store, write(tmp_path, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + MEETING))

    assert figures(report) == (1, 0, 0, 0, 1)


def test_the_import_is_one_step_that_can_be_taken_back_and_its_report_is_kept(store, today, tmp_path):
    partner = make_organisation(store)

    report = take(store, write(tmp_path, ics(event(), task("SUMMARY:Anrufen\nDUE:20261207T100000Z\n"))))
    kept = kept_report(store, report.step_id)
    assert kept is not None and kept.new == 2
    take_back_import(store, report.step_id)

    assert lists.ids(store, lists.ListQuery("contact_note")) == lists.ids(store, lists.ListQuery("reminder")) == []
    assert load(store, partner)


def test_a_record_changed_since_the_preview_fails_and_stays(store, today, tmp_path):
    take(store, write(tmp_path, ics(event())))
    plan = incoming.plan_calendar(store, write(tmp_path, ics(event(MEETING.replace("Tisch", "Kreis")))))
    save_record(store, "contact_note", one(store, "contact_note").id, {"place": "Rathaus"})

    report = incoming.take_over_calendar(store, plan)

    assert figures(report) == (1, 0, 0, 0, 1)
    assert one(store, "contact_note").title == "Runder Tisch"
    with pytest.raises(Conflict):
        incoming.take_over_calendar(store, plan)


def test_an_entry_that_came_in_since_the_preview_is_not_doubled(store, today, tmp_path):
    path = write(tmp_path, ics(event()))
    plan = incoming.plan_calendar(store, path)
    take(store, path)

    report = incoming.take_over_calendar(store, plan)

    assert figures(report) == (1, 0, 0, 0, 1)
    assert len(lists.ids(store, lists.ListQuery("contact_note"))) == 1


def test_a_trial_writes_nothing(store, today, tmp_path):
    report = take(store, write(tmp_path, ics(event())), dry_run=True)

    assert (figures(report), report.step_id) == ((1, 1, 0, 0, 0), 0)
    assert lists.ids(store, lists.ListQuery("contact_note")) == []


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "Hallo"])
def test_a_file_without_entries_is_told(store, tmp_path, text):
    with pytest.raises(BadFile):
        incoming.plan_calendar(store, write(tmp_path, text))


def test_a_file_over_50_mb_is_not_read(store, tmp_path, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_BYTES", 10)

    with pytest.raises(BadFile, match="50 MB"):
        incoming.plan_calendar(store, write(tmp_path, ics(event())))


def test_a_day_beyond_the_calendar_is_no_day(today):
    far = (today + timedelta(days=366 * 120)).year

    assert only(ics(event(f"UID:1\nDTSTART:{far}0101T000000Z\nSUMMARY:x\n"))).trouble
