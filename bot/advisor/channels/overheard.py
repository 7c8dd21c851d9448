"""Decides whether a message that was not addressed to the app is answered: rather not than wrongly."""

from __future__ import annotations

from collections.abc import Callable

from bot.advisor.models import Decision, Message, Session, Turn
from bot.advisor.person import Person
from bot.advisor.summary import remember
from intents import Certainty, Interpreter
from knowledge import Knowledge

# Longer ones tell a story, and want an answer from people.
MOST_CHARACTERS = 300
# Whoever mentions the app wants an answer of it; here nobody does, so that more sureness is asked for.
SURE = 0.95
UNSURE = frozenset({Decision.SUGGEST, Decision.FALLBACK})

TakeTurn = Callable[[Message, Session, Person], Turn]


class Overheard:
    """Pure. `take_turn` says what the message would lead to if it had been addressed to the app."""

    def __init__(self, knowledge: Knowledge, interpreter: Interpreter, take_turn: TakeTurn) -> None:
        self._knowledge = knowledge
        self._interpreter = interpreter
        self._take_turn = take_turn

    def is_question(self, message: Message) -> bool:
        """One sure question on one topic that names a role, and to which the sources say something."""
        if not is_shaped(message.text) or not self._is_sure(message.text):
            return False
        turn = self._take_turn(message, Session(), Person())
        pasts = remember(message, turn, self._knowledge)
        return turn.outcome.decision is Decision.ANSWER and len(pasts) == 1 and not pasts[0].gap

    def goes_on(self, message: Message, session: Session, person: Person) -> bool:
        """What goes on from an answer, and is understood."""
        if not session.exchanges:
            return False
        return self._take_turn(message, session, person).outcome.decision not in UNSURE

    def _is_sure(self, text: str) -> bool:
        read = self._interpreter.interpret(text)
        if not read.english or read.move or len(read.questions) > 1:
            return False
        (question,) = read.questions
        is_sure = question.certainty is Certainty.ANSWER and question.confidence >= SURE
        return is_sure and question.intent in self._knowledge.topic and bool(question.mentions)


def is_shaped(text: str) -> bool:
    """One line that ends with the only question mark in it."""
    said = text.strip()
    return len(said) <= MOST_CHARACTERS and "\n" not in said and said.find("?") == len(said) - 1 > 0
