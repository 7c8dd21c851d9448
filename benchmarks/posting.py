"""Job posts through the one send point: how close together in a channel, how long in all against the ideal.

Once with a Slack that takes everything, once with one that now and then says 429; then direct answers in one
channel, which may burst. The exit code is 1 when a post was too close, too late or inside a Retry-After.

python -m benchmarks.posting [--posts 10000] [--channels 500] [--database memory|sqlite:///...]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from random import Random

from bot.advisor import Note, Reply
from bot.jobs.job import Job, Later
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, File, Result
from bot.jobs.sender import Sender
from bot.listeners.pacing import Pacing as AnswerPacing
from bot.storage import Noted, Posts, PostStep, migrate, open_engine, parse_database_url

HELLO = Reply((Note("hello"),))
LATENCY = 0.02
WINDOW = 1.5
MOST_TIMES_IDEAL = 1.10
ANSWERS = 12


class Clocked:
    """A Slack that answers after a while, notes when each post reached it, and refuses some of them."""

    def __init__(self, refused: float) -> None:
        self.at: dict[str, list[float]] = defaultdict(list)
        self.windows = self.inside = 0
        self._refused = refused
        self._random = Random(1)
        self._shut_until = 0.0

    async def send(self, team: str, user: str, what: Reply | File, mark: str) -> Result:
        self.inside += time.monotonic() < self._shut_until
        await asyncio.sleep(LATENCY / 2)
        if self._random.random() < self._refused:
            await asyncio.sleep(LATENCY / 2)
            self.windows += 1
            self._shut_until = time.monotonic() + WINDOW
            return Result(Fate.TOO_FAST, "ratelimited", WINDOW)
        self.at[user].append(time.monotonic())
        await asyncio.sleep(LATENCY / 2)
        return Result(Fate.SENT)

    async def look(self, team: str, user: str, mark: str, since: datetime) -> bool | None:
        return False

    async def zone(self, team: str, user: str) -> str | None:
        return None


class InMemory(Posts):
    """Intent rows without a database, to measure the pacing alone."""

    def __init__(self) -> None:
        pass

    async def begin(self, team: str, user: str, key: str, now: datetime) -> Noted:
        return Noted(PostStep.SENDING, now, again=False)

    async def done(self, team: str, key: str) -> bool:
        return True

    async def forget(self, team: str, key: str) -> None:
        pass


async def run(posts: int, channels: int, database: str, refused: float) -> dict[str, float]:
    slack, kept = Clocked(refused), InMemory() if database == "memory" else await opened(database)
    sender = Sender(slack, kept, Pacing(), "secret")
    jobs = [Job("digest", "T1", f"U{number % channels}", f"{refused}E{number}") for number in range(posts)]
    begun = time.monotonic()
    cpu = time.process_time()
    await asyncio.gather(*(do(sender, job) for job in jobs))
    gaps = [later - earlier for times in slack.at.values() for earlier, later in pairwise(sorted(times))]
    ideal = posts / channels - 1
    taken = time.monotonic() - begun
    return {
        "posts": sum(map(len, slack.at.values())),
        "closest": round(min(gaps), 4),
        "too_close": sum(gap < 1.0 for gap in gaps),
        "seconds": round(taken, 2),
        "times_ideal": round(taken / ideal, 3),
        "refused": slack.windows,
        "inside_a_retry_after": slack.inside,
        "cpu_ms_a_post": round((time.process_time() - cpu) / posts * 1000, 2),
    }


async def do(sender: Sender, job: Job) -> None:
    """As the engine does it: again, when it is told to come later."""
    while True:
        said = await sender.send(job, HELLO, "message")
        if not isinstance(said, Later):
            return
        await asyncio.sleep(said.seconds)


async def answers() -> dict[str, list[float]]:
    """When so many answers, asked for at once in one channel, may leave."""
    pacing, begun, left = AnswerPacing(), time.monotonic(), list[float]()

    async def answer() -> None:
        await asyncio.sleep(pacing.reserve("T1", "C1"))
        left.append(round(time.monotonic() - begun, 1))

    await asyncio.gather(*(answer() for _ in range(ANSWERS)))
    return {"answers_leave_after": sorted(left)}


async def opened(database: str) -> Posts:
    engine = open_engine(parse_database_url(database))
    await migrate(engine)
    return Posts(engine)


async def measure(posts: int, channels: int, database: str) -> bool:
    """Prints three lines; whether all is as it should be."""
    smooth = await run(posts, channels, database, refused=0.0)
    refused = await run(posts, channels, database, refused=5 / posts)
    for line in (smooth, refused, await answers()):
        print(json.dumps(line), flush=True)
    wrong = [one["too_close"] or one["inside_a_retry_after"] for one in (smooth, refused)]
    return not any(wrong) and smooth["times_ideal"] <= MOST_TIMES_IDEAL


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--database", default="memory")
    options = parser.parse_args()
    return 0 if asyncio.run(measure(options.posts, options.channels, options.database)) else 1


if __name__ == "__main__":
    sys.exit(main())
