"""Carries what happened to the app under the three-second clock, and events again when that failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.playground.parcels import Ack, Carrier, Kind, Parcel
from bot.playground.records import Json
from bot.playground.state import Workspace

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)


class Courier:
    """`carrier` is the way to the app; None as long as there is none."""

    def __init__(
        self,
        workspace: Workspace,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        self.carrier: Carrier | None = None
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self._workspace = workspace
        self._running: set[asyncio.Task[Any]] = set()
        self._waiting: set[asyncio.Task[Any]] = set()
        self._carrying = 0

    @property
    def is_idle(self) -> bool:
        """Nothing is on its way; what waits for its time does not count."""
        return not (self._carrying or self._running)

    async def event(self, envelope: Json) -> Ack:
        """The first attempt; what it fails is tried again in the background."""
        parcel = Parcel("event", envelope)
        ack = await self._carry(parcel)
        if not ack.ok and not ack.no_retry:
            _start(self._retry(parcel, ack), self._waiting)
        return ack

    async def send(self, kind: Kind, content: Json) -> Ack:
        """A command, a click, a submission, a shortcut or a challenge: once, as Slack never repeats these."""
        return await self._carry(Parcel(kind, content))

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        _start(work, self._running)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls in so many seconds, unless the local Slack is closed before."""

        async def wait() -> None:
            await asyncio.sleep(seconds)
            call()

        _start(wait(), self._waiting)

    async def close(self) -> None:
        tasks = [*self._running, *self._waiting]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _retry(self, parcel: Parcel, ack: Ack) -> None:
        for attempt, delay in enumerate(self.retry_delays, 1):
            await asyncio.sleep(delay)
            ack = await self._carry(replace(parcel, attempt=attempt, reason=ack.problem or ""))
            if ack.ok or ack.no_retry:
                return

    async def _carry(self, parcel: Parcel) -> Ack:
        began = time.monotonic()
        self._carrying += 1
        try:
            carrier = self.carrier
            ack = await carrier.carry(parcel, self.ack_seconds) if carrier else _nobody_there()
        finally:
            self._carrying -= 1
        ack = replace(ack, seconds=round(time.monotonic() - began, 4))
        self._note(parcel, ack)
        return ack

    def _note(self, parcel: Parcel, ack: Ack) -> None:
        over = self.carrier.name if self.carrier else "socket"
        told = {"kind": parcel.kind, "over": over, "content": parcel.content, "headers": _headers(parcel)}
        came = {"status": ack.status, "problem": ack.problem, "seconds": ack.seconds, "answer": ack.body}
        self._workspace.note("delivery", {**told, **came})
        if over == "http":
            there = ack.problem != "connection_failed"
            self._workspace.show("connection", {"mode": "http", "connected": there, "sockets": 0})


def _nobody_there() -> Ack:
    return Ack(problem="connection_failed")


def _headers(parcel: Parcel) -> Mapping[str, str]:
    if not parcel.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}


def _start(work: Coroutine[Any, Any, Any], into: set[asyncio.Task[Any]]) -> None:
    # asyncio keeps only weak references to tasks.
    task = asyncio.get_running_loop().create_task(work)
    into.add(task)
    task.add_done_callback(into.discard)
