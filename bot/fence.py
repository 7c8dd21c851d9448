"""Keeps a post from leaving so late that another process may have sent it meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class TooLateError(ConnectionError):
    """The process stood still for too long; nothing was sent."""


@contextmanager
def leaving_by(deadline: float) -> Iterator[None]:
    """What is sent in here leaves before this moment of the monotonic clock, or not at all."""
    before = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(before)


def fenced_session(seconds: float) -> aiohttp.ClientSession:
    """A session that keeps to `leaving_by`; each call may take so many seconds."""
    fence = aiohttp.TraceConfig()
    # The last thing that aiohttp does before it writes a request: a process that was frozen between its
    # last look at the database and this moment wakes up here.
    fence.on_request_chunk_sent.append(_check)
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds), trace_configs=[fence])


async def _check(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestChunkSentParams
) -> None:
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise TooLateError
