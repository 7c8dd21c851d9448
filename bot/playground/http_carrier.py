"""The way to an app that listens over HTTP: signed requests, as Slack sends them."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from bot.playground.parcels import Ack, Parcel

REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class HttpCarrier:
    """`url` is where the app listens."""

    name = "http"

    def __init__(self, url: str, secret: str, clock: Callable[[], float]) -> None:
        self.url = url
        self._secret = secret.encode()
        self._clock = clock

    async def carry(self, parcel: Parcel, seconds: float) -> Ack:
        body, content_type = _written(parcel)
        headers = {**_retry(parcel), **self._signed(body), "Content-Type": content_type}
        # A new connection each time: an app that was restarted must not look like one that hung up.
        connector = aiohttp.TCPConnector(force_close=True)
        try:
            async with (
                asyncio.timeout(seconds),
                aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
                session.post(self.url, data=body, headers=headers, max_redirects=REDIRECTS) as answer,
            ):
                return _ack(answer, await answer.text(errors="replace"))
        except TimeoutError:
            return Ack(problem="http_timeout")
        except aiohttp.TooManyRedirects:
            return Ack(problem="too_many_redirects")
        except aiohttp.ClientError:
            return Ack(problem="connection_failed")

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._clock()))
        digest = hmac.digest(self._secret, f"v0:{stamp}:".encode() + body, "sha256").hex()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "User-Agent": AGENT}


def _written(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.kind == "command":
        return urlencode(parcel.content).encode(), FORM
    if parcel.kind == "interaction":
        return urlencode({"payload": json.dumps(parcel.content)}).encode(), FORM
    return json.dumps(parcel.content).encode(), "application/json"


def _retry(parcel: Parcel) -> dict[str, str]:
    if not parcel.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}


def _ack(answer: aiohttp.ClientResponse, body: str) -> Ack:
    if 200 <= answer.status < 300:
        return Ack(answer.status, body)
    no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
    return Ack(answer.status, body, "http_error", no_retry=no_retry)
