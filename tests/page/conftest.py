"""The page in a real browser: Debian's Chromium looks at a local Slack with an app at work in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, expect
from pytest_asyncio import is_async_test
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners import build_manifest
from bot.playground import LocalSlack
from bot.playground.demo import local_settings, over_http, over_sockets
from bot.settings import Settings
from tests.page.chromium import CHROMIUM, SIZE, chromium
from tests.page.sample_app import Pieces, build_sample_app
from tests.page.sample_blocks import SHOWN
from tests.page.screen import Screen

# A busy machine; Playwright goes on as soon as it can.
PATIENCE = 15_000
# For what does not depend on the way between Slack and the app.
ONE_TRANSPORT = pytest.mark.parametrize("transport", ["socket"])
Visit = Callable[..., Awaitable[Screen]]
Serve = Callable[[], AbstractAsyncContextManager[None]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests here, as the browser belongs to the loop that started it."""
    mine = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    for item in filter(is_async_test, mine):
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed on this machine: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens the page of a local Slack in a browser of its own: `visit(slack, viewport=...)`."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    async def open_page(slack: LocalSlack, **options: Any) -> Screen:
        contexts.append(await browser.new_context(**{"viewport": SIZE, **options}))
        contexts[-1].set_default_timeout(PATIENCE)
        return await look(contexts[-1], slack, problems)

    yield open_page
    for context in contexts:
        await context.close()
    assert problems == []


async def look(context: BrowserContext, slack: LocalSlack, problems: list[str]) -> Screen:
    """A new tab; what goes wrong in its scripts is added to `problems`."""
    page = await context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", partial(_note_refusal, problems))
    await page.goto(slack.base)
    screen = Screen(page, slack)
    await screen.main.wait_for()
    return screen


def _note_refusal(problems: list[str], message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        problems.append(message.text)


@pytest.fixture(params=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ack_seconds() -> float:
    """Slack's patience with an app."""
    return 3.0


# The real app


@pytest_asyncio.fixture(loop_scope="session")
async def whichpm(advisor: Advisor, transport: str, tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """A workspace in which WhichPM is at work."""
    async with LocalSlack(build_manifest(), retry_delays=(0.05,)) as slack:
        app = WhichPM(local_settings(slack, Settings(_env_file=None), tmp_path), advisor)
        async with (over_http if transport == "http" else over_sockets)(slack, app):
            yield slack


# The sample app


@pytest.fixture
def pieces() -> Pieces:
    """What the sample app streams; None ends it."""
    return asyncio.Queue()


@pytest_asyncio.fixture(loop_scope="session")
async def room(ack_seconds: float) -> AsyncIterator[LocalSlack]:
    """A workspace that the sample app belongs to, without it."""
    async with LocalSlack(SHOWN["manifest"], ack_seconds=ack_seconds, retry_delays=(0.1, 0.1)) as slack:
        yield slack


@pytest.fixture
def serve(room: LocalSlack, transport: str, pieces: Pieces) -> Serve:
    """Starts the sample app, as often as it is asked to."""
    return partial(_sample_over_http if transport == "http" else _sample_over_sockets, room, pieces)


@pytest_asyncio.fixture(loop_scope="session")
async def sample(room: LocalSlack, serve: Serve) -> AsyncIterator[LocalSlack]:
    """A workspace in which the sample app is at work."""
    async with serve():
        yield room


@asynccontextmanager
async def _sample_over_sockets(slack: LocalSlack, pieces: Pieces) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(build_sample_app(slack, pieces), slack.app_token)
    await handler.connect_async()
    yield
    await handler.close_async()


@asynccontextmanager
async def _sample_over_http(slack: LocalSlack, pieces: Pieces) -> AsyncIterator[None]:
    app = build_sample_app(slack, pieces).web_app("/slack/events")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.connect_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    await slack.verify_url()
    yield
    await runner.cleanup()
