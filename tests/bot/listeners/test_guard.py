"""Nothing unsigned reaches the app, and nothing that anybody sends makes the door itself fail."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Iterable

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.listeners import SignatureGuard
from bot.listeners import guard as module

SECRET = "0123456789abcdef0123456789abcdef"
NOW = 1_700_000_000


class Behind:
    """The app behind the door: notes what gets through."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.bodies.append(await Request(scope, receive).body())
        await PlainTextResponse("in")(scope, receive, send)


def sign(body: bytes, stamp: bytes = b"1700000000", secret: str = SECRET) -> bytes:
    return b"v0=" + hmac.digest(secret.encode(), b"v0:" + stamp + b":" + body, "sha256").hex().encode()


async def knock(
    chunks: Iterable[bytes],
    stamp: bytes | None,
    signature: bytes | None,
    pause: float = 0,
    **more: bytes,
) -> tuple[int, list[bytes]]:
    """The status that the door answers and the bodies that got through."""
    behind, sent = Behind(), []
    given = {b"x-slack-request-timestamp": stamp, b"x-slack-signature": signature}
    headers = [(name, value) for name, value in given.items() if value is not None]
    headers += [(name.replace("_", "-").encode(), value) for name, value in more.items()]
    pending = _messages(chunks)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        return await anext(pending)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/slack/events",
        "headers": headers,
        "query_string": b"",
    }
    await SignatureGuard(behind, SECRET, lambda: NOW)(scope, receive, send)
    return sent[0]["status"], behind.bodies


async def _messages(chunks: Iterable[bytes]) -> AsyncIterator[Message]:
    for chunk in chunks:
        yield {"type": "http.request", "body": chunk, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}
    while True:
        yield {"type": "http.disconnect"}


async def test_a_signed_request_gets_in_byte_for_byte() -> None:
    body = b'{"text": "\xc3\xa4"}'
    assert await knock([body[:3], body[3:]], b"1700000000", sign(body)) == (200, [body])


@pytest.mark.parametrize("age", [299, -299, 300])
async def test_five_minutes_of_clock_skew_are_allowed(age: int) -> None:
    stamp = str(NOW - age).encode()
    assert (await knock([b"{}"], stamp, sign(b"{}", stamp)))[0] == 200


@pytest.mark.parametrize(
    "stamp", [b"1699999699", b"1700000301", b"abc", b"", b"9" * 10_000, b"-1700000000", b"1700000000.5", None]
)
async def test_a_strange_or_old_time_stamp_is_refused(stamp: bytes | None) -> None:
    assert await knock([b"{}"], stamp, sign(b"{}", stamp or b"")) == (401, [])


@pytest.mark.parametrize(
    "signature",
    [None, b"", b"v0=", b"v0=" + b"0" * 64, b"v1" + sign(b"{}")[2:], sign(b"{}").upper(), "v0=ä".encode()],
)
async def test_a_forged_or_malformed_signature_is_refused(signature: bytes | None) -> None:
    assert await knock([b"{}"], b"1700000000", signature) == (401, [])


async def test_a_signature_of_another_body_or_secret_is_refused() -> None:
    assert (await knock([b"{} "], b"1700000000", sign(b"{}")))[0] == 401
    assert (await knock([b"{}"], b"1700000000", sign(b"{}", secret="f" * 32)))[0] == 401


async def test_bytes_that_are_not_utf8_do_not_break_the_check() -> None:
    assert (await knock([b"\xff"], b"1700000000", sign(b"\xff"))) == (200, [b"\xff"])
    assert (await knock([b"\xff"], b"1700000000", sign(b"{}"))) == (401, [])


async def test_a_body_over_one_mebibyte_is_refused_before_it_is_read_whole() -> None:
    chunks = [b"x" * 600_000] * 2
    assert await knock(chunks, b"1700000000", sign(b"")) == (413, [])
    assert await knock([], b"1700000000", sign(b""), content_length=b"1048577") == (413, [])
    assert await knock([], b"1700000000", sign(b""), content_length=b"-1") == (413, [])


async def test_a_body_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_SECONDS", 0.02)
    assert (await knock([b"x"] * 10, b"1700000000", sign(b""), pause=0.01))[0] == 408


async def test_a_client_that_hangs_up_is_no_failure() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        assert message.get("status", 408) == 408

    headers = [(b"x-slack-request-timestamp", b"1700000000"), (b"x-slack-signature", sign(b""))]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}
    await SignatureGuard(Behind(), SECRET, lambda: NOW)(scope, receive, send)


async def test_a_refusal_is_logged_without_the_body(caplog: pytest.LogCaptureFixture) -> None:
    await knock([b"my secret words"], b"1700000000", sign(b""))
    assert [record.getMessage() for record in caplog.records] == ["request_refused"]
    assert "secret words" not in caplog.text
