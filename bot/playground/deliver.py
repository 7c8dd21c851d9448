"""Carries what happened to the app: signed, under the three-second clock, and events again when that failed."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.playground.records import Json
from bot.playground.state import Workspace

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app took a delivery. `problem` is Slack's retry reason, None when it was acknowledged in time."""

    status: int | None = None
    body: str = ""
    problem: str | None = None
    seconds: float = 0.0
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.problem is None


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What is sent, byte for byte the same in each attempt."""

    kind: str
    content: Json
    body: bytes
    content_type: str


class Courier:
    """`url` is where the app listens; None as long as it is not connected."""

    def __init__(
        self,
        workspace: Workspace,
        secret: str,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        self.url: str | None = None
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self._workspace = workspace
        self._secret = secret.encode()
        self._session: aiohttp.ClientSession | None = None
        self._running: set[asyncio.Task[Any]] = set()

    async def event(self, envelope: Json) -> Ack:
        """The first attempt; what it fails is tried again in the background."""
        parcel = _Parcel("event", envelope, json.dumps(envelope).encode(), "application/json")
        ack = await self._carry(parcel)
        if not ack.ok and not ack.no_retry:
            self.in_background(self._retry(parcel, ack))
        return ack

    async def interaction(self, payload: Json) -> Ack:
        """A click, a submission or a shortcut: once, as Slack never repeats these."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._carry(_Parcel("interaction", payload, body, FORM))

    async def command(self, form: Mapping[str, str]) -> Ack:
        """A slash command: once."""
        return await self._carry(_Parcel("command", dict(form), urlencode(form).encode(), FORM))

    async def challenge(self, content: Json) -> Ack:
        """The url_verification with which Slack asks whether the app listens here."""
        return await self._carry(
            _Parcel("challenge", content, json.dumps(content).encode(), "application/json")
        )

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settle(self) -> None:
        """Returns when nothing is on its way any more."""
        while self._running:
            await asyncio.wait(self._running)

    async def open(self) -> None:
        # A new connection each time: an app that was restarted must not look like one that hung up.
        connector = aiohttp.TCPConnector(force_close=True)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _retry(self, parcel: _Parcel, ack: Ack) -> None:
        for number, delay in enumerate(self.retry_delays, 1):
            await asyncio.sleep(delay)
            again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": ack.problem or ""}
            ack = await self._carry(parcel, again)
            if ack.ok or ack.no_retry:
                return

    async def _carry(self, parcel: _Parcel, headers: Mapping[str, str] | None = None) -> Ack:
        began = time.monotonic()
        status, body, problem, no_retry = await self._post(parcel, dict(headers or {}))
        ack = Ack(status, body, problem, time.monotonic() - began, no_retry)
        told = {"status": status, "problem": problem, "seconds": ack.seconds, "headers": dict(headers or {})}
        self._workspace.note("delivery", {"kind": parcel.kind, "content": parcel.content, **told})
        return ack

    async def _post(
        self, parcel: _Parcel, headers: dict[str, str]
    ) -> tuple[int | None, str, str | None, bool]:
        if self.url is None or self._session is None:
            return None, "", "connection_failed", False
        signed = {**headers, **self._signed(parcel.body), "Content-Type": parcel.content_type}
        try:
            async with (
                asyncio.timeout(self.ack_seconds),
                self._session.post(
                    self.url, data=parcel.body, headers=signed, max_redirects=REDIRECTS
                ) as answer,
            ):
                body = await answer.text(errors="replace")
        except TimeoutError:
            return None, "", "http_timeout", False
        except aiohttp.TooManyRedirects:
            return None, "", "too_many_redirects", False
        except aiohttp.ClientError:
            return None, "", "connection_failed", False
        if 200 <= answer.status < 300:
            return answer.status, body, None, False
        return answer.status, body, "http_error", answer.headers.get("X-Slack-No-Retry") == "1"

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._workspace.clock()))
        digest = hmac.digest(self._secret, f"v0:{stamp}:".encode() + body, "sha256").hex()
        agent = "Slackbot 1.0 (+https://api.slack.com/robots)"
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "User-Agent": agent}
