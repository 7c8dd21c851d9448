"""Looks for utterances that teach little: near-copies, and sentences nearer to another intent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from intents.classifier import Trainer
from intents.folds import assign_folds
from intents.learning import FOLDS, Lessons
from intents.models import OUT_OF_SCOPE
from intents.normalizer import stems
from intents.utterances import Corpus

COPY = 90  # from this likeness in percent on, word order aside, two sentences are one
LEAST = 200  # utterances of an intent
LEAST_OUTSIDE = 600
FAR = 1.8  # from this lead on a sentence is rejected, however right it may be: it teaches the wrong thing
LEAD = 0.6  # by how much another intent must be ahead, out of fold, to be worth a look


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences of an intent that are too much alike."""

    intent: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Few:
    """An intent with fewer utterances than asked for."""

    intent: str
    count: int
    asked: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A sentence that sits nearer to another intent."""

    text: str
    intent: str
    nearer: str
    lead: float

    @property
    def far(self) -> bool:
        return self.lead > FAR


def find_few(corpus: Corpus) -> Iterator[Few]:
    for intent, texts in sorted(corpus.utterances.items()):
        asked = LEAST_OUTSIDE if intent == OUT_OF_SCOPE else LEAST
        if len(texts) < asked:
            yield Few(intent, len(texts), asked)


def find_copies(corpus: Corpus) -> Iterator[Pair]:
    for intent, texts in sorted(corpus.utterances.items()):
        for at, other in _alike([" ".join(sorted(stems(text))) for text in texts]):
            yield Pair(intent, texts[at], texts[other])


def find_strays(lessons: Lessons) -> list[Stray]:
    """Furthest astray first."""
    trainer = Trainer(lessons.samples, lessons.intents, lessons.lexicon)
    folds = assign_folds(lessons.samples, lessons.intents, (), FOLDS)
    margins = trainer.left_out(folds).margins
    found = []
    for row, sample, intent in zip(margins, lessons.samples, lessons.intents, strict=True):
        nearest = int(row.argmax())
        lead = float(row[nearest] - row[trainer.classes.index(intent)])
        if lead > LEAD and row[nearest] > 0:
            found.append(Stray(sample.text, intent, trainer.classes[nearest], lead))
    return sorted(found, key=lambda one: -one.lead)


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    likeness = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=COPY)
    for at, row in enumerate(likeness):
        for other in row.nonzero()[0].tolist():
            if other > at:
                yield at, other
