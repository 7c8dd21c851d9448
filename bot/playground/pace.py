"""Slack's rate limits: about one post a second in each channel, with some allowance for bursts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

POSTS = ("chat.postMessage", "chat.postEphemeral")
READS = ("conversations.history", "conversations.replies")


@dataclass(slots=True)
class Pace:
    """A token bucket for each channel. Slack does not publish the size of its bucket."""

    clock: Callable[[], float]
    per_second: float = 1.0
    burst: int = 5
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait_for(self, channel: str) -> int:
        """0 when the post may pass, else the whole seconds to wait (Retry-After)."""
        now = self.clock()
        left, since = self._left.get(channel, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.per_second)
        if left < 1:
            self._left[channel] = (left, now)
            return max(1, math.ceil((1 - left) / self.per_second))
        self._left[channel] = (left - 1, now)
        return 0


def paces(clock: Callable[[], float], posts: bool, reads: bool) -> dict[str, Pace]:
    """The limits by method: of posts together, and of each way to read what was said once a minute."""
    limits: dict[str, Pace] = dict.fromkeys(POSTS, Pace(clock)) if posts else {}
    if reads:
        limits |= {name: Pace(clock, per_second=1 / 60, burst=1) for name in READS}
    return limits
