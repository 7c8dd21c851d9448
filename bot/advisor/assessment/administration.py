"""Which question comes next: a pure function of an attempt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.advisor.assessment.attempt import Attempt, Response, Side, Wish
from bot.advisor.assessment.bank import Bank
from bot.advisor.assessment.plan import Plan
from bot.advisor.assessment.scoring import Scorer

KEPT = 1_000  # plans and scores: those of the people who answer now
TOO_FRESH = 2  # the pairs answered last are remembered too well to be repeated


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by its item. `repeat` marks the pair that is shown again, unscored."""

    item: str
    side: Side | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An attempt worked out: pairs answered in order, keyed answers, items responded to or skipped."""

    attempt: Attempt
    plan: Plan
    pairs: tuple[Response, ...]
    answers: dict[str, int]
    responded: frozenset[str]
    repeated: bool

    @property
    def skipped(self) -> frozenset[str]:
        return self.responded - self.answers.keys()


class Administration:
    """Rounds of pairs with two statements among them, then perhaps more statements, then one pair again."""

    def __init__(self, bank: Bank, scorer: Scorer) -> None:
        self._bank = bank
        self._asking = bank.assessment.asking
        # One question asks several times whether the pairs go on, and the next one whether they did.
        self._score = lru_cache(KEPT)(lambda answers: scorer.score(dict(answers)))
        self._plan = lru_cache(KEPT)(self._build_plan)

    def standing(self, attempt: Attempt) -> Standing:
        plan = self._plan(attempt.seed, attempt.seen)
        first_time = [one for one in attempt.responses if not one.repeat]
        answered = tuple(one for one in first_time if one.side is not None and one.choice is not None)
        responded = frozenset(one.item for one in first_time)
        repeated = len(first_time) < len(attempt.responses)
        answers = self._bank.answers(first_time)
        return Standing(attempt, plan, answered, answers, responded, repeated)

    def ask(self, at: Standing) -> Asked | None:
        """The next question; None when the attempt is over."""
        if at.attempt.wish is Wish.FINISH:
            return None
        if self.pairs_go_on(at):
            return self._statement(at) or self.next_pair(at)
        return next((Asked(item) for item in self.neither_left(at)), None) or self._repeat(at)

    def next_pair(self, at: Standing) -> Asked | None:
        """The pair that would come next, whatever the stop rule says; None when none is left."""
        if len(at.pairs) >= self._asking.pairs_most:
            return None
        found = next(islice(at.plan.pairs(at.skipped), len(at.pairs), None), None)
        return Asked(*found) if found else None

    def pairs_go_on(self, at: Standing) -> bool:
        return self.next_pair(at) is not None and not self.stops(at)

    def stops(self, at: Standing) -> bool:
        """Whether the pairs say enough: the side or the place is known well, at an even count."""
        count = len(at.pairs)
        if at.attempt.wish is Wish.MORE or count < self._asking.pairs_least or count % 2:
            return False
        score = self._score(tuple(sorted(self._so_far(at).items())))
        return max(score.sides) >= self._asking.stop_side or score.sd <= self._asking.stop_sd

    def statements(self, at: Standing) -> tuple[str, ...]:
        """The two statements that come among the pairs; the second only where the first was answered."""
        first, second = at.plan.ordered("twin", at.plan.quads[0].liked.items)
        return (first,) if first in at.skipped else (first, second)

    def _statement(self, at: Standing) -> Asked | None:
        for after, item in zip(self._asking.likert_after, self.statements(at), strict=False):
            if item not in at.responded and len(at.pairs) >= after:
                return Asked(item)
        return None

    def neither_left(self, at: Standing) -> tuple[str, ...]:
        """More statements where the first two drew little, whatever the pairs say: they score as well."""
        first, second = at.plan.quads[:2]
        liking = first.liking(at.answers)
        if liking is None or liking > self._asking.low_sum:
            return ()
        level = first.level(at.answers)
        if level is None or level > self._asking.low_first:
            return _unanswered(at, first.rejected.items)
        return _unanswered(at, (*second.liked.items, *second.rejected.items))

    def _so_far(self, at: Standing) -> dict[str, int]:
        """Pairs and the first two statements: what comes later may not reopen what was decided by them."""
        items = {one.item for one in at.pairs} | set(at.plan.quads[0].liked.items)
        return {item: value for item, value in at.answers.items() if item in items}

    def _repeat(self, at: Standing) -> Asked | None:
        """The clearest of the earlier answers: where it was meant, it is given again."""
        if at.repeated or len(at.pairs) < self._asking.pairs_least:
            return None
        candidates = at.pairs[:-TOO_FRESH]
        clearest = max(candidates, key=lambda one: abs(at.answers[one.item]))
        side = clearest.side.other if clearest.side else None
        return Asked(clearest.item, side, repeat=True)

    def _build_plan(self, seed: str, seen: frozenset[str]) -> Plan:
        return Plan(self._bank, Attempt(seed, "", seen=seen))


def _unanswered(at: Standing, items: Iterable[str]) -> tuple[str, ...]:
    """Those of these statements that are still to be asked; none once one of them was skipped."""
    order = at.plan.ordered("neither", items)
    if not at.skipped.isdisjoint(order):
        return ()
    return tuple(item for item in order if item not in at.responded)
