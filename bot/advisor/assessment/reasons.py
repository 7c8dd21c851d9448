"""Why a result came out: the answers without which it would have been most different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.advisor.assessment.bands import Band
from bot.advisor.assessment.bank import MUCH, Answers, Bank, Twin
from bot.advisor.assessment.scoring import Score, Scorer
from knowledge.assessment import Likert, Option, Pole

AGREED = 4  # a statement is only called preferred where it was agreed to


@dataclass(frozen=True, slots=True)
class Reason:
    """A preference that was stated. `weight` is how far it moved the estimate, + towards product."""

    item: str
    chosen: str
    pole: Pole
    dimension: str
    facts: tuple[str, ...]
    weight: float
    much: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """For and against the side of the estimate; in a balanced result, for product and for program."""

    pro: tuple[Reason, ...]
    con: tuple[Reason, ...]


class Explainer:
    """Leaves out each answer in turn. What pulls the other way than it says is never shown as a reason."""

    def __init__(self, bank: Bank, scorer: Scorer) -> None:
        self._bank = bank
        self._scorer = scorer
        self._limits = bank.assessment.explaining

    def explain(self, answers: Answers, score: Score) -> Reasons:
        reasons = self._reasons(answers, score)
        product = [one for one in reasons if one.pole == "product"]
        program = [one for one in reasons if one.pole == "program"]
        most, least = self._limits.reasons_for, self._limits.reasons_against
        if score.band is Band.BALANCED:
            return Reasons(tuple(product[:least]), tuple(program[:least]))
        pro, con = (product, program) if score.theta > 0 else (program, product)
        return Reasons(tuple(pro[:most]), tuple(con[:least]))

    def _reasons(self, answers: Answers, score: Score) -> list[Reason]:
        """The heaviest first; ties by the order of the knowledge file, which is the same for both poles."""
        found = []
        for stated in self._stated(answers):
            without = {item: value for item, value in answers.items() if item not in stated.items}
            weight = score.theta - self._scorer.score(without).theta
            if weight * stated.value > 0:
                found.append(_reason(stated, weight))
        return sorted(found, key=lambda one: -abs(one.weight))

    def _stated(self, answers: Answers) -> Iterator[_Stated]:
        for pair in self._bank.assessment.pairs:
            if value := answers.get(pair.id):
                pole = "product" if value > 0 else "program"
                option = next(one for one in pair.options if one.pole == pole)
                yield _Stated((pair.id,), value, option, option.text)
        for twin in self._bank.twins:
            yield from self._agreed(twin, answers)

    def _agreed(self, twin: Twin, answers: Answers) -> Iterator[_Stated]:
        """Statements that reject an activity are no preference; they count, but explain nothing."""
        difference = twin.difference(answers)
        if twin.key < 0 or not difference:
            return
        item = self._bank.statement(twin.product if difference > 0 else twin.program)
        if answers[item.id] >= AGREED:
            yield _Stated(twin.items, difference, item, item.prompt)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A preference with the items that are left out to weigh it."""

    items: tuple[str, ...]
    value: int
    said: Option | Likert
    text: str


def _reason(stated: _Stated, weight: float) -> Reason:
    said = stated.said
    item = said.id if isinstance(said, Likert) else stated.items[0]
    much = abs(stated.value) >= MUCH
    return Reason(item, stated.text, said.pole, said.dimension, said.facts, weight, much)
