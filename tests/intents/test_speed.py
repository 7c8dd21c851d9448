"""The engine is timed beside scikit-learn's own pipeline."""

import pytest

from intents.calibrating import load_lessons
from intents.classifier import Trainer
from intents.peer import build_pipeline
from intents.speed import measure_speed
from intents.utterances import Corpus
from knowledge import Knowledge

INTENTS = ("salary_outlook", "responsibilities", "out_of_scope")
TEXTS = ["what does a product manager earn", "is it going to rain"]


@pytest.fixture(scope="module")
def few() -> Corpus:
    said = Corpus.load().utterances
    return Corpus({intent: said[intent][:40] for intent in INTENTS})


def test_both_are_timed_on_the_same_texts(knowledge: Knowledge, few: Corpus) -> None:
    found = measure_speed(knowledge, few, TEXTS)
    assert 0 < found["interpret_ms_median"] <= found["interpret_ms_p99"]
    assert found["load_ms"] > 0
    ratio = found["scikit_learn_ms_median"] / found["interpret_ms_median"]
    assert found["times_faster"] == pytest.approx(ratio, rel=0.1)


def test_the_pipeline_knows_what_it_learned(knowledge: Knowledge, few: Corpus) -> None:
    lessons = load_lessons(knowledge, few)
    trainer = Trainer(lessons.samples, lessons.intents, lessons.lexicon)
    right = build_pipeline(trainer).predict(lessons.samples) == trainer.truth
    assert right.mean() > 0.95
