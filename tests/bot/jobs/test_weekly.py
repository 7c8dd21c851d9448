"""A digest's hour, over every zone of the world and two years of its clock changes."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.weekly import due_at, is_zone, last_due, next_due, start_of_day

START = datetime(2027, 1, 4, tzinfo=UTC)
END = datetime(2029, 1, 1, tzinfo=UTC)
SCAN = timedelta(minutes=5)
ZONES = sorted(available_timezones() - {"localtime"})

weekdays, hours, zones = st.integers(0, 6), st.integers(0, 23), st.sampled_from(ZONES)
moments = st.integers(0, int((END - START).total_seconds())).map(lambda one: START + timedelta(seconds=one))


def outages(seed: str) -> list[tuple[datetime, datetime]]:
    """A dozen in two years, from minutes to three weeks."""
    chance = random.Random(seed)
    found = []
    for _ in range(12):
        begin = START + (END - START) * chance.random()
        found.append((begin, begin + timedelta(minutes=10 ** chance.uniform(0.5, 4.5))))
    return found


def first_scan(due: datetime, broken: list[tuple[datetime, datetime]]) -> datetime:
    """The first firing of the five minutes' schedule at or after a moment at which the app runs."""
    scan = START + SCAN * -(-(due - START) // SCAN)
    while any(begin <= scan < end for begin, end in broken):
        scan += SCAN
    return scan


@pytest.mark.parametrize("zone", ZONES)
def test_two_years_of_every_zone_have_each_week_once_and_in_time(zone: str) -> None:
    chance = random.Random(zone)
    weekday, hour = chance.randrange(7), chance.choice([0, 1, 2, 3, 9, 23])
    broken, sent = outages(zone), []
    due = next_due(weekday, hour, zone, START)
    while due.at < END:
        scan = first_scan(due.at, broken)
        clock = due.at.astimezone(ZoneInfo(zone))
        assert scan - due.at < SCAN or any(begin <= due.at + SCAN and scan >= end for begin, end in broken)
        assert (clock.weekday(), clock.hour) == (weekday, hour) or clock_changed(clock)
        sent.append(due_at(weekday, hour, zone, due.at).week)
        due = next_due(weekday, hour, zone, due.at)
    mondays = [datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC) for week in sent]
    assert {later - earlier for earlier, later in pairwise(mondays)} == {timedelta(weeks=1)}
    assert len(sent) >= 103


def clock_changed(clock: datetime) -> bool:
    """Within the last three hours, so that the hour that was chosen may have been left out."""
    return (
        clock.utcoffset() != (clock.astimezone(UTC) - timedelta(hours=3)).astimezone(clock.tzinfo).utcoffset()
    )


@given(weekdays, hours, zones, moments)
@settings(deadline=None)
def test_the_next_one_is_later_within_eight_days_and_the_last_one_before_it(weekday, hour, zone, now):
    due = next_due(weekday, hour, zone, now)
    assert now < due.at < now + timedelta(days=8)
    assert due_at(weekday, hour, zone, due.at) == due
    assert last_due(weekday, hour, zone, due.at).at <= now
    assert next_due(weekday, hour, zone, due.at).week > due.week


def test_an_hour_that_is_left_out_comes_when_the_clocks_have_moved_on() -> None:
    due = next_due(6, 2, "Europe/Berlin", datetime(2027, 3, 27, tzinfo=UTC))
    assert due.at == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert due.at.astimezone(ZoneInfo("Europe/Berlin")).hour == 3


def test_an_hour_that_comes_twice_counts_once() -> None:
    due = next_due(6, 2, "Europe/Berlin", datetime(2027, 10, 30, tzinfo=UTC))
    assert due.at == datetime(2027, 10, 31, 0, tzinfo=UTC)
    assert next_due(6, 2, "Europe/Berlin", due.at).at == datetime(2027, 11, 7, 1, tzinfo=UTC)


def test_a_sunday_hour_moved_past_midnight_stays_in_its_week() -> None:
    """Lebanon and others change their clocks at midnight."""
    due = next_due(6, 0, "Africa/Cairo", datetime(2027, 4, 20, tzinfo=UTC))
    assert due.week == "2027-W16"


def test_the_turn_of_the_year_has_its_iso_week() -> None:
    assert next_due(4, 9, "UTC", datetime(2026, 12, 31, tzinfo=UTC)).week == "2026-W53"


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "Europe", "a\0b"])
def test_a_zone_that_nobody_knows_is_utc(name: str) -> None:
    assert not is_zone(name)
    assert next_due(0, 9, name, START) == next_due(0, 9, "UTC", START)


def test_a_day_begins_at_the_persons_midnight() -> None:
    now = datetime(2027, 6, 1, 2, tzinfo=UTC)
    assert start_of_day("America/New_York", now) == datetime(2027, 5, 31, 4, tzinfo=UTC)
    assert start_of_day("UTC", now) == datetime(2027, 6, 1, tzinfo=UTC)
