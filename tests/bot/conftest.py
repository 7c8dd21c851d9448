"""The real app in front of a local Slack, over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners import build_manifest
from bot.playground import LocalSlack
from bot.playground.demo import local_settings, over_http, over_sockets
from bot.settings import Settings
from bot.storage import Store, migrate, open_engine, parse_database_url


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    return {"manifest": build_manifest(), "retry_delays": (0.05, 0.05, 0.05)}


@pytest.fixture(params=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(local_slack: LocalSlack, advisor: Advisor, tmp_path: Path) -> WhichPM:
    return WhichPM(local_settings(local_slack, Settings(), tmp_path), advisor)


@pytest_asyncio.fixture
async def slack(local_slack: LocalSlack, app: WhichPM, transport: str) -> AsyncIterator[LocalSlack]:
    """A workspace in which the app is at work."""
    async with AsyncExitStack() as stack:
        serving = over_http if transport == "http" else over_sockets
        await stack.enter_async_context(serving(local_slack, app))
        yield local_slack


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    """With the newest tables, on each kind of database."""
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture
async def store(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Store]:
    """The app's own database, opened a second time."""
    store = Store(open_engine(parse_database_url(f"sqlite:///{tmp_path / 'whichpm.db'}")))
    yield store
    await store.close()
