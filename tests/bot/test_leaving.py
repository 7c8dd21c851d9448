"""Whatever works in the background ends before the database is closed, and leaves no connection open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.pool import QueuePool

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.playground import LocalSlack
from bot.playground.demo import local_settings
from bot.settings import Settings
from bot.storage import Departure, Departures, Store, open_engine, parse_database_url
from bot.tenancy import Farewell
from tests.bot.tenancy.test_farewell import JobList, Workspaces


class Late:
    """Asks the database once more, as it ends."""

    def __init__(self, app: WhichPM) -> None:
        self._app = app

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        yield
        await self._app.store.check()


async def test_what_asks_the_database_at_the_very_end_leaves_no_connection(
    local_slack: LocalSlack, advisor: Advisor, tmp_path: Path
) -> None:
    app = WhichPM(local_settings(local_slack, Settings(), tmp_path), advisor)
    app.farewell = Late(app)  # type: ignore[assignment]
    async with app.running():
        pass
    pool = app._engine.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedin() == 0


class Slow(Departures):
    """Takes its time, and tells how a look ended."""

    def __init__(self, url: str) -> None:
        super().__init__(open_engine(parse_database_url(url)))
        self.begun, self.ended = asyncio.Event(), False

    async def pending(self) -> list[Departure]:
        self.begun.set()
        await asyncio.sleep(0.1)
        self.ended = True
        return []


async def test_a_look_that_is_under_way_is_not_cut_off(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    slow, store = Slow(url), Store(open_engine(parse_database_url(url)))
    async with Farewell(slow, store, JobList(), Workspaces()).working():
        await slow.begun.wait()
    assert slow.ended
