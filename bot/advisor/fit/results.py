"""A result as a message: its words, the pictures, and what to do about it as buttons."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advisor.assessment import Finding, Leaning, Quiz, Result, compare
from bot.advisor.fit.telling import Section, Teller, Told
from bot.advisor.fit.verbs import Verb, choose
from bot.advisor.models import Act, Button, Choice, Reply, To
from bot.advisor.parts import Bullets, Heading, Lead, Leanings, Note, Part, Scale, Sentence
from bot.advisor.person import Finished
from bot.advisor.summary.request import Scope
from knowledge import Knowledge
from knowledge.assessment import Assessment

SIDES = {Leaning.PRODUCT: 1, Leaning.EVEN: 0, Leaning.PROGRAM: -1, Leaning.UNASKED: None}


class Results:
    """Tells results in the words of the knowledge file."""

    def __init__(self, knowledge: Knowledge, assessment: Assessment, quiz: Quiz) -> None:
        self._assessment = assessment
        self._words = assessment.wording
        self._quiz = quiz
        self._teller = Teller(knowledge, assessment)
        self._summary = Button(knowledge.summaries.send, Choice(Act.SUMMARY, Scope.SINCE.value))

    def tell(self, finished: Finished, before: Finished | None = None) -> Reply:
        """The whole result, only for the person."""
        result = self._quiz.result(finished.attempt)
        if result.finding.band is None:
            return self._too_little(result)
        told = self._teller.tell(result, result.finding.band)
        change = tuple(self._change(result, before))
        parts = (Heading(self._words.title), *self._said(result.finding, told), *change, *_closing(told))
        return Reply(parts, to=To.DM, buttons=self._buttons(result))

    def explain(self, finished: Finished) -> Reply:
        """Why it came out so: the answers that weighed most, each with the fact behind it."""
        result = self._quiz.result(finished.attempt)
        if result.finding.band is None:
            return self._too_little(result)
        told = self._teller.tell(result, result.finding.band)
        why = (*_head(told), *_sections(told.reasons), *_sections((told.profile,)), *_notes(told))
        return Reply(why, to=To.DM, buttons=(self._button(Verb.RESULT), self._button(Verb.RETAKE)))

    def preview(self, finished: Finished) -> Reply:
        """What others would see, and the choice of where; nothing is sent before that choice."""
        parts = (Note(self._words.share_preview), *self.shared(finished).parts)
        return Reply(parts, to=To.DM, offer=self._words.share_where, pick=choose(Verb.SHARE_TO))

    def shared(self, finished: Finished) -> Reply:
        """The short form for a channel: description, range and honesty, no answers."""
        result = self._quiz.result(finished.attempt)
        if result.finding.band is None:
            return self._too_little(result)
        told = self._teller.tell(result, result.finding.band)
        return Reply((*_head(told), Note(self._words.honesty)), to=To.CHANNEL)

    def in_short(self, finished: Finished) -> tuple[Part, ...]:
        """Description, range, picture and honesty, only for the person."""
        result = self._quiz.result(finished.attempt)
        if result.finding.band is None:
            return self._too_little(result).parts
        told = self._teller.tell(result, result.finding.band)
        return (*_head(told), self._scale(result.finding, told), Note(self._words.honesty))

    def _too_little(self, result: Result) -> Reply:
        parts = (Lead(Sentence(self._teller.too_little(result))), Note(self._words.honesty))
        return Reply(parts, to=To.DM, buttons=(self._button(Verb.RETAKE),))

    def _said(self, finding: Finding, told: Told) -> Iterator[Part]:
        yield from _head(told)
        yield self._scale(finding, told)
        yield from _sections((told.chances, *told.reasons))
        yield self._leanings(finding, told)

    def _change(self, result: Result, before: Finished | None) -> Iterator[Part]:
        """Compared with the attempt before, where that has a result too."""
        earlier = self._quiz.result(before.attempt).finding if before else None
        if earlier is None or earlier.band is None:
            return
        now = result.finding.score
        was = (earlier.score.theta, earlier.score.sd)
        yield Note(self._teller.change(compare(was, (now.theta, now.sd), self._assessment.retest)))

    def _scale(self, finding: Finding, told: Told) -> Scale:
        names, scoring = self._words.bands, self._assessment.scoring
        ends = (names["strong_program"].name, names["balanced"].name, names["strong_product"].name)
        edges = (-scoring.strong, -scoring.lean, scoring.lean, scoring.strong)
        return Scale(finding.score.theta, finding.score.sd, ends, edges, told.alt_scale)

    def _leanings(self, finding: Finding, told: Told) -> Leanings:
        subjects = tuple((one.label, SIDES[one.leaning]) for one in finding.profile)
        names = self._words.profile
        return Leanings(subjects, (names["program"], names["even"], names["product"]), told.alt_profile)

    def _buttons(self, result: Result) -> tuple[Button, ...]:
        more = (Verb.MORE,) if result.may_go_on else ()
        verbs = map(self._button, (*more, Verb.WHY, Verb.SHARE, Verb.RETAKE))
        return (*verbs, self._summary, self._button(Verb.DELETE))

    def _button(self, verb: Verb) -> Button:
        return Button(getattr(self._words.buttons, verb.value), choose(verb), verb is Verb.DELETE)


def _head(told: Told) -> Iterator[Part]:
    yield Lead(Sentence(told.headline))
    yield Bullets(tuple(map(Sentence, told.lines)))


def _sections(sections: tuple[Section, ...]) -> Iterator[Part]:
    for section in sections:
        yield Note(section.title)
        if section.said:
            yield Bullets(section.said)


def _closing(told: Told) -> Iterator[Part]:
    yield from _sections(told.closing)
    yield from _notes(told)


def _notes(told: Told) -> Iterator[Part]:
    yield from map(Note, told.notes)
