"""What the HTTP door answers to whatever is sent to it."""

import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.types import Message

from bot.listeners import build_web_app
from bot.playground import LocalSlack
from bot.playground.http_carrier import HttpCarrier

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def transport() -> str:
    return "http"


async def post(
    slack: LocalSlack, body: bytes, content_type: str, secret: str = LocalSlack.signing_secret
) -> int:
    stamp = str(int(time.time()))
    signed = hmac.digest(secret.encode(), f"v0:{stamp}:".encode() + body, "sha256")
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed.hex()}"}
    headers["Content-Type"] = content_type
    assert isinstance(slack.courier.carrier, HttpCarrier)
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.courier.carrier.url, data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_what_nobody_signed_is_refused(slack: LocalSlack) -> None:
    challenge = b'{"type": "url_verification", "challenge": "x"}'
    assert await post(slack, challenge, "application/json", secret="f" * 32) == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"null", "application/json"),
        (b"[1]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/json"),
        (b'{"authorizations": [5]}', "application/json"),
        (b'{"type": "event_callback", "event": {"user": 5}}', "application/json"),
        (b"payload=%7Bbroken", FORM),
        (b"payload=[]", FORM),
        (b"payload=", FORM),
        (b"payload={}&payload=[", FORM),
        (b'{"type": "event_callback"', FORM),
        (b"&" * 10_000, FORM),
        (b'{"type": "event_callback", "team_id": "T9", "event": {"type": "star_added"}}', "application/json"),
        (b'{"type": "app_rate_limited", "team_id": "T9"}', "application/json"),
        (b"ssl_check=1&token=x", FORM),
        (b"command=/other&team_id=T1&user_id=U1&channel_id=C1", FORM),
    ],
)
async def test_whatever_slack_signs_is_acknowledged(
    body: bytes, content_type: str, slack: LocalSlack
) -> None:
    assert await post(slack, body, content_type) == 200


async def test_without_its_database_the_app_is_not_ready() -> None:
    async def broken() -> None:
        raise OSError("gone")

    web = build_web_app(AsyncApp(token="xoxb-1", signing_secret="x"), "f" * 32, broken, _nothing)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/readyz", "headers": [], "query_string": b""}
    await web(scope, receive, send)
    assert sent[0]["status"] == 503


@asynccontextmanager
async def _nothing(_: Starlette) -> AsyncIterator[None]:
    yield
