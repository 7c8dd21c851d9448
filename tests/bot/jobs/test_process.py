"""`python -m bot worker` as a process: killed again and again, every summary still comes, and comes once."""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Address
from bot.advisor.summary import Past, Scope
from bot.jobs.client import Client
from bot.jobs.summaries import summary_job
from bot.playground import Fault, LocalSlack
from bot.storage import parse_database_url
from tests.histories import FilledHistory

pytest_plugins = ["bot.playground.pytest_plugin"]

ROOT = Path(__file__).parents[3]
PEOPLE, KILLS, SEED = 12, 3, 7


Start = Callable[[], Awaitable[asyncio.subprocess.Process]]


@pytest_asyncio.fixture
async def start_worker(local_slack: LocalSlack, database_url: str) -> AsyncIterator[Start]:
    """Starts workers, and leaves none behind."""
    started: list[asyncio.subprocess.Process] = []

    async def start() -> asyncio.subprocess.Process:
        started.append(await _start(local_slack, database_url))
        return started[-1]

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _start(slack: LocalSlack, database_url: str) -> asyncio.subprocess.Process:
    environment = {**os.environ, **slack.environment, "DATABASE_URL": database_url, "WORKER_NAME": "one"}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "worker"),
        cwd=ROOT,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )


async def until_started(process: asyncio.subprocess.Process) -> None:
    assert process.stderr
    async for line in process.stderr:
        if b"worker_started" in line:
            return
    raise AssertionError("the worker did not start")


async def test_a_second_worker_of_the_same_name_ends_with_a_sentence(
    start_worker: Start,
) -> None:
    first = await start_worker()
    await until_started(first)
    second = await start_worker()
    _, said = await asyncio.wait_for(second.communicate(), 60)
    first.terminate()
    await asyncio.wait_for(first.communicate(), 30)
    assert (first.returncode, second.returncode) == (0, 2)
    assert b"another" in said
    assert b"Traceback" not in said


async def test_every_summary_comes_once_though_the_worker_is_killed(
    local_slack: LocalSlack, database_url: str, database: AsyncEngine, start_worker: Start
) -> None:
    chance, history = random.Random(SEED), FilledHistory(database)
    for number in range(PEOPLE):
        local_slack.add_user(f"person{number}")
    people = [local_slack.person(f"person{number}") for number in range(PEOPLE)]
    for person in people:
        past = Past("skills_needed", "product", at=datetime.now(UTC).timestamp() - 60)
        await history.add(Address("T1", person.id, "D1"), "E0", [past])
    worker = await start_worker()
    await until_started(worker)
    client = Client(parse_database_url(database_url))
    local_slack.fail("chat.postMessage", Fault.connection_reset("after"), times=2)
    for person in people:
        now = datetime.now(UTC).timestamp()
        await client.start(summary_job("T1", person.id, "E1", now, Scope.LAST, "D1"))
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        worker.kill()
        await worker.communicate()
        worker = await start_worker()
        await until_started(worker)
    await everybody_heard(people)
    await asyncio.sleep(3)
    worker.terminate()
    await asyncio.wait_for(worker.communicate(), 30)
    await client.close()
    assert Counter(len(person.direct_messages()) for person in people) == {1: PEOPLE}


async def everybody_heard(people: list) -> None:
    async with asyncio.timeout(90):
        while not all(person.direct_messages() for person in people):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
