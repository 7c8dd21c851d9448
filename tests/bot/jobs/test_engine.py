"""The port of jobs on both databases: done once, later, again after a failure, and gone when erased."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from bot.jobs.client import Client
from bot.jobs.engine import Engine
from bot.jobs.job import Job, Later, Schedule
from bot.jobs.lock import NameTakenError
from bot.storage import parse_database_url
from tests.bot.jobs.conftest import Diary, build


async def until_waiting(engine: Engine, ids: list[str]) -> None:
    """A job is done a moment before the engine has noted it; firings of schedules come and go."""
    async with asyncio.timeout(60):
        while [one for one in await engine.waiting() if not one.startswith("sched-")] != ids:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


ANA = Job("note", "T1", "U1", "first", 5.0, ("today", "D1"))


async def test_a_job_is_done_with_what_it_was_given(engine: Engine, diary: Diary) -> None:
    await engine.start(ANA)
    await diary.until(lambda one: bool(one.done))
    assert diary.done == [ANA]


async def test_the_same_job_is_done_once_however_often_it_is_started(engine: Engine, diary: Diary) -> None:
    for _ in range(3):
        await engine.start(ANA)
    await engine.start(Job("note", "T1", "U1", "second"))
    await diary.until(lambda one: len(one.done) == 2)
    await engine.start(ANA)
    assert sorted(job.key for job in diary.done) == ["first", "second"]


async def test_a_job_waits_for_its_time(engine: Engine, diary: Diary) -> None:
    await engine.start(ANA, after=3600)
    await engine.start(Job("note", "T1", "U1", "second"))
    await diary.until(lambda one: bool(one.done))
    assert [job.key for job in diary.done] == ["second"]
    await until_waiting(engine, [ANA.id])


async def test_a_job_that_fails_or_asks_for_time_is_tried_again(engine: Engine, diary: Diary) -> None:
    diary.answers = [Later(0.01), ConnectionError("a person's words")]
    await engine.start(ANA)
    await diary.until(lambda one: len(one.done) == 3)
    assert diary.done == [ANA] * 3


async def test_failures_are_logged_without_their_text(
    engine: Engine, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    diary.answers = [ConnectionError("a person's words")]
    with caplog.at_level(logging.WARNING):
        await engine.start(ANA)
        await diary.until(lambda one: len(one.done) == 2)
    assert "a person's words" not in caplog.text
    assert [getattr(one, "error", "") for one in caplog.records if one.msg == "job_failed"] == [
        "ConnectionError"
    ]


async def test_what_was_not_done_is_done_by_the_next_process(database_url: str, diary: Diary) -> None:
    first = build(database_url, diary)
    await first.open()
    diary.answers = [Later(3600)]
    await first.start(ANA)
    await diary.until(lambda one: bool(one.done))
    await first.start(Job("note", "T1", "U1", "second"), after=1)
    await first.close()
    second = build(database_url, diary)
    await second.open()
    await diary.until(lambda one: len(one.done) == 2)
    await second.close()
    assert [job.key for job in diary.done] == ["first", "second"]


async def test_a_second_process_of_the_same_name_is_refused(
    engine: Engine, database_url: str, diary: Diary
) -> None:
    with pytest.raises(NameTakenError, match="another"):
        await build(database_url, diary).lock.acquire()
    await engine.start(ANA)
    await diary.until(lambda one: bool(one.done))


async def test_the_name_is_free_after_the_end(database_url: str, diary: Diary) -> None:
    for _ in range(2):
        engine = build(database_url, diary)
        await engine.open()
        await engine.close()


async def test_all_jobs_of_a_person_can_be_erased(engine: Engine, diary: Diary) -> None:
    other = Job("note", "T1", "U11", "first")
    await engine.start(ANA, after=3600)
    await engine.start(other, after=3600)
    await engine.erase("T1", "U1")
    await until_waiting(engine, [other.id])
    await engine.erase("T1")
    await until_waiting(engine, [])


async def test_jobs_of_a_team_can_be_erased_up_to_a_moment(engine: Engine) -> None:
    other, later = Job("note", "T2", "U1", "first"), Job("note", "T1", "U1", "second")
    await engine.start(ANA, after=3600)
    await engine.start(other, after=3600)
    moment = datetime.now(UTC)
    await asyncio.sleep(1.1)  # DBOS counts in whole seconds on SQLite
    await engine.start(later, after=3600)
    await engine.erase("T1", until=moment)
    await until_waiting(engine, [other.id, later.id])


async def test_work_of_another_version_is_told_at_the_start(
    database_url: str, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    old = build(database_url, diary, version="0")
    await old.open()
    await old.start(ANA, after=3600)
    await old.close()
    new = build(database_url, diary, version="1")
    with caplog.at_level(logging.WARNING):
        await new.open()
    await new.close()
    assert [one.count for one in caplog.records if one.msg == "jobs_of_other_versions"] == [1]


async def test_firings_missed_in_an_outage_are_made_up_for(database_url: str, diary: Diary) -> None:
    first = build(database_url, diary, ticking=True)
    await first.open()
    await diary.until(lambda one: len(one.ticks) >= 2)
    await first.close()
    before = max(diary.ticks)
    await asyncio.sleep(2.5)
    second = build(database_url, diary, ticking=True)
    await second.open()
    await diary.until(lambda one: {1, 2, 3} <= seconds_after(before, one))
    await second.close()
    assert len(set(diary.ticks)) == len(diary.ticks)


def seconds_after(before: datetime, diary: Diary) -> set[int]:
    return {int((one - before).total_seconds()) for one in diary.ticks}


async def test_where_no_worker_ever_was_there_is_nothing_to_erase(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("one process does everything on SQLite")
    client = Client(parse_database_url(database_url))
    await client.erase("T1")
    await client.close()


async def test_a_web_process_hands_jobs_over(
    engine: Engine, database_url: str, diary: Diary, request: pytest.FixtureRequest
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("one process does everything on SQLite")
    client = Client(parse_database_url(database_url))
    await client.start(ANA)
    await client.start(ANA)
    await client.start(Job("note", "T1", "U2", "first"), after=3600)
    await diary.until(lambda one: bool(one.done))
    await client.erase("T1", "U2")
    assert diary.done == [ANA]
    await until_waiting(engine, [])
    await client.close()


async def test_a_job_and_a_schedule_can_start_jobs(database_url: str, diary: Diary) -> None:
    engine: Engine

    async def hand_on(job: Job) -> None:
        await engine.start(Job("note", "T1", "U1", "handed on"))

    async def on_time(meant: datetime) -> None:
        await engine.start(Job("note", "T1", "U1", "on time"))

    handlers = {"note": diary.do, "first": hand_on}
    schedules = [Schedule("tick", "* * * * * *", on_time)]
    engine = Engine(parse_database_url(database_url), "one", handlers, schedules)
    await engine.open()
    await engine.start(Job("first", "T1", "U1", "first"))
    await diary.until(lambda one: {job.key for job in one.done} == {"handed on", "on time"})
    assert len(await engine.names("T1", "U1")) == 3
    await engine.close()
