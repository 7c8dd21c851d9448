"""The rules of a channel: when anything but a mention is looked at."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.advisor.rules import Hours, Rules

BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0) -> float:
    return datetime(2026, 11, 25, hour, minute, tzinfo=BERLIN).timestamp()


@pytest.mark.parametrize(
    ("start", "end", "quiet", "awake"),
    [
        (9, 17, (9, 16), (8, 17, 23)),
        (18, 8, (18, 23, 0, 7), (8, 12, 17)),
        (9, 9, (0, 9, 23), ()),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    start: int, end: int, quiet: tuple[int, ...], awake: tuple[int, ...]
) -> None:
    hours = Hours(start, end, "Europe/Berlin")
    assert all(hours.hold(at(hour, 59)) for hour in quiet)
    assert not any(hours.hold(at(hour)) for hour in awake)


def test_the_hours_are_those_of_their_zone() -> None:
    assert Hours(9, 10, "Asia/Tokyo").hold(at(1, 30))
    assert not Hours(9, 10, "Asia/Tokyo").hold(at(9, 30))


def test_a_zone_that_this_machine_does_not_know_counts_as_utc() -> None:
    assert Hours(8, 9, "Mars/Base").hold(at(9, 30))


@pytest.mark.parametrize("is_reply", [True, False])
def test_without_a_choice_nothing_is_looked_at(is_reply: bool) -> None:
    assert not Rules().listen(is_reply, at(12))


def test_questions_and_threads_are_chosen_apart() -> None:
    assert [Rules(plain=True).listen(is_reply, at(12)) for is_reply in (False, True)] == [True, False]
    assert [Rules(follow=True).listen(is_reply, at(12)) for is_reply in (False, True)] == [False, True]


def test_in_quiet_hours_neither_holds() -> None:
    rules = Rules(plain=True, follow=True, quiet=Hours(18, 8, "Europe/Berlin"))
    assert not rules.listen(False, at(20))
    assert not rules.listen(True, at(20))
    assert rules.listen(True, at(12))
