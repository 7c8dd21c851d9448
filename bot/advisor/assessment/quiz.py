"""The assessment as a whole: an attempt in, the next question, the next attempt or the result out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.advisor.assessment.administration import Administration, Asked, Standing
from bot.advisor.assessment.attempt import Attempt, Response, Side, Wish
from bot.advisor.assessment.bank import Answers, Bank
from bot.advisor.assessment.careless import find_flags
from bot.advisor.assessment.progress import Progress, measure_progress
from bot.advisor.assessment.reading import Reader, Reading, plain_words
from bot.advisor.assessment.result import Finding, Findings, Result
from bot.advisor.assessment.scoring import Scorer
from knowledge import Knowledge, KnowledgeError, Problem
from knowledge.assessment import Assessment, Likert

CHOICES = range(5)


@dataclass(frozen=True, slots=True)
class Question:
    """What to show. `step` goes into the buttons; `shown` are the two activities of a pair, left first."""

    step: int
    item: str
    format: str
    prompt: str
    options: tuple[str, ...]
    shown: tuple[str, ...]
    repeat: bool
    progress: Progress


class Quiz:
    """Pure: the same attempt gives the same question and result, on any machine and after any restart.

    A move that does not fit the attempt, because its button is old or its time has not come, changes nothing
    and gives the very same attempt back.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.bank = Bank(assessment)
        scorer = Scorer(self.bank)
        self._administration = Administration(self.bank, scorer)
        self._findings = Findings(self.bank, scorer)
        self._reader = Reader(assessment.typed)

    @classmethod
    def build(cls, knowledge: Knowledge) -> Quiz:
        """The assessment of a knowledge file; KnowledgeError where it has none."""
        if knowledge.assessment is None:
            cure = "add assessment: as in knowledge/product_vs_program/assessment.yaml"
            raise KnowledgeError([Problem("knowledge", "assessment", "is missing", cure)])
        return cls(knowledge.assessment)

    def start(self, seed: str, seen: Iterable[str] = ()) -> Attempt:
        """A new attempt; `seen` are the items that the person answered in earlier ones."""
        return Attempt(seed, self.assessment.version, seen=frozenset(seen).intersection(self.bank.item))

    def fits(self, attempt: Attempt) -> bool:
        """Whether an attempt kept elsewhere belongs to these questions."""
        known = all(one.item in self.bank.item for one in attempt.responses)
        return known and attempt.version == self.assessment.version

    def question(self, attempt: Attempt) -> Question | None:
        """The question to ask now; None when the attempt is over."""
        at = self._administration.standing(attempt)
        asked = self._administration.ask(at)
        return self._question(asked, at) if asked else None

    def answer(self, attempt: Attempt, step: int, choice: int, milliseconds: int | None = None) -> Attempt:
        """The attempt with the button `choice` (0 to 4, from the left) pressed at `step`."""
        if choice not in CHOICES:
            raise ValueError(f"choice {choice} is not one of 0 to 4")
        return self._respond(attempt, step, choice, milliseconds)

    def skip(self, attempt: Attempt, step: int) -> Attempt:
        return self._respond(attempt, step, None, None)

    def back(self, attempt: Attempt, step: int) -> Attempt:
        """The attempt without its last response, which is asked again. A finished attempt stays as it is."""
        if step != attempt.step or not attempt.responses or self.question(attempt) is None:
            return attempt
        return replace(attempt, responses=attempt.responses[:-1])

    def finish(self, attempt: Attempt) -> Attempt:
        """Ends the attempt now; changes nothing before there are enough pairs."""
        question = self.question(attempt)
        if question is None or not question.progress.may_finish:
            return attempt
        return replace(attempt, wish=Wish.FINISH)

    def go_on(self, attempt: Attempt) -> Attempt:
        """Takes up an attempt that is over, for more pairs than the stop rule asks."""
        return replace(attempt, wish=Wish.MORE) if self._may_go_on(attempt) else attempt

    def result(self, attempt: Attempt) -> Result:
        finding = self.find(self.answers(attempt))
        unsure = max(finding.score.p_bands) < self.assessment.asking.unsure_below
        may_go_on = unsure and self._may_go_on(attempt)
        return Result(finding, find_flags(self.bank, attempt), attempt.version, may_go_on)

    def answers(self, attempt: Attempt) -> Answers:
        """Keyed answers: pairs -2 to 2 with + towards product, statements 1 to 5."""
        return self.bank.answers(attempt.responses)

    def find(self, answers: Answers) -> Finding:
        return self._findings.find(answers)

    def read(self, text: str, question: Question) -> Reading:
        """What a typed text means as an answer to this question; None when it is something else."""
        return self._reader.read(text, question.format, question.shown)

    def begins(self, text: str) -> bool:
        """Is this what a person types below the introduction to begin?"""
        return plain_words(text) in self.assessment.wording.begin

    def _respond(self, attempt: Attempt, step: int, choice: int | None, milliseconds: int | None) -> Attempt:
        asked = self._administration.ask(self._administration.standing(attempt))
        if asked is None or step != attempt.step:
            return attempt
        response = Response(asked.item, choice, asked.side, milliseconds, asked.repeat)
        return replace(attempt, responses=(*attempt.responses, response))

    def _may_go_on(self, attempt: Attempt) -> bool:
        at = self._administration.standing(attempt)
        return self._administration.ask(at) is None and self._administration.next_pair(at) is not None

    def _question(self, asked: Asked, at: Standing) -> Question:
        item = self.bank.item[asked.item]
        scales = self.assessment.scales
        shown = () if isinstance(item, Likert) else tuple(option.text for option in item.options)
        if asked.side is Side.RIGHT:
            shown = shown[::-1]
        labels = scales.likert5 if isinstance(item, Likert) else scales.graded_pair
        named = dict(zip("AB", shown, strict=False))
        options = tuple(label.format_map(named) for label in labels)
        progress = measure_progress(self._administration, at, self.assessment.asking)
        return Question(
            at.attempt.step, item.id, item.format, item.prompt, options, shown, asked.repeat, progress
        )
