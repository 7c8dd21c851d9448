"""Trains the model with scikit-learn; the only place that imports it, and only while training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from intents.features import Analyzer, Features, Sample
from intents.lexicon import Lexicon
from intents.model import SCALES, Chosen, Floats, Model, Rows
from intents.normalizer import normalize
from intents.signals import known_share
from intents.typos import Typos, count_vocabulary

COST = 0.7
NEARLY_NOTHING = 1e-9
TOLERANCE = 0.1  # of liblinear: half the time of its default, the same answers
LARGE = 6_000  # from so many samples on, rare features are left out
SEED = 7
PIECES = 1  # a block of Features


class Least(NamedTuple):
    """In how many samples a feature must be."""

    pair: int  # of stems
    piece: int

    def of(self, block: int, name: str) -> int:
        if block == PIECES:
            return self.piece
        return self.pair if " " in name or "&" in name else 1


FEW, MANY = Least(pair=1, piece=1), Least(pair=3, piece=2)


@dataclass(frozen=True, slots=True)
class Left:
    """Margins of samples by classifiers that did not learn from them, and the share of known words."""

    margins: NDArray[np.float64]
    known: NDArray[np.float64]


class Trainer:
    """The scikit-learn side. `decide` is what the served model must equal."""

    def __init__(self, samples: Sequence[Sample], intents: Sequence[str], lexicon: Lexicon) -> None:
        self.vocabulary = count_vocabulary((sample.text for sample in samples), lexicon)
        self._lexicon = lexicon
        self.analyzer = Analyzer(lexicon, Typos(self.vocabulary, lexicon).repair)
        self._features = [self.analyzer.analyze(sample) for sample in samples]
        self.classes = tuple(sorted(set(intents)))
        self._names = [self.analyzer.analyze(Sample(normalize(name))) for name in self.classes]
        at = {name: position for position, name in enumerate(self.classes)}
        self.truth = np.array([at[intent] for intent in intents])
        self._least = MANY if len(samples) >= LARGE else FEW

    def decide(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        """Margins by scikit-learn itself."""
        return self.fitted.decide([self.analyzer.analyze(sample) for sample in samples])

    def read(self, sample: Sample) -> Features:
        """As the served model sees a text."""
        return self.fitted.read(self.analyzer.analyze(sample))

    def left_out(self, folds: NDArray[np.int64]) -> Left:
        """Each sample's margins by a classifier that saw none of its fold."""
        margins = np.zeros((len(self.truth), len(self.classes)))
        known = np.zeros(len(self.truth))
        for fold in np.unique(folds):
            inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            fitted = self._fit([self._features[at] for at in inside], self.truth[inside])
            left = [self._features[at] for at in outside]
            margins[outside] = fitted.decide(left)
            known[outside] = [known_share(one.stems, fitted.known) for one in left]
        return Left(margins, known)

    def export(self, chosen: Chosen) -> Model:
        fitted = self.fitted
        idf = np.concatenate([fitted.idf(at) for at in range(len(SCALES))])[:, None]
        scale = np.repeat(SCALES, [len(fitted.names(at)) for at in range(len(SCALES))])[:, None]
        table = np.hstack([_as_columns(fitted.svc.coef_.T) * scale * idf, idf * idf])
        rows = count()
        words, pieces, concepts = (
            {name: next(rows) for name in fitted.names(at)} for at in range(len(SCALES))
        )
        return Model(
            classes=self.classes,
            features=Rows.of(words, pieces, concepts),
            table=_small(table),
            bias=_small(_as_columns(fitted.svc.intercept_[None, :])[0]),
            vocabulary=self.vocabulary,
            lexicon=self._lexicon,
            chosen=chosen,
        )

    @cached_property
    def fitted(self) -> Fitted:
        return self._fit(self._features, self.truth)

    def _fit(self, features: Sequence[Features], truth: NDArray[np.int64]) -> Fitted:
        """The name of an intent is one more sentence for it, so that none is ever without."""
        named = np.arange(len(self.classes))
        lessons, truth = [*features, *self._names], np.concatenate([truth, named])
        return Fitted(lessons, truth, self._least, self.analyzer)


class Fitted:
    """A TF-IDF block for each kind of feature, each row of length 1, and a linear support vector machine.

    It learns the weights of all classes together: each lesson's own is to lead any other.
    """

    def __init__(
        self, lessons: Sequence[Features], truth: NDArray[np.int64], least: Least, analyzer: Analyzer
    ) -> None:
        from sklearn.svm import LinearSVC  # noqa: PLC0415 (costs a second; training only)

        self._analyzer = analyzer
        used = Counter(stem for one in lessons for stem in {*one.stems})
        self.known = frozenset(used)
        often = {stem for stem, lessons_with in used.items() if lessons_with > 1}
        learned = [analyzer.as_learned(one, often) for one in lessons]
        vectorizers = [_vectorized(learned, block, least) for block in range(len(SCALES))]
        self.blocks = list(zip(vectorizers, SCALES, strict=True))
        self.svc = LinearSVC(C=COST, multi_class="crammer_singer", tol=TOLERANCE, random_state=SEED)
        self.svc.fit(self._transformed(learned), truth)

    def read(self, one: Features) -> Features:
        return self._analyzer.as_read(one, self.known)

    def decide(self, features: Sequence[Features]) -> NDArray[np.float64]:
        found = self._transformed([self.read(one) for one in features])
        return _as_columns(np.asarray(self.svc.decision_function(found)))

    def names(self, block: int) -> list[str]:
        return list(self.blocks[block][0].get_feature_names_out().tolist())

    def _transformed(self, features: Sequence[Features]) -> Any:
        from scipy.sparse import hstack  # noqa: PLC0415

        found = [scaled(one.transform(features), one.idf_, scale) for one, scale in self.blocks]
        return hstack(found, format="csr")

    def idf(self, block: int) -> NDArray[np.float64]:
        return np.asarray(self.blocks[block][0].idf_)


def _vectorized(features: Sequence[Features], block: int, least: Least) -> Any:
    """Where no text has such a feature the block stays, and nothing is ever found in it."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    def of(one: Features) -> list[str]:
        return list(one[block])

    seen = Counter(name for one in features for name in {*of(one)})
    kept = sorted(name for name, times in seen.items() if times >= least.of(block, name))
    return TfidfVectorizer(analyzer=of, norm=None, lowercase=False, vocabulary=kept or [""]).fit(features)


def scaled(found: Any, idf: NDArray[np.float64], scale: float = 1.0) -> Any:
    """Brings a block to the length that it would have if none of its features occurred twice.

    So a text is the sum of its words, which serving adds up, and a word said n times counts its square root.
    """
    from scipy.sparse import diags  # noqa: PLC0415

    return diags(scale / np.sqrt(np.maximum(found @ idf, NEARLY_NOTHING))) @ found


def _as_columns(decided: NDArray[np.float64]) -> NDArray[np.float64]:
    """scikit-learn gives two classes one column; everything here has one a class."""
    if decided.ndim == 1:
        return np.stack([-decided, decided], axis=1)
    return np.concatenate([-decided, decided], axis=1) if decided.shape[1] == 1 else decided


def _small(values: Any) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float32)
