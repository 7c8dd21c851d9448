"""Trains the model with scikit-learn; the only place that imports it, and only while training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.calibration import calibrate, choose_thresholds
from intents.features import Analyzer, Concepts, Features, Sample
from intents.folds import assign_folds
from intents.model import Floats, Model
from intents.scoring import known_share
from intents.typos import Typos, count_vocabulary

COST = 1.0
FOLDS = 4
LARGE = 6_000  # from so many samples on, fewer folds and no features seen once
SEED = 7


@dataclass(frozen=True, slots=True)
class Left:
    """Margins of samples that the classifier did not train on."""

    margins: NDArray[np.float64]
    known: NDArray[np.float64]


def train(
    samples: Sequence[Sample],
    intents: Sequence[str],
    concepts: Concepts,
    english: frozenset[str],
    families: Sequence[str] = (),
) -> Model:
    """`families` names what belongs together: samples of one family are never on both sides of a fold."""
    trainer = Trainer(samples, intents, concepts, english)
    folds = assign_folds(samples, intents, families, 3 if len(samples) >= LARGE else FOLDS)
    left = trainer.left_out(folds)
    classes, truth = trainer.classes, trainer.truth
    calibration = calibrate(left.margins, left.known, truth, classes)
    thresholds = choose_thresholds(left.margins, left.known, truth, classes, calibration)
    return trainer.export(calibration=calibration, thresholds=thresholds)


class Trainer:
    """The scikit-learn side. `decide` is what the served model must equal."""

    def __init__(
        self, samples: Sequence[Sample], intents: Sequence[str], concepts: Concepts, english: frozenset[str]
    ) -> None:
        self.vocabulary = count_vocabulary(sample.text for sample in samples)
        self._analyzer = Analyzer(concepts, Typos(self.vocabulary, english).repair)
        self._features = [self._analyzer.analyze(sample) for sample in samples]
        self.classes = tuple(sorted(set(intents)))
        at = {name: position for position, name in enumerate(self.classes)}
        self.truth = np.array([at[intent] for intent in intents])
        self._least = 2 if len(samples) >= LARGE else 1

    def decide(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        """Margins by scikit-learn itself."""
        features = [self._analyzer.analyze(sample) for sample in samples]
        return _as_columns(self._fitted.decide(features))

    def left_out(self, folds: NDArray[np.int64]) -> Left:
        """Each sample's margins by a classifier that saw none of its fold."""
        margins = np.zeros((len(self.truth), len(self.classes)))
        known = np.zeros(len(self.truth))
        for fold in np.unique(folds):
            inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            fitted = _Fitted([self._features[at] for at in inside], self.truth[inside], self._least)
            left = [self._features[at] for at in outside]
            seen = _as_columns(fitted.decide(left))
            margins[np.ix_(outside, fitted.svc.classes_)] = seen if len(fitted.svc.classes_) > 1 else 0.0
            known[outside] = [known_share(one.words, fitted.words.vocabulary_) for one in left]
        return Left(margins, known)

    def export(self, **chosen: Any) -> Model:
        fitted = self._fitted
        words, pieces = fitted.words.vocabulary_, fitted.pieces.vocabulary_
        weights = _as_columns(fitted.svc.coef_.T)
        return Model(
            classes=self.classes,
            words={str(word): row for row, word in enumerate(sorted(words, key=words.__getitem__))},
            pieces={str(piece): row for row, piece in enumerate(sorted(pieces, key=pieces.__getitem__))},
            vocabulary=self.vocabulary,
            word_idf=_small(fitted.words.idf_),
            piece_idf=_small(fitted.pieces.idf_),
            word_weights=_small(weights[: len(words)]),
            piece_weights=_small(weights[len(words) :]),
            bias=_small(_as_columns(fitted.svc.intercept_[None, :])[0]),
            **chosen,
        )

    @cached_property
    def _fitted(self) -> _Fitted:
        return _Fitted(self._features, self.truth, self._least)


class _Fitted:
    """Two TF-IDF blocks, each row of length 1, and a linear support vector machine on both."""

    def __init__(self, features: Sequence[Features], truth: NDArray[np.int64], least: int) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (costs 2 s; training only)
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        self.words = TfidfVectorizer(analyzer=_words_of, sublinear_tf=True, min_df=least)
        self.pieces = TfidfVectorizer(analyzer=_pieces_of, sublinear_tf=True, min_df=least)
        self.words.fit(features)
        self.pieces.fit(features)
        self.svc = LinearSVC(C=COST, random_state=SEED)
        self.svc.fit(self._matrix(features), truth)

    def decide(self, features: Sequence[Features]) -> NDArray[np.float64]:
        return np.asarray(self.svc.decision_function(self._matrix(features)))

    def _matrix(self, features: Sequence[Features]) -> Any:
        from scipy.sparse import hstack  # noqa: PLC0415

        return hstack([self.words.transform(features), self.pieces.transform(features)], format="csr")


def _words_of(features: Features) -> list[str]:
    return features.words


def _pieces_of(features: Features) -> list[str]:
    return features.pieces


def _as_columns(decided: NDArray[np.float64]) -> NDArray[np.float64]:
    """scikit-learn gives two classes one column; everything here has one a class."""
    if decided.ndim == 1:
        return np.stack([-decided, decided], axis=1)
    return np.concatenate([-decided, decided], axis=1) if decided.shape[1] == 1 else decided


def _small(values: Any) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float32)
