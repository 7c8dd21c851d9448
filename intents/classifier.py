"""Trains the model with scikit-learn; the only place that imports it, and only while training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.features import Analyzer, Features, Sample
from intents.lexicon import Lexicon
from intents.model import SCALES, Block, Chosen, Floats, Model
from intents.signals import known_share
from intents.typos import Typos, count_vocabulary

COST = 1.0
TOLERANCE = 0.1  # of liblinear: half the time of its default, the same answers
LARGE = 6_000  # from so many samples on, features seen once are left out
SEED = 7


@dataclass(frozen=True, slots=True)
class Left:
    """Margins of samples by classifiers that did not learn from them, and the share of known words."""

    margins: NDArray[np.float64]
    known: NDArray[np.float64]


class Trainer:
    """The scikit-learn side. `decide` is what the served model must equal."""

    def __init__(self, samples: Sequence[Sample], intents: Sequence[str], lexicon: Lexicon) -> None:
        self.vocabulary = count_vocabulary((sample.text for sample in samples), lexicon)
        self._analyzer = Analyzer(lexicon, Typos(self.vocabulary, lexicon).repair)
        self._features = [self._analyzer.analyze(sample) for sample in samples]
        self.classes = tuple(sorted(set(intents)))
        at = {name: position for position, name in enumerate(self.classes)}
        self.truth = np.array([at[intent] for intent in intents])
        self._least = 2 if len(samples) >= LARGE else 1

    def decide(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        """Margins by scikit-learn itself."""
        return self._fitted.decide([self._analyzer.analyze(sample) for sample in samples])

    def left_out(self, folds: NDArray[np.int64]) -> Left:
        """Each sample's margins by a classifier that saw none of its fold."""
        margins = np.zeros((len(self.truth), len(self.classes)))
        known = np.zeros(len(self.truth))
        for fold in np.unique(folds):
            inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            fitted = _Fitted([self._features[at] for at in inside], self.truth[inside], self._least)
            left, rows = [self._features[at] for at in outside], fitted.rows(0)
            margins[np.ix_(outside, fitted.classes)] = fitted.decide(left)
            known[outside] = [known_share(one.stems, rows) for one in left]
        return Left(margins, known)

    def export(self, chosen: Chosen) -> Model:
        weights = _as_columns(self._fitted.svc.coef_.T)
        blocks, start = [], 0
        for at, scale in enumerate(SCALES):
            rows = self._fitted.rows(at)
            own = weights[start : start + len(rows)] * scale
            blocks.append(Block(rows, _small(self._fitted.idf(at)), _small(own)))
            start += len(rows)
        bias = _small(_as_columns(self._fitted.svc.intercept_[None, :])[0])
        return Model(self.classes, tuple(blocks), bias, self.vocabulary, chosen)

    @cached_property
    def _fitted(self) -> _Fitted:
        return _Fitted(self._features, self.truth, self._least)


class _Fitted:
    """A TF-IDF block for each kind of feature, each row of length 1, and a linear support vector machine."""

    def __init__(self, features: Sequence[Features], truth: NDArray[np.int64], least: int) -> None:
        from sklearn.svm import LinearSVC  # noqa: PLC0415 (costs a second; training only)

        learned = [_vectorized(features, block, least) for block in range(len(SCALES))]
        self._vectorizers = [vectorizer for vectorizer, _ in learned]
        self.svc = LinearSVC(C=COST, tol=TOLERANCE, random_state=SEED)
        self.svc.fit(_joined([found for _, found in learned]), truth)

    @property
    def classes(self) -> NDArray[np.int64]:
        return np.asarray(self.svc.classes_)

    def decide(self, features: Sequence[Features]) -> NDArray[np.float64]:
        found = _joined([one.transform(features) for one in self._vectorizers])
        return _as_columns(np.asarray(self.svc.decision_function(found)))

    def rows(self, block: int) -> dict[str, int]:
        names = self._vectorizers[block].get_feature_names_out().tolist()
        return dict(zip(names, range(len(names)), strict=True))

    def idf(self, block: int) -> NDArray[np.float64]:
        return np.asarray(self._vectorizers[block].idf_)


def _vectorized(features: Sequence[Features], block: int, least: int) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    def of(one: Features) -> list[str]:
        return list(one[block])

    vectorizer = TfidfVectorizer(analyzer=of, sublinear_tf=True, min_df=least)
    try:
        return vectorizer, vectorizer.fit_transform(features)
    except ValueError:  # no text has such a feature: the block stays, and nothing is ever found in it
        empty = TfidfVectorizer(analyzer=of, sublinear_tf=True, vocabulary=[""])
        return empty, empty.fit_transform(features)


def _joined(blocks: Sequence[Any]) -> Any:
    from scipy.sparse import hstack  # noqa: PLC0415

    return hstack([block * scale for block, scale in zip(blocks, SCALES, strict=True)], format="csr")


def _as_columns(decided: NDArray[np.float64]) -> NDArray[np.float64]:
    """scikit-learn gives two classes one column; everything here has one a class."""
    if decided.ndim == 1:
        return np.stack([-decided, decided], axis=1)
    return np.concatenate([-decided, decided], axis=1) if decided.shape[1] == 1 else decided


def _small(values: Any) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float32)
