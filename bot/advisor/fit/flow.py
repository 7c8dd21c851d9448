"""The turns of the assessment: what was typed or clicked, told apart from old and foreign buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.advisor.assessment import Do, Quiz
from bot.advisor.fit.attempts import Attempts, name_of
from bot.advisor.fit.looking_back import LookingBack
from bot.advisor.fit.results import Results
from bot.advisor.fit.saying import Saying
from bot.advisor.fit.verbs import Mark, Verb
from bot.advisor.models import Button, Choice, Message, Place, Turn
from bot.advisor.parts import Part
from bot.advisor.person import Person
from knowledge import Knowledge
from knowledge.assessment import Assessment

# So long after the introduction was shown does "start" alone begin an attempt.
INTRODUCED_SECONDS = 600.0
Move = Callable[[Message, Person, Mark], Turn]


def build_fit(knowledge: Knowledge) -> Fit | None:
    """Once in a process: it works out what scoring needs. None where the file has no assessment."""
    return Fit(knowledge, knowledge.assessment) if knowledge.assessment else None


class Fit:
    """Pure: the clock and the randomness come in with the message."""

    def __init__(self, knowledge: Knowledge, assessment: Assessment) -> None:
        self._words = assessment.wording
        self._quiz = Quiz(assessment)
        self._saying = Saying(self._words)
        results = Results(knowledge, assessment, self._quiz)
        self._looking_back = LookingBack(self._words, self._quiz, results, self._saying)
        self._attempts = Attempts(assessment, self._quiz, results, self._looking_back, self._saying)
        self._moves: Mapping[Verb, Move] = {
            Verb.ANSWER: self._attempts.answer,
            Verb.SKIP: self._attempts.skip,
            Verb.BACK: self._attempts.back,
            Verb.FINISH: self._attempts.finish,
        }

    @property
    def way_back(self) -> Button:
        """Goes on with the question that waits."""
        return self._saying.button(Verb.RESUME)

    def doors(self, person: Person) -> tuple[Button, ...]:
        """Where to go in: begin or go on, and the last result where there is one."""
        seen = (Verb.RESULT,) if self._looking_back.last(person) else ()
        return tuple(map(self._saying.button, (self._offer(person), *seen)))

    def in_short(self, person: Person) -> tuple[Part, ...]:
        """The last result with its range and picture, for a summary; nothing without one."""
        return self._looking_back.in_short(person)

    def is_running(self, person: Person) -> bool:
        """Does a question wait for this person, and was it not put aside?"""
        return not person.paused and self._attempts.waiting(person) is not None

    def asked(self, intent: str, message: Message, person: Person) -> Turn | None:
        """The turn for an intent that is about the assessment; None for every other one."""
        match intent:
            case "start_quiz":
                return self._attempts.open(message, person)
            case "cancel_quiz":
                return self._attempts.pause(message, person)
            case "thanks_bye" if self.is_running(person) and message.place is Place.DM:
                return self._attempts.pause(message, person)
            case "show_result":
                return self._looking_back.result(message, person, self._offer(person))
            case "explain_result":
                return self._looking_back.explain(message, person)
        return None

    def typed(self, message: Message, person: Person) -> Turn | None:
        """The turn when the words answer the question that waits; None when they say something else."""
        question = self._attempts.waiting(person)
        if message.place is not Place.DM or person.paused:
            return None
        if question is None:
            is_next = 0 < message.at - person.shown_at < INTRODUCED_SECONDS
            begins = is_next and self._quiz.begins(message.text)
            return self._attempts.begin(message, person) if begins else None
        reading = self._quiz.read(message.text, question)
        if reading is None:
            return None
        if reading is Do.PAUSE:
            return self._attempts.pause(message, person)
        if isinstance(reading, Do):
            return self._moves[Verb(reading.value)](message, person, Mark(person.name, question.step))
        return self._attempts.answer(message, person, Mark(person.name, question.step, reading))

    def clicked(self, choice: Choice, message: Message, person: Person) -> Turn:
        """A button of the assessment. One of another step, attempt or person changes nothing and says so."""
        if choice.intent not in set(Verb):
            return self._saying.unchanged(message, self._words.stale)
        verb = Verb(choice.intent)
        if verb in self._moves:
            return self._moved(verb, Mark.decode(choice.role), message, person)
        if opened := self._opened(verb, message, person):
            return opened
        return self._looking_back.clicked(verb, choice.role, message, person, self._offer(person))

    def _opened(self, verb: Verb, message: Message, person: Person) -> Turn | None:
        """What begins, goes on with or puts aside an attempt."""
        match verb:
            case Verb.START | Verb.RETAKE if self._attempts.waiting(person) is None:
                return self._attempts.begin(message, person)
            case Verb.START | Verb.RETAKE | Verb.RESUME:
                return self._attempts.open(message, person)
            case Verb.PAUSE:
                return self._attempts.pause(message, person)
            case Verb.MORE:
                return self._attempts.more(message, person)
        return None

    def _moved(self, verb: Verb, mark: Mark | None, message: Message, person: Person) -> Turn:
        question = self._attempts.waiting(person)
        if mark is None or mark.attempt != person.name or question is None:
            mine = {person.name, *(name_of(one.attempt.seed) for one in person.finished)}
            is_mine = mark is not None and mark.attempt in mine
            return self._saying.unchanged(message, self._words.over if is_mine else self._words.stranger)
        if mark.step != question.step:
            return self._saying.unchanged(message, self._words.stale)
        return self._moves[verb](message, replace(person, paused=False), mark)

    def _offer(self, person: Person) -> Verb:
        return Verb.RESUME if self._attempts.waiting(person) else Verb.START
