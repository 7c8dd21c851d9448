"""Whether either role draws a person at all: the rule for 'neither drew you strongly'."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advisor.assessment.bands import STRONG, Band
from bot.advisor.assessment.bank import Answers, Quad
from knowledge.assessment import Asking


def is_neither(answers: Answers, band: Band, quads: Iterable[Quad], asking: Asking) -> bool:
    """Deliberately cautious: one set of four statements low, two low together, and no strong side.

    Agreeing with everything cancels out, so "both strongly" is never said.
    """
    if band in STRONG:
        return False
    found = [(quad.level(answers), quad.liking(answers)) for quad in quads]
    levels = [(level, liking) for level, liking in found if level is not None and liking is not None]
    low = any(liking <= asking.low_sum and level <= asking.low_first for level, liking in levels)
    mean = sum(level for level, _ in levels) / len(levels) if len(levels) > 1 else 0.0
    return low and mean <= asking.low_both
