"""When a job may post: at least a second after the last post in a channel, never inside a Retry-After."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

# Slack counts by its own clock, on which our posts may stand a little closer together.
GAP = 1.02
LONGEST_WAIT = 3_600.0
CHANNELS = 10_000

Channel = tuple[str, str]


class Pacing:
    """Counted from the end of a post: a slow one must not be overtaken."""

    def __init__(
        self,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = gap
        self._clock = clock
        self._sleep = sleep
        self._lanes: WeakValueDictionary[Channel, asyncio.Lock] = WeakValueDictionary()
        self._free_at: dict[Channel, float] = {}
        self._shut_until: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, team: str, channel: str) -> AsyncIterator[None]:
        """One after the other in each channel; first come, first served."""
        key = (team, channel)
        lane = self._lanes.setdefault(key, asyncio.Lock())
        async with lane:
            await self._sleep(max(0.0, self._free_at.get(key, 0.0) - self._clock()))
            try:
                yield
            finally:
                self._free(key)

    def shut(self, team: str, seconds: float) -> None:
        """Slack said: not before so many seconds."""
        until = self._clock() + min(seconds, LONGEST_WAIT)
        self._shut_until[team] = max(until, self._shut_until.get(team, 0.0))

    def closed_for(self, team: str) -> float:
        """Seconds that are left of Slack's Retry-After."""
        left = self._shut_until.get(team, 0.0) - self._clock()
        if left <= 0:
            self._shut_until.pop(team, None)
        return max(0.0, left)

    def _free(self, key: Channel) -> None:
        now = self._clock()
        if len(self._free_at) > CHANNELS:
            self._free_at = {one: at for one, at in self._free_at.items() if at > now}
        self._free_at[key] = now + self._gap
