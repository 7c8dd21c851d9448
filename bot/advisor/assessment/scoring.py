"""Scores answers: the posterior of the scale under a testlet graded-response model.

Not a measurement yet: the model's numbers are priors chosen by simulation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp, fsum, sqrt

from bot.advisor.assessment.bands import Band, Bands
from bot.advisor.assessment.bank import Answers, Bank
from bot.advisor.assessment.grid import GRID, LOG_PRIOR, MIDDLE, Row
from bot.advisor.assessment.testlets import Likelihoods, Testlet
from knowledge.assessment import Curve, Pair, Scoring

PAIR, TWIN = 0, 1


@dataclass(frozen=True, slots=True)
class Score:
    """Mean and deviation of the posterior, + = product. `sides` are the masses strictly below and above 0."""

    theta: float
    sd: float
    p_product: float
    p_bands: tuple[float, ...]
    band: Band
    sides: tuple[float, float]


class Scorer:
    """Exact where it matters: mirrored answers give mirrored numbers, bit for bit, in any order."""

    def __init__(self, bank: Bank) -> None:
        scoring = bank.assessment.scoring
        self._bank = bank
        self._bands = Bands(scoring.lean, scoring.strong)
        pairs = bank.assessment.pairs
        curves = tuple(
            dict.fromkeys((scoring.pair, scoring.twin, *(curve_of(one, scoring) for one in pairs)))
        )
        self._curve = {one.id: curves.index(curve_of(one, scoring)) for one in pairs}
        self._likelihoods = Likelihoods(scoring.shared, curves)
        self._likelihoods.warm_up(PAIR, max(map(len, bank.pairs.values())))
        self._likelihoods.warm_up(TWIN, 1)

    def score(self, answers: Answers) -> Score:
        """What answers say; statements without their twin say nothing about the side."""
        rows = [self._likelihoods.row(testlet) for testlet in self._evidence(answers)]
        logs = [fsum(column) for column in zip(LOG_PRIOR, *rows, strict=True)]
        highest = max(logs)
        heights = [exp(one - highest) for one in logs]
        whole = fsum(heights)
        return self._summed(tuple(height / whole for height in heights))

    def _evidence(self, answers: Answers) -> list[Testlet]:
        """The pairs of an axis together; each twin is a testlet of its own."""
        on_axis: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, curve in self._curve.items():
            if name in answers:
                on_axis[self._bank.item[name].axis].append((curve, answers[name]))
        testlets = [tuple(sorted(graded)) for graded in on_axis.values()]
        differences = (twin.difference(answers) for twin in self._bank.twins)
        return testlets + [((TWIN, one),) for one in differences if one is not None]

    def _summed(self, posterior: Row) -> Score:
        # Each point with its opposite, so that a symmetric posterior has a mean of 0 and not of 1e-17.
        above, below = posterior[MIDDLE + 1 :], posterior[:MIDDLE][::-1]
        theta = fsum(
            x * (one - other) for x, one, other in zip(GRID[MIDDLE + 1 :], above, below, strict=True)
        )
        sd = sqrt(fsum(mass * (x - theta) ** 2 for x, mass in zip(GRID, posterior, strict=True)))
        sides = fsum(below), fsum(above)
        p_product = sides[1] + posterior[MIDDLE] / 2
        return Score(theta, sd, p_product, self._bands.chances(posterior), self._bands.band(theta), sides)


def curve_of(pair: Pair, scoring: Scoring) -> Curve:
    """A pair's own curve once it is calibrated, until then that of all pairs."""
    a = scoring.pair.a if pair.a is None else pair.a
    thresholds = scoring.pair.thresholds if pair.thresholds is None else pair.thresholds
    return Curve(a=a, thresholds=thresholds)
