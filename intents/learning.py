"""Joins utterances and knowledge into what the classifier learns from."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intents.classifier import train
from intents.dialog import Dialog
from intents.features import Concepts, Sample, sample_of
from intents.model import Model
from intents.models import RELATED_ROLE
from intents.normalizer import normalize
from intents.roles import MASK, PLACEHOLDER, RoleFinder
from intents.scoring import Classifier
from intents.store import load_or_train
from intents.utterances import Corpus
from knowledge import Knowledge

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learned:
    """What an interpreter is made of."""

    classifier: Classifier
    finder: RoleFinder
    default_roles: Mapping[str, str]


def learn(
    knowledge: Knowledge,
    corpus: Corpus,
    dialog: Dialog,
    concepts: Concepts,
    english: frozenset[str],
    cache_dir: Path | None,
) -> Learned:
    """Utterances of intents that the knowledge does not have are left out."""
    finder = RoleFinder(knowledge.roles, knowledge.ambiguous, dialog, english)
    samples, intents = _samples(knowledge, corpus, finder)

    def fit() -> Model:
        return train(samples, intents, concepts, english)

    learned_from = [samples, intents, dict(concepts), sorted(english)]
    model = load_or_train(cache_dir, learned_from, fit)
    return Learned(Classifier(model, concepts, english), finder, corpus.default_roles)


def _samples(knowledge: Knowledge, corpus: Corpus, finder: RoleFinder) -> tuple[list[Sample], list[str]]:
    known = knowledge.topic.keys() | knowledge.action.keys()
    for intent in sorted(corpus.utterances.keys() - known):
        log.warning("intent '%s' has utterances but neither a topic nor an action: left out", intent)
    pairs = [(said, intent) for said, intent in corpus.pairs() if intent in known]
    names = _Names(knowledge)
    return [_sample(said, intent, finder, names) for said, intent in pairs], [intent for _, intent in pairs]


def _sample(said: str, intent: str, finder: RoleFinder, names: _Names) -> Sample:
    found = finder.find(normalize(names.fill(said, intent)))
    return sample_of(found)


class _Names:
    """Puts role names where an utterance leaves them open, so that it reads like a typed sentence."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._focal = [role.name for role in knowledge.focal] or [MASK]
        self._neighbours = [role.name for role in knowledge.roles if not role.focal]

    def fill(self, said: str, intent: str) -> str:
        names = self._order(intent)
        while PLACEHOLDER in said:
            said = said.replace(PLACEHOLDER, next(names), 1)
        return said

    def _order(self, intent: str) -> Iterator[str]:
        first = self._neighbours[:1] if intent == RELATED_ROLE else []
        yield from first
        while True:
            yield from self._focal
