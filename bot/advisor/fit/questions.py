"""How the assessment asks: the introduction, one question with its buttons, and the pause, as a card."""

from __future__ import annotations

from bot.advisor.assessment import Question
from bot.advisor.fit.verbs import Mark, Verb, choose
from bot.advisor.models import Button, Reply, To
from bot.advisor.parts import Bullets, Heading, Lead, Meter, Note, Part, Sentence
from bot.advisor.person import Person
from knowledge.assessment import Assessment

CARD = "quiz"
LETTERS = "AB"


class Cards:
    """The one message in which the assessment goes on."""

    def __init__(self, assessment: Assessment) -> None:
        self._words = assessment.wording
        self._scales = assessment.scales

    def intro(self, notes: tuple[str, ...] = ()) -> Reply:
        """What it is, how long it takes, who sees it and what is kept, before anything is asked."""
        said = tuple(Sentence(line) for line in (*self._words.intro[1:], *notes))
        parts = (Heading(self._words.title), Lead(Sentence(self._words.intro[0])), Bullets(said))
        return _card(parts, (Button(self._words.buttons.start, choose(Verb.START)),), afresh=True)

    def question(self, person: Person, question: Question, note: str = "", afresh: bool = False) -> Reply:
        """The question that waits. `note` stands above it: what was noted, or why it is shown again."""
        before = (Note(note),) if note else ()
        parts = (*before, self._meter(question), *self._asked(question))
        return _card(parts, self._buttons(person, question), afresh)

    def paused(self, answered: int) -> Reply:
        text = self._words.paused.format(answered=answered)
        resume = Button(self._words.buttons.resume, choose(Verb.RESUME))
        return _card((Lead(Sentence(text)),), (resume,))

    def done(self) -> Reply:
        """What is left of the card when the result stands below it."""
        return _card((Note(self._words.done),), ())

    def _meter(self, question: Question) -> Meter:
        progress = question.progress
        words = self._words.progress_last if progress.left <= 1 else self._words.progress
        return Meter(progress.share, words.format(answered=progress.answered, left=progress.left))

    def _asked(self, question: Question) -> tuple[Part, ...]:
        lead = Lead(Sentence(question.prompt))
        if not question.shown:
            return (lead, Note(self._words.likert_hint))
        options = tuple(
            Sentence(f"{letter}: {text}") for letter, text in zip(LETTERS, question.shown, strict=True)
        )
        return (lead, Bullets(options), Note(self._words.pair_hint))

    def _buttons(self, person: Person, question: Question) -> tuple[Button, ...]:
        """Five for the answer, then what can be done instead."""
        names = self._words.buttons
        labels = self._scales.graded_pair if question.shown else self._scales.likert5
        short = [label.format(A="A", B="B") for label in labels]
        answers = [
            Button(label, choose(Verb.ANSWER, Mark(person.name, question.step, number)))
            for number, label in enumerate(short)
        ]
        here = Mark(person.name, question.step)
        back = [Button(names.back, choose(Verb.BACK, here))] if question.step else []
        finish = [Button(names.finish, choose(Verb.FINISH, here))] if question.progress.may_finish else []
        others = [Button(names.skip, choose(Verb.SKIP, here)), Button(names.pause, choose(Verb.PAUSE, here))]
        return (*answers, *back, *others, *finish)


def _card(parts: tuple[Part, ...], buttons: tuple[Button, ...], afresh: bool = False) -> Reply:
    return Reply(parts, to=To.DM, buttons=buttons, card=CARD, afresh=afresh)
