"""Joins utterances and knowledge into what the classifier learns from."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from intents.calibration import choose
from intents.chosen import load_chosen
from intents.classifier import Trainer
from intents.dialog import Dialog
from intents.features import Sample, sample_of
from intents.folds import assign_folds
from intents.lexicon import Lexicon, load_lexicon
from intents.model import Model
from intents.models import RELATED_ROLE
from intents.normalizer import normalize
from intents.roles import MASK, PLACEHOLDER, RoleFinder
from intents.scoring import Classifier
from intents.store import digest_of_room, key_of, load_or_train
from intents.utterances import Corpus
from intents.words import load_english
from knowledge import Knowledge

FOLDS = 4
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learned:
    """What an interpreter is made of."""

    classifier: Classifier
    finder: RoleFinder


@dataclass(frozen=True, slots=True)
class Lessons:
    """Samples with their intents. `key` stands for everything that their calibration depends on."""

    samples: list[Sample]
    intents: list[str]
    lexicon: Lexicon

    @property
    def key(self) -> str:
        return key_of([self.samples, self.intents, self.lexicon.described()])


def learn(knowledge: Knowledge, corpus: Corpus | None, dialog: Dialog, cache_dir: Path | None) -> Learned:
    """Without a `corpus` that of this room, which a start with a kept model need not even read.

    Utterances of intents that the knowledge does not have are left out.
    """
    english = load_english()
    finder = RoleFinder(knowledge.roles, knowledge.ambiguous, dialog, english)

    def train() -> Model:
        said = corpus or Corpus.load()
        lessons = prepare(knowledge, said, finder, load_lexicon(dialog))
        return replace(fit(lessons), default_roles=dict(said.default_roles))

    model = load_or_train(cache_dir, _name(knowledge, corpus), train)
    return Learned(Classifier(model, english), finder)


def _name(knowledge: Knowledge, corpus: Corpus | None) -> str:
    """Of everything that a model depends on, without preparing a single lesson."""
    roles = [one.model_dump() for one in (*knowledge.roles, *knowledge.ambiguous)]
    said = (
        [dict(corpus.utterances), dict(corpus.default_roles), sorted(corpus.for_neighbours)] if corpus else []
    )
    return key_of([digest_of_room(), roles, [*knowledge.topic], [*knowledge.action], said])


def fit(lessons: Lessons) -> Model:
    """The numbers of calibrated.json spare the out-of-fold runs where they are of the same lessons."""
    trainer = Trainer(lessons.samples, lessons.intents, lessons.lexicon)
    chosen = load_chosen(lessons.key)
    if chosen is None:
        log.info("calibrating anew; 'python -m intents calibrate' keeps the result")
        folds = assign_folds(lessons.samples, lessons.intents, (), FOLDS)
        chosen = choose(trainer.left_out(folds), trainer.truth, trainer.classes)
    return trainer.export(chosen)


def prepare(knowledge: Knowledge, corpus: Corpus, finder: RoleFinder, lexicon: Lexicon) -> Lessons:
    known = knowledge.topic.keys() | knowledge.action.keys()
    for intent in sorted(corpus.utterances.keys() - known):
        log.warning("intent '%s' has utterances but neither a topic nor an action: left out", intent)
    names = _Names(knowledge)
    pairs = [(said, intent) for said, intent in corpus.pairs() if intent in known]
    said = [(names.fill(said, intent), intent) for said, intent in pairs]
    said += names.with_neighbours([pair for pair in pairs if pair[1] in corpus.for_neighbours])
    samples = [sample_of(finder.find(normalize(text))) for text, _ in said]
    return Lessons(samples, [intent for _, intent in said], lexicon)


class _Names:
    """Puts role names where an utterance leaves them open, so that it reads like a typed sentence."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._focal = [role.name for role in knowledge.focal] or [MASK]
        self._neighbours = [role.name for role in knowledge.roles if not role.focal]

    def fill(self, said: str, intent: str) -> str:
        first = self._neighbours[:1] if intent == RELATED_ROLE else []
        return _filled(said, iter([*first, *self._focal * said.count(PLACEHOLDER)]))

    def with_neighbours(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Every second sentence with a role once more, for a neighbour: pay stays pay, whoever gets it."""
        if not self._neighbours:
            return []
        open_ones = [(said, intent) for said, intent in pairs if PLACEHOLDER in said][::2]
        named = zip(open_ones, cycle(self._neighbours))
        return [
            (_filled(said, iter([name, *self._focal * said.count(PLACEHOLDER)])), intent)
            for (said, intent), name in named
        ]


def _filled(said: str, names: Iterator[str]) -> str:
    while PLACEHOLDER in said:
        said = said.replace(PLACEHOLDER, next(names), 1)
    return said
