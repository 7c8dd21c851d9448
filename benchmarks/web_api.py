"""A bare stand-in for Slack's Web API: takes answers, notes when each came, and says ok.

LocalSlack keeps rooms, checks blocks and writes a journal: under a bot that needs less than that for an
answer it would be what is measured. This one parses nothing but the length and one mark of the body.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import cast

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
# The thread of an answer, in JSON or in a form; the last part of the address of a response_url.
MARK = re.compile(rb'(?:thread_ts"? ?[:=] ?"?|/respond/)(\d+\.\d+)')
WHO = (
    b'{"ok":true,"user_id":"UBOT","bot_id":"BBOT","team_id":"T1","team":"T","user":"bot","url":"https://t/"}'
)
POSTED = '{{"ok":true,"channel":"C1","ts":"1.{:06}","message":{{"ts":"1.{:06}","text":""}}}}'


class Answers:
    """When the first answer to each mark came, and a future for whoever waits for one."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.calls = 0
        self._waiting: dict[str, asyncio.Future[float]] = {}

    def expect(self, mark: str) -> asyncio.Future[float]:
        return self._waiting.setdefault(mark, asyncio.get_running_loop().create_future())

    def came(self, mark: str) -> None:
        now = self.at.setdefault(mark, time.perf_counter())
        waiting = self._waiting.pop(mark, None)
        if waiting and not waiting.done():
            waiting.set_result(now)


class _Call(asyncio.Protocol):
    """One connection, kept alive as Slack's are."""

    def __init__(self, answers: Answers, numbers: count[int]) -> None:
        self._answers = answers
        self._numbers = numbers
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            found = LENGTH.search(self._held, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._held) < whole:
                return
            request, self._held = self._held[:whole], self._held[whole:]
            self._answer(request, end)

    def _answer(self, request: bytes, end: int) -> None:
        self._answers.calls += 1
        body = self._body(request)
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)
        mark = MARK.search(request)
        if mark:
            self._answers.came(mark[1].decode())
        if b"connection: close" in request[:end].lower():
            self._transport.close()

    def _body(self, request: bytes) -> bytes:
        line = request[: request.index(b"\r\n")]
        if b"auth.test" in line:
            return WHO
        if b"/respond/" in line:
            return b"ok"
        number = next(self._numbers)
        return POSTED.format(number, number).encode()


@asynccontextmanager
async def web_api(context: ssl.SSLContext | None) -> AsyncIterator[tuple[Answers, str]]:
    """What came in, and the address to call."""
    answers, numbers = Answers(), count(1)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Call(answers, numbers), "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    try:
        yield answers, f"{'https' if context else 'http'}://127.0.0.1:{port}"
    finally:
        server.close()
