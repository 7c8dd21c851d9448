"""Serves a trained model from plain arrays: a text in, calibrated probabilities of intents out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intents.features import BEGIN, END, MAX_PAIRED, NEW, Analyzer, Sample, pieces
from intents.memory import Memory
from intents.model import SCALES, Model
from intents.models import OUT_OF_SCOPE, Guess
from intents.normalizer import stem, words_of
from intents.signals import scope_of, share_out, signals_of
from intents.typos import Typos

Numbers = NDArray[np.float64]
UNKNOWN = -1  # the row of a new word where all words of the lessons are in several of them
REMEMBERED = 8_000  # words
NEARLY_NOTHING = 1e-9  # the length of a block without features, to divide by


@dataclass(frozen=True, slots=True)
class Scores:
    """`probabilities` are parallel to `classes` and sum to 1; `scope` is higher the surer it is in scope."""

    classes: tuple[str, ...]
    probabilities: Sequence[float]
    scope: float
    known: float  # the share of the words that the utterances use, 0 to 1

    def ranking(self, limit: int = 5) -> tuple[Guess, ...]:
        order = sorted(range(len(self.classes)), key=self.probabilities.__getitem__, reverse=True)
        names, chances = self.classes, self.probabilities
        return tuple([Guess(names[at], round(chances[at], 6)) for at in order[:limit]])

    def best(self) -> Guess:
        chance = max(self.probabilities)
        return Guess(self.classes[self.probabilities.index(chance)], round(chance, 6))


class Word(NamedTuple):
    """What a word brings to any text."""

    spelled: str  # repaired
    own: str  # its stem
    stem: str  # the same if an utterance has it, else NEW
    row: int  # of the stem in the model's table
    following: Mapping[str, int]
    together: Mapping[str, int] | None  # None if the stem says too little to be paired
    sums: bytes  # of the rows of its pieces, and of those of its concepts; bytes are joined fastest


class Shares(NamedTuple):
    """What each word and each feature that words make together add to each margin."""

    words: Numbers
    features: tuple[str, ...]
    together: Numbers


class Classifier:
    """Deterministic, and far faster than the scikit-learn pipeline that it equals (see the parity test)."""

    def __init__(self, model: Model, english: frozenset[str] = frozenset()) -> None:
        self.model = model
        self._lexicon = replace(model.lexicon, english=english)
        self.typos = Typos(model.vocabulary, self._lexicon)
        self._analyzer = Analyzer(self._lexicon, self.typos.repair)
        self._outside = model.classes.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in model.classes else -1
        self._begin = model.features.following.get(BEGIN, {})
        self._shape = (len(SCALES), model.table.shape[1])
        self._word = Memory(self._look_up, REMEMBERED).__getitem__

    def score(self, sample: Sample) -> Scores:
        words = self.words(sample)
        margins = self._margins(self._sums(words, sample.marks)).tolist()
        known = sum([word.stem != NEW for word in words]) / (len(words) or 1)
        calibration = self.model.chosen.calibration
        scope = scope_of(signals_of(margins, self._outside, known), calibration)
        probabilities = share_out(margins, self._outside, calibration, scope)
        return Scores(self.model.classes, probabilities, scope, known)

    def margins(self, sample: Sample) -> Numbers:
        return self._margins(self._sums(self.words(sample), sample.marks))

    def words(self, sample: Sample) -> list[Word]:
        return [*map(self._word, words_of(sample.text))]

    def stem_of(self, typed: str) -> str:
        """Of the word that was meant."""
        return self._word(typed).own

    def shares(self, words: Sequence[Word], marks: tuple[str, ...]) -> Shares:
        """What makes up the margins of a text, the bias aside."""
        heights = _heights(self._sums(words, marks))
        names = self._analyzer.features([word.stem for word in words], marks)
        found = [(name, row) for name in names if (row := self.model.features.row(name)) is not None]
        made = self.model.table.take([row for _, row in found], 0) * heights[0]
        by_word = np.einsum("wbc,b->wc", self._by_word(words), heights[1:])
        return Shares(by_word[:, :-1], tuple(name for name, _ in found), made[:, :-1])

    def _sums(self, words: Sequence[Word], marks: tuple[str, ...]) -> Numbers:
        """For each block the sum of its features' rows in the model's table."""
        sums = np.empty(self._shape)
        sums[0] = np.add.reduce(self.model.table.take(self._find(words, marks), 0), dtype=np.float64)
        sums[1:] = np.add.reduce(self._by_word(words))
        return sums

    def _by_word(self, words: Sequence[Word]) -> Numbers:
        blocks, width = self._shape
        return np.frombuffer(b"".join([word.sums for word in words])).reshape(-1, blocks - 1, width)

    def _find(self, words: Sequence[Word], marks: tuple[str, ...]) -> list[int]:
        """The rows of what Analyzer.features names, without making the names."""
        stems, before = self.model.features.stems, self._begin
        rows = [word.row for word in words if word.row != UNKNOWN]
        rows += [stems[mark] for mark in marks if mark in stems]
        for word in words:
            if word.stem in before:
                rows.append(before[word.stem])
            before = word.following
        if END in before:
            rows.append(before[END])
        return rows + self._paired(words, marks)

    def _paired(self, words: Sequence[Word], marks: tuple[str, ...]) -> list[int]:
        telling = {word.stem: word.together for word in words if word.together is not None}
        if len(telling) > MAX_PAIRED:
            telling = dict(islice(telling.items(), MAX_PAIRED))
        for mark in marks:
            telling[mark] = self.model.features.together.get(mark, {})
        partners = [one for one in telling.values() if one]
        return [one[other] for one in partners for other in telling if other in one]

    def _look_up(self, typed: str) -> Word:
        rows, spelled = self.model.features, self.typos.repair(typed)
        own = stem(spelled)
        concepts = self._lexicon.concepts.get(own, ())
        sums = (self._sum(rows.pieces, pieces(spelled)), self._sum(rows.concepts, concepts))
        read = own if own in rows.stems else NEW
        together = None if read in self._lexicon.unpaired else rows.together.get(read, {})
        following, row = rows.following.get(read, {}), rows.stems.get(read, UNKNOWN)
        return Word(spelled, own, read, row, following, together, b"".join(sums))

    def _sum(self, rows: Mapping[str, int], names: Sequence[str]) -> bytes:
        found = self.model.table.take([rows[one] for one in names if one in rows], 0)
        return bytes(np.add.reduce(found, dtype=np.float64).tobytes())

    def _margins(self, sums: Numbers) -> Numbers:
        return np.asarray(self.model.bias + _heights(sums) @ sums[:, :-1])


def _heights(sums: Numbers) -> Numbers:
    """What brings each block to its length; the last number of a sum is that length squared."""
    return np.asarray(1.0 / np.sqrt(np.maximum(sums[:, -1], NEARLY_NOTHING)))
