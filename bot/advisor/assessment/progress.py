"""How far an attempt is: how many questions were answered, and how many may still come."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from bot.advisor.assessment.administration import Administration, Standing
from bot.advisor.assessment.attempt import Wish
from knowledge.assessment import Asking


@dataclass(frozen=True, slots=True)
class Progress:
    """`fewest_left` and `most_left` count the question that is being asked."""

    answered: int
    fewest_left: int
    most_left: int
    may_finish: bool

    @property
    def left(self) -> int:
        return ceil((self.fewest_left + self.most_left) / 2)

    @property
    def share(self) -> float:
        """How much of a progress bar is full."""
        return self.answered / (self.answered + self.left) if self.answered else 0.0


def measure_progress(administration: Administration, at: Standing, asking: Asking) -> Progress:
    """Of an attempt that is not over. Statements on whether either role draws count only once they come."""
    answered = len(at.answers) + at.repeated
    may_finish = len(at.pairs) >= asking.pairs_least
    other = int(not at.repeated)
    if not administration.pairs_go_on(at):
        other += len(administration.neither_left(at))
        return Progress(answered, other, other, may_finish)
    other += sum(item not in at.responded for item in administration.statements(at))
    fewest, most = _pairs_left(at, asking)
    return Progress(answered, fewest + other, most + other, may_finish)


def _pairs_left(at: Standing, asking: Asking) -> tuple[int, int]:
    count = len(at.pairs)
    most = asking.pairs_most - count
    next_even = count + 2 - count % 2
    fewest = max(asking.pairs_least, next_even) - count
    return (most if at.attempt.wish is Wish.MORE else fewest), most
