"""Takes arrivals in once, answers them in the background, and lets them finish before the process ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine

from bot.conversation import Conversation
from bot.listeners.arrivals import Arrival
from bot.listeners.delivery import Delivery
from bot.storage import Store
from knowledge import Phrases

log = logging.getLogger(__name__)


class Intake:
    """From an arrival to its replies. Slack has its ack as soon as `accept` returns."""

    def __init__(
        self, store: Store, conversation: Conversation, delivery: Delivery, phrases: Phrases
    ) -> None:
        self._store = store
        self._conversation = conversation
        self._delivery = delivery
        self._phrases = phrases
        self._running: set[asyncio.Task[None]] = set()

    async def accept(self, arrival: Arrival) -> None:
        """Notes the arrival and starts to answer; drops a repeated one. Raises when it cannot note it."""
        if await self._store.claim(arrival.target.team, arrival.keys):
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
        task.add_done_callback(self._running.discard)

    async def _answer(self, arrival: Arrival) -> None:
        try:
            turn = await self._conversation.take_turn(arrival.message)
        except Exception:  # whatever it was, the person gets a sentence and the log the reason
            log.exception("turn_failed", extra={"place": arrival.target.place})
            await self._delivery.tell(self._phrases.something_broke, arrival.target)
            return
        await self._delivery.deliver(turn.replies, arrival.target)
        outcome = turn.outcome
        log.info("answered", extra={"decision": outcome.decision, "intents": ",".join(outcome.intents)})
