"""Runs the app in Socket Mode; a connection that went silent for good ends the process."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import SHUT_OUT, code_of

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
# slack_sdk connects again by itself after 4 missed pings; when that helped nothing, a new process may.
PONG_SECONDS = 90.0
# Slack renews a connection every few hours and says so in a message: a longer silence is a dead one.
MESSAGE_SECONDS = 6 * 3600.0
LOOK_SECONDS = 5.0
MOST_AT_ONCE = 100
# No attempt later will be taken either.
REFUSALS = SHUT_OUT | {"not_allowed_token_type", "missing_scope"}


class RefusedError(RuntimeError):
    """Slack does not take the app-level token; the message is Slack's code."""


class BoundedClient(SocketModeClient):
    """Reads no further while this many envelopes are worked on: the rest waits at Slack, not in memory.

    slack_sdk starts a task for each envelope that it read, however many there are.
    """

    def __init__(self, *arguments: Any, most: int = MOST_AT_ONCE, **named: Any) -> None:
        self._places = asyncio.Semaphore(most)
        self._running: set[asyncio.Task[None]] = set()
        self.last_message = time.monotonic()
        self.last_pong = time.monotonic()
        self.refusal: str | None = None
        super().__init__(*arguments, **named)
        self.message_queue = asyncio.Queue(most)

    async def issue_new_wss_url(self) -> str:
        """slack_sdk asks again for ever, also when the token is none."""
        try:
            return await super().issue_new_wss_url()
        except SlackApiError as error:
            code = code_of(error)
            self.refusal = code if code in REFUSALS else None
            raise

    async def enqueue_message(self, message: str) -> None:
        self.last_message = time.monotonic()
        await super().enqueue_message(message)

    async def process_message(self) -> None:
        """As slack_sdk does it, in a task, which keeps a place until it is done."""
        await self._places.acquire()
        try:
            await super().process_message()  # type: ignore[no-untyped-call]
        except BaseException:
            self._places.release()
            raise

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        try:
            await super().run_message_listeners(message, raw_message)
        finally:
            self._places.release()

    @property
    def pong_age(self) -> float:
        """Seconds since a pong or a message; slack_sdk forgets the time of pongs when it connects again."""
        last = self.last_ping_pong_time
        if last is not None:
            self.last_pong = max(self.last_pong, time.monotonic() - max(0.0, time.time() - last))
        return time.monotonic() - max(self.last_pong, self.last_message)

    @property
    def message_age(self) -> float:
        return time.monotonic() - self.last_message


class SocketModeConnections:
    """One or more connections, any of which brings an event. `silence` names one that is dead."""

    def __init__(
        self,
        slack: AsyncApp,
        web_client: AsyncWebClient,
        app_token: str,
        number: int = 1,
        ping_seconds: float = PING_SECONDS,
        most_at_once: int = MOST_AT_ONCE,
    ) -> None:
        async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
            began = time.time()
            response = await run_async_bolt_app(slack, request)
            await send_async_response(client, request, response, began)

        self._build = partial(
            BoundedClient,
            app_token,
            logger=logging.getLogger("bolt.socket_mode"),
            web_client=web_client,
            ping_interval=ping_seconds,
            most=most_at_once,
        )
        self._number = number
        self._handle = handle
        self.clients: list[BoundedClient] = []

    async def __aenter__(self) -> SocketModeConnections:
        for _ in range(self._number):
            client = self._build()
            client.socket_mode_request_listeners.append(self._handle)
            self.clients.append(client)
        # In the background: slack_sdk tries until it succeeds, and the watchdog looks on meanwhile.
        self._connecting = asyncio.gather(*(client.connect() for client in self.clients))  # type: ignore[no-untyped-call]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._connecting.cancel()
        with suppress(asyncio.CancelledError):
            await self._connecting
        for client in self.clients:
            await client.close()  # type: ignore[no-untyped-call]

    async def connected(self) -> None:
        await self._connecting

    @property
    def refusal(self) -> str | None:
        """Slack's code for a token that it will never take."""
        return next((client.refusal for client in self.clients if client.refusal), None)

    def silence(
        self, pong_seconds: float = PONG_SECONDS, message_seconds: float = MESSAGE_SECONDS
    ) -> str | None:
        """What was not heard for too long, or None while all is well."""
        if any(client.pong_age > pong_seconds for client in self.clients):
            return "pong"
        if any(client.message_age > message_seconds for client in self.clients):
            return "message"
        return None


async def run_socket_mode(
    running: AbstractAsyncContextManager[None], connections: SocketModeConnections
) -> int:
    """Until SIGTERM or SIGINT: 0, and what was accepted is answered. 1 when a connection went silent."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with running, connections:
        return await watch(connections, stop)


async def watch(
    connections: SocketModeConnections,
    stop: asyncio.Event,
    look_seconds: float = LOOK_SECONDS,
    **limits: float,
) -> int:
    """Looks every few seconds whether the connections still live; `limits` as `silence` takes them.

    RefusedError when there will be none.
    """
    while not stop.is_set():
        if connections.refusal:
            raise RefusedError(connections.refusal)
        silent = connections.silence(**limits)
        if silent:
            log.error("socket_silent", extra={"error": silent})
            return 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), look_seconds)
    return 0
