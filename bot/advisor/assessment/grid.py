"""The grid of the scale, and how an axis spreads around it. Everything is exactly symmetric about 0."""

from __future__ import annotations

from math import exp, fsum, sqrt

# Tenths divided once: i / 10 is the exact negative of -i / 10, a running sum of 0.1 would not be.
GRID = tuple(tenth / 10 for tenth in range(-40, 41))
MIDDLE = len(GRID) // 2
LOG_PRIOR = tuple(-theta * theta / 2 for theta in GRID)

Row = tuple[float, ...]


def weights(shared: float) -> tuple[Row, ...]:
    """For each theta, the chances of each x of an axis: normal about sqrt(1 - shared) theta, summing to 1.

    Mirrored points get the very same weights: averaging them with their mirror images would change nothing.
    """
    return tuple(_normal(sqrt(1 - shared) * theta, shared) for theta in GRID)


def _normal(mean: float, variance: float) -> Row:
    heights = [exp(-((x - mean) ** 2) / (2 * variance)) for x in GRID]
    whole = fsum(heights)
    return tuple(height / whole for height in heights)
