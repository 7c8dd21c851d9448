"""Measures how fast a message is understood, beside scikit-learn's own pipeline on the same features."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from intents.calibrating import load_lessons
from intents.classifier import Trainer
from intents.features import Sample
from intents.interpreter import Interpreter
from intents.model import Model
from intents.normalizer import normalize
from intents.peer import build_pipeline
from intents.utterances import Corpus
from knowledge import Knowledge

ROUNDS = 5  # the best of several, in time of the processor: others on the machine are no part of the cost
MILLISECONDS = 1e3
Figures = dict[str, float]


def measure_speed(knowledge: Knowledge, corpus: Corpus, texts: Sequence[str]) -> Figures:
    """Interpreting takes everything in; the pipeline only gets the normalised text and predicts."""
    interpreter = Interpreter.build(knowledge, corpus)
    ours = _taken(interpreter.interpret, texts)
    lessons = load_lessons(knowledge, corpus)
    pipeline = build_pipeline(Trainer(lessons.samples, lessons.intents, lessons.lexicon))
    theirs = _taken(lambda text: pipeline.predict([Sample(normalize(text))]), texts)
    found = _spread("interpret", ours) | _spread("scikit_learn", theirs)
    found["times_faster"] = found["scikit_learn_ms_median"] / found["interpret_ms_median"]
    found["load_ms"] = _load(interpreter.classifier.model)
    return {name: round(value, 3) for name, value in found.items()}


def _taken(run: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    return [min(rounds) for rounds in zip(*_rounds(run, texts), strict=True)]


def _rounds(run: Callable[[str], object], texts: Sequence[str]) -> list[list[float]]:
    return [[_time(run, text) for text in texts] for _ in range(ROUNDS)]


def _time(run: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    run(text)
    return (time.thread_time() - started) * MILLISECONDS


def _spread(name: str, taken: Sequence[float]) -> Figures:
    return {
        f"{name}_ms_median": float(np.median(taken)),
        f"{name}_ms_p99": float(np.quantile(taken, 0.99)),
    }


def _load(model: Model) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        model.save(path)
        return min(_taken(lambda _: Model.load(path), [""]))
