"""Turns margins into calibrated probabilities and into a score that a text is in scope."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import exp, inf

from intents.model import Calibration

HIGHEST = 3.0  # a margin that only a text reaches that says one word again and again


def known_share(words: Sequence[str], rows: Collection[str]) -> float:
    """The share of a text's stems that the utterances use."""
    return sum(word in rows for word in words) / len(words) if words else 0.0


def signals_of(margins: Sequence[float], outside: int, known: float) -> tuple[float, ...]:
    """Best margin, its lead over out-of-scope, its lead over the second, share of known words."""
    inside = [*margins]
    without = inside.pop(outside) if outside >= 0 else None
    if len(inside) < 2:
        return inside[0], inside[0] - (without or 0.0), inside[0], known
    inside.sort()
    best, second = inside[-1], inside[-2]
    return best, 0.0 if without is None else best - without, best - second, known


def scope_of(signals: Sequence[float], calibration: Calibration) -> float:
    standing = zip(signals, calibration.signal_mean, calibration.signal_scale, calibration.scope, strict=True)
    weighed = [weight * (one - mean) / scale for one, mean, scale, weight in standing]
    return sum(weighed) + calibration.scope_bias


def probabilities_of(
    margins: Sequence[float], outside: int, known: float, calibration: Calibration
) -> list[float]:
    scope = scope_of(signals_of(margins, outside, known), calibration)
    return share_out(margins, outside, calibration, scope)


def share_out(margins: Sequence[float], outside: int, calibration: Calibration, scope: float) -> list[float]:
    """The intents share what the scope leaves them, by their margins."""
    inside = [*margins]
    if outside >= 0:
        inside[outside] = -inf
    best = max(inside)
    heat = calibration.temperature * exp(calibration.slope * min(best, HIGHEST))
    shares = [exp(heat * (one - best)) for one in inside]
    covered = 1.0 if outside < 0 else 1.0 / (1.0 + exp(-max(-50.0, min(50.0, scope))))
    part = covered / sum(shares)
    shares = [part * one for one in shares]
    if outside >= 0:
        shares[outside] = 1.0 - covered
    return shares
