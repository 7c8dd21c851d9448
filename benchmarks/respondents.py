"""Made-up respondents of the fit assessment: where they stand, what they would answer, how fast they click.

Each axis is sqrt(1 - S) theta + sqrt(S) of its own with S = .30, as in the model that scores. An answer is
loading * axis + noise, cut into five about equally frequent steps. The scorer does not know the loading; what
it assumes comes to .52.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.assessment import Assessment

Numbers = NDArray[np.float64]
Chooser = Callable[
    [str, bool, bool], int
]  # item, is the first option on the left, is it the repeat -> button

SHARED = 0.30
PAIR_CUTS = np.array([-1.01, -0.285, 0.285, 1.01])
LIKERT_CUTS = np.array([-1.30, -0.45, 0.45, 1.30])
LIKERT_LEVEL, LIKERT_SIDE = 0.50, 0.33  # loadings on overall attraction and on the axis
LIKERT_MEAN = 0.35  # the activities are pleasant ones: liking is a little more frequent than disliking
SAME_MOOD = 0.85  # how much of the noise is the same when a pair comes back a few minutes later
READING_SECONDS, READING_SPREAD = 7.0, 0.35  # median per click and its spread between people (log normal)
HURRIED_SECONDS, HURRIED_SPREAD = 1.6, 0.50  # of people who click without reading
WITHIN_SPREAD = 0.50


@dataclass(frozen=True)
class Crowd:
    """`pairs` and `again` are keyed answers, item -> one a person; `likert` are 1 to 5."""

    theta: Numbers
    level: Numbers
    pairs: dict[str, NDArray[np.int64]]
    again: dict[str, NDArray[np.int64]]
    likert: dict[str, NDArray[np.int64]]
    seconds: Numbers
    rng: np.random.Generator

    def chooser(self, person: int) -> Chooser:
        def choose(item: str, first_is_left: bool, repeat: bool) -> int:
            if item in self.likert:
                return int(self.likert[item][person]) - 1
            keyed = int((self.again if repeat else self.pairs)[item][person])
            return 2 - keyed if first_is_left else keyed + 2

        return choose

    def truth(self, person: int) -> tuple[float, float]:
        return float(self.theta[person]), float(self.level[person])

    def milliseconds(self, person: int) -> int:
        return int(1000 * self.seconds[person] * self.rng.lognormal(0, WITHIN_SPREAD))


def honest(
    assessment: Assessment,
    count: int,
    seed: int,
    *,
    loading: float,
    urge: float = 0.0,
    offset: float = 0.0,
    mood: float = SAME_MOOD,
) -> Crowd:
    """People who read. `urge` is a personal urge to agree; `offset` makes options unequally attractive."""
    rng = np.random.default_rng(seed)
    theta, level = rng.standard_normal(count), rng.standard_normal(count)
    agreeing = urge * np.abs(rng.standard_normal(count))
    own = {axis.name: rng.standard_normal(count) for axis in assessment.axes}
    axes = {name: np.sqrt(1 - SHARED) * theta + np.sqrt(SHARED) * one for name, one in own.items()}
    pairs, again, likert = {}, {}, {}
    for item in assessment.pairs:
        noise = rng.standard_normal(count)
        later = mood * noise + np.sqrt(1 - mood**2) * rng.standard_normal(count)
        core = loading * axes[item.axis] + offset * rng.standard_normal()
        scale = np.sqrt(1 - loading**2)
        pairs[item.id] = np.searchsorted(PAIR_CUTS, core + scale * noise) - 2
        again[item.id] = np.searchsorted(PAIR_CUTS, core + scale * later) - 2
    rest = np.sqrt(1 - LIKERT_LEVEL**2 - LIKERT_SIDE**2)
    for one in assessment.likert:
        side = axes[one.axis] if one.pole == "product" else -axes[one.axis]
        liking = one.key * (
            LIKERT_MEAN + LIKERT_LEVEL * level + LIKERT_SIDE * side
        ) + rest * rng.standard_normal(count)
        likert[one.id] = np.searchsorted(LIKERT_CUTS, liking + agreeing) + 1
    seconds = READING_SECONDS * rng.lognormal(0, READING_SPREAD, count)
    return Crowd(theta, level, pairs, again, likert, seconds, rng)


def random_clickers(assessment: Assessment, count: int, seed: int, *, hurried: bool) -> Crowd:
    """People who press any button; where not hurried they take as long as readers do."""
    rng = np.random.default_rng(seed)
    draw = {item.id: rng.integers(-2, 3, count) for item in assessment.pairs}
    again = {item.id: rng.integers(-2, 3, count) for item in assessment.pairs}
    likert = {item.id: rng.integers(1, 6, count) for item in assessment.likert}
    median, spread = (HURRIED_SECONDS, HURRIED_SPREAD) if hurried else (READING_SECONDS, READING_SPREAD)
    seconds = median * rng.lognormal(0, spread, count)
    nobody = np.zeros(count)
    return Crowd(nobody, nobody, draw, again, likert, seconds, rng)
