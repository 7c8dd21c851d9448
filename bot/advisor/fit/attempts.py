"""An attempt from its first question to its result: each move in, the next card or the result out."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.advisor.assessment import Question, Quiz, is_recent
from bot.advisor.fit.looking_back import LookingBack
from bot.advisor.fit.questions import Cards
from bot.advisor.fit.results import Results
from bot.advisor.fit.saying import Saying
from bot.advisor.fit.verbs import Mark
from bot.advisor.models import Message, Turn
from bot.advisor.person import Finished, Person
from knowledge.assessment import Assessment

DAY = 86_400.0
KEPT = 10  # finished attempts of one person
CHOICES = 5
NAME_LETTERS = 8


class Attempts:
    """Every move that fits the attempt leads to the card; one that does not is told apart by `Fit` before."""

    def __init__(
        self, assessment: Assessment, quiz: Quiz, results: Results, looking_back: LookingBack, saying: Saying
    ) -> None:
        self._assessment = assessment
        self._words = assessment.wording
        self._quiz = quiz
        self._cards = Cards(assessment)
        self._results = results
        self._looking_back = looking_back
        self._saying = saying

    def waiting(self, person: Person) -> Question | None:
        """The question to be answered next; none of an attempt at other questions than today's."""
        if person.attempt is None or not self._quiz.fits(person.attempt):
            return None
        return self._quiz.question(person.attempt)

    def open(self, message: Message, person: Person) -> Turn:
        """Goes on where an attempt waits, else says what it is and offers to begin."""
        if question := self.waiting(person):
            shown = replace(person, paused=False, shown_at=message.at)
            card = self._cards.question(shown, question, self._words.resumed, afresh=True)
            return self._saying.in_dm(message, shown, card)
        card = self._cards.intro(self._notes(message, person))
        return self._saying.in_dm(message, replace(person, shown_at=message.at), card)

    def begin(self, message: Message, person: Person) -> Turn:
        seed = hashlib.sha256(f"{message.address}{message.key}".encode()).hexdigest()
        seen = {one.item for done in person.finished for one in done.attempt.responses}
        attempt = self._quiz.start(seed, seen)
        return self._asked(message, replace(person, attempt=attempt, name=name_of(seed), paused=False))

    def answer(self, message: Message, person: Person, mark: Mark) -> Turn:
        if person.attempt is None or mark.choice >= CHOICES:
            return self._saying.unchanged(message, self._words.stale)
        taken = max(0, round(1000 * (message.at - person.shown_at))) if person.shown_at else None
        attempt = self._quiz.answer(person.attempt, mark.step, mark.choice, taken)
        return self._asked(message, replace(person, attempt=attempt))

    def skip(self, message: Message, person: Person, mark: Mark) -> Turn:
        attempt = person.attempt and self._quiz.skip(person.attempt, mark.step)
        return self._asked(message, replace(person, attempt=attempt))

    def back(self, message: Message, person: Person, mark: Mark) -> Turn:
        attempt = person.attempt and self._quiz.back(person.attempt, mark.step)
        note = self._words.nothing_back if attempt == person.attempt else ""
        return self._asked(message, replace(person, attempt=attempt), note)

    def finish(self, message: Message, person: Person, _: Mark) -> Turn:
        attempt = person.attempt and self._quiz.finish(person.attempt)
        if attempt is None or attempt == person.attempt:
            return self._asked(message, person, self._too_early(person))
        return self._asked(message, replace(person, attempt=attempt))

    def pause(self, message: Message, person: Person) -> Turn:
        """Puts the attempt aside; says so where none runs."""
        question = self.waiting(person)
        if question is None:
            return self._saying.unchanged(message, self._words.nothing_runs)
        card = self._cards.paused(question.progress.answered)
        return self._saying.in_dm(message, replace(person, paused=True), card)

    def more(self, message: Message, person: Person) -> Turn:
        """Takes the last attempt up again, for a clearer result."""
        last = self._looking_back.last(person)
        if last is None or self.waiting(person):
            return self.open(message, person)
        attempt = self._quiz.go_on(last.attempt)
        if attempt == last.attempt:
            return self._saying.unchanged(message, self._words.over)
        earlier = tuple(one for one in person.finished if one is not last)
        taken_up = replace(person, attempt=attempt, name=name_of(attempt.seed), finished=earlier)
        return self._asked(message, taken_up)

    def _asked(self, message: Message, person: Person, note: str = "") -> Turn:
        """The card with the question that comes now, or the result where none does."""
        if question := self.waiting(person):
            shown = replace(person, shown_at=message.at)
            return self._saying.in_dm(message, shown, self._cards.question(shown, question, note))
        if person.attempt is None:
            return self.open(message, person)
        done = Finished(person.attempt, message.at)
        before = self._looking_back.last(person)
        kept = replace(person, attempt=None, shown_at=0.0, finished=(*person.finished, done)[-KEPT:])
        return self._saying.in_dm(message, kept, self._cards.done(), self._results.tell(done, before))

    def _too_early(self, person: Person) -> str:
        pairs = self._quiz.result(person.attempt).finding.pairs if person.attempt else 0
        return self._words.too_early.format(least=self._assessment.asking.pairs_least, pairs=pairs)

    def _notes(self, message: Message, person: Person) -> tuple[str, ...]:
        """What to know before taking it again."""
        retest = self._assessment.retest
        if not person.finished or not is_recent((message.at - person.finished[-1].at) / DAY, retest):
            return ()
        return (self._words.remembered.format(days=retest.recent_days),)


def name_of(seed: str) -> str:
    """What stands in the buttons of an attempt."""
    return f"q{seed[:NAME_LETTERS]}"
