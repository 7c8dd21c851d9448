"""Weighs what points to either role, and says how uncertain the balance is."""

from __future__ import annotations

import math
from dataclasses import dataclass

STEPS = 400
# Phrases of one ad are not independent: the same duty is said twice. Chosen on tests/data/job_ads_develop.yaml.
WORTH = 0.5
INNER = 0.8  # how much of the probability lies between low and high


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares of the first of two roles, 0 to 1. `sure` is the probability that it outweighs the other."""

    share: float
    low: float
    high: float
    sure: float

    def turned(self) -> Balance:
        """Seen from the other role."""
        return Balance(1 - self.share, 1 - self.high, 1 - self.low, 1 - self.sure)


def weigh(first: float, other: float) -> Balance:
    """From the weights found: a Beta distribution that begins with knowing nothing."""
    cells = _beta(1 + WORTH * first, 1 + WORTH * other)
    share = first / (first + other) if first + other else 0.5
    tail = (1 - INNER) / 2
    return Balance(share, min(_reached(cells, tail), share), max(_reached(cells, 1 - tail), share), sum(cells[STEPS // 2 :]))


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
    total = 0.0
    for step, cell in enumerate(cells):
        total += cell
        if total >= wanted:
            return (step + 0.5) / STEPS
    return 1.0
