"""27: after a workspace took the app away, no byte of it is left in the files of SQLite."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.advisor import Act, Choice
from bot.advisor.summary import Scope
from bot.jobs.summaries import summary_job
from bot.storage import Rating
from tests.bot.tenancy.conftest import Installed

TEAM, USER = "TCANARY7", "UCANARY9"
ORDERS = ["app_uninstalled first", "tokens_revoked first"]
# More than fit on one page of the file, so that rows move between pages.
QUESTIONS, RATINGS, JOBS = 3, 300, 50


async def live(installed: Installed) -> None:
    """Installs, asks, rates, and leaves jobs that wait; another workspace does the same."""
    app = installed.app
    for team in (TEAM, "T8"):
        await installed.install(team)
        for number in range(RATINGS):
            about = Choice(Act.ASK, "industries", "both")
            await app.store.rate(Rating(team, USER if team == TEAM else "U8", f"D1:{number}", about, True))
        for number in range(JOBS):
            now = datetime.now(UTC).timestamp()
            job = summary_job(team, USER if team == TEAM else "U8", f"E{number}", now, Scope.LAST, "D1")
            await app._work.jobs.start(job, after=3600)
    for _ in range(QUESTIONS):
        await installed.mention(TEAM, "what is a program manager?", USER)
    await installed.mention(TEAM, "summarize this", USER)
    await installed.slack.until(lambda: len(installed.posts()) > QUESTIONS or None)
    await installed.slack.settle(quiet=0.3)


async def leave(installed: Installed, order: str) -> None:
    installed.slack.installs.uninstall(TEAM)
    revoked = {"type": "tokens_revoked", "tokens": {"bot": ["U1"], "oauth": []}, "event_ts": "1.1"}
    told = [{"type": "app_uninstalled", "event_ts": "1.1"}, revoked]
    for event in told if order == ORDERS[0] else reversed(told):
        assert (await installed.slack.event_of(TEAM, event)).status == 200


def left(installed: Installed) -> set[str]:
    """The files in which a byte of the workspace or its person stands."""
    files = [file for file in installed.folder.glob("whichpm*") if file.is_file()]
    return {file.name for file in files if any(one.encode() in file.read_bytes() for one in (TEAM, USER))}


@pytest.mark.parametrize("order", ORDERS)
async def test_42_no_byte_of_a_workspace_that_left_stays(installed: Installed, order: str) -> None:
    await live(installed)
    assert {name.partition("-")[0] for name in left(installed)} == {"whichpm.db", "whichpm.jobs.db"}
    await leave(installed, order)
    farewell = installed.app.farewell
    farewell._clock = lambda: datetime.now(UTC) + timedelta(seconds=25)
    assert await farewell.look() == 0
    assert left(installed) == set()
    assert len(await installed.app.store.ratings("T8")) == RATINGS
    assert await installed.app.tenants.stored("T8")


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS)
async def test_within_a_minute_all_of_it_is_gone(installed: Installed, order: str) -> None:
    await live(installed)
    began = time.monotonic()
    await leave(installed, order)
    async with asyncio.timeout(60):
        while left(installed):  # noqa: ASYNC110 (what is waited for is in files)
            await asyncio.sleep(0.5)
    print(f"gone after {time.monotonic() - began:.1f} s")
