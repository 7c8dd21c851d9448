"""The items by what is looked up: pairs of an axis, statements in fours, and what an answer counts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.advisor.assessment.attempt import Response, Side
from knowledge.assessment import Assessment, Item, Likert

# Keyed answers: pairs -2..2 with + towards product, statements 1..5 as agreed to.
Answers = Mapping[str, int]

MUCH = 2
PAIR_ANSWERS = range(-MUCH, MUCH + 1)
LIKERT_ANSWERS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same statement on both roles; they only count together. `key` -1 rejects the activity."""

    axis: str
    form: str
    key: int
    product: str
    program: str
    items: tuple[str, str]  # as in the knowledge file

    def difference(self, answers: Answers) -> int | None:
        """Towards product -4..4; None unless both were answered."""
        if self.product not in answers or self.program not in answers:
            return None
        return self.key * (answers[self.product] - answers[self.program])


@dataclass(frozen=True, slots=True)
class Quad:
    """The four statements of an axis: how much either role attracts at all."""

    axis: str
    form: str
    liked: Twin
    rejected: Twin

    def level(self, answers: Answers) -> float | None:
        """-2 neither attracts, 2 both do; None unless all four were answered."""
        liked, rejected = _sum(self.liked, answers), _sum(self.rejected, answers)
        return None if liked is None or rejected is None else (liked - rejected) / 4

    def liking(self, answers: Answers) -> int | None:
        """What the two unreversed statements add up to, 2..10."""
        return _sum(self.liked, answers)


class Bank:
    """The items of one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.item: dict[str, Item] = {item.id: item for item in assessment.items}
        self._statement = {item.id: item for item in assessment.likert}
        self.axes = tuple(axis.name for axis in assessment.axes)
        self.pairs = {axis: tuple(one for one in assessment.pairs if one.axis == axis) for axis in self.axes}
        self.twins = tuple(_twins(assessment.likert))
        self.quads = tuple(_quads(self.twins))

    def statement(self, name: str) -> Likert:
        return self._statement[name]

    def allowed(self, name: str) -> range | None:
        """The keyed answers that an item can have; None for an item that there is not."""
        item = self.item.get(name)
        if item is None:
            return None
        return LIKERT_ANSWERS if isinstance(item, Likert) else PAIR_ANSWERS

    def value(self, response: Response) -> int | None:
        """What a response counts for, whatever side it was shown on; None for a skip."""
        if response.choice is None:
            return None
        item = self.item[response.item]
        if isinstance(item, Likert):
            return response.choice + 1
        towards_first = MUCH - response.choice if response.side is Side.LEFT else response.choice - MUCH
        return towards_first if item.options[0].pole == "product" else -towards_first

    def answers(self, responses: Iterable[Response]) -> dict[str, int]:
        """Keyed answers; skips and the repeated pair count for nothing."""
        keyed = ((one.item, self.value(one)) for one in responses if not one.repeat)
        return {item: value for item, value in keyed if value is not None}


def _twins(statements: tuple[Likert, ...]) -> Iterator[Twin]:
    by_id = {one.id: one for one in statements}
    started: set[str] = set()
    for one in statements:
        if one.twin in started:
            continue
        started.add(one.id)
        product, program = (one.id, one.twin) if one.pole == "product" else (one.twin, one.id)
        yield Twin(one.axis, one.form, by_id[product].key, product, program, (one.id, one.twin))


def _quads(twins: tuple[Twin, ...]) -> Iterator[Quad]:
    rejected = {twin.axis: twin for twin in twins if twin.key < 0}
    for twin in twins:
        if twin.key > 0:
            yield Quad(twin.axis, twin.form, twin, rejected[twin.axis])


def _sum(twin: Twin, answers: Answers) -> int | None:
    if twin.product not in answers or twin.program not in answers:
        return None
    return answers[twin.product] + answers[twin.program]
