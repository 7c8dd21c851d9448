"""Weighs what points to either role, and says how uncertain the balance is."""

from __future__ import annotations

import math
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

STEPS = 400
# Phrases of one ad are not independent: the same duty is said twice.
WORTH = 0.5
INNER = 0.8  # how much of the probability lies between low and high


@dataclass(frozen=True, slots=True)
class Balance:
    """What is believed of the first of two roles: its expected share, 0 to 1, and within what it plausibly
    lies. `sure` is the probability that it outweighs the other.
    """

    share: float
    low: float
    high: float
    sure: float


def weigh(first: float, other: float) -> Balance:
    """From the weights found: a Beta distribution that begins with knowing nothing."""
    a, b = 1 + WORTH * first, 1 + WORTH * other
    cells = _beta(a, b)
    tail = (1 - INNER) / 2
    return Balance(a / (a + b), _reached(cells, tail), _reached(cells, 1 - tail), sum(cells[STEPS // 2 :]))


def _beta(a: float, b: float) -> list[float]:
    """The probability of each of the steps from 0 to 1."""
    middles = [(step + 0.5) / STEPS for step in range(STEPS)]
    logs = [(a - 1) * math.log(x) + (b - 1) * math.log1p(-x) for x in middles]
    top = max(logs)
    heights = [math.exp(one - top) for one in logs]
    total = sum(heights)
    return [one / total for one in heights]


def _reached(cells: list[float], wanted: float) -> float:
    """Where so much of the probability lies below."""
    return (bisect(list(accumulate(cells)), wanted) + 0.5) / STEPS
