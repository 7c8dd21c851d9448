"""How much one person may ask, and how much is answered in one thread, before that is enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

from bot.advisor import Place
from bot.listeners.arrivals import Arrival
from bot.listeners.pacing import Bucket

# No person is this fast; a script is. The assessment alone is twenty clicks in half a minute.
PERSON_BURST, PERSON_PER_SECOND = 100.0, 60.0
# Two bots that answer each other get no further than this; a thread full of people does not come near it.
THREAD_BURST, THREAD_PER_SECOND = 40.0, 40 / 60
NOTICE_SECONDS = 60.0
REMEMBERED = 20_000


class Verdict(StrEnum):
    """`notice`: one polite sentence instead of an answer. `drop`: nothing."""

    ANSWER = "answer"
    NOTICE = "notice"
    DROP = "drop"


class Limits:
    """Kept in memory: each process counts for itself, and a restart forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._people: dict[tuple[str, str], Bucket] = {}
        self._threads: dict[tuple[str, str], Bucket] = {}
        self._noticed: dict[tuple[str, str], float] = {}

    def judge(self, arrival: Arrival) -> Verdict:
        now, address = self._clock(), arrival.message.address
        person, thread = (address.team, address.user), (address.team, address.dialog)
        is_shared = arrival.target.place is Place.CHANNEL
        if is_shared and is_over(self._threads, thread, (THREAD_BURST, THREAD_PER_SECOND), now):
            return Verdict.DROP
        if not is_over(self._people, person, (PERSON_BURST, PERSON_PER_SECOND), now):
            return Verdict.ANSWER
        return self._notice(person, now)

    def _notice(self, person: tuple[str, str], now: float) -> Verdict:
        if now - self._noticed.get(person, -NOTICE_SECONDS) < NOTICE_SECONDS:
            return Verdict.DROP
        if len(self._noticed) > REMEMBERED:
            self._noticed.clear()
        self._noticed[person] = now
        return Verdict.NOTICE


def is_over(
    buckets: dict[tuple[str, str], Bucket], key: tuple[str, str], size: tuple[float, float], now: float
) -> bool:
    """Whether the bucket is empty; takes one if it is not."""
    if len(buckets) > REMEMBERED:
        buckets.clear()
    bucket = buckets.setdefault(key, Bucket(size[0], size[1], size[0], now))
    if bucket.level(now) < 1:
        return True
    bucket.take(now)
    return False
