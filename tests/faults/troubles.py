"""What a campaign goes through besides kills: a worker that never comes back, a database that stops hard."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from bot.playground import Fault, LocalSlack, Message
from tests.faults.campaign import Campaign, Tally, slack_settings
from tests.faults.replicas import Hand, Nursery
from tests.postgres import Postgres

# Slack sends again after 0, 60 and 300 seconds: these delays show what the app needs, not what Slack waits.
# Not more often than this: what came in half a minute would be a storm that no Slack sends.
SOON_AGAIN = (0.1, *[3.0] * 40)
SLOW_POST = 1.0
LONGEST = 90.0
UNDER_WAY = "SELECT count(*) FROM dbos.workflow_status WHERE executor_id = $1 AND status = 'PENDING'"


@dataclass
class Orders:
    """Summaries that people ordered, each by somebody new: each comes once."""

    slack: LocalSlack
    readers: int = 0
    asked: list[Message] = field(default_factory=list)

    async def order(self) -> None:
        self.readers += 1
        reader = self.slack.add_user(f"reader{self.readers}")
        self.asked.append(await reader.dm("dm me a summary"))

    def missing(self) -> int:
        """How many did not come, of those that Slack got its 200 for; an order without one waits too."""
        return sum(self._came(one) == 0 for one in self.asked)

    def judge(self, tally: Tally) -> None:
        acked = {one["content"]["event"]["ts"] for one in self.slack.deliveries("event") if _is_ok(one)}
        for one in self.asked:
            came, promised = self._came(one), int(one.ts in acked)
            tally.events += 1
            tally.acked += promised
            tally.unheard += 1 - promised
            tally.lost += max(0, promised - came)
            tally.doubled += max(0, came - 1)
            if came != promised:
                tally.wrong.append(f"{promised} summaries promised, {came} came: {one!r:.90}")

    def _came(self, asked: Message) -> int:
        posts = self.slack.workspace.history(asked.channel)
        return sum((post.metadata or {}).get("event_type") == "whichpm_job" for post in posts)


class Troubled:
    """Two replicas and two workers on one PostgreSQL. Use `troubled`."""

    def __init__(self, slack: LocalSlack, born: Nursery, url: str, folder: Path, seed: int) -> None:
        settings = {"database_url": url}
        self.campaign = Campaign(slack, born, settings, folder / "log", seed, replicas=2)
        self.orders = Orders(slack)
        self.hands = [
            Hand(born, {**settings, **slack_settings(slack), "worker_name": name}, folder / f"log-{name}")
            for name in ("one", "two")
        ]
        self._url = url
        slack.faults.set("chat.postMessage", Fault.slow(SLOW_POST), times=None, applies=_is_of_a_job)
        self.campaign.lose_answers()

    async def start(self) -> None:
        places = [*self.campaign.replicas, *self.hands]
        await asyncio.gather(*(one.start() for one in places))

    async def ask(self, events: int, orders: int, rate: float) -> None:
        """Events and orders in turn, `rate` a second."""
        asking = []
        for number in range(events + orders):
            is_order = number * orders % (events + orders) < orders  # spread evenly
            one = self.orders.order() if is_order else self.campaign.ask(number)
            asking.append(asyncio.create_task(one))
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*asking)

    async def drained(self, since: float) -> dict[str, float]:
        """Seconds until nothing that was asked waits, for its ack either: answers, then summaries."""
        after = {}
        async with asyncio.timeout(LONGEST):
            for name, waiting in (("answers", self.campaign.waiting), ("summaries", self.orders.missing)):
                while waiting():  # noqa: ASYNC110
                    await asyncio.sleep(0.2)
                after[f"{name}_drained_after"] = round(time.monotonic() - since, 1)
        return after

    async def judged(self) -> Tally:
        tally = await self.campaign.count()
        self.orders.judge(tally)
        return tally

    async def until_under_way(self, enough: Callable[[int], bool]) -> int:
        """How many jobs are under way with the first worker, once that is so."""
        connection = await asyncpg.connect(self._url)
        try:
            async with asyncio.timeout(LONGEST):
                while True:
                    count = int(await connection.fetchval(UNDER_WAY, "one"))
                    if enough(count):
                        return count
                    await asyncio.sleep(0.05)
        finally:
            await connection.close()


@asynccontextmanager
async def troubled(
    slack: LocalSlack, born: Nursery, url: str, folder: Path, seed: int
) -> AsyncIterator[Troubled]:
    one = Troubled(slack, born, url, folder, seed)
    await one.start()
    yield one


async def lose_a_worker(them: Troubled, events: int, orders: int, rate: float) -> dict[str, Any]:
    """Kills the first worker for good while it has jobs under way."""
    asking = asyncio.create_task(them.ask(events, 0, rate))
    await asyncio.sleep(events / rate / 4)
    ordering = asyncio.gather(*(them.orders.order() for _ in range(orders)))
    held = await them.until_under_way(lambda count: count >= orders // 4)
    them.hands[0].signal(signal.SIGKILL)
    died = time.monotonic()
    await them.until_under_way(lambda count: count == 0)
    adopted = round(time.monotonic() - died, 1)
    await asyncio.gather(asking, ordering)
    await them.drained(died)
    tally = await them.judged()
    return {**tally.came(), "held_by_the_dead": held, "adopted_after": adopted}


async def stop_the_database(
    them: Troubled, postgres: Postgres, away: float, rate: float, share: int
) -> dict[str, Any]:
    """Stops it hard and starts it after so many seconds, while events and, each `share`th, orders arrive."""
    before, during = int(rate * 5), int(rate * away)
    await them.ask(before, before // share, rate)
    await asyncio.to_thread(postgres.stop, "immediate")
    went = time.monotonic()
    asking = asyncio.create_task(them.ask(during, during // share, rate * (1 + 1 / share)))
    await asyncio.sleep(away)
    await asyncio.to_thread(postgres.start)
    back = time.monotonic()
    await asking
    done = await them.drained(back)
    alive = sum(one.is_alive for one in [*them.campaign.replicas, *them.hands])
    tally = await them.judged()
    return {**tally.came(), "away": round(back - went, 1), **done, "still_alive": alive}


def _is_ok(delivery: Any) -> bool:
    return bool(delivery["status"] == 200)


def _is_of_a_job(arguments: Any) -> bool:
    return "whichpm_job" in str(arguments.get("metadata"))
