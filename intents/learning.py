"""Joins utterances and knowledge into what the classifier learns from."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from intents.calibration import choose
from intents.chosen import load_chosen
from intents.classifier import Trainer
from intents.dialog import Dialog
from intents.features import Sample, sample_of
from intents.folds import assign_folds
from intents.lexicon import Lexicon
from intents.model import Model
from intents.models import RELATED_ROLE
from intents.normalizer import normalize
from intents.roles import MASK, PLACEHOLDER, RoleFinder
from intents.scoring import Classifier
from intents.store import key_of, load_or_train
from intents.utterances import Corpus
from knowledge import Knowledge

FOLDS = 4
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learned:
    """What an interpreter is made of."""

    classifier: Classifier
    finder: RoleFinder
    default_roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Samples with their intents. `key` stands for everything that a model of them depends on."""

    samples: list[Sample]
    intents: list[str]
    lexicon: Lexicon

    @property
    def key(self) -> str:
        return key_of([self.samples, self.intents, self.lexicon.described()])


def learn(
    knowledge: Knowledge, corpus: Corpus, dialog: Dialog, lexicon: Lexicon, cache_dir: Path | None
) -> Learned:
    """Utterances of intents that the knowledge does not have are left out."""
    finder = RoleFinder(knowledge.roles, knowledge.ambiguous, dialog, lexicon.english)
    lessons = prepare(knowledge, corpus, finder, lexicon)
    key = lessons.key
    model = load_or_train(cache_dir, key, lambda: fit(lessons, key))
    return Learned(Classifier(model, lexicon), finder, corpus.default_roles)


def fit(lessons: Lessons, key: str) -> Model:
    """The numbers of calibrated.json spare the out-of-fold runs where they are of the same lessons."""
    trainer = Trainer(lessons.samples, lessons.intents, lessons.lexicon)
    chosen = load_chosen(key)
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
