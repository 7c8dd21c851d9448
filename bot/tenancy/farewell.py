"""Erases what belongs to a workspace that took the app away, and spares one that came back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from bot.jobs.job import Jobs
from bot.storage import Departure, Departures, Store
from bot.tenants import Tenants, UndecidedError

log = logging.getLogger(__name__)

# An answer under way may still save something: the team is looked at again until none can be left.
LOOK_SECONDS = 5.0
LAST_LOOK_SECONDS = 20.0
# With nothing to do, another replica may have noted a departure and died.
IDLE_SECONDS = 30.0
# As long as Slack and the database may take to answer.
LEAVE_SECONDS = 12.0


class Farewell:
    """`app_uninstalled` and `tokens_revoked` come in any order, more than once, and after a new installation.

    So neither is believed: Slack is asked whether the newest token lives. If it does, only what is older
    than that installation goes.
    """

    def __init__(
        self,
        departures: Departures,
        store: Store,
        jobs: Jobs,
        tenants: Tenants,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._departures = departures
        self._store = store
        self._jobs = jobs
        self._tenants = tenants
        self._clock = clock
        self._heard = asyncio.Event()
        self._is_leaving = False

    async def hear(self, team: str) -> None:
        """Notes it; from here on it is erased, also if this process dies."""
        await self._departures.note(team, self._clock())
        self._heard.set()

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """On leaving, a look that is under way ends first: cancelled in a statement it would leave a
        connection open."""
        self._is_leaving = False
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            self._is_leaving = True
            self._heard.set()
            await asyncio.wait({task}, timeout=LEAVE_SECONDS)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def look(self) -> int:
        """One look at every departure; the number of those that are still to be looked at."""
        pending = await self._departures.pending()
        open_ones = [one for one in pending if not await self._see_off(one)]
        return len(open_ones)

    async def _work(self) -> None:
        while not self._is_leaving:
            wait = IDLE_SECONDS
            try:
                wait = LOOK_SECONDS if await self.look() else IDLE_SECONDS
            except Exception as error:  # noqa: BLE001 whatever broke, the departures are still noted
                log.error("farewell_failed", extra={"error": type(error).__name__})  # noqa: TRY400
                wait = LOOK_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._heard.wait(), wait)
            self._heard.clear()

    async def _see_off(self, departure: Departure) -> bool:
        """Whether it was looked at for the last time."""
        now = self._clock()
        is_last = (now - departure.heard_at).total_seconds() >= LAST_LOOK_SECONDS
        try:
            since = await self._tenants.living_since(departure.team)
        except UndecidedError as error:
            log.warning("farewell_undecided", extra={"error": str(error), "team": departure.team})
            if not is_last:
                return False
            since = None
            now = departure.heard_at  # without Slack's word, what was installed since then is spared
        before = since or now
        await self._tenants.forget(departure.team, before)
        await self._jobs.erase(departure.team, until=before)  # before the rows: jobs write some
        await self._store.erase_team(departure.team, before)
        if is_last:
            await self._departures.close(departure)
            log.info("team_erased", extra={"team": departure.team})
        return is_last
