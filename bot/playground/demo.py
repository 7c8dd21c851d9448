"""The demo: the real WhichPM in the local Slack, in one process, without an account or a network."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from bot.app import WhichPM, build_web
from bot.listeners import build_manifest
from bot.playground.local_slack import LocalSlack
from bot.playground.runner import describe, forget_proxies, open_page
from bot.settings import Settings
from bot.socket_mode import SocketModeConnections
from intents.utterances import UTTERANCES_PATH
from knowledge import KnowledgeError, load

FOLDER = Path(".playground")
PORT = 8765
SAID = UTTERANCES_PATH
LOOK_SECONDS = 1.0
# Sooner than Slack's 0, 60 and 300 s: whoever asks while the app still starts should not wait a minute.
RETRY_DELAYS = (0.0, 15.0, 60.0)


async def run_demo(settings: Settings, port: int = PORT, http: bool = False, folder: Path = FOLDER) -> int:
    """Until Ctrl-C. What is said is kept in `folder`, apart from any real installation's data."""
    forget_proxies()
    slack = LocalSlack(
        build_manifest(
            listing=load(settings.knowledge_path).listing, channel_messages=settings.channel_messages
        ),
        port=port,
        path=folder / "slack.db",
        retry_delays=RETRY_DELAYS,
        rate_limits=True,
    )
    async with slack:
        print(describe(slack, port), flush=True)
        running = asyncio.ensure_future(_serve(slack, settings, http, folder))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        await open_page(slack)
        with suppress(asyncio.CancelledError):
            await running
    return 0


async def _serve(slack: LocalSlack, settings: Settings, http: bool, folder: Path) -> None:
    """The app, built anew whenever the knowledge was changed and is still whole."""
    seen = _stamp(settings.knowledge_path)
    slack.notice("start", "WhichPM is getting ready. It answers in a moment.")
    serving = await _serving(slack, await _built(slack, settings, folder), http)
    slack.notice("start", "")
    try:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            stamp = _stamp(settings.knowledge_path)
            if stamp != seen:
                seen = stamp
                serving = await _replaced(slack, settings, folder, http, serving)
    finally:
        await serving.aclose()


async def _replaced(
    slack: LocalSlack, settings: Settings, folder: Path, http: bool, serving: AsyncExitStack
) -> AsyncExitStack:
    """The new app takes over from the old one; with a mistake in the knowledge the old one stays."""
    try:
        app = await _built(slack, settings, folder)
    except KnowledgeError as error:
        lines = str(error).splitlines()
        slack.notice("knowledge", "The knowledge has a mistake; the old answers stay.", lines, "error")
        return serving
    # One after the other: a SQLite database is worked on by one app at a time. Slack sends again meanwhile.
    await serving.aclose()
    following = await _serving(slack, app, http)
    slack.notice("knowledge", "The knowledge was read again.", level="news")
    return following


async def _serving(slack: LocalSlack, app: WhichPM, http: bool) -> AsyncExitStack:
    """The app, connected until the stack is closed."""
    stack = AsyncExitStack()
    await stack.enter_async_context(over_http(slack, app) if http else over_sockets(slack, app))
    return stack


async def _built(slack: LocalSlack, settings: Settings, folder: Path) -> WhichPM:
    """In a thread: training takes a moment, and the page is already open."""
    return await asyncio.to_thread(WhichPM, local_settings(slack, settings, folder))


def local_settings(slack: LocalSlack, settings: Settings, folder: Path) -> Settings:
    """The person's settings, but the local Slack's tokens and address and a database of the demo's own."""
    return settings.model_copy(
        update={
            "slack_api_url": slack.api_url,
            "slack_client_id": None,
            "slack_client_secret": None,
            "slack_bot_token": SecretStr(slack.bot_token),
            "slack_app_token": SecretStr(slack.app_token),
            "slack_signing_secret": SecretStr(slack.signing_secret),
            "database_url": SecretStr(f"sqlite:///{folder / 'whichpm.db'}"),
        }
    )


@asynccontextmanager
async def over_sockets(slack: LocalSlack, app: WhichPM) -> AsyncIterator[None]:
    connections = SocketModeConnections(app.slack, app.client, slack.app_token)
    async with app.running(), connections:
        await connections.connected()
        yield


@asynccontextmanager
async def over_http(slack: LocalSlack, app: WhichPM) -> AsyncIterator[None]:
    server = _QuietServer(
        uvicorn.Config(build_web(app, slack.signing_secret), log_config=None, access_log=False)
    )
    # Listening from here on: what comes before the server is up waits for it.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        slack.connect_http(f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events")
        await slack.verify_url()
        try:
            yield
        finally:
            server.should_exit = True
            await serving


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C is the demo's, not the server's."""
        yield


def _stamp(path: Path) -> tuple[tuple[str, int], ...]:
    """Changes when a file of the knowledge, or of what people say, is written, made or removed."""
    files = [*(sorted(path.rglob("*.yaml")) if path.is_dir() else [path]), *sorted(SAID.glob("*.yaml"))]
    return tuple((str(file), file.stat().st_mtime_ns) for file in files if file.exists())
