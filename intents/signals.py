"""Turns margins into calibrated probabilities and into a score that a text is in scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from intents.model import Calibration, Floats

Numbers = NDArray[np.float64]


def known_share(words: Sequence[str], rows: Mapping[str, int]) -> float:
    """The share of a text's stems that the utterances use."""
    return sum(word in rows for word in words) / len(words) if words else 0.0


def signals_of(margins: Floats | Numbers, outside: int, known: float) -> tuple[float, ...]:
    """Best margin, its lead over out-of-scope, its lead over the second, share of known words."""
    inside = margins.tolist()
    without = inside.pop(outside) if outside >= 0 else None
    if len(inside) < 2:
        return inside[0], inside[0] - (without or 0.0), inside[0], known
    inside.sort()
    best, second = inside[-1], inside[-2]
    return best, 0.0 if without is None else best - without, best - second, known


def scope_of(signals: Sequence[float], calibration: Calibration) -> float:
    standing = zip(signals, calibration.signal_mean, calibration.signal_scale, calibration.scope, strict=True)
    weighed = (weight * (one - mean) / scale for one, mean, scale, weight in standing)
    return sum(weighed) + calibration.scope_bias


def probabilities_of(margins: Numbers, outside: int, known: float, calibration: Calibration) -> Floats:
    scope = scope_of(signals_of(margins, outside, known), calibration)
    return share_out(margins, outside, calibration, scope)


def share_out(margins: Floats | Numbers, outside: int, calibration: Calibration, scope: float) -> Floats:
    """The intents share what the scope leaves them, by their margins."""
    inside = margins.astype(np.float64)
    if outside >= 0:
        inside[outside] = -np.inf
    best = inside.max()
    shares = np.exp(calibration.temperature * exp(calibration.slope * best) * (inside - best))
    shares /= shares.sum()
    if outside >= 0:
        covered = 1.0 / (1.0 + exp(-max(-50.0, min(50.0, scope))))
        shares *= covered
        shares[outside] = 1.0 - covered
    return np.asarray(shares, dtype=np.float32)
