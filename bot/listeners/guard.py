"""The door in front of Bolt: size, headers and signature of the raw bytes, before anything is parsed."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_048_576
MAX_AGE_SECONDS = 300
READ_SECONDS = 5.0
_TIMESTAMP = re.compile(rb"[0-9]{1,12}\Z")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}\Z")


class SignatureGuard:
    """Lets only requests through that Slack signed within five minutes; never logs a body.

    Bolt alone answers 500 to a malformed timestamp or signature, parses what nobody signed,
    and logs the whole body of a request whose signature is wrong.
    """

    def __init__(self, app: ASGIApp, signing_secret: str, clock: Callable[[], float] = time.time) -> None:
        self._app = app
        self._clock = clock
        self._secret = signing_secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, body = await self._admit(scope, receive)
        if status == 200:
            await self._app(scope, _replay(body, receive), send)
            return
        log.warning("request_refused", extra={"status": status})
        await PlainTextResponse("", status, {"connection": "close"})(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        headers = dict(scope["headers"])
        stamp = headers.get(b"x-slack-request-timestamp", b"")
        signature = headers.get(b"x-slack-signature", b"")
        if not (_TIMESTAMP.match(stamp) and _SIGNATURE.match(signature)):
            return 401, b""
        if abs(self._clock() - int(stamp)) > MAX_AGE_SECONDS:
            return 401, b""
        status, body = await _read(Request(scope, receive))
        if status == 200 and not self._is_signed(body, stamp, signature):
            return 401, b""
        return status, body

    def _is_signed(self, body: bytes, stamp: bytes, signature: bytes) -> bool:
        # slack_sdk's verifier decodes the body first and fails on bytes that are not UTF-8.
        digest = hmac.digest(self._secret, b"v0:" + stamp + b":" + body, "sha256")
        return hmac.compare_digest(b"v0=" + digest.hex().encode(), signature)


async def _read(request: Request) -> tuple[int, bytes]:
    """The body, or 413 as soon as it is too large, or 408 when it drips."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length[:12]) > MAX_BODY_BYTES:
        return 413, b""
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    return 413, b""
    except (TimeoutError, ClientDisconnect):
        return 408, b""
    return 200, bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read to the app behind, then whatever the client does next."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
