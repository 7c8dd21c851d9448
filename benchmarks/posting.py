"""Job posts through the one send point: how close together in a channel, how long in all against the ideal.

python -m benchmarks.posting [--posts 10000] [--channels 500] [--database memory|sqlite:///...]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import defaultdict
from datetime import datetime
from itertools import pairwise

from bot.advisor import Note, Reply
from bot.jobs.job import Job
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, File, Result
from bot.jobs.sender import Sender
from bot.storage import Noted, Posts, PostStep, migrate, open_engine, parse_database_url

HELLO = Reply((Note("hello"),))
LATENCY = 0.02


class Clocked:
    """A Slack that answers after a while and notes when each post reached it."""

    def __init__(self) -> None:
        self.at: dict[str, list[float]] = defaultdict(list)

    async def send(self, team: str, user: str, what: Reply | File, mark: str) -> Result:
        await asyncio.sleep(LATENCY / 2)
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


async def run(posts: int, channels: int, database: str) -> dict[str, float]:
    slack, kept = Clocked(), InMemory() if database == "memory" else await opened(database)
    sender = Sender(slack, kept, Pacing(), "secret")
    jobs = [Job("digest", "T1", f"U{number % channels}", f"E{number}") for number in range(posts)]
    begun = time.monotonic()
    cpu = time.process_time()
    await asyncio.gather(*(sender.send(job, HELLO, "message") for job in jobs))
    gaps = [later - earlier for times in slack.at.values() for earlier, later in pairwise(sorted(times))]
    ideal = posts / channels - 1
    taken = time.monotonic() - begun
    return {
        "posts": sum(map(len, slack.at.values())),
        "closest": round(min(gaps), 4),
        "too_close": sum(gap < 1.0 for gap in gaps),
        "seconds": round(taken, 2),
        "times_ideal": round(taken / ideal, 3),
        "cpu_ms_a_post": round((time.process_time() - cpu) / posts * 1000, 2),
    }


async def opened(database: str) -> Posts:
    engine = open_engine(parse_database_url(database))
    await migrate(engine)
    return Posts(engine)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--database", default="memory")
    options = parser.parse_args()
    print(json.dumps(asyncio.run(run(options.posts, options.channels, options.database))))


if __name__ == "__main__":
    main()
