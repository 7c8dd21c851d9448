"""Catalogue 1 to 3, 13: nothing hostile gets through the door, or makes it fail or stand still."""

import hmac
import logging
import time
from random import Random

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.listeners import SignatureGuard

SECRET = "0123456789abcdef0123456789abcdef"
NOW = 1_700_000_000


class Behind:
    """Counts what gets through."""

    def __init__(self) -> None:
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.requests += 1


async def knock(guard: SignatureGuard, headers: list[tuple[bytes, bytes]], body: bytes) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/slack/events",
        "headers": headers,
        "query_string": b"",
    }
    await guard(scope, receive, send)
    return int(sent[0]["status"]) if sent else 200


def hostile(random: Random) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """A request that Slack did not sign, wrong in one of many ways."""
    body = random.choice([b"{}", b"[" * 500, b"\xff\xfe", b"null", b"payload=%7B", random.randbytes(200)])
    stamp = str(NOW + random.choice([0, 1, -299, -301, 301, 10**9])).encode()
    stamp = random.choice([stamp, stamp, stamp, b"abc", b"", b"9" * 100_000, b"\xff", b"-1", b"1e9", b" 1"])
    digest = hmac.digest(b"f" * 32, b"v0:" + stamp[:20] + b":" + body, "sha256").hex().encode()
    signature = random.choice(
        [b"v0=" + digest, b"v0=" + digest[:-1], b"v1=" + digest, b"", b"v0=\xc3\xa9", digest]
    )
    headers = [(b"x-slack-request-timestamp", stamp), (b"x-slack-signature", signature)]
    headers += random.choice([[], [(b"content-length", b"99999999999")], [(b"content-length", b"x")]])
    return random.sample(headers, random.randint(0, len(headers))), body


async def storm(count: int, seed: int) -> tuple[set[int], int, float, float]:
    """The statuses, what got through, and the CPU seconds of a request: on average and at most."""
    behind, random = Behind(), Random(seed)
    guard = SignatureGuard(behind, SECRET, clock=lambda: NOW)
    requests = [hostile(random) for _ in range(2_000)]
    statuses: set[int] = set()
    longest, began = 0.0, time.thread_time()
    before = began
    for number in range(count):
        statuses.add(await knock(guard, *requests[number % len(requests)]))
        now = time.thread_time()
        longest, before = max(longest, now - before), now
    return statuses, behind.requests, (before - began) / count, longest


@pytest.mark.parametrize("count", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
async def test_01_02_03_no_forged_request_gets_in_and_none_makes_the_door_fail(
    count: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    statuses, through, cpu, longest = await storm(count, seed=1)
    print(f"{count} requests, {cpu * 1e6:.0f} us CPU each, {longest * 1e3:.1f} ms at most")
    assert statuses <= {401, 413}
    assert through == 0
    assert cpu < 0.001
    assert longest < 0.02


@pytest.mark.parametrize(("age", "status"), [(299, 200), (301, 401), (-299, 200), (-301, 401), (240, 200)])
async def test_02_13_a_signature_is_good_for_five_minutes(age: int, status: int) -> None:
    stamp = str(NOW - age).encode()
    digest = hmac.digest(SECRET.encode(), b"v0:" + stamp + b":{}", "sha256").hex().encode()
    headers = [(b"x-slack-request-timestamp", stamp), (b"x-slack-signature", b"v0=" + digest)]
    guard = SignatureGuard(Behind(), SECRET, clock=lambda: NOW)
    assert await knock(guard, headers, b"{}") == status
