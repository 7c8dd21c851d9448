"""What the tests of the local Slack share: a Slack with short clocks, and a small app in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack
from bot.playground.pytest_plugin import local_slack
from tests.playground.echo_app import build_echo_app

__all__ = ["local_slack"]


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    return {"ack_seconds": 0.8, "retry_delays": (0.0, 0.01, 0.02)}


@pytest.fixture
async def client(local_slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=local_slack.bot_token, base_url=local_slack.api_url)


@pytest.fixture
async def echo(local_slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    """The local Slack with the echo app connected to it."""
    handler = AsyncSocketModeHandler(build_echo_app(local_slack), local_slack.app_token)
    await handler.connect_async()
    yield local_slack
    await handler.close_async()
