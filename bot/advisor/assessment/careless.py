"""Soft signs of hurried answers. They only make a result provisional, and nothing of them is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from statistics import median

from bot.advisor.assessment.attempt import Attempt, Response
from bot.advisor.assessment.bank import Bank
from knowledge.assessment import Care


class Flag(StrEnum):
    SAME_BUTTON = "same_button"
    FAST = "fast"
    UNEVEN = "uneven"


def find_flags(bank: Bank, attempt: Attempt) -> tuple[Flag, ...]:
    """How the answers were given, so unlike the score it depends on their order and places."""
    clicks = [one for one in attempt.responses if one.choice is not None]
    return tuple(_flags(bank, clicks, bank.assessment.care))


def _flags(bank: Bank, clicks: list[Response], care: Care) -> Iterator[Flag]:
    buttons = Counter(one.choice for one in clicks[: care.same_button_of])
    if max(buttons.values(), default=0) >= care.same_button:
        yield Flag.SAME_BUTTON
    times = [one.milliseconds for one in clicks if one.milliseconds is not None]
    if times and median(times) < care.fast_milliseconds:
        yield Flag.FAST
    if _difference(bank, clicks) >= care.repeat_steps:
        yield Flag.UNEVEN


def _difference(bank: Bank, clicks: list[Response]) -> int:
    """How many steps the repeated pair was answered apart; 0 where there was none."""
    again = next((one for one in clicks if one.repeat), None)
    first = next((one for one in clicks if again and one.item == again.item), None)
    values = [bank.value(one) for one in (first, again) if one]
    found = [value for value in values if value is not None]
    return max(found) - min(found) if found else 0
