"""The HTTP app as a process: alive and ready, and it finishes what it took in."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest_asyncio

from bot.playground import Fault, LocalSlack

ROOT = Path(__file__).parent.parent.parent


class Served:
    """A running `python -m bot serve`."""

    def __init__(
        self, process: asyncio.subprocess.Process, base: str, session: aiohttp.ClientSession
    ) -> None:
        self.process, self.base, self._session = process, base, session

    async def get(self, path: str) -> tuple[int, str]:
        async with self._session.get(self.base + path) as answer:
            return answer.status, await answer.text()


@pytest_asyncio.fixture
async def served(local_slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Served]:
    environment = {**os.environ, **local_slack.environment, "CACHE_PATH": str(ROOT / ".cache")}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'serve.db'}"}
    command = (sys.executable, "-m", "bot", "serve", "--host", "127.0.0.1", "--port", "0")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    base = await asyncio.wait_for(_address(process), 60)
    local_slack.connect_http(f"{base}/slack/events")
    async with aiohttp.ClientSession() as session:
        yield Served(process, base, session)
    if process.returncode is None:
        process.kill()
    await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr
    said = b""
    async for line in process.stderr:
        said += line
        if found := re.search(rb"running on (http://127\.0\.0\.1:\d+)", line):
            return found[1].decode()
    raise AssertionError(f"it did not start: {said.decode()}")


async def test_it_is_alive_and_ready(served: Served) -> None:
    assert await served.get("/healthz") == (200, '{"alive":true}')
    assert await served.get("/readyz") == (200, '{"ready":true}')


async def test_the_address_is_verified(served: Served, local_slack: LocalSlack) -> None:
    assert await local_slack.verify_url()


async def test_on_sigterm_what_was_acknowledged_is_answered(served: Served, local_slack: LocalSlack) -> None:
    local_slack.fail("chat.postMessage", Fault.slow(0.7))
    asked = await local_slack.person("ana").mention("careers", "what is a program manager?")
    served.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(served.process.wait(), 15) == 0
    assert len(local_slack.thread(asked)) == 1


async def test_after_a_restart_an_old_delivery_is_not_answered_again(
    served: Served, local_slack: LocalSlack
) -> None:
    asked = await local_slack.person("ana").mention("careers", "what is a program manager?")
    await local_slack.until(lambda: local_slack.thread(asked) or None)
    (delivery,) = local_slack.deliveries("event")
    for _ in range(3):
        await local_slack.courier.send("event", delivery["content"])
    await local_slack.settle()
    assert len(local_slack.thread(asked)) == 1
