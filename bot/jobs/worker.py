"""A worker: does jobs, says that it lives, and takes over from workers that are gone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.jobs.engine import Engine
from bot.jobs.keeping import Purge
from bot.jobs.lease import Lease
from bot.jobs.lock import NameTakenError
from bot.jobs.sender import utc_now
from bot.storage import Workers

log = logging.getLogger(__name__)


class Worker:
    """Use `working` around whatever the process does meanwhile."""

    def __init__(self, engine: Engine, workers: Workers, purge: Purge, name: str, lease: Lease) -> None:
        self._engine = engine
        self._workers = workers
        self._purge = purge
        self._name = name
        self._lease = lease
        self._stopping = asyncio.Event()
        self.lost: asyncio.Future[None] | None = None

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """NameTakenError when another worker has this name; `lost` ends with it when one takes it later."""
        self.lost = asyncio.get_running_loop().create_future()
        await self._engine.open()
        self._stopping.clear()
        beating = asyncio.create_task(self._beats())
        log.info("worker_started")
        try:
            yield
        finally:
            # A beat that is cancelled in a statement would leave a connection open.
            self._stopping.set()
            await asyncio.wait({beating}, timeout=self._lease.beat)
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating
            await self._engine.close()
            # Its heartbeat stays and ends: should it not come back, others take over what it left.
            log.info("worker_stopped")

    async def beat(self) -> None:
        """Once: makes sure of the name, says so, adopts, erases."""
        await self._engine.lock.acquire()
        now, since = utc_now(), time.monotonic()
        await self._workers.beat(self._name, now)
        self._lease.renew(since)
        for name in await self._workers.silent(now, timedelta(seconds=self._lease.patience)):
            adopted = await self._engine.adopt(name)
            await self._workers.leave(name)
            log.warning("adopted", extra={"count": adopted})
        await self._purge.run()

    async def _beats(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.beat()
            except NameTakenError as error:
                if self.lost and not self.lost.done():
                    self.lost.set_exception(error)
                return
            except Exception as error:  # noqa: BLE001 (the database may be away; the next beat tells)
                log.warning("beat_failed", extra={"error": type(error).__name__})
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._lease.beat)
