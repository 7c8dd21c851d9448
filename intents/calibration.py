"""Turns out-of-fold margins into probabilities, a scope score and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from intents.model import Calibration, Thresholds
from intents.models import OUT_OF_SCOPE
from intents.scoring import probabilities_of, scope_of, signals_of

# What a reply costs the person who asked.
WRONG_ANSWER = 4.0
DID_YOU_MEAN = 1.0
FALLBACK_ON_GOOD = 2.0
OFFERED = 3
ACCEPTED = 0.95
Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


def calibrate(margins: Matrix, known: Matrix, truth: Labels, classes: Sequence[str]) -> Calibration:
    """The temperature that makes probabilities honest, and the weights of the scope signals."""
    outside = _outside(classes)
    signals = np.array([signals_of(row, outside, share) for row, share in zip(margins, known, strict=True)])
    inside = truth != outside
    mean, scale = signals[inside].mean(axis=0), signals[inside].std(axis=0) + 1e-9
    scaled = (signals - mean) / scale
    weights, bias = _fit_scope(scaled, inside) if not inside.all() else (np.array([1.0, 0.0, 0.5, 1.0]), 50.0)
    fitted = Calibration(
        _temperature(margins[inside], truth[inside], outside),
        _tuple(mean),
        _tuple(scale),
        _tuple(weights),
        float(bias),
    )
    scopes = [scope_of(one, fitted) for one in signals[inside]]
    return replace(fitted, accept=float(np.quantile(scopes, 1 - ACCEPTED)))


def choose_thresholds(
    margins: Matrix, known: Matrix, truth: Labels, classes: Sequence[str], calibration: Calibration
) -> Thresholds:
    """The pair of thresholds that costs the people least, out of fold."""
    outside = _outside(classes)
    chances = np.array(
        [
            probabilities_of(row, outside, share, calibration)
            for row, share in zip(margins, known, strict=True)
        ]
    )
    grid = [step / 50 for step in range(2, 48)]
    costs = _Costs(chances, truth, outside)
    pairs = [(answer, suggest) for answer, suggest in product(grid, grid) if suggest <= answer]
    answer, suggest = min(pairs, key=lambda pair: (costs.total(*pair), pair))
    return Thresholds(answer, suggest)


class _Costs:
    def __init__(self, chances: Matrix, truth: Labels, outside: int) -> None:
        order = np.argsort(-chances, axis=1, kind="stable")
        self._best = chances[np.arange(len(truth)), order[:, 0]]
        is_outside, says_outside = truth == outside, order[:, 0] == outside
        offered = (order[:, :OFFERED] == truth[:, None]).any(axis=1)
        fall_back = np.where(is_outside, 0.0, FALLBACK_ON_GOOD)
        wrong = np.where(order[:, 0] == truth, 0.0, WRONG_ANSWER)
        self._answer = np.where(says_outside, fall_back, wrong)
        self._suggest = np.where(is_outside | offered, DID_YOU_MEAN, DID_YOU_MEAN + FALLBACK_ON_GOOD)
        self._fall_back = fall_back

    def total(self, answer: float, suggest: float) -> float:
        below = np.where(self._best >= suggest, self._suggest, self._fall_back)
        return float(np.where(self._best >= answer, self._answer, below).sum())


def _outside(classes: Sequence[str]) -> int:
    return list(classes).index(OUT_OF_SCOPE) if OUT_OF_SCOPE in classes else -1


def _temperature(margins: Matrix, truth: Labels, outside: int) -> float:
    """Golden-section search for the least surprise on a scale from 0.5 to 50."""
    scaled = margins.copy()
    if outside >= 0:
        scaled[:, outside] = -np.inf
    low, high = np.log(0.5), np.log(50.0)
    for _ in range(40):
        third = (high - low) / 3
        left, right = low + third, high - third
        if _surprise(scaled, truth, np.exp(left)) < _surprise(scaled, truth, np.exp(right)):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def _surprise(margins: Matrix, truth: Labels, temperature: float) -> float:
    scaled = temperature * margins
    best = scaled.max(axis=1, keepdims=True)
    total = np.log(np.exp(scaled - best).sum(axis=1)) + best[:, 0]
    return float((total - scaled[np.arange(len(truth)), truth]).mean())


def _fit_scope(signals: Matrix, inside: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Logistic regression by Newton's steps, lightly held back; four weights need no library."""
    design = np.column_stack([signals, np.ones(len(signals))])
    weights = np.zeros(design.shape[1])
    target = inside.astype(float)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - target) + 0.1 * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 0.1 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights[:-1], float(weights[-1])


def _tuple(values: Matrix) -> tuple[float, ...]:
    return tuple(float(one) for one in values)
