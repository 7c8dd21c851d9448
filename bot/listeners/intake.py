"""Takes arrivals in once, on disk before Slack gets its ack, and hands them on to be answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.listeners.arrivals import Arrival, Deletion, pack_arrival
from bot.listeners.limits import Limits, Verdict
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.quiet import Quiet
from bot.listeners.worker import Worker
from bot.storage import Ledger, Sealer, StorageAwayError, Work
from knowledge import Phrases

log = logging.getLogger(__name__)


class Intake:
    """Slack has its ack as soon as `accept` returns; when it raises, Slack gets an error and tries again."""

    def __init__(
        self,
        ledger: Ledger,
        worker: Worker,
        sealer: Sealer,
        limits: Limits,
        phrases: Phrases,
        at: Callable[[str], None],
        metrics: Metrics | None = None,
    ) -> None:
        self._ledger = ledger
        self._worker = worker
        self._sealer = sealer
        self._limits = limits
        self._phrases = phrases
        self._at = at
        self._metrics = metrics or NoMetrics()
        self._quiet = Quiet(log)

    async def accept(self, arrival: Arrival) -> None:
        """Notes the arrival and starts to answer; drops a repeated one, and one too many."""
        self._at("verified")
        verdict = self._limits.judge(arrival)
        if verdict is Verdict.DROP or (verdict is Verdict.NOTICE and arrival.quiet):
            self._quiet.warn("too_many", arrival.target.place)
            self._metrics.arrived(arrival.target.place, "too_many")
            return
        work = self._work(arrival)
        is_new = await self._noted(work, arrival)
        self._metrics.arrived(arrival.target.place, "new" if is_new else "repeated")
        if is_new:
            self._at("taken")
            self._begin(work, arrival, verdict)
        else:
            log.info("repeated", extra={"place": arrival.target.place})

    def _begin(self, work: Work, arrival: Arrival, verdict: Verdict) -> None:
        """At once, or when the sweep comes to it: then there is more to do than fits into memory."""
        if self._worker.may_start():
            note = self._phrases.slow_down if verdict is Verdict.NOTICE else None
            self._worker.start(work, arrival, note)
            return
        self._worker.release(work)
        self._quiet.warn("waits_on_disk", arrival.target.place)

    async def cancel(self, deletion: Deletion) -> None:
        """A question that was taken back is not answered, however the two arrive."""
        await self._ledger.cancel(deletion.team, deletion.keys[0], deletion.keys)

    def _work(self, arrival: Arrival) -> Work:
        target = arrival.target
        sealed = self._sealer.seal(pack_arrival(arrival))
        return Work(target.team, arrival.keys[0], target.user, target.place, sealed, time.time())

    async def _noted(self, work: Work, arrival: Arrival) -> bool:
        is_held, is_new = self._worker.hold(work), False
        try:
            is_new = await self._ledger.take_in(work, arrival.keys)
        except StorageAwayError as error:
            self._quiet.warn("not_taken_in", str(error))
            raise
        finally:
            if is_held and not is_new:
                self._worker.release(work)
        return is_new
