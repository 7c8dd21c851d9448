"""How well each point of the scale explains the answers given on one axis."""

from __future__ import annotations

from functools import reduce
from itertools import combinations_with_replacement
from math import exp, fsum, log
from operator import mul

from bot.advisor.assessment.grid import GRID, Row, weights
from knowledge.assessment import Curve

# (curve, answer); a testlet is these in sorted order, so that the order of answering cannot matter.
Graded = tuple[int, int]
Testlet = tuple[Graded, ...]

KEPT = 20_000  # rows; the answers of one curve need 126, calibrated items many more


class Likelihoods:
    """Log likelihood rows, each worked out once and kept."""

    def __init__(self, shared: float, curves: tuple[Curve, ...]) -> None:
        self._weights = weights(shared)
        self._chances = tuple(_chances(curve) for curve in curves)
        self._raw: dict[Testlet, Row] = {}
        self._rows: dict[Testlet, Row] = {}

    def row(self, testlet: Testlet) -> Row:
        """log of L(theta), averaged with its mirror image: what favours one side by rounding is gone."""
        found = self._rows.get(testlet)
        if found is None:
            mirror = tuple(sorted((curve, -answer) for curve, answer in testlet))
            pairs = zip(self._likelihood(testlet), reversed(self._likelihood(mirror)), strict=True)
            found = self._rows[testlet] = tuple(log((one + other) / 2) for one, other in pairs)
            if len(self._rows) > KEPT:
                self._rows = {testlet: found}
                self._raw.clear()
        return found

    def warm_up(self, curve: int, most: int) -> None:
        """Works out every row of up to `most` answers to one curve, so that no person waits for it."""
        for size in range(1, most + 1):
            for answers in combinations_with_replacement(sorted(self._chances[curve]), size):
                self.row(tuple((curve, answer) for answer in answers))

    def _likelihood(self, testlet: Testlet) -> Row:
        found = self._raw.get(testlet)
        if found is None:
            chances = [self._chances[curve][answer] for curve, answer in testlet]
            whole = reduce(lambda one, other: tuple(map(mul, one, other)), chances)
            found = self._raw[testlet] = tuple(fsum(map(mul, row, whole)) for row in self._weights)
        return found


def _chances(curve: Curve) -> dict[int, Row]:
    """P(answer | x) on the grid, for answers -k..k of a curve with 2k thresholds."""
    most = len(curve.thresholds) // 2
    at_least = [tuple(1 / (1 + exp(-curve.a * (x - cut))) for x in GRID) for cut in curve.thresholds]
    edges = [tuple(1.0 for _ in GRID), *at_least, tuple(0.0 for _ in GRID)]
    steps = zip(range(-most, most + 1), edges, edges[1:], strict=False)
    return {answer: tuple(a - b for a, b in zip(low, high, strict=True)) for answer, low, high in steps}
