"""The turns of the assessment: begin, answer, go back, pause, finish, look at a result, share, delete."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.advisor.assessment.quiz import Question, Quiz
from bot.advisor.assessment.reading import Do
from bot.advisor.assessment.retest import is_recent
from bot.advisor.fit.questions import Cards
from bot.advisor.fit.results import Results
from bot.advisor.fit.verbs import Mark, Verb, choose
from bot.advisor.models import (
    Button,
    Choice,
    Decision,
    Lead,
    Message,
    Outcome,
    Place,
    Reply,
    Sentence,
    Session,
    To,
    Turn,
)
from bot.advisor.person import Finished, Person
from knowledge import Knowledge
from knowledge.assessment import Assessment

DAY = 86_400.0
KEPT = 10  # finished attempts of one person
NAME_LETTERS = 8

Move = Callable[[Message, Person, Mark], "Turn"]


class Fit:
    """Pure: the clock and the randomness come in with the message."""

    def __init__(self, knowledge: Knowledge, assessment: Assessment) -> None:
        self._words = assessment.wording
        self._retest = assessment.retest
        self._quiz = Quiz(assessment)
        self._cards = Cards(assessment, self._quiz)
        self._results = Results(knowledge, assessment, self._quiz)
        self._moves: dict[Verb, Move] = {
            Verb.ANSWER: self._answer,
            Verb.SKIP: self._skip,
            Verb.BACK: self._back,
            Verb.FINISH: self._finish,
        }

    @property
    def way_back(self) -> Button:
        """Goes on with the question that waits."""
        return Button(self._words.buttons.resume, choose(Verb.RESUME))

    # What was typed or asked for

    def asked(self, intent: str, message: Message, person: Person) -> Turn | None:
        """The turn for an intent that is about the assessment; None for every other one."""
        match intent:
            case "start_quiz":
                return self.open(message, person)
            case "cancel_quiz":
                return self.pause(message, person)
            case "thanks_bye" if self.is_running(person) and message.place is Place.DM:
                return self.pause(message, person)
            case "show_result":
                return self.result(message, person)
            case "explain_result":
                return self.explain(message, person)
        return None

    def open(self, message: Message, person: Person) -> Turn:
        """Goes on where an attempt waits, else says what it is and offers to begin."""
        if question := self._waiting(person):
            shown = replace(person, paused=False, shown_at=message.at)
            card = self._cards.question(shown, question, self._words.resumed, afresh=True)
            return self._in_dm(message, shown, card)
        return self._in_dm(message, person, self._cards.intro(self._notes(message, person)))

    def typed(self, message: Message, person: Person) -> Turn | None:
        """The turn when the words answer the question that waits; None when they say something else."""
        question = self._waiting(person)
        if question is None or person.paused or message.place is not Place.DM:
            return None
        reading = self._quiz.read(message.text, question)
        here = Mark(person.name, question.step, reading if isinstance(reading, int) else 0)
        if reading is None:
            return None
        if isinstance(reading, int):
            return self._answer(message, person, here)
        if reading is Do.PAUSE:
            return self.pause(message, person)
        return self._moves[Verb(reading.value)](message, person, here)

    def is_running(self, person: Person) -> bool:
        """Does a question wait for this person, and was it not put aside?"""
        return not person.paused and self._waiting(person) is not None

    def pause(self, message: Message, person: Person) -> Turn:
        """Puts the attempt aside; says so where none runs."""
        question = self._waiting(person)
        if question is None or person.attempt is None:
            return self._say(message, self._words.nothing_runs)
        card = self._cards.paused(person, question.progress.answered)
        return self._in_dm(message, replace(person, paused=True), card)

    def result(self, message: Message, person: Person) -> Turn:
        """The last result, only to the person."""
        if last := self._last(person):
            return self._in_dm(message, person, self._results.tell(last), sent=self._words.sent_result)
        offer = Verb.RESUME if self._waiting(person) else Verb.START
        return self._say(message, self._words.no_result, offer)

    def explain(self, message: Message, person: Person) -> Turn | None:
        """Why the last result came out so; None without one."""
        last = self._last(person)
        if last is None:
            return None
        return self._in_dm(message, person, self._results.explain(last), sent=self._words.sent_result)

    # What was clicked

    def clicked(self, choice: Choice, message: Message, person: Person) -> Turn:
        """A button of the assessment. One of another step, attempt or person changes nothing and says so."""
        try:
            verb = Verb(choice.intent)
        except ValueError:
            return self._say(message, self._words.stale)
        if verb in self._moves:
            return self._moved(verb, Mark.decode(choice.role), message, person)
        return self._other(verb, choice, message, person)

    def _moved(self, verb: Verb, mark: Mark | None, message: Message, person: Person) -> Turn:
        if mark is None or mark.attempt != person.name or self._waiting(person) is None:
            known = {self._name(one.attempt.seed) for one in person.finished}
            is_mine = mark is not None and mark.attempt in known
            return self._say(message, self._words.over if is_mine else self._words.stranger)
        if mark.step != (person.attempt.step if person.attempt else 0):
            return self._say(message, self._words.stale)
        return self._moves[verb](message, replace(person, paused=False), mark)

    def _other(self, verb: Verb, choice: Choice, message: Message, person: Person) -> Turn:
        if verb in {Verb.START, Verb.RETAKE} and self._waiting(person) is None:
            return self._begin(message, person)
        if verb in {Verb.START, Verb.RETAKE, Verb.RESUME}:
            return self.open(message, person)
        if verb is Verb.PAUSE:
            return self.pause(message, person)
        if verb is Verb.MORE:
            return self._more(message, person)
        return self._about_last(verb, choice.role, message, person)

    def _about_last(self, verb: Verb, channel: str, message: Message, person: Person) -> Turn:
        last = self._last(person)
        if last is None:
            return self.result(message, person)
        match verb:
            case Verb.WHY:
                return self._in_dm(message, person, self._results.explain(last))
            case Verb.SHARE:
                return self._in_dm(message, person, self._results.preview(last))
            case Verb.SHARE_TO:
                return self._share(last, person, channel)
            case Verb.RESULT:
                return self.result(message, person)
        return self._delete(verb, message)

    def _begin(self, message: Message, person: Person) -> Turn:
        seed = hashlib.sha256(f"{message.address}{message.key}".encode()).hexdigest()
        seen = {one.item for done in person.finished for one in done.attempt.responses}
        attempt = self._quiz.start(seed, seen)
        return self._asked(message, replace(person, attempt=attempt, name=self._name(seed), paused=False))

    def _answer(self, message: Message, person: Person, mark: Mark) -> Turn:
        if person.attempt is None or mark.choice > 4:
            return self._say(message, self._words.stale)
        taken = max(0, round(1000 * (message.at - person.shown_at))) if person.shown_at else None
        attempt = self._quiz.answer(person.attempt, mark.step, mark.choice, taken)
        return self._asked(message, replace(person, attempt=attempt))

    def _skip(self, message: Message, person: Person, mark: Mark) -> Turn:
        attempt = person.attempt and self._quiz.skip(person.attempt, mark.step)
        return self._asked(message, replace(person, attempt=attempt))

    def _back(self, message: Message, person: Person, mark: Mark) -> Turn:
        attempt = person.attempt and self._quiz.back(person.attempt, mark.step)
        note = self._words.nothing_back if attempt == person.attempt else ""
        return self._asked(message, replace(person, attempt=attempt), note)

    def _finish(self, message: Message, person: Person, _: Mark) -> Turn:
        if person.attempt is None:
            return self._say(message, self._words.stale)
        attempt = self._quiz.finish(person.attempt)
        if attempt == person.attempt:
            finding = self._quiz.result(attempt).finding
            least = self._quiz.assessment.asking.pairs_least
            return self._asked(
                message, person, self._words.too_early.format(least=least, pairs=finding.pairs)
            )
        return self._asked(message, replace(person, attempt=attempt))

    def _more(self, message: Message, person: Person) -> Turn:
        """Takes the last attempt up again, for a clearer result."""
        last = self._last(person)
        if last is None or self._waiting(person):
            return self.open(message, person)
        earlier = [one for one in person.finished if one is not last]
        attempt = self._quiz.go_on(last.attempt)
        if attempt == last.attempt:
            return self._say(message, self._words.over)
        name = self._name(attempt.seed)
        return self._asked(message, replace(person, attempt=attempt, name=name, finished=tuple(earlier)))

    def _asked(self, message: Message, person: Person, note: str = "") -> Turn:
        """The card with the question that comes now, or the result where none does."""
        if question := self._waiting(person):
            shown = replace(person, shown_at=message.at)
            return self._in_dm(message, shown, self._cards.question(shown, question, note))
        return self._ended(message, person)

    def _ended(self, message: Message, person: Person) -> Turn:
        if person.attempt is None:
            return self.open(message, person)
        done = Finished(person.attempt, message.at)
        before = self._last(person)
        kept = replace(person, attempt=None, finished=(*person.finished, done)[-KEPT:])
        return self._in_dm(message, kept, self._cards.done(), self._results.tell(done, before))

    def _share(self, last: Finished, person: Person, channel: str) -> Turn:
        shared = replace(self._results.shared(last), channel=channel)
        return Turn(
            Session(), (shared, self._note(self._words.shared_done)), _outcome("show_result"), person=person
        )

    def _delete(self, verb: Verb, message: Message) -> Turn:
        if verb is not Verb.DELETE_SURE:
            sure = Button(self._words.buttons.delete, choose(Verb.DELETE_SURE), danger=True)
            keep = Button(self._words.buttons.keep, choose(Verb.RESULT))
            asked = replace(self._note(self._words.delete_sure), buttons=(sure, keep))
            return self._in_dm(message, None, asked)
        return self._in_dm(message, Person(), self._note(self._words.deleted))

    # Replies

    def _in_dm(self, message: Message, person: Person | None, *replies: Reply, sent: str = "") -> Turn:
        """In the direct message; elsewhere the person alone hears that it is there."""
        told = (
            (self._note(sent or self._words.sent_to_dm, To.EPHEMERAL),)
            if message.place is not Place.DM
            else ()
        )
        return Turn(Session(), (*replies, *told), _outcome("start_quiz"), person=person)

    def _say(self, message: Message, text: str, offer: Verb | None = None) -> Turn:
        """A sentence that changes nothing."""
        names = self._words.buttons
        buttons = (Button(getattr(names, offer.value), choose(offer)),) if offer else ()
        to = To.HERE if message.place is Place.DM else To.EPHEMERAL
        return Turn(Session(), (replace(self._note(text, to), buttons=buttons),), _outcome("start_quiz"))

    def _note(self, text: str, to: To = To.DM) -> Reply:
        return Reply((Lead(Sentence(text)),), to=to)

    def _notes(self, message: Message, person: Person) -> tuple[str, ...]:
        """What to know before taking it again."""
        if not person.finished:
            return ()
        days = (message.at - person.finished[-1].at) / DAY
        if not is_recent(days, self._retest):
            return ()
        return (self._words.remembered.format(days=self._retest.recent_days),)

    def _last(self, person: Person) -> Finished | None:
        """The newest result; one of other questions than today's cannot be told any more."""
        return next((one for one in reversed(person.finished) if self._quiz.fits(one.attempt)), None)

    def _waiting(self, person: Person) -> Question | None:
        if person.attempt is None or not self._quiz.fits(person.attempt):
            return None
        return self._quiz.question(person.attempt)

    def _name(self, seed: str) -> str:
        return f"q{seed[:NAME_LETTERS]}"


def _outcome(intent: str) -> Outcome:
    return Outcome(Decision.ACTION, (intent,), ("none",))
