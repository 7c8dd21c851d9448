"""An engine of jobs on each database, with handlers that only write down what they were given."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Reply
from bot.blocks import plain_text
from bot.jobs.engine import Engine
from bot.jobs.job import Job, Later, Schedule
from bot.jobs.lease import Lease
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, File, Result
from bot.jobs.sender import Sender
from bot.listeners import build_manifest
from bot.storage import Posts, parse_database_url

# What jobs need beside what answers need: to look for what was sent, to send files, to know a person's zone.
SCOPES = {"chat:write", "files:write", "im:history", "im:read", "im:write", "users:read"}


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    manifest = build_manifest()
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot"] = sorted({*scopes["bot"], *SCOPES})
    return {"manifest": manifest}


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

    async def until(self, condition: Callable[["Diary"], bool], seconds: float = 60.0) -> None:
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


class FakePost:
    """A door that does what it is told. `shown` is what a person can see."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str, Reply | File, str]] = []
        self.at: list[tuple[str, float]] = []
        self.results: list[Result] = []
        self.accepts_unsure = True
        self.can_look = True
        self.zone_name: str | None = "Europe/Berlin"
        self.looks = 0
        self.homes: list[str] = []

    async def send(self, team: str, user: str, what: Reply | File, mark: str) -> Result:
        result = self.results.pop(0) if self.results else Result(Fate.SENT)
        if result.fate is Fate.SENT or (result.fate is Fate.UNSURE and self.accepts_unsure):
            self.shown.append((team, user, what, mark))
            self.at.append((user, time.monotonic()))
        return result

    async def look(self, team: str, user: str, mark: str, since: datetime) -> bool | None:
        self.looks += 1
        if not self.can_look:
            return None
        return mark in [shown[3] for shown in self.shown]

    async def home(self, team: str, user: str, sections: Sequence[Reply]) -> Result:
        self.homes.append("\n".join(plain_text(one) for one in sections))
        return Result(Fate.SENT)

    async def zone(self, team: str, user: str) -> str | None:
        return self.zone_name

    @property
    def texts(self) -> list[str]:
        return [plain_text(what) if isinstance(what, Reply) else what.content for _, _, what, _ in self.shown]


@pytest.fixture
def post() -> FakePost:
    return FakePost()


@pytest.fixture
def sender(post: FakePost, database: AsyncEngine) -> Sender:
    return Sender(post, Posts(database), Pacing(gap=0.01), "secret", Lease(), quarantine=0.05)
