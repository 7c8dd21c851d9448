"""The guard rails of the engine, each of which once failed without it."""

import asyncio
import logging
import pickle
import time
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from dbos._serialization import DBOSDefaultSerializer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.jobs.engine import Engine
from bot.jobs.job import Job, Later
from bot.jobs.keeping import Purge
from bot.jobs.lease import Lease
from bot.jobs.places import jobs_file, open_jobs
from bot.jobs.quiet import Quiet
from bot.jobs.safe_json import JobFailedError, PickleRefusedError, SafeJson, refuse_pickles
from bot.jobs.worker import Worker
from bot.storage import Erasures, Workers, parse_database_url
from tests.bot.jobs.conftest import Diary, build

ANA = Job("note", "T1", "U1", "first", 5.0, ("today",))


def plant(database_url: str, inputs: str) -> None:
    jobs = open_jobs(parse_database_url(database_url))
    schema = "dbos." if jobs.dialect.name == "postgresql" else ""
    status = f"UPDATE {schema}workflow_status SET serialization = 'py_pickle'"  # noqa: S608
    given = f"UPDATE {schema}workflow_input SET inputs = :inputs"  # noqa: S608
    with jobs.begin() as connection:
        connection.execute(text(status))
        assert connection.execute(text(given), {"inputs": inputs}).rowcount == 1
    jobs.dispose()


class Trap:
    """A pickle that shows that it was read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a pickle was read",)


async def test_40_a_row_altered_to_a_pickle_is_not_read(database_url: str, diary: Diary) -> None:
    engine = build(database_url, diary)
    await engine.open()
    await engine.start(ANA, after=1.5)
    planted = b64encode(pickle.dumps(Trap())).decode()
    plant(database_url, planted)
    await engine.start(Job("note", "T1", "U2", "second"), after=2.5)
    await diary.until(lambda one: bool(one.done))
    await engine.close()
    assert [job.user for job in diary.done] == ["U2"]


def test_40_pickles_are_refused_whatever_the_engine_thinks() -> None:
    refuse_pickles()
    with pytest.raises(PickleRefusedError):
        DBOSDefaultSerializer.deserialize(b64encode(pickle.dumps(1)).decode())


def test_what_jobs_get_is_plain_json() -> None:
    safe, now = SafeJson(), datetime(2026, 1, 5, tzinfo=UTC)
    assert safe.deserialize(safe.serialize({"args": ("a", 1.5, None, now)})) == {
        "args": ["a", 1.5, None, now]
    }
    assert "words" not in safe.serialize(ValueError("a person's words"))
    assert isinstance(safe.deserialize(safe.serialize(ValueError("words"))), JobFailedError)
    with pytest.raises(TypeError, match="not JSON"):
        safe.serialize(object())


def test_the_sqlite_file_is_its_own_and_durable(database_url: str) -> None:
    url = parse_database_url(database_url)
    if not database_url.startswith("sqlite"):
        pytest.skip("about SQLite")
    assert jobs_file(url).name == "test.jobs.db"
    with open_jobs(url).connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert pragmas == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def test_log_lines_of_an_outage_are_few_and_without_details() -> None:
    now, quiet = [0.0], Quiet(5.0, lambda: now[0])
    passed = []
    for tick in range(100):
        now[0] = tick * 0.1
        record = logging.LogRecord("dbos", logging.WARNING, "f.py", 7, "gone: %s", ("secret " * 20,), None)
        passed.append(quiet.filter(record))
    assert sum(passed) == 2
    assert record.getMessage() in {"engine", "gone: " + "secret " * 20}
    assert not quiet.filter(logging.LogRecord("dbos", logging.INFO, "f.py", 9, "hello", (), None))


def worker(engine: Engine, database: AsyncEngine, name: str, lease: Lease | None = None) -> Worker:
    purge = Purge(Erasures(database), engine)
    return Worker(engine, Workers(database), purge, name, lease or Lease(beat=0.2))


async def test_20_each_beat_renews_the_lease(database: AsyncEngine, database_url: str, diary: Diary) -> None:
    lease = Lease(beat=0.2)
    one = worker(build(database_url, diary), database, "alive", lease)
    async with one.working():
        await one.beat()
        left = lease.until - time.monotonic()
    assert 0 < left <= 0.4


async def test_20_work_of_a_worker_that_is_gone_is_adopted(
    database: AsyncEngine, database_url: str, diary: Diary
) -> None:
    dead = build(database_url, diary, name="dead")
    await dead.open()
    diary.answers = [Later(1)]
    await dead.start(ANA)
    await diary.until(lambda one: bool(one.done))
    await Workers(database).beat("dead", datetime.now(UTC) - timedelta(seconds=30))
    await dead.close()
    async with worker(build(database_url, diary, name="alive"), database, "alive").working():
        await diary.until(lambda one: one.done == [ANA, ANA])


async def test_the_loop_still_has_threads_when_the_engine_is_closed(database_url: str, diary: Diary) -> None:
    engine = build(database_url, diary)
    await engine.open()
    await engine.start(ANA)
    await engine.close()
    assert await asyncio.to_thread(lambda: 7) == 7


async def test_erased_people_leave_no_byte_in_the_jobs_file(
    database: AsyncEngine, database_url: str, diary: Diary
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("a file can be scanned")
    file = jobs_file(parse_database_url(database_url))
    engine = build(database_url, diary)
    await engine.open()
    diary.answers = [Later(0.1)]
    await engine.start(Job("note", "T1", "UCANARY", "first"))
    await engine.start(Job("note", "T1", "UCANARY", "second"), after=3600)
    await diary.until(lambda one: len(one.done) == 2)
    assert b"UCANARY" in file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    await engine.erase("T1", "UCANARY")
    await engine.close()
    left = b"".join(one.read_bytes() for one in file.parent.iterdir() if one.name.startswith(file.name))
    assert b"UCANARY" not in left
