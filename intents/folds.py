"""Splits samples for out-of-fold scores so that near-copies never stand on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from intents.features import Sample
from intents.normalizer import stem, words_of

ALIKE = 0.6  # share of words in common from which two samples of an intent count as one family
MAX_COMPARED = 400
SEED = 7


def assign_folds(
    samples: Sequence[Sample], intents: Sequence[str], families: Sequence[str], count: int
) -> NDArray[np.int64]:
    """A fold for each sample: whole families, every intent spread evenly."""
    by_intent: dict[str, list[int]] = defaultdict(list)
    for at, intent in enumerate(intents):
        by_intent[intent].append(at)
    folds = np.zeros(len(samples), dtype=np.int64)
    for intent in sorted(by_intent):
        for fold, members in enumerate(_spread(by_intent[intent], samples, families, count)):
            folds[members] = fold
    return folds


def _spread(
    members: list[int], samples: Sequence[Sample], families: Sequence[str], count: int
) -> list[list[int]]:
    groups = _groups(members, samples, families)
    Random(SEED).shuffle(groups)
    spread: list[list[int]] = [[] for _ in range(count)]
    for group in sorted(groups, key=len, reverse=True):
        min(spread, key=len).extend(group)
    return spread


def _groups(members: list[int], samples: Sequence[Sample], families: Sequence[str]) -> list[list[int]]:
    if families:
        named: dict[str, list[int]] = defaultdict(list)
        for at in members:
            named[families[at]].append(at)
        return list(named.values())
    words = {at: frozenset(map(stem, words_of(samples[at].text))) for at in members}
    groups: list[list[int]] = []
    for at in members:
        near = (group for group in groups[-MAX_COMPARED:] if _alike(words[group[0]], words[at]))
        if group := next(near, None):
            group.append(at)
        else:
            groups.append([at])
    return groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
