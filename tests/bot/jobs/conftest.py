"""An engine of jobs on each database, with handlers that only write down what they were given."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import pytest
import pytest_asyncio

from bot.jobs.engine import Engine
from bot.jobs.job import Job, Later, Schedule
from bot.storage import migrate, open_engine, parse_database_url


class Diary:
    """What was done. `answers` are given one after the other; then every job is done at once."""

    def __init__(self) -> None:
        self.done: list[Job] = []
        self.ticks: list[datetime] = []
        self.answers: list[Later | Exception] = []

    async def do(self, job: Job) -> Later | None:
        self.done.append(job)
        if not self.answers:
            return None
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def tick(self, meant: datetime) -> None:
        self.ticks.append(meant)

    async def until(self, condition: Callable[["Diary"], bool], seconds: float = 15.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition(self):  # noqa: ASYNC110 (what is waited for is in a database)
                await asyncio.sleep(0.02)


@pytest.fixture
def diary() -> Diary:
    return Diary()


def build(
    database_url: str, diary: Diary, name: str = "one", version: str = "1", ticking: bool = False
) -> Engine:
    url = parse_database_url(database_url)
    schedules = [Schedule("tick", "* * * * * *", diary.tick)] if ticking else []
    return Engine(url, name, {"note": diary.do}, schedules, version)


@pytest_asyncio.fixture
async def engine(database_url: str, diary: Diary) -> AsyncIterator[Engine]:
    engine = build(database_url, diary)
    await engine.open()
    yield engine
    await engine.close()


@pytest_asyncio.fixture
async def migrated(database_url: str) -> AsyncIterator[None]:
    database = open_engine(parse_database_url(database_url))
    await migrate(database)
    await database.dispose()
    yield
