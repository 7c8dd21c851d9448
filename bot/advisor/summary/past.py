"""What is remembered of a question that was answered: its topic, role and facts, never its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from bot.advisor.models import Decision, Exchange, Message, Turn
from bot.advisor.relevance import said_at
from intents import AMBIGUOUS, OUT_OF_SCOPE
from knowledge import BOTH, NONE, Gap, Knowledge, Topic

# Gaps that are no sentence of a topic: a role that the topic does not cover, a question beyond the sources.
UNCOVERED = "uncovered"
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Past:
    """One answer. `gap` marks the sentence with which it said that the sources do not say; '' for an answer.

    `at` is when, in seconds; `dialog` the conversation it belongs to.
    """

    intent: str
    role: str
    facts: tuple[str, ...] = ()
    gap: str = ""
    dialog: str = ""
    at: float = 0.0


def remember(message: Message, turn: Turn, knowledge: Knowledge) -> tuple[Past, ...]:
    """What a turn adds to a person's history; nothing for what was not a question about the roles."""
    return tuple(_pasts(message, turn, knowledge))


def mark(gap: Gap) -> str:
    """Stays the same as long as the gap's sentence does, wherever it moves in the file."""
    return sha256(gap.text.encode()).hexdigest()[:12]


def find_gap(topic: Topic, past: Past) -> Gap | None:
    """The gap that was told; None where the knowledge file has changed it since."""
    return next((gap for gap in topic.gaps if mark(gap) == past.gap), None)


def cell(topic: Topic, role: str) -> str | None:
    """Under which role the topic answers; None for a role that it does not cover."""
    if role == AMBIGUOUS:
        role = BOTH
    return role if role in topic.answers else None


def _pasts(message: Message, turn: Turn, knowledge: Knowledge) -> Iterator[Past]:
    dialog, at = message.address.dialog, message.at
    if turn.outcome.decision is Decision.FALLBACK:
        yield Past(OUT_OF_SCOPE, NONE, gap=OUTSIDE, dialog=dialog, at=at)
    elif turn.outcome.decision is Decision.ANSWER:
        for one in turn.session.exchanges:
            topic = knowledge.topic.get(one.intent)
            if topic:
                yield Past(one.intent, one.role, one.facts, _gap(topic, one), dialog, at)


def _gap(topic: Topic, exchange: Exchange) -> str:
    role = cell(topic, exchange.role)
    if role is None:
        return UNCOVERED
    said = said_at(topic, role, exchange.shown[0]) if exchange.shown else None
    return mark(said) if isinstance(said, Gap) else ""
