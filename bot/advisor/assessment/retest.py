"""Compares two attempts of one person: a change is only called one when it is larger than its uncertainty."""

from __future__ import annotations

from enum import StrEnum
from math import hypot

from knowledge.assessment import Retest


class Change(StrEnum):
    PRODUCT = "product"
    PROGRAM = "program"
    UNCLEAR = "unclear"


def compare(before: tuple[float, float], after: tuple[float, float], retest: Retest) -> Change:
    """Each attempt as its theta and sd."""
    difference = after[0] - before[0]
    if abs(difference) <= retest.change * hypot(before[1], after[1]):
        return Change.UNCLEAR
    return Change.PRODUCT if difference > 0 else Change.PROGRAM


def is_recent(days: float, retest: Retest) -> bool:
    """Whether memory still helps the old answers along."""
    return days < retest.recent_days
