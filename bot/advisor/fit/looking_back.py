"""The last result: seeing it again, why it came out so, sharing it, deleting it."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.assessment import Quiz
from bot.advisor.fit.results import Results
from bot.advisor.fit.saying import Saying, note
from bot.advisor.fit.verbs import Verb, choose
from bot.advisor.models import Button, Message, Turn
from bot.advisor.parts import Part
from bot.advisor.person import Finished, Person
from knowledge.assessment_wording import Wording


class LookingBack:
    """Nothing here changes an attempt that runs."""

    def __init__(self, words: Wording, quiz: Quiz, results: Results, saying: Saying) -> None:
        self._words = words
        self._quiz = quiz
        self._results = results
        self._saying = saying

    def last(self, person: Person) -> Finished | None:
        """The newest result; one of other questions than today's cannot be told any more."""
        return next((one for one in reversed(person.finished) if self._quiz.fits(one.attempt)), None)

    def in_short(self, person: Person) -> tuple[Part, ...]:
        last = self.last(person)
        return self._results.in_short(last) if last else ()

    def result(self, message: Message, person: Person, offer: Verb) -> Turn:
        """The last result, only to the person; without one, what to do instead."""
        if last := self.last(person):
            return self._saying.in_dm(message, person, self._results.tell(last), sent=self._words.sent_result)
        return self._saying.unchanged(message, self._words.no_result, offer)

    def explain(self, message: Message, person: Person) -> Turn | None:
        """Why the last result came out so; None without one."""
        last = self.last(person)
        if last is None:
            return None
        return self._saying.in_dm(message, person, self._results.explain(last), sent=self._words.sent_result)

    def clicked(self, verb: Verb, channel: str, message: Message, person: Person, offer: Verb) -> Turn:
        """`channel` is the one that was picked for sharing."""
        last = self.last(person)
        if last is None or verb is Verb.RESULT:
            return self.result(message, person, offer)
        match verb:
            case Verb.WHY:
                return self._saying.in_dm(message, person, self._results.explain(last))
            case Verb.SHARE:
                return self._saying.in_dm(message, person, self._results.preview(last))
            case Verb.SHARE_TO:
                return self._saying.shared(person, replace(self._results.shared(last), channel=channel))
            case Verb.DELETE_SURE:
                return self._saying.in_dm(message, Person(), note(self._words.deleted))
        return self._ask_to_delete(message)

    def _ask_to_delete(self, message: Message) -> Turn:
        sure = Button(self._words.buttons.delete, choose(Verb.DELETE_SURE), danger=True)
        keep = Button(self._words.buttons.keep, choose(Verb.RESULT))
        return self._saying.in_dm(message, None, replace(note(self._words.delete_sure), buttons=(sure, keep)))
