"""Measures of a classifier: how often it is right, how honest its confidence is, what it lets out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
BINS = 15
STANDARD = 1.96


def accuracy(truth: Sequence[str], said: Sequence[str]) -> float:
    return _share([one == other for one, other in zip(truth, said, strict=True)])


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean over the labels of the truth, each of them counting the same."""
    return float(np.mean([_f1(label, truth, said) for label in sorted(set(truth))])) if truth else 0.0


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that a message in scope scores higher than one that is not; ties count half."""
    good, bad = np.asarray(inside, dtype=float), np.sort(np.asarray(outside, dtype=float))
    below, upto = np.searchsorted(bad, good, side="left"), np.searchsorted(bad, good, side="right")
    return float((below + upto).sum() / (2 * len(good) * len(bad)))


def recall_at(inside: Sequence[float], outside: Sequence[float], accepted: float) -> float:
    """The share of `outside` that is rejected when this share of `inside` is accepted."""
    return share_below(outside, float(np.quantile(inside, 1 - accepted)))


def share_below(scores: Sequence[float], threshold: float) -> float:
    return _share([score < threshold for score in scores])


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error: the mean gap between confidence and truth, over 15 bins."""
    gaps = (abs(sure - hits) * count for sure, hits, count in bins_of(confidence, right))
    return sum(gaps) / len(confidence) if len(confidence) else 0.0


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share: honest for few sentences, too."""
    if not count:
        return 0.0, 1.0
    share, spread = hits / count, STANDARD**2 / count
    middle = (share + spread / 2) / (1 + spread)
    width = STANDARD * (share * (1 - share) / count + spread / (4 * count)) ** 0.5 / (1 + spread)
    return max(0.0, middle - width), min(1.0, middle + width)


def bins_of(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right ones and count of every bin that is not empty."""
    sure, hits = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    inside = [places == one for one in sorted(set(places.tolist()))]
    return [(float(sure[one].mean()), float(hits[one].mean()), int(one.sum())) for one in inside]


def _f1(label: str, truth: Sequence[str], said: Sequence[str]) -> float:
    both = sum(one == other == label for one, other in zip(truth, said, strict=True))
    return 2 * both / (truth.count(label) + said.count(label)) if both else 0.0


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
