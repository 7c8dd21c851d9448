"""Makes turns of replies: their outcome, how the message was read, and who sees them."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.asking import Asked
from bot.advisor.citations import cited
from bot.advisor.models import Decision, Outcome, Place, Reply, Session, To, Turn, Understood
from intents import OUT_OF_SCOPE, Certainty
from knowledge import Knowledge

PRIVATE = frozenset(
    {"delete_my_data", "dm_summary", "show_result", "explain_result", "start_quiz", "cancel_quiz"}
)


def plain(reply: Reply, session: Session) -> Turn:
    return Turn(session, (reply,), Outcome(Decision.ACTION, facts=cited(reply.parts)))


def named(turn: Turn, asked: tuple[Asked, ...], knowledge: Knowledge) -> Turn:
    """The turn with its outcome: what was asked, and the facts that the replies cite."""
    facts = tuple(dict.fromkeys(fact for reply in turn.replies for fact in cited(reply.parts)))
    intents = tuple(one.intent for one in asked)
    roles = tuple(one.role for one in asked)
    confidence = min(one.confidence for one in asked)
    outcome = Outcome(_decision(intents[0], knowledge), intents, roles, confidence, facts=facts)
    return replace(turn, outcome=outcome)


def told(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """The questions that the reply is about: those that are sure, else the first."""
    return tuple(one for one in asked if one.certainty is Certainty.ANSWER) or asked[:1]


def recall(turn: Turn, understood: tuple[Understood, ...]) -> Turn:
    """The turn with how its message was read, so that "why?" can be answered."""
    return replace(turn, session=replace(turn.session, understood=understood))


def privately(turn: Turn, place: Place) -> tuple[Reply, ...]:
    """The replies. In a channel, what concerns only the person is shown only to the person."""
    is_private = turn.erase or not PRIVATE.isdisjoint(turn.outcome.intents)
    if place is not Place.CHANNEL or not is_private:
        return turn.replies
    return tuple(replace(one, to=To.EPHEMERAL) if one.to is To.HERE else one for one in turn.replies)


def _decision(intent: str, knowledge: Knowledge) -> Decision:
    action = knowledge.action.get(intent)
    if intent == OUT_OF_SCOPE:
        return Decision.FALLBACK
    return Decision(action.group) if action else Decision.ANSWER
