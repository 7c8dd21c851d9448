"""Catalogue 4 and 11: too large, too slow or only a handshake, over a real connection."""

import asyncio
import hmac
import io
import json
import time

import aiohttp
import pytest

from bot.app import WhichPM
from bot.listeners import guard
from bot.playground import LocalSlack
from bot.playground.http_carrier import HttpCarrier

FORM = "application/x-www-form-urlencoded"
CHALLENGE = json.dumps({"type": "url_verification", "token": "x", "challenge": "once"}).encode()


def address(slack: LocalSlack) -> str:
    assert isinstance(slack.courier.carrier, HttpCarrier)
    return slack.courier.carrier.url


def signed(body: bytes, secret: str = LocalSlack.signing_secret) -> dict[str, str]:
    stamp = str(int(time.time()))
    digest = hmac.digest(secret.encode(), f"v0:{stamp}:".encode() + body, "sha256").hex()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


async def post(slack: LocalSlack, body: bytes, kind: str, headers: dict[str, str]) -> tuple[int, str]:
    asked = {**headers, "Content-Type": kind}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address(slack), data=io.BytesIO(body), headers=asked) as answer,
    ):
        return answer.status, await answer.text()


async def raw(slack: LocalSlack, head: dict[str, str]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request of which nothing but the head was sent."""
    host, port = address(slack).split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [
        "POST /slack/events HTTP/1.1",
        f"Host: {host}",
        *(f"{name}: {said}" for name, said in head.items()),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    return reader, writer


async def status_of(reader: asyncio.StreamReader) -> int:
    line = await asyncio.wait_for(reader.readline(), 10)
    return int(line.split()[1])


async def test_04_a_body_of_one_byte_too_many_is_refused_with_and_without_its_length(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    body = b"x" * (guard.MAX_BODY_BYTES + 1)
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    ways = [({"Content-Length": str(len(body))}, b""), ({"Transfer-Encoding": "chunked"}, chunk)]
    for head, sent in ways:
        reader, writer = await raw(local_slack, {**signed(body), **head})
        writer.write(sent)
        assert await status_of(reader) == 413
        writer.close()
    assert (await post(local_slack, body[:-1], FORM, signed(body[:-1])))[0] == 200


async def test_04_a_body_that_drips_is_closed_and_holds_nobody_up(
    app: WhichPM, local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "READ_SECONDS", 1.0)
    slow = [await raw(local_slack, {**signed(b""), "Content-Length": "100"}) for _ in range(50)]
    for _, writer in slow:
        writer.write(b"x")
    asked = await local_slack.person("ana").mention("careers", "what is a program manager?")
    await local_slack.until(lambda: local_slack.thread(asked) or None, 1.0)
    assert {await status_of(reader) for reader, _ in slow} == {408}
    for _, writer in slow:
        writer.close()


async def test_11_a_challenge_is_answered_only_when_slack_signed_it(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    status, said = await post(local_slack, CHALLENGE, "application/json", signed(CHALLENGE))
    assert (status, json.loads(said)) == (200, {"challenge": "once"})
    forged = await post(local_slack, CHALLENGE, "application/json", signed(CHALLENGE, "f" * 32))
    assert forged == (401, "")


async def test_11_a_check_of_the_certificate_is_acknowledged_and_does_nothing(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    body = b"ssl_check=1&command=/whichpm&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1"
    assert await post(local_slack, body, FORM, signed(body)) == (200, "")
    await local_slack.settle(quiet=0.2)
    assert (await app.ledger.names(), local_slack.calls("chat.postMessage")) == ([], [])
