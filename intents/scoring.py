"""Serves a trained model from plain arrays: a text in, calibrated probabilities of intents out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from intents.features import Analyzer, Concepts, Features, Sample
from intents.model import Calibration, Floats, Model
from intents.models import OUT_OF_SCOPE, Guess
from intents.typos import Typos


@dataclass(frozen=True, slots=True)
class Scores:
    """`probabilities` are parallel to `classes` and sum to 1; `scope` is higher the surer it is in scope."""

    classes: tuple[str, ...]
    probabilities: Floats
    scope: float
    known: float  # the share of the words that the utterances use, 0 to 1

    def ranking(self, limit: int = 5) -> tuple[Guess, ...]:
        order = np.argsort(-self.probabilities, kind="stable")[:limit]
        return tuple(Guess(self.classes[at], round(float(self.probabilities[at]), 6)) for at in order)

    def of(self, intent: str) -> float:
        return float(self.probabilities[self.classes.index(intent)]) if intent in self.classes else 0.0


class Classifier:
    """Deterministic, and far faster than the scikit-learn pipeline that it equals (see the parity test)."""

    def __init__(self, model: Model, concepts: Concepts, english: frozenset[str]) -> None:
        self.model = model
        self.typos = Typos(dict(model.vocabulary), english)
        self._analyzer = Analyzer(concepts, self.typos.repair)
        self._outside = model.classes.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in model.classes else -1

    def score(self, sample: Sample) -> Scores:
        features = self._analyzer.analyze(sample)
        return self.calibrate(self._margins(features), self._known(features))

    def margins(self, sample: Sample) -> Floats:
        return self._margins(self._analyzer.analyze(sample))

    def calibrate(self, margins: Floats, known: float) -> Scores:
        calibration = self.model.calibration
        signals = signals_of(margins, self._outside, known)
        scope = scope_of(signals, calibration)
        probabilities = share_out(margins, self._outside, calibration.temperature, scope)
        return Scores(self.model.classes, probabilities, scope, known)

    def _margins(self, features: Features) -> Floats:
        model = self.model
        words = _weighed(features.words, model.words, model.word_idf, model.word_weights)
        pieces = _weighed(features.pieces, model.pieces, model.piece_idf, model.piece_weights)
        return np.asarray(words + pieces + model.bias, dtype=np.float32)

    def _known(self, features: Features) -> float:
        return known_share(features.words, self.model.words)


def known_share(words: Sequence[str], rows: Mapping[str, int]) -> float:
    single = [word for word in words if " " not in word and "&" not in word and not word.startswith("<")]
    return sum(word in rows for word in single) / len(single) if single else 0.0


def signals_of(margins: Floats, outside: int, known: float) -> tuple[float, ...]:
    """Best margin, its lead over out-of-scope, its lead over the second, share of known words."""
    inside = np.delete(margins, outside) if outside >= 0 else margins
    second, best = np.sort(inside)[-2:].tolist() if len(inside) > 1 else (0.0, float(inside[0]))
    lead = best - float(margins[outside]) if outside >= 0 else 0.0
    return best, lead, best - second, known


def scope_of(signals: Sequence[float], calibration: Calibration) -> float:
    standing = zip(signals, calibration.signal_mean, calibration.signal_scale, calibration.scope, strict=True)
    return (
        sum(weight * (one - mean) / scale for one, mean, scale, weight in standing) + calibration.scope_bias
    )


def probabilities_of(margins: Floats, outside: int, known: float, calibration: Calibration) -> Floats:
    scope = scope_of(signals_of(margins, outside, known), calibration)
    return share_out(margins, outside, calibration.temperature, scope)


def share_out(margins: Floats, outside: int, temperature: float, scope: float) -> Floats:
    """The intents share what the scope leaves them, by their margins."""
    scaled = temperature * margins.astype(np.float64)
    if outside >= 0:
        scaled[outside] = -np.inf
    shares = np.exp(scaled - scaled.max())
    shares /= shares.sum()
    if outside >= 0:
        inside = 1.0 / (1.0 + exp(-max(-50.0, min(50.0, scope))))
        shares *= inside
        shares[outside] = 1.0 - inside
    return np.asarray(shares, dtype=np.float32)


def _weighed(found: Sequence[str], rows: Mapping[str, int], idf: Floats, weights: Floats) -> Floats:
    """The block's TF-IDF vector (sublinear, length 1) times its weights."""
    counts: dict[int, int] = {}
    for feature in found:
        row = rows.get(feature)
        if row is not None:
            counts[row] = counts.get(row, 0) + 1
    if not counts:
        return np.zeros(weights.shape[1], dtype=np.float32)
    at = np.fromiter(counts, dtype=np.intp, count=len(counts))
    values = 1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
    values *= idf[at]
    values /= np.sqrt(values @ values)
    return np.asarray(values.astype(np.float32) @ weights[at], dtype=np.float32)
