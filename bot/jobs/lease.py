"""Until when no other worker takes over what this one does."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

BEAT = 5.0
# Three beats missed: taken for dead.
MISSED = 3


@dataclass(slots=True)
class Lease:
    """What is posted leaves before `until`, of the monotonic clock: a worker that stood still for longer
    may have been taken for dead. One beat less than others wait, as their clocks may differ."""

    beat: float = BEAT
    until: float = inf

    @property
    def patience(self) -> float:
        """Seconds of silence after which others take over."""
        return self.beat * MISSED

    def renew(self, since: float) -> None:
        """A beat was noted, which began then."""
        self.until = since + self.patience - self.beat
