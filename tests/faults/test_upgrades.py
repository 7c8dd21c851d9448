"""Catalogue 21: an upgrade with jobs under way, and the way back, strand nothing."""

import pytest

from bot.jobs.job import Job
from tests.bot.jobs.conftest import Diary, build, diary

__all__ = ["diary"]


async def test_21_jobs_of_one_version_wait_through_another_and_are_done_by_their_own(
    database_url: str, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = [Job("note", "T1", f"U{number}", "first") for number in range(3)]
    for version, job in zip("121", jobs, strict=True):
        engine = build(database_url, diary, version=version)
        await engine.open()
        await engine.start(job, after=0 if job is jobs[-1] else 2)
        if job is jobs[-1]:
            await diary.until(lambda one: len(one.done) == 2)
        await engine.close()
    again = build(database_url, diary, version="2")
    await again.open()
    await diary.until(lambda one: len(one.done) == 3)
    await again.close()
    assert sorted(job.user for job in diary.done) == ["U0", "U1", "U2"]
    assert "jobs_of_other_versions" in caplog.text
