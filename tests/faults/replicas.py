"""The app's processes as a campaign sees them: started, killed, and found by Slack's requests."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from bot.playground.http_carrier import HttpCarrier
from bot.playground.parcels import Ack, Parcel

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60.0


class Nursery:
    """Gives birth to app processes. Use `nursery`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.born: set[int] = set()
        self._one_at_a_time = asyncio.Lock()

    async def bear(self, order: Mapping[str, object]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            pid = int(await self._process.stdout.readline())
        self.born.add(pid)
        return pid

    async def close(self) -> None:
        """Nobody outlives the test."""
        self._process.kill()
        for pid in self.born:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await self._process.wait()


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.nursery",
        cwd=ROOT,
        env={**os.environ, "CACHE_PATH": str(ROOT / ".cache")},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    nursery = Nursery(process)
    try:
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        yield nursery
    finally:
        await nursery.close()


class Process:
    """One that the nursery bears, and that can be killed or frozen."""

    def __init__(self, nursery: Nursery, settings: Mapping[str, str], log: Path) -> None:
        self.pid = 0
        self.log = log
        self._nursery = nursery
        self._order: dict[str, object] = {"settings": dict(settings), "log": str(log)}

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return self.pid != 0

    def signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def ended(self, seconds: float = START_SECONDS) -> None:
        async with asyncio.timeout(seconds):
            while self.is_alive:  # noqa: ASYNC110 (another process's end is no event)
                await asyncio.sleep(0.01)

    async def _born(self, **told: object) -> None:
        self._nursery.born.discard(self.pid)  # dead by now, and its number may be somebody else's
        self.pid = await self._nursery.bear({**self._order, **told})

    async def _until(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        until = time.monotonic() + START_SECONDS
        while self.is_alive and not await is_ready():
            assert time.monotonic() < until, "the process does not start; see its log"
            await asyncio.sleep(0.02)


class Replica(Process):
    """One place where an app runs, at a port of its own."""

    def __init__(self, nursery: Nursery, settings: Mapping[str, str], log: Path) -> None:
        super().__init__(nursery, settings, log)
        self.port = _free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"

    async def start(self, point: str = "", passes: int = 1, level: str = "WARNING") -> None:
        """Returns when it takes requests, or has ended already."""
        await self._born(point=point, passes=passes, level=level, port=self.port)
        await self._until(self._listens)

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


class Hand(Process):
    """A worker with a name and a log of its own."""

    async def start(self) -> None:
        """Returns when it does jobs, or has ended already."""
        await self._born(is_worker=True, level="INFO")
        await self._until(self._works)

    async def _works(self) -> bool:
        return self.log.exists() and "worker_started" in self.log.read_text()


class Spread:
    """A load balancer: each of Slack's requests goes to one of the replicas."""

    name = "http"

    def __init__(self, replicas: Sequence[Replica], secret: str, random: Random) -> None:
        self._carriers = [HttpCarrier(one.url, secret, time.time) for one in replicas]
        self._random = random

    async def carry(self, parcel: Parcel, seconds: float) -> Ack:
        return await self._random.choice(self._carriers).carry(parcel, seconds)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
