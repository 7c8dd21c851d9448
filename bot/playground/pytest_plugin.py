"""The pytest fixture `local_slack`: a new local Slack for each test, on a free port.

Use it with `pytest_plugins = ["bot.playground.pytest_plugin"]` in the top conftest.py, and override
`local_slack_options` for a manifest or shorter clocks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.playground.local_slack import LocalSlack


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    """What LocalSlack is built with."""
    return {}


@pytest_asyncio.fixture
async def local_slack(local_slack_options: dict[str, Any]) -> AsyncIterator[LocalSlack]:
    async with LocalSlack(**local_slack_options) as slack:
        yield slack
