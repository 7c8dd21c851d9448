"""Searches the facts for what a question is about, for when no topic is surely meant: TF-IDF over facts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from intents import stems
from knowledge import BOTH, Fact, Knowledge, Statement

# Chosen on intents/heldout: what is out of scope must find nothing.
LEAST_COVERED = 0.45  # of the weight of the question's words
LEAST_WORDS = 2
COMMON = 0.08  # a word of more than this share of the facts tells nothing: manager, team
WITHIN = 0.8  # of the best score
MOST = 3
Weights = Mapping[str, float]


class Retrieval:
    """A fact is found by its own words and by those that the statements resting on it list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._facts = knowledge.facts
        texts = _words_of_facts(knowledge)
        counts = Counter(word for words in texts.values() for word in words)
        total = len(texts)
        self._idf = {word: 1 + math.log((1 + total) / (1 + count)) for word, count in counts.items()}
        self._unknown = 1 + math.log(1 + total)
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for at, fact in enumerate(self._facts):
            for word in sorted(texts[fact.id]):
                self._postings[word].append(at)
        self._telling = frozenset(word for word, count in counts.items() if count <= COMMON * total)
        self._lengths = [
            math.sqrt(sum(self._idf[one] ** 2 for one in texts[fact.id])) for fact in self._facts
        ]

    def find(self, words: frozenset[str], roles: frozenset[str]) -> tuple[Fact, ...]:
        """The facts that match best, at most three; none unless most of the question is in one of them."""
        matched = self._matched(words)
        asked = sum(self._idf.get(word, self._unknown) for word in words)
        least = LEAST_COVERED * asked
        fitting = {
            at: weight / math.sqrt(self._lengths[at])
            for at, (weight, count) in matched.items()
            if count >= LEAST_WORDS and weight >= least and _fits(self._facts[at], roles)
        }
        if not fitting:
            return ()
        best = max(fitting.values())
        order = sorted(fitting, key=lambda at: (-fitting[at], at))
        return tuple(self._facts[at] for at in order if fitting[at] >= WITHIN * best)[:MOST]

    def _matched(self, words: frozenset[str]) -> dict[int, tuple[float, int]]:
        found: dict[int, tuple[float, int]] = {}
        for word in sorted(words):
            for at in self._postings.get(word, ()):
                weight, count = found.get(at, (0.0, 0))
                found[at] = (weight + self._idf[word], count + (word in self._telling))
        return found


def _fits(fact: Fact, roles: frozenset[str]) -> bool:
    """A question that names roles is answered with facts on them."""
    return not roles or fact.role in {*roles, BOTH}


def _words_of_facts(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    words = {fact.id: set(stems(f"{fact.text} {fact.subject.replace('_', ' ')}")) for fact in knowledge.facts}
    for said in _statements(knowledge):
        listed = {stem for entry in said.about for stem in stems(entry)}
        for fact in (*said.facts, *said.elsewhere):
            words[fact] |= listed
    return {fact: frozenset(found) for fact, found in words.items()}


def _statements(knowledge: Knowledge) -> Iterator[Statement]:
    for topic in knowledge.topics:
        for answer in topic.answers.values():
            yield from (answer.lead, *answer.points)
