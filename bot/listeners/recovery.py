"""Finds work that nobody is doing: a dead process's, or what this one had to leave, and takes it up again."""

from __future__ import annotations

import asyncio
import logging

from bot.listeners.quiet import Quiet
from bot.listeners.worker import Worker
from bot.storage import Ledger, StorageAwayError

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
# A process that has not been heard of for so long is taken for dead.
PATIENCE_SECONDS = 10.0


class Recovery:
    """`run` beats and sweeps until it is cancelled; nothing that goes wrong in between ends it."""

    def __init__(
        self,
        ledger: Ledger,
        worker: Worker,
        sweep: float = SWEEP_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._ledger = ledger
        self._worker = worker
        self._sweep = sweep
        self._patience = patience
        self._quiet = Quiet(log)

    async def run(self) -> None:
        while True:
            try:
                await self.sweep()
            except StorageAwayError as error:
                self._quiet.warn("storage_away", str(error))
            except Exception:  # the sweep is what everything else relies on
                log.exception("sweep_failed")
            await asyncio.sleep(self._sweep)

    async def sweep(self) -> None:
        """Takes over what the dead left, then starts what of ours is not under way, the oldest first."""
        await self._ledger.beat()
        adopted = await self._ledger.adopt(self._patience)
        if adopted:
            log.info("adopted", extra={"unfinished": adopted})
        for team, name in await self._ledger.names():
            if not self._worker.has_room:
                return
            if (team, name) not in self._worker.active and team not in self._worker.shut_out:
                await self._resume(team, name)
        self._worker.caught_up()

    async def _resume(self, team: str, name: str) -> None:
        pending = await self._ledger.fetch(team, name)
        if pending and (team, name) not in self._worker.active:
            self._worker.resume(pending)
