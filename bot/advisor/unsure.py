"""Decides what to say where no question was surely understood: choices, near facts, or that it is not."""

from __future__ import annotations

from bot.advisor.asking import Asked, Asking
from bot.advisor.citations import cited
from bot.advisor.models import Act, Choice, Decision, Outcome, Reply, Session, Turn
from bot.advisor.replies import SUGGESTIONS, Replies
from bot.advisor.retrieval import Retrieval
from intents import OUT_OF_SCOPE, Certainty
from knowledge import NONE, Knowledge


class Unsure:
    """Facts are searched only where no topic is likely: what is surely out of scope never gets any."""

    def __init__(self, knowledge: Knowledge, asking: Asking, replies: Replies) -> None:
        self._asking = asking
        self._replies = replies
        self._retrieval = Retrieval(knowledge)

    def turn(self, asked: Asked) -> Turn:
        if asked.intent == OUT_OF_SCOPE and asked.certainty is Certainty.ANSWER:
            return self.fall_back(self._replies.fallback(), asked.confidence)
        if asked.certainty is Certainty.FALLBACK:
            return self._not_understood(asked)
        intents = tuple(one for one in asked.choices if one != OUT_OF_SCOPE and self._asking.can_answer(one))
        return self._suggest(asked, intents[:SUGGESTIONS]) if intents else self._not_understood(asked)

    def fall_back(self, reply: Reply, confidence: float = 1.0) -> Turn:
        outcome = Outcome(Decision.FALLBACK, (OUT_OF_SCOPE,), (NONE,), confidence, facts=cited(reply.parts))
        return Turn(Session(), (reply,), outcome)

    def _suggest(self, asked: Asked, intents: tuple[str, ...]) -> Turn:
        choices = tuple(Choice(Act.ASK, one, self._asking.slot(one, asked.role)) for one in intents)
        outcome = Outcome(Decision.SUGGEST, (asked.intent,), (asked.role,), asked.confidence, intents)
        return Turn(Session(offered=choices), (self._replies.suggest(choices),), outcome)

    def _not_understood(self, asked: Asked) -> Turn:
        facts = self._retrieval.find(asked.words, asked.named)
        reply = self._replies.nearest(facts) if facts else self._replies.not_understood()
        return self.fall_back(reply, asked.confidence)
