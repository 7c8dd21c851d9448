"""Decides which statements of a topic a question is about, by the words that each statement lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from intents import stems
from knowledge import BOTH, NONE, Action, Answer, Gap, Statement, Topic


class Kind(StrEnum):
    LEAD = "lead"
    POINT = "point"
    GAP = "gap"
    BORROWED = "borrowed"  # said of another role; only brought up by its words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may be said. `position` is its place among all of the topic and role, for 'more'.

    `about` are the stems of what it lists itself to be about.
    """

    position: int
    kind: Kind
    said: Statement | Gap
    about: tuple[frozenset[str], ...]

    def score(self, words: frozenset[str]) -> int:
        """How many words of the question this statement is about; 0 where it is not."""
        matched: set[str] = set()
        for entry in self.about:
            if entry <= words:
                matched |= entry
        return len(matched)


class Sayable:
    """All that can be said on a topic for a role, found by words without looking at each of it."""

    def __init__(self, topic: Topic | Action, role: str) -> None:
        self.all = candidates(topic, role)
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for one in self.all:
            for entry in one.about:
                for word in entry:
                    self._by_word[word].add(one.position)

    def matched(self, words: frozenset[str]) -> dict[int, int]:
        """The scores of those that these words are about, by position."""
        near = set[int]().union(*(self._by_word[word] for word in words if word in self._by_word))
        scores = {position: self.all[position].score(words) for position in sorted(near)}
        return {position: score for position, score in scores.items() if score}


def candidates(topic: Topic | Action, role: str) -> tuple[Candidate, ...]:
    """All that can be said on a topic for a role, own statements first, in the order of the file."""
    said = enumerate(_sayable(topic, role))
    return tuple(Candidate(position, kind, one, _stemmed(one.about)) for position, (kind, one) in said)


def said_at(topic: Topic | Action, role: str, position: int) -> Statement | Gap | None:
    """What the candidate in this place says; None for a place that is not there."""
    return next((said for _, said in islice(_sayable(topic, role), position, None)), None)


def _sayable(topic: Topic | Action, role: str) -> Iterator[tuple[Kind, Statement | Gap]]:
    yield from _own(topic, role)
    yield from _borrowed(topic, role)


def _own(topic: Topic | Action, role: str) -> Iterator[tuple[Kind, Statement | Gap]]:
    answer = topic.answer if isinstance(topic, Action) else topic.answers[role]
    yield Kind.LEAD, answer.lead
    yield from ((Kind.POINT, point) for point in answer.points)
    if isinstance(topic, Topic):
        yield from ((Kind.GAP, gap) for gap in topic.gaps if _fits(gap, role))


def _borrowed(topic: Topic | Action, role: str) -> Iterator[tuple[Kind, Statement | Gap]]:
    if isinstance(topic, Action):
        return
    for other in _lenders(topic, role):
        answer = topic.answers[other]
        yield from ((Kind.BORROWED, said) for said in (answer.lead, *answer.points) if said.about)


def _lenders(topic: Topic, role: str) -> Iterable[str]:
    """A question on both roles may be about one of them; one on a role may be about what both share."""
    if role == BOTH:
        return [name for name in topic.answers if name not in {BOTH, NONE}]
    return [BOTH] if BOTH in topic.answers else []


def _fits(gap: Gap, role: str) -> bool:
    return not gap.roles or role == BOTH or role in gap.roles


def row_score(about: tuple[str, ...], words: frozenset[str]) -> int:
    """How many words of the question a row of a comparison is about."""
    return sum(len(entry) for entry in _stemmed(about) if entry <= words)


def default_gap(found: Iterable[Candidate]) -> Candidate | None:
    """The gap that holds for the whole topic, where there is one."""
    return next((one for one in found if one.kind is Kind.GAP and not one.said.about), None)


def answer_for(topic: Topic | Action, role: str) -> Answer | None:
    return topic.answer if isinstance(topic, Action) else topic.answers.get(role)


@lru_cache(maxsize=20_000)
def _stemmed(about: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stems(entry)) for entry in about)
