"""Turns what was understood and what was said before into what is asked now: topics and roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.advisor.models import Exchange, Session
from bot.advisor.relevance import Sayable
from intents import AMBIGUOUS, Certainty, Interpretation, Move, Question
from knowledge import BOTH, NONE, OTHER, Knowledge, Topic

RELATED = "related_role"
DEFINE = "define_role"
COMPARE = "compare_roles"
LIKELY = 3  # so many of the intents that a message may have are offered


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer. `words` are the stems that decide what comes first."""

    intent: str
    role: str
    words: frozenset[str] = frozenset()
    certainty: Certainty = Certainty.ANSWER
    confidence: float = 1.0
    choices: tuple[str, ...] = ()
    among: tuple[str, ...] = ()  # the roles that an ambiguous short name may stand for
    question: Question | None = None  # where it was read from words

    @property
    def named(self) -> frozenset[str]:
        """The roles that its words name."""
        mentions = self.question.mentions if self.question else ()
        return frozenset(role for mention in mentions for role in mention.roles)


class Asking:
    """Knows which topics there are, and for which roles."""

    def __init__(self, knowledge: Knowledge, sayable: Callable[[Topic, str], Sayable]) -> None:
        self._knowledge = knowledge
        self._sayable = sayable
        self._focal = tuple(role.id for role in knowledge.focal)

    def can_answer(self, intent: str) -> bool:
        """Whether the knowledge file has a topic or an action for it: a smaller file has fewer of them."""
        return intent in self._knowledge.topic or intent in self._knowledge.action

    def questions(self, read: Interpretation, session: Session) -> tuple[Asked, ...]:
        """What the message asks anew; a role is carried over where it goes on from the last answer."""
        last = next(iter(self._before(session)), None)
        before = last if read.continues else None
        asked = tuple(self._asked(question, before) for question in read.questions)
        return self._on_the_last_topic(asked, last) if read.continues and last else asked

    def _on_the_last_topic(self, asked: tuple[Asked, ...], last: Exchange) -> tuple[Asked, ...]:
        """'give an example' is about the topic answered last, where that may be meant and has words of it."""
        first, *others = asked
        is_unsure = first.certainty is Certainty.SUGGEST and last.intent in first.choices[:LIKELY]
        if others or not is_unsure or not self._has_on(last.intent, first):
            return asked
        role = self.slot(last.intent, first.role)
        return (replace(first, intent=last.intent, role=role, certainty=Certainty.ANSWER),)

    def _has_on(self, intent: str, asked: Asked) -> bool:
        """Whether a statement of the topic lists words of the question."""
        topic = self._knowledge.topic.get(intent)
        role = self.slot(intent, asked.role)
        return bool(topic and role in topic.answers and self._sayable(topic, role).matched(asked.words))

    def follow_up(self, read: Interpretation, session: Session) -> tuple[Asked, ...]:
        """What a message that only names a role asks, given what was said or offered before."""
        question = read.questions[0]
        if read.move is Move.OTHER_ROLE:
            turned_away = self.named_role(question) if question.mentions else ""
            before = self._before(session)
            return tuple(self._of(one.intent, self._other(turned_away or one.role)) for one in before)
        if read.move is not Move.ROLE:
            return ()
        role = self.named_role(question)
        before = self._before(session)
        if not before:
            return (self._alone(role),)
        return tuple(self._of(one.intent, role, question.stems) for one in before)

    def slot(self, intent: str, role: str) -> str:
        """The role that a topic is asked for: none for actions, a neighbour for neighbours, else as named."""
        if intent not in self._knowledge.topic:
            return NONE
        if intent == RELATED:
            return role if self._is_neighbour(role) else OTHER
        return BOTH if role in {NONE, OTHER, ""} else role

    def named_role(self, question: Question) -> str:
        """The role that a bare mention names, whatever the classifier makes of the rest."""
        named = {role for mention in question.mentions for role in mention.roles}
        if len(named) == 1:
            return named.pop()
        return BOTH if question.role in {BOTH, NONE} else question.role

    def _asked(self, question: Question, before: Exchange | None) -> Asked:
        role = question.role
        if before and not question.told and before.role not in {BOTH, NONE, OTHER, AMBIGUOUS}:
            role = before.role
        choices = tuple(guess.intent for guess in question.ranking)
        return Asked(
            question.intent,
            self.slot(question.intent, role),
            question.stems,
            question.certainty,
            question.confidence,
            choices,
            next((one.roles for one in question.mentions if len(one.roles) > 1), ()),
            question,
        )

    def _before(self, session: Session) -> tuple[Exchange, ...]:
        """What a bare role completes: the choice offered last, else the topics answered last."""
        if session.offered:
            return (Exchange(session.offered[0].intent, session.offered[0].role),)
        topics = self._knowledge.topic
        return tuple(one for one in session.exchanges if one.intent in topics)

    def _of(self, intent: str, role: str, words: frozenset[str] = frozenset()) -> Asked:
        if intent == RELATED and role in {*self._focal, BOTH, AMBIGUOUS}:
            return replace(self._alone(role), words=words)
        if intent in {DEFINE, COMPARE} and self._is_neighbour(role):
            return Asked(RELATED, role, words)
        return Asked(intent, self.slot(intent, role), words)

    def _alone(self, role: str) -> Asked:
        if self._is_neighbour(role):
            return Asked(RELATED, role)
        return Asked(COMPARE if role == BOTH else DEFINE, self.slot(DEFINE, role))

    def _other(self, role: str) -> str:
        others = [one for one in self._focal if one != role]
        return others[0] if role in self._focal and len(others) == 1 else BOTH

    def _is_neighbour(self, role: str) -> bool:
        return role in self._knowledge.role and role not in self._focal
