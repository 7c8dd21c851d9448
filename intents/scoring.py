"""Serves a trained model from plain arrays: a text in, calibrated probabilities of intents out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intents.features import Analyzer, Sample, pieces
from intents.lexicon import Lexicon
from intents.model import Block, Floats, Model
from intents.models import OUT_OF_SCOPE, Guess
from intents.normalizer import stem
from intents.signals import known_share, scope_of, share_out, signals_of
from intents.typos import Typos

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Scores:
    """`probabilities` are parallel to `classes` and sum to 1; `scope` is higher the surer it is in scope."""

    classes: tuple[str, ...]
    probabilities: Floats
    scope: float
    known: float  # the share of the words that the utterances use, 0 to 1

    def ranking(self, limit: int = 5) -> tuple[Guess, ...]:
        order = (-self.probabilities).argsort(kind="stable")[:limit].tolist()
        return tuple(Guess(self.classes[at], round(float(self.probabilities[at]), 6)) for at in order)

    def best(self) -> Guess:
        at = int(self.probabilities.argmax())
        return Guess(self.classes[at], round(float(self.probabilities[at]), 6))


class Classifier:
    """Deterministic, and far faster than the scikit-learn pipeline that it equals (see the parity test)."""

    def __init__(self, model: Model, lexicon: Lexicon) -> None:
        self.model = model
        self.typos = Typos(dict(model.vocabulary), lexicon)
        self._analyzer = Analyzer(lexicon, self.typos.repair)
        self._outside = model.classes.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in model.classes else -1
        self._words, self._pieces, self._concepts = map(_Weigher, model.blocks)
        self._rows_of = lru_cache(maxsize=20_000)(self._find_rows)

    def score(self, sample: Sample) -> Scores:
        words = self._analyzer.words(sample)
        found = [stem(word) for word in words]
        margins = self._margins(words, found, sample.marks)
        known = known_share(found, self.model.blocks[0].rows)
        calibration = self.model.chosen.calibration
        scope = scope_of(signals_of(margins, self._outside, known), calibration)
        probabilities = share_out(margins, self._outside, calibration, scope)
        return Scores(self.model.classes, probabilities, scope, known)

    def margins(self, sample: Sample) -> Floats:
        words = self._analyzer.words(sample)
        return self._margins(words, [stem(word) for word in words], sample.marks)

    def _margins(self, words: Sequence[str], found: Sequence[str], marks: tuple[str, ...]) -> Floats:
        by_word = [self._rows_of(word) for word in words]
        parts = (
            self._words.weigh(self._words.rows(self._analyzer.features(found, marks))),
            self._pieces.weigh([row for rows, _ in by_word for row in rows]),
            self._concepts.weigh([row for _, rows in by_word for row in rows]),
        )
        return np.asarray(self.model.bias + parts[0] + parts[1] + parts[2], dtype=np.float32)

    def _find_rows(self, word: str) -> tuple[list[int], list[int]]:
        """A word always has the same pieces and concepts."""
        return self._pieces.rows(pieces(word)), self._concepts.rows(self._analyzer.concepts(stem(word)))


class _Weigher:
    """One block's TF-IDF vector (sublinear, length 1) times its weights."""

    def __init__(self, block: Block) -> None:
        self._get = block.rows.get
        self._idf, self._weights = block.idf.astype(np.float64), block.weights
        self._none = np.zeros(block.weights.shape[1], dtype=np.float32)

    def rows(self, features: Sequence[str]) -> list[int]:
        return [row for one in features if (row := self._get(one)) is not None]

    def weigh(self, rows: Sequence[int]) -> Floats:
        if not rows:
            return self._none
        at, values = _counted(rows)
        values *= self._idf[at]
        values /= np.sqrt(values @ values)
        return np.asarray(values.astype(np.float32) @ self._weights[at], dtype=np.float32)


def _counted(rows: Sequence[int]) -> tuple[Rows, NDArray[np.float64]]:
    """Each row once, and 1 + log of how often it occurs."""
    counts = Counter(rows)
    at = np.array([*counts], dtype=np.intp)
    if len(counts) == len(rows):
        return at, np.ones(len(counts))
    return at, 1.0 + np.log(np.array([*counts.values()], dtype=np.float64))
