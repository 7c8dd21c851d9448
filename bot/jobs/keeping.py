"""Throws away what is kept no longer: everything of those who want it so, and what is too old."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.jobs.job import Job, Jobs, Later
from bot.jobs.sender import utc_now
from bot.storage import Erasure, Erasures, Store

log = logging.getLogger(__name__)

RETENTION_CRON = "17 3 * * *"
# As long as any message may still be on its way to Slack.
GRACE = timedelta(seconds=20)
# Jobs know to the second when they were started; `guard` sees to those of the second that is left.
TICK = timedelta(seconds=1)


class Retention:
    """Runs once a day. `days` is the setting RETENTION_DAYS."""

    def __init__(
        self,
        erasures: Erasures,
        store: Store,
        forget_ended: Callable[[datetime], Awaitable[int]],
        days: int,
    ) -> None:
        self._erasures = erasures
        self._store = store
        self._forget_ended = forget_ended
        self._days = days

    async def run(self, _: datetime) -> None:
        now = utc_now()
        removed = await self._erasures.forget_before(now - timedelta(days=self._days))
        await self._store.forget_old(now)
        removed["jobs"] = await self._forget_ended(now)
        tables = ",".join(f"{name}={count}" for name, count in sorted(removed.items()))
        log.info("retention", extra={"count": sum(removed.values()), "tables": tables, "days": self._days})


class Purge:
    """Erases people. What it has to do is in the database until it is done, whatever crashes."""

    def __init__(self, erasures: Erasures, jobs: Jobs) -> None:
        self._erasures = erasures
        self._jobs = jobs

    async def want(self, team: str, user: str) -> None:
        """From now on nothing more is sent for what was asked before."""
        await self._erasures.note(team, user, utc_now())
        await self.run()

    async def run(self) -> None:
        """Jobs first, because they write rows; again until nothing can be on its way.

        What the person asks for since is done, the Home tab without their result among it.
        """
        for one in await self._erasures.pending():
            await self._jobs.erase(one.team, one.user, one.at - TICK)
            await self._erasures.erase(one)
            if utc_now() - one.at > GRACE:
                await self._close(one)

    async def _close(self, one: Erasure) -> None:
        """The jobs of the very second too, and the traces of those that were done since."""
        await self._jobs.erase(one.team, one.user, one.at)
        await self._jobs.forget(one.team, one.user)
        await self._erasures.close(one)
        log.info("erased", extra={"count": 1})

    def guard(
        self, handle: Callable[[Job], Awaitable[Later | None]]
    ) -> Callable[[Job], Awaitable[Later | None]]:
        """The handler, but not for what a person asked before they wanted everything erased."""

        async def guarded(job: Job) -> Later | None:
            at = await self._erasures.since(job.team, job.user)
            if at and job.at <= at.timestamp():
                return None
            return await handle(job)

        return guarded
