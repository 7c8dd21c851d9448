"""Finds, for an answer of the past, the one sentence that was its point, in today's knowledge file."""

from __future__ import annotations

from bot.advisor.parts import Sentence
from bot.advisor.relevance import Candidate, Kind, candidates
from bot.advisor.summary.past import UNCOVERED, Past, cell, find_gap
from bot.advisor.wording import RELATED, Wording, with_article
from knowledge import Knowledge, Side, Statement, Topic


class Points:
    """Looks sentences up by the facts that they rest on: the words of a question are not kept."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording

    def point(self, past: Past) -> Sentence | None:
        """None for what the sources do not say, and for topics that the knowledge file no longer has."""
        topic = self._knowledge.topic.get(past.intent)
        role = cell(topic, past.role) if topic else None
        if topic is None or role is None or past.gap:
            return None
        said = self._said(topic, role, past.facts)
        return Sentence(said.text, self._facts(said))

    def open(self, past: Past) -> Sentence | None:
        """What could not be answered, as it was told."""
        topic = self._knowledge.topic.get(past.intent)
        if topic is None or not past.gap:
            return None
        if past.gap == UNCOVERED:
            return Sentence(self._uncovered(topic, past))
        gap = find_gap(topic, past)
        return Sentence(gap.text if gap else self._wording.label(past.intent, past.role))

    def neighbour(self, past: Past) -> Sentence | None:
        """What was said instead of a topic that does not cover the role."""
        role = self._knowledge.role.get(past.role)
        if past.gap != UNCOVERED or role is None or RELATED not in self._knowledge.topic:
            return None
        return self.point(Past(RELATED, past.role, past.facts))

    def _uncovered(self, topic: Topic, past: Past) -> str:
        """The topic is named, because the sentence alone would not say what was asked."""
        role = self._knowledge.role.get(past.role)
        name = with_article(role.name) if role else past.role
        return self._knowledge.summaries.uncovered.format(topic=topic.title, role=name)

    def _said(self, topic: Topic, role: str, facts: tuple[str, ...]) -> Statement:
        """The statement that the answer began with, else the topic's lead."""
        said = [(one, one.said) for one in candidates(topic, role) if isinstance(one.said, Statement)]
        fits = [pair for pair in said if self._begins(pair[1], facts)]
        best = max(fits, key=lambda pair: (len(self._facts(pair[1])), _rank(pair[0])), default=said[0])
        return best[1]

    def _begins(self, said: Statement, facts: tuple[str, ...]) -> bool:
        own = self._facts(said)
        return bool(own) and facts[: len(own)] == own

    def _facts(self, said: Statement) -> tuple[str, ...]:
        """With those of all sides where the sources differ, in the order in which a reply cites them."""
        sides: tuple[Side, ...] = self._knowledge.relation[said.relation].sides if said.relation else ()
        return tuple(dict.fromkeys((*said.facts, *(fact for side in sides for fact in side.facts))))


def _rank(one: Candidate) -> int:
    return {Kind.LEAD: 3, Kind.POINT: 2, Kind.BORROWED: 1, Kind.GAP: 0}[one.kind]
