"""How fast events are acknowledged and answered at a steady rate, and what writing them down costs.

Prints one JSON line: milliseconds from Slack's request to its ack and to the post, and the CPU of the ledger.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.crash import database
from bot.advisor import Address, Session
from bot.playground import LocalSlack
from bot.storage import (
    Change,
    Sealer,
    Step,
    Work,
    build_ledger,
    migrate,
    name_owner,
    open_engine,
    parse_database_url,
)
from tests.faults.campaign import QUESTIONS, campaign_slack, slack_settings
from tests.faults.replicas import Replica, Spread, nursery

AT_ONCE = 10
PAYLOAD = "x" * 500
LETTER = "x" * 6_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--rate", type=float, default=50.0, help="events a second")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(asyncio.run(run(options))), flush=True)
    return 0


async def run(options: argparse.Namespace) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="whichpm-latency-"))
    async with database(options.database, folder) as url:
        cost = await ledger_cost(url)
        async with campaign_slack() as slack, nursery() as born:
            replica = Replica(born, {"database_url": url, **slack_settings(slack)}, folder / "log")
            await replica.start()
            slack.courier.carrier = Spread([replica], slack.signing_secret, Random(options.seed))
            asked = await ask(slack, options)
            acks, posts = measured(slack, asked)
    told = {"database": options.database, "seed": options.seed, "rate": options.rate, "events": len(asked)}
    return {**told, "ack_ms": percentiles(acks), "post_ms": percentiles(posts), **cost}


async def ask(slack: LocalSlack, options: argparse.Namespace) -> dict[str, float]:
    """Direct messages, one event each, by enough people that nobody is too fast."""
    random = Random(options.seed)
    people = [slack.add_user(f"person{number}") for number in range(400)]
    asked: dict[str, float] = {}
    until = time.monotonic() + options.seconds
    while time.monotonic() < until:
        now = time.time()
        asked[(await random.choice(people).dm(random.choice(QUESTIONS))).ts] = now
        await asyncio.sleep(random.expovariate(options.rate))
    await slack.settle(60.0, quiet=3.0)
    return asked


def measured(slack: LocalSlack, asked: dict[str, float]) -> tuple[list[float], list[float]]:
    """Seconds to the ack, as Slack's side sees it, and from the event to the post that follows it."""
    acks, rooms = [], {}
    for entry in slack.journal("delivery"):
        event = entry.data["content"].get("event", {})
        if event.get("ts") in asked and event.get("channel_type") == "im":
            acks.append(entry.data["seconds"])
            rooms.setdefault(event["channel"], []).append(asked[event["ts"]])
    posts = []
    for entry in slack.journal("call"):
        waiting = rooms.get(entry.data["arguments"].get("channel"))
        if entry.data["method"] == "chat.postMessage" and waiting:
            posts.append(entry.at - waiting.pop(0))
    return acks, posts


async def ledger_cost(url: str, events: int = 2_000) -> dict[str, object]:
    """CPU and wall time of everything that one event writes, sealed as in the app."""
    engine = open_engine(parse_database_url(url))
    await migrate(engine)
    await engine.dispose()
    ledger, sealer = build_ledger(parse_database_url(url), name_owner(), lambda _: None), Sealer(["k" * 32])
    await ledger.open()
    busy, gate = time.process_time(), asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            work = Work("T", f"post:C:{number}", "U", "dm", sealer.seal(PAYLOAD), time.time())
            await ledger.take_in(work, (work.id, f"event:{number}", f"client:{number}"))
            address = Address("T", "U", f"D{number}")
            stored = await ledger.load(address)
            change = Change(address, Session(confirming=True), stored.version)
            await ledger.commit(work, change, [sealer.seal(LETTER)], Step.SENDING)
            await ledger.sent(work, 1, None)

    await asyncio.gather(*(one(number) for number in range(events)))
    spent = (time.process_time() - busy) / events * 1_000
    await ledger.close()
    return {"durability_cpu_ms": round(spent, 3)}


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {name: round(ordered[int((len(ordered) - 1) * share)] * 1_000, 1) for name, share in at.items()}


if __name__ == "__main__":
    sys.exit(main())
