"""Ours beside other bots under the same signed load, each in its own process; prints a table of ratios.

The bots take turns of a few seconds, in another order each round: whatever else the machine does meets all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import aiohttp
import uvloop

from benchmarks.bots_table import Row, table
from benchmarks.certificate import server_context
from benchmarks.contestants import BOTS, OURS, Bot, Running, Surroundings, start
from benchmarks.signed_load import Request, requests
from benchmarks.web_api import Answers, web_api

AT_ONCE = 16
LATE_SECONDS = 20.0
WARM_UP = 100
# A bot that needs more of a core than this for 100 a second only shows how a queue grows.
HOLDS = 120.0


@dataclass
class Result:
    """What was measured of one bot; `cpu` is milliseconds a message, one figure a round."""

    cpu: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    acks: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    memory: float = 0.0
    late: int = 0


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bots", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each turn")
    parser.add_argument(
        "--rate", type=float, default=100.0, help="messages a second where latency is measured"
    )
    parser.add_argument("--starts", type=int, default=3, help="cold starts of each bot")
    parser.add_argument("--only", nargs="*", choices=[bot.name for bot in BOTS], help="these bots alone")
    parser.add_argument("--plain", choices=["http", "https"], help="one way to the Web API alone")
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="where ours writes what cProfile saw of it"
    )
    parser.add_argument("--json", type=Path, default=Path(".cache/bots.json"), metavar="FILE")
    return parser


def main() -> int:
    options = build_parser().parse_args()
    rows = uvloop.run(run(options))
    told = {"cores": os.cpu_count(), "load_average": [round(one, 1) for one in os.getloadavg()]}
    print(table(rows, told))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(told | {"rows": [row.as_json() for row in rows]}, indent=2) + "\n")
    return 0


async def run(options: argparse.Namespace) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="whichpm-bots-"))
    context, bundle = server_context(folder)
    bots = [bot for bot in BOTS if not options.only or bot.name in options.only]
    if options.profile:
        bots = [bot.profiled(options.profile.absolute()) if bot.name == OURS else bot for bot in bots]
    for bot in bots:
        if not bot.is_there:
            print(f"{bot.name} is left out: {bot.needs} is not installed", file=sys.stderr)
    rows: list[Row] = []
    for way in ("http", "https"):
        if options.plain in {None, way}:
            async with web_api(context if way == "https" else None) as (answers, api):
                arena = Arena(answers, api, bundle if way == "https" else None, folder / way)
                results = await arena.measure([bot for bot in bots if bot.is_there], options)
            rows += [Row.of(way, name, result) for name, result in results.items()]
    return rows


class Arena:
    """All bots against one Web API."""

    def __init__(self, answers: Answers, api: str, bundle: Path | None, folder: Path) -> None:
        self._answers = answers
        self._api = api
        self._bundle = bundle
        self._folder = folder
        self._load: Iterator[Request] = requests(api)
        self._results: defaultdict[str, Result] = defaultdict(Result)

    async def measure(self, bots: list[Bot], options: argparse.Namespace) -> dict[str, Result]:
        self._results.clear()
        for number in range(options.starts - 1):
            for bot in bots:
                async with self.running(bot, f"start-{number}"):
                    pass
        async with AsyncExitStack() as stack:
            alive = [await stack.enter_async_context(self.running(bot, "bot")) for bot in bots]
            for one in alive:
                await self.crowd(one, until=time.perf_counter() + LATE_SECONDS, most=WARM_UP)
            for number in range(options.rounds):
                for one in _turned(alive, number):
                    await self._turn(one, options)
            for one in alive:
                self._results[one.bot.name].memory = one.memory()
        return self._results

    async def _turn(self, one: Running, options: argparse.Namespace) -> None:
        result = self._results[one.bot.name]
        before = one.cpu()
        done = await self.crowd(one, until=time.perf_counter() + options.seconds)
        result.cpu.append((one.cpu() - before) / done * 1_000)
        if 1_000 / median(result.cpu) > HOLDS * options.rate / 100:
            await self._steadily(one, options, result)

    async def crowd(self, one: Running, until: float, most: int = sys.maxsize) -> int:
        """As fast as the answers come, so many at once; how many were answered."""
        done = 0

        async def ask() -> None:
            nonlocal done
            while time.perf_counter() < until and done < most:
                request = next(self._load)
                answered = self._answers.expect(request.mark)
                await one.send(request)
                await asyncio.wait_for(answered, LATE_SECONDS)
                done += 1

        await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
        return done

    async def _steadily(self, one: Running, options: argparse.Namespace, result: Result) -> None:
        """At a fixed rate, whether the bot keeps up or not."""
        began, tasks = time.perf_counter(), []
        for number in range(int(options.rate * options.seconds)):
            await asyncio.sleep(max(0.0, began + number / options.rate - time.perf_counter()))
            tasks.append(asyncio.create_task(self._timed(one, result)))
        await asyncio.gather(*tasks)

    async def _timed(self, one: Running, result: Result) -> None:
        request, began = next(self._load), time.perf_counter()
        answered = self._answers.expect(request.mark)
        result.acks.append(await one.send(request))
        try:
            result.replies.append(await asyncio.wait_for(answered, LATE_SECONDS) - began)
        except TimeoutError:
            result.late += 1

    @asynccontextmanager
    async def running(self, bot: Bot, name: str) -> AsyncIterator[Running]:
        own = Surroundings(self._api, self._bundle, self._folder / bot.name / name)
        async with aiohttp.ClientSession() as session:
            running = await start(bot, own, next(self._load), session)
            self._results[bot.name].cold.append(running.cold)
            try:
                yield running
            finally:
                await running.stop()


def _turned(alive: list[Running], number: int) -> list[Running]:
    """Another one first each time, and every second time the other way round."""
    first = number % len(alive)
    order = alive[first:] + alive[:first]
    return order[::-1] if number % 2 else order


if __name__ == "__main__":
    sys.exit(main())
