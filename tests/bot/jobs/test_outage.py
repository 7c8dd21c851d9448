"""PostgreSQL stopped hard for some seconds: jobs are done soon after it is back, and nothing is lost."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from bot.jobs.job import Job
from tests.bot.jobs.conftest import Diary, build
from tests.postgres import Postgres, find_binaries

SECONDS = 3


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    if find_binaries() is None:
        pytest.skip("PostgreSQL is not installed on this machine: apt-get install postgresql")
    cluster = Postgres(tmp_path_factory.mktemp("outage"))
    cluster.start()
    yield cluster
    cluster.stop()


async def test_16_jobs_are_done_soon_after_the_database_is_back(cluster: Postgres, diary: Diary) -> None:
    engine = build(cluster.new_database(), diary)
    await engine.open()
    await engine.start(Job("note", "T1", "U1", "before"), after=SECONDS)
    await asyncio.to_thread(cluster.stop, "immediate")
    await asyncio.sleep(SECONDS)
    await asyncio.to_thread(cluster.start)
    back = time.monotonic()
    await engine.start(Job("note", "T1", "U2", "after"))
    await diary.until(lambda one: len(one.done) == 2, 30)
    drained = time.monotonic() - back
    await engine.close()
    assert sorted(job.user for job in diary.done) == ["U1", "U2"]
    assert drained <= 15, drained
