"""Takes arrivals in once, answers them in the background, and lets them finish before the process ends."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine

from bot.conversation import Conversation
from bot.listeners.arrivals import Arrival
from bot.listeners.delivery import Delivery
from bot.listeners.metrics import Metrics, NoMetrics
from bot.storage import Store
from knowledge import Phrases

log = logging.getLogger(__name__)


class Intake:
    """From an arrival to its replies. Slack has its ack as soon as `accept` returns."""

    def __init__(
        self,
        store: Store,
        conversation: Conversation,
        delivery: Delivery,
        phrases: Phrases,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or NoMetrics()
        self._store = store
        self._conversation = conversation
        self._delivery = delivery
        self._phrases = phrases
        self._running: set[asyncio.Task[None]] = set()

    async def accept(self, arrival: Arrival) -> None:
        """Notes the arrival and starts to answer; drops a repeated one. Raises when it cannot note it."""
        is_new = await self._store.claim(arrival.target.team, arrival.keys)
        self._metrics.arrived(arrival.target.place, "new" if is_new else "repeated")
        if is_new:
            self._start(self._answer(arrival))
        else:
            log.info("repeated", extra={"place": arrival.target.place})

    async def drain(self, seconds: float) -> int:
        """Waits for what was accepted; the number of answers that were not finished in time."""
        if not self._running:
            return 0
        _, pending = await asyncio.wait(self._running, timeout=seconds)
        return len(pending)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        # asyncio keeps only weak references to tasks: without this set one may vanish half done.
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        self._metrics.waiting(len(self._running))

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._metrics.waiting(len(self._running))

    async def _answer(self, arrival: Arrival) -> None:
        began = time.monotonic()
        try:
            turn = await self._conversation.take_turn(arrival.message)
        except Exception:  # whatever it was, the person gets a sentence and the log the reason
            log.exception("turn_failed", extra={"place": arrival.target.place})
            await self._delivery.tell(self._phrases.something_broke, arrival.target)
            self._metrics.answered("failed", time.monotonic() - began)
            return
        await self._delivery.deliver(turn.replies, arrival.target)
        outcome, seconds = turn.outcome, round(time.monotonic() - began, 4)
        self._metrics.answered(outcome.decision, seconds)
        told = {"decision": outcome.decision, "intents": ",".join(outcome.intents), "seconds": seconds}
        log.info("answered", extra={**told, "place": arrival.target.place, "team": arrival.target.team})
