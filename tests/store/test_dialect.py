"""What each engine spells its own way means the same everywhere."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import literal, select

from einsamkeit_desktop.store.dialect import local_day
from einsamkeit_desktop.store.tables import UtcMoment


@pytest.fixture
def standing_in(monkeypatch):
    """Let the machine stand in another time zone."""

    def stand(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield stand
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change the zone of a running program")
@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"])
def test_a_moment_belongs_to_the_day_on_the_wall(store, standing_in, zone):
    standing_in(zone)
    begin = datetime(2026, 3, 27, 0, 30, tzinfo=UTC)
    moments = [begin + timedelta(hours=hour, days=60 * part) for hour in range(73) for part in range(4)]

    with store.reading() as connection:
        for moment in moments:
            day = connection.execute(select(local_day(literal(moment, UtcMoment())))).scalar()
            assert date.fromisoformat(day) == moment.astimezone().date(), moment
