"""A strict local Slack, the app in front of it, and the parts of the app that fail on their own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners import build_manifest
from bot.playground import LocalSlack
from bot.playground.demo import local_settings, over_http
from bot.settings import Settings


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    return {"manifest": build_manifest(), "retry_delays": (0.05, 0.5, 2.0, 6.0)}


@pytest.fixture
def at() -> Callable[[str], None]:
    """What the app does at its named points; a test may put something here."""
    return lambda _: None


@pytest_asyncio.fixture
async def app(
    local_slack: LocalSlack, advisor: Advisor, tmp_path: Path, at: Callable[[str], None]
) -> AsyncIterator[WhichPM]:
    """At work in the local Slack, over HTTP, on SQLite."""
    app = WhichPM(local_settings(local_slack, Settings(_env_file=None), tmp_path), advisor, at)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(over_http(local_slack, app))
        yield app
