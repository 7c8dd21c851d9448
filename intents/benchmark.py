"""Trains and measures the classifier on any corpus of JSON lines {"text", "intent"}; needs no knowledge."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from intents.classifier import train
from intents.features import Sample, load_concepts
from intents.metrics import accuracy, auroc, macro_f1, share_below
from intents.models import OUT_OF_SCOPE
from intents.normalizer import normalize
from intents.scoring import Classifier, Scores
from intents.words import load_english

OUTSIDE_NAMES = frozenset({"oos", "out_of_scope", "none", "unknown"})
ACCEPTED = 0.95


class BenchmarkError(ValueError):
    """A corpus file that cannot be used; the message says which line and what it should be."""


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Files:
    """`train` may hold out-of-scope lines as intent 'oos'; so may `test`."""

    train: Path
    test: Path
    valid: Path | None = None
    oos_train: Path | None = None
    oos_test: Path | None = None


def run_benchmark(files: Files) -> dict[str, float | int | None]:
    learning = [*read_labelled(files.train), *_outside(files.oos_train)]
    testing = [*read_labelled(files.test), *_outside(files.oos_test)]
    started = time.perf_counter()
    classifier = _train(learning)
    fit_seconds = time.perf_counter() - started
    valid = [one for one in read_labelled(files.valid) if one.intent != OUT_OF_SCOPE] if files.valid else []
    return {
        **_rightness(classifier, testing, _accept_from(classifier, valid)),
        "fit_seconds": round(fit_seconds, 3),
        **_speed(classifier, testing),
        "model_bytes": classifier.model.size(),
    }


def read_labelled(path: Path) -> list[Labelled]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [
        _labelled(line, f"{path}: line {number}") for number, line in enumerate(lines, 1) if line.strip()
    ]
    if not found:
        raise BenchmarkError(
            f'{path}: has no line; write JSON lines such as {{"text": "hi", "intent": "greet"}}'
        )
    return found


def _labelled(line: str, place: str, intent: str = "") -> Labelled:
    try:
        raw = json.loads(line)
        named = intent or str(raw["intent"])
        return Labelled(str(raw["text"]), OUT_OF_SCOPE if named.lower() in OUTSIDE_NAMES else named)
    except (ValueError, KeyError, TypeError) as error:
        cure = 'write a JSON object with "text" and "intent"'
        raise BenchmarkError(f"{place}: cannot be read: {cure}") from error


def _outside(path: Path | None) -> list[Labelled]:
    """Out-of-scope lines need no intent."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [
        _labelled(line, f"{path}: line {number}", OUT_OF_SCOPE)
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _train(learning: Sequence[Labelled]) -> Classifier:
    concepts, english = load_concepts(), load_english()
    samples = [_sample(one.text) for one in learning]
    model = train(samples, [one.intent for one in learning], concepts, english)
    return Classifier(model, concepts, english)


def _sample(text: str) -> Sample:
    return Sample(normalize(text))


def _accept_from(classifier: Classifier, valid: Sequence[Labelled]) -> float:
    """The scope score that 95 % of good texts reach, by the validation file where one is given."""
    scopes = [classifier.score(_sample(one.text)).scope for one in valid]
    return float(np.quantile(scopes, 1 - ACCEPTED)) if scopes else classifier.model.calibration.accept


def _rightness(
    classifier: Classifier, testing: Sequence[Labelled], accept: float
) -> dict[str, float | int | None]:
    scored = [(one.intent, classifier.score(_sample(one.text))) for one in testing]
    good = [(intent, scores) for intent, scores in scored if intent != OUT_OF_SCOPE]
    inside, outside = (
        [one.scope for _, one in good],
        [one.scope for name, one in scored if name == OUT_OF_SCOPE],
    )
    truth, said = [intent for intent, _ in good], [_best(scores) for _, scores in good]
    return {
        "accuracy": round(accuracy(truth, said), 4),
        "macro_f1": round(macro_f1(truth, said), 4),
        "oos_auroc": round(auroc(inside, outside), 4) if outside and inside else None,
        "oos_recall": round(share_below(outside, accept), 4) if outside else None,
        "inscope_accept": round(1 - share_below(inside, accept), 4) if outside else None,
    }


def _best(scores: Scores) -> str:
    """The best intent in scope: rejecting is measured apart."""
    return next((guess.intent for guess in scores.ranking(2) if guess.intent != OUT_OF_SCOPE), OUT_OF_SCOPE)


def _speed(classifier: Classifier, testing: Sequence[Labelled]) -> dict[str, float]:
    taken = []
    for one in testing:
        started = time.perf_counter()
        classifier.score(_sample(one.text))
        taken.append((time.perf_counter() - started) * 1e6)
    return {
        "predict_us_median": round(float(np.median(taken)), 1),
        "predict_us_p99": round(float(np.quantile(taken, 0.99)), 1),
    }
