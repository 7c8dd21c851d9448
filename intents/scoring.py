"""Serves a trained model from plain arrays: a text in, calibrated probabilities of intents out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from intents.features import Analyzer, Sample, pieces
from intents.lexicon import Lexicon
from intents.model import Block, Floats, Model
from intents.models import OUT_OF_SCOPE, Guess
from intents.normalizer import MAX_CHARACTERS, stem
from intents.signals import known_share, scope_of, share_out, signals_of
from intents.typos import Typos

WORDS, PIECES, CONCEPTS = range(3)  # the blocks of a model, in the order of `Features`
SUBLINEAR = 1.0 + np.log(np.maximum(1, np.arange(MAX_CHARACTERS * 4)))  # by how often a feature occurs


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
        self._weigher = _Weigher(model.blocks)
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
        rows = (
            self._weigher.rows(WORDS, self._analyzer.features(found, marks)),
            [row for rows, _ in by_word for row in rows],
            [row for _, rows in by_word for row in rows],
        )
        return np.asarray(self.model.bias + self._weigher.weigh(rows), dtype=np.float32)

    def _find_rows(self, word: str) -> tuple[list[int], list[int]]:
        """A word always has the same pieces and concepts."""
        concepts = self._analyzer.concepts(stem(word))
        return self._weigher.rows(PIECES, pieces(word)), self._weigher.rows(CONCEPTS, concepts)


class _Weigher:
    """The TF-IDF vectors of all blocks (sublinear, each of length 1) times their weights, in one go."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        starts = np.cumsum([0, *(len(block.rows) for block in blocks)]).tolist()
        self._rows = [
            block.rows if start == 0 else _moved(block.rows, start)
            for block, start in zip(blocks, starts, strict=False)
        ]
        self._idf = np.concatenate([block.idf for block in blocks]).astype(np.float64)
        self._weights = np.concatenate([block.weights for block in blocks])

    def rows(self, block: int, features: Sequence[str]) -> list[int]:
        """Where the known ones of these features stand in the joined blocks."""
        known = self._rows[block]
        return [known[one] for one in features if one in known]

    def weigh(self, rows: Sequence[Sequence[int]]) -> Floats:
        counts: Counter[int] = Counter()
        ends = []
        for one in rows:
            counts.update(one)
            ends.append(len(counts))
        at = np.fromiter(counts, dtype=np.intp, count=ends[-1])
        values = self._idf[at]
        if ends[-1] < sum(map(len, rows)):
            values *= SUBLINEAR[np.fromiter(counts.values(), dtype=np.intp, count=ends[-1])]
        for block in _cut(values, ends):
            np.multiply(block, 1.0 / (sqrt(block @ block) or 1.0), out=block)
        return np.asarray(np.einsum("i,ij->j", values.astype(np.float32), self._weights[at]))


def _moved(rows: Mapping[str, int], start: int) -> dict[str, int]:
    return {name: row + start for name, row in rows.items()}


def _cut(values: NDArray[np.float64], ends: Sequence[int]) -> Iterator[NDArray[np.float64]]:
    start = 0
    for end in ends:
        yield values[start:end]
        start = end
