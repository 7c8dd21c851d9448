"""When a weekly digest is due: the hour of a person's own clock, over every change of that clock. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.advisor.zones import UTC_ZONE, find_zone

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A moment, and the ISO week of the person's calendar that it stands for, such as 2027-W09."""

    at: datetime
    week: str


def next_due(weekday: int, hour: int, zone: str, after: datetime) -> Due:
    """The first due moment later than `after`. Monday is 0.

    An hour that the clocks leave out comes when they have moved on; of one that comes twice, the first
    counts.
    """
    return next(due for due in _dues(weekday, hour, find_zone(zone), after) if due.at > after)


def due_at(weekday: int, hour: int, zone: str, at: datetime) -> Due:
    """The due moment at `at`, or the first one since: which week a digest that is due now stands for."""
    return next_due(weekday, hour, zone, at - timedelta(microseconds=1))


def last_due(weekday: int, hour: int, zone: str, before: datetime) -> Due:
    """The latest due moment earlier than `before`."""
    earlier = [due for due in _first_dues(weekday, hour, find_zone(zone), before) if due.at < before]
    return earlier[-1]


def moved(weekday: int, hour: int, zone: str, due: Due) -> Due:
    """The same week's due moment by another zone's clock; up to 26 hours earlier or later."""
    near = _first_dues(weekday, hour, find_zone(zone), due.at)
    return next((one for one in near if one.week == due.week), due)


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone."""
    return name == "UTC" or find_zone(name) is not UTC_ZONE


def start_of_day(zone: str, now: datetime) -> datetime:
    """When the person's day began."""
    place = find_zone(zone)
    return _moment(now.astimezone(place).date(), 0, place)


def _first_dues(weekday: int, hour: int, zone: ZoneInfo, around: datetime) -> list[Due]:
    dues = _dues(weekday, hour, zone, around)
    return [next(dues) for _ in range(4)]


def _dues(weekday: int, hour: int, zone: ZoneInfo, around: datetime) -> Iterator[Due]:
    """From two weeks before a moment on; the week is that of the calendar day that was chosen."""
    first = around.astimezone(zone).date() - 2 * WEEK
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while True:
        year, week, _ = day.isocalendar()
        yield Due(_moment(day, hour, zone), f"{year}-W{week:02}")
        day += WEEK


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """`fold=0` is the first of two equal hours; in a gap it counts on from before the change."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
