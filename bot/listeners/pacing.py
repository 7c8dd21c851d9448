"""When Slack may be called: never before its Retry-After is over, and about once a second in a channel."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

BURST = 5.0
PER_SECOND = 1.0
LONGEST_WAIT = 3_600.0
# As many channels are remembered before those that have been quiet for long are forgotten.
CHANNELS = 10_000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time. It may be overdrawn: whoever comes then waits for their turn."""

    size: float
    per_second: float
    left: float
    since: float

    def take(self, now: float) -> float:
        """Takes one; the seconds until it is there."""
        self.left = self.level(now) - 1
        self.since = now
        return max(0.0, -self.left / self.per_second)

    def level(self, now: float) -> float:
        return min(self.size, self.left + (now - self.since) * self.per_second)


class Pacing:
    """Windows by workspace and method, buckets by workspace and channel."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shut: dict[tuple[str, str], float] = {}
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def shut(self, team: str, method: str, seconds: float) -> None:
        """Slack said: not before so many seconds."""
        until = self._clock() + min(seconds, LONGEST_WAIT)
        self._shut[team, method] = max(until, self._shut.get((team, method), 0.0))

    def closed_for(self, team: str, method: str) -> float:
        """Seconds that are left of Slack's Retry-After."""
        left = self._shut.get((team, method), 0.0) - self._clock()
        if left <= 0:
            self._shut.pop((team, method), None)
        return max(0.0, left)

    def is_free(self, team: str, method: str, channel: str) -> bool:
        """Whether a letter could leave at once."""
        bucket = self._buckets.get((team, channel))
        has_token = bucket is None or bucket.level(self._clock()) >= 1
        return has_token and not self.closed_for(team, method)

    def reserve(self, team: str, channel: str) -> float:
        """Takes the place in the channel's line; the seconds until it is one's turn."""
        now = self._clock()
        if len(self._buckets) > CHANNELS:
            self._forget_quiet(now)
        bucket = self._buckets.setdefault((team, channel), Bucket(BURST, PER_SECOND, BURST, now))
        return bucket.take(now)

    def _forget_quiet(self, now: float) -> None:
        full = [key for key, bucket in self._buckets.items() if bucket.level(now) >= BURST]
        for key in full:
            del self._buckets[key]
