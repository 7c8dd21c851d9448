"""Goes on from the last answer: why it was given, what else there is, and what it rests on."""

from __future__ import annotations

from bot.advisor.asking import Asked
from bot.advisor.citations import cited
from bot.advisor.models import Choice, Decision, Exchange, Outcome, Reply, Session, Turn
from bot.advisor.replies import Replies
from bot.advisor.turns import named, plain
from intents import AMBIGUOUS, Move
from knowledge import NONE, Knowledge


class LastAnswer:
    """What was said last stands in the session; a button may name an older answer."""

    def __init__(self, knowledge: Knowledge, replies: Replies) -> None:
        self._knowledge = knowledge
        self._replies = replies

    def asked_about(self, move: Move | None, session: Session) -> Turn | None:
        if move is Move.WHY and (session.understood or session.exchanges):
            return _about(session, self._replies.why(session))
        if move is Move.MORE and session.exchanges:
            return self.more(session)
        if move is Move.SOURCES and session.exchanges:
            return self.sources(session)
        return None

    def sources(self, session: Session) -> Turn:
        return _about(session, self._replies.sources(session.exchanges))

    def more(self, session: Session, choice: Choice | None = None) -> Turn:
        before = self._last(session, choice)
        if before is None:
            return self.old_button(session)
        reply, exchange = self._replies.more(before)
        asked = Asked(exchange.intent, exchange.role)
        kept = Session((exchange,), understood=session.understood)
        return named(plain(reply, kept), (asked,), self._knowledge)

    def _last(self, session: Session, choice: Choice | None) -> Exchange | None:
        """The answer to go on with: the one a button belongs to, else the last one."""
        if choice is None:
            return session.exchanges[0]
        if not self.is_known(choice):
            return None
        same = (one for one in session.exchanges if (one.intent, one.role) == (choice.intent, choice.role))
        return next(same, Exchange(choice.intent, choice.role, shown=(0,)))

    def old_button(self, session: Session) -> Turn:
        return plain(self._replies.say(self._knowledge.phrases.old_button), session)

    def is_known(self, choice: Choice) -> bool:
        """Whether a button still means something in this knowledge file."""
        if choice.intent in self._knowledge.action:
            return True
        topic = self._knowledge.topic.get(choice.intent)
        return topic is not None and choice.role in {*topic.answers, AMBIGUOUS}


def _about(session: Session, reply: Reply) -> Turn:
    outcome = Outcome(Decision.ACTION, ("show_sources",), (NONE,), facts=cited(reply.parts))
    return Turn(session, (reply,), outcome)
