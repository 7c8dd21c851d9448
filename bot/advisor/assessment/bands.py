"""The five bands of the scale: where each ends, how probable each is, and the plausible range."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from math import fsum
from operator import mul

from bot.advisor.assessment.grid import GRID, Row


class Band(StrEnum):
    STRONG_PROGRAM = "strong_program"
    LEAN_PROGRAM = "lean_program"
    BALANCED = "balanced"
    LEAN_PRODUCT = "lean_product"
    STRONG_PRODUCT = "strong_product"

    @property
    def mirrored(self) -> Band:
        return BANDS[-1 - BANDS.index(self)]


BANDS = tuple(Band)
STRONG = frozenset({Band.STRONG_PROGRAM, Band.STRONG_PRODUCT})


class Bands:
    """Cuts the scale at +-lean and +-strong; an edge belongs to the band outside it."""

    def __init__(self, lean: float, strong: float) -> None:
        self._lean, self._strong = lean, strong
        edges = (float("-inf"), -strong, -lean, lean, strong, float("inf"))
        self._shares = tuple(_shares(low, high) for low, high in pairwise(edges))

    def band(self, theta: float) -> Band:
        size = abs(theta)
        if size < self._lean:
            return Band.BALANCED
        outward = Band.STRONG_PRODUCT if size >= self._strong else Band.LEAN_PRODUCT
        return outward if theta > 0 else outward.mirrored

    def chances(self, posterior: Row) -> tuple[float, ...]:
        """The mass of each band; mass on an edge that is a grid point is shared half and half."""
        return tuple(fsum(map(mul, shares, posterior)) for shares in self._shares)


def _shares(low: float, high: float) -> Row:
    """How much of the mass at each grid point lies in the band."""
    return tuple(1.0 if low < theta < high else 0.5 * (theta in {low, high}) for theta in GRID)


def plausible_range(chances: tuple[float, ...], enough: float) -> tuple[Band, Band]:
    """The smallest run of adjacent bands that is at least this probable, as its first and last band.

    Of several runs the most probable; of two exactly alike, what both span, so that no side is favoured.
    """
    for size in range(1, len(BANDS)):
        masses = {first: fsum(chances[first : first + size]) for first in range(len(BANDS) - size + 1)}
        most = max(masses.values())
        if most >= enough:
            best = [first for first, mass in masses.items() if mass == most]
            return BANDS[best[0]], BANDS[best[-1] + size - 1]
    return BANDS[0], BANDS[-1]
