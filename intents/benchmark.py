"""Trains and measures the classifier on any corpus of JSON lines {"text", "intent"}; needs no knowledge."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from intents.calibration import choose
from intents.classifier import Trainer
from intents.corpora import Files, Labelled, read_inside, read_labelled, read_outside, read_training
from intents.dialog import load_dialog
from intents.features import Sample
from intents.folds import assign_folds
from intents.learning import FOLDS
from intents.lexicon import load_lexicon
from intents.metrics import accuracy, auroc, macro_f1, share_below
from intents.models import OUT_OF_SCOPE
from intents.normalizer import normalize
from intents.scoring import Classifier, Scores

ACCEPTED = 0.95
Figures = dict[str, float | int | None]


def run_benchmark(files: Files) -> Figures:
    """`accuracy` is of the texts in scope, whether they would be refused or not; without any it is None."""
    learning, valid = read_training(files.train, files.oos_train), read_inside(files.valid)
    testing = [*read_labelled(files.test), *read_outside(files.oos_test)]
    started = time.perf_counter()
    classifier = _train(learning)
    fit_seconds = time.perf_counter() - started
    return {
        **_rightness(classifier, testing, _accept_from(classifier, valid)),
        "fit_seconds": round(fit_seconds, 3),
        **_speed(classifier, testing),
        "model_bytes": classifier.model.size(),
    }


def _train(learning: Sequence[Labelled]) -> Classifier:
    lexicon = load_lexicon(load_dialog())
    samples, intents = [_sample(one.text) for one in learning], [one.intent for one in learning]
    trainer = Trainer(samples, intents, lexicon)
    folds = assign_folds(samples, intents, (), FOLDS)
    chosen = choose(trainer.left_out(folds), trainer.truth, trainer.classes)
    return Classifier(trainer.export(chosen), lexicon.english)


def _sample(text: str) -> Sample:
    return Sample(normalize(text))


def _accept_from(classifier: Classifier, valid: Sequence[Labelled]) -> float:
    """The scope score that 95 % of good texts reach, by the validation file where one is given."""
    scopes = [classifier.score(_sample(one.text)).scope for one in valid]
    return float(np.quantile(scopes, 1 - ACCEPTED)) if scopes else classifier.model.chosen.calibration.accept


def _rightness(classifier: Classifier, testing: Sequence[Labelled], accept: float) -> Figures:
    scored = [(one.intent, classifier.score(_sample(one.text))) for one in testing]
    good = [(intent, scores) for intent, scores in scored if intent != OUT_OF_SCOPE]
    inside = [one.scope for _, one in good]
    outside = [one.scope for name, one in scored if name == OUT_OF_SCOPE]
    truth, said = [intent for intent, _ in good], [_best(scores) for _, scores in good]
    both = bool(inside and outside)
    return {
        "accuracy": round(accuracy(truth, said), 4) if good else None,
        "macro_f1": round(macro_f1(truth, said), 4) if good else None,
        "oos_auroc": round(auroc(inside, outside), 4) if both else None,
        "oos_recall": round(share_below(outside, accept), 4) if outside else None,
        "inscope_accept": round(1 - share_below(inside, accept), 4) if both else None,
    }


def _best(scores: Scores) -> str:
    """The best intent in scope: rejecting is measured apart."""
    return next((guess.intent for guess in scores.ranking(2) if guess.intent != OUT_OF_SCOPE), OUT_OF_SCOPE)


def _speed(classifier: Classifier, testing: Sequence[Labelled]) -> Figures:
    taken = []
    for one in testing:
        started = time.thread_time()  # of the processor: others on the machine are no part of the cost
        classifier.score(_sample(one.text))
        taken.append((time.thread_time() - started) * 1e6)
    return {
        "predict_us_median": round(float(np.median(taken)), 1),
        "predict_us_p99": round(float(np.quantile(taken, 0.99)), 1),
    }
