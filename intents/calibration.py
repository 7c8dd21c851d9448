"""Turns out-of-fold margins into probabilities, a scope score and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from intents.classifier import Left
from intents.model import Calibration, Chosen, Thresholds
from intents.models import OUT_OF_SCOPE
from intents.signals import HIGHEST, probabilities_of, scope_of, signals_of

# What a reply costs the person who asked.
WRONG_ANSWER = 4.0
DID_YOU_MEAN = 1.0
FALLBACK_ON_GOOD = 2.0
OFFERED = 3
OUTSIDE_SHARE = 0.2  # of the messages people send; among the utterances they are fewer
ACCEPTED = 0.95
HARDLY_MORE = 1.01
NO_MORE = 1.002
NO_OUTSIDE = (np.array([1.0, 0.0, 0.5, 1.0]), 50.0)  # nothing teaches what is out of scope: all is in it
SLOPES = (-0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0.0)
Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


def choose(left: Left, truth: Labels, classes: Sequence[str]) -> Chosen:
    """What makes confidence honest and decisions cheap, out of fold."""
    calibration = calibrate(left, truth, classes)
    chances = chances_of(left, classes, calibration)
    return Chosen(calibration, choose_thresholds(chances, truth, _outside(classes)))


def calibrate(left: Left, truth: Labels, classes: Sequence[str]) -> Calibration:
    """The temperature that makes probabilities honest, and the weights of the scope signals."""
    outside = _outside(classes)
    rows = zip(left.margins.tolist(), left.known.tolist(), strict=True)
    signals = np.array([signals_of(row, outside, share) for row, share in rows])
    inside = truth != outside
    mean, scale = signals[inside].mean(axis=0), signals[inside].std(axis=0) + 1e-9
    weights, bias = NO_OUTSIDE if inside.all() else _fit_scope((signals - mean) / scale, inside)
    temperature, slope = _temperature(left.margins[inside], truth[inside], outside)
    standing = (_tuple(mean), _tuple(scale), _tuple(weights))
    fitted = Calibration(temperature, slope, *standing, scope_bias=float(bias))
    scopes = [scope_of(one, fitted) for one in signals[inside]]
    return replace(fitted, accept=float(np.quantile(scopes, 1 - ACCEPTED)))


def chances_of(left: Left, classes: Sequence[str], calibration: Calibration) -> Matrix:
    """The probability of each class for each sample."""
    rows = zip(left.margins.tolist(), left.known.tolist(), strict=True)
    return np.array([probabilities_of(row, _outside(classes), share, calibration) for row, share in rows])


def choose_thresholds(chances: Matrix, truth: Labels, outside: int) -> Thresholds:
    """The cheapest pair; of those that cost hardly more, the one that answers most and guesses least.

    The cost is nearly flat around its least, and left-out sentences are harder than most people's.
    """
    costs = _Costs(chances, truth, outside)
    grid = [step / 50 for step in range(2, 48)]
    cheapest = {
        answer: min((costs.total(answer, one), one) for one in grid if one <= answer) for answer in grid
    }
    least = min(cost for cost, _ in cheapest.values())
    answer = min(answer for answer, (cost, _) in cheapest.items() if cost <= HARDLY_MORE * least)
    fair = NO_MORE * cheapest[answer][0]
    return Thresholds(answer, max(one for one in grid if one <= answer and costs.total(answer, one) <= fair))


class _Costs:
    def __init__(self, chances: Matrix, truth: Labels, outside: int) -> None:
        order = np.argsort(-chances, axis=1, kind="stable")
        self._best = chances[np.arange(len(truth)), order[:, 0]]
        is_outside, says_outside = truth == outside, order[:, 0] == outside
        offered = (order[:, :OFFERED] == truth[:, None]).any(axis=1)
        fall_back = np.where(is_outside, 0.0, FALLBACK_ON_GOOD)
        wrong = np.where(order[:, 0] == truth, 0.0, WRONG_ANSWER)
        weights = _weights(~is_outside)
        self._answer = weights * np.where(says_outside, fall_back, wrong)
        self._suggest = weights * (DID_YOU_MEAN + np.where(is_outside | offered, 0.0, FALLBACK_ON_GOOD))
        self._fall_back = weights * fall_back

    def total(self, answer: float, suggest: float) -> float:
        below = np.where(self._best >= suggest, self._suggest, self._fall_back)
        return float(np.where(self._best >= answer, self._answer, below).sum())


def _weights(inside: NDArray[np.bool_]) -> Matrix:
    """Makes samples out of scope count as if they were as frequent as such messages are."""
    count = int((~inside).sum())
    if not count or inside.sum() == 0:
        return np.ones(len(inside))
    return np.where(inside, 1.0, OUTSIDE_SHARE / (1 - OUTSIDE_SHARE) * inside.sum() / count)


def _outside(classes: Sequence[str]) -> int:
    return list(classes).index(OUT_OF_SCOPE) if OUT_OF_SCOPE in classes else -1


def _temperature(margins: Matrix, truth: Labels, outside: int) -> tuple[float, float]:
    """The temperature and its slope that surprise least."""
    inside = margins.copy()
    if outside >= 0:
        inside[:, outside] = -np.inf
    best = inside.max(axis=1, keepdims=True)
    found = [
        (*_coolest(inside - best, truth, np.exp(slope * np.minimum(best, HIGHEST))), slope)
        for slope in SLOPES
    ]
    _, temperature, slope = min(found)
    return temperature, slope


def _coolest(behind: Matrix, truth: Labels, gentle: Matrix) -> tuple[float, float]:
    """Ternary search for the least surprise on a scale from 0.5 to 50; `behind` is how far below the best."""
    low, high = np.log(0.5), np.log(50.0)
    for _ in range(18):
        third = (high - low) / 3
        left, right = low + third, high - third
        near, far = (_surprise(np.exp(one) * gentle * behind, truth) for one in (left, right))
        if near < far:
            high = right
        else:
            low = left
    temperature = float(np.exp((low + high) / 2))
    return _surprise(temperature * gentle * behind, truth), temperature


def _surprise(scaled: Matrix, truth: Labels) -> float:
    total = np.log(np.exp(scaled).sum(axis=1))
    return float((total - scaled[np.arange(len(truth)), truth]).mean())


def _fit_scope(signals: Matrix, inside: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Logistic regression by Newton's steps, lightly held back; four weights need no library."""
    design = np.column_stack([signals, np.ones(len(signals))])
    weights, counts = np.zeros(design.shape[1]), _weights(inside)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counts * (chance - inside)) + 0.1 * weights
        spread = (counts * chance * (1 - chance))[:, None]
        weights -= np.linalg.solve((design * spread).T @ design + 0.1 * np.eye(len(weights)), slope)
    return weights[:-1], float(weights[-1])


def _tuple(values: Matrix) -> tuple[float, ...]:
    return tuple(float(one) for one in values)
