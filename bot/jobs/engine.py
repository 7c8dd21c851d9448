"""Does the jobs: DBOS Transact behind our own port, with the guard rails that keep a job from being lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import Context
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import URL

from bot.jobs.job import Handlers, Job, Schedule, person_prefix
from bot.jobs.places import build_lock, empty_log, open_jobs
from bot.jobs.quiet import quieten_engine
from bot.jobs.safe_json import SafeJson, refuse_pickles

log = logging.getLogger(__name__)

APP = "whichpm"
# Raised only when the steps of a workflow change; work of other versions waits for its own.
VERSION = "1"
QUEUE = "jobs"
# A job that waits for its turn holds its place, and costs next to nothing.
AT_ONCE = 1_000
POLL_SECONDS = 0.25
WAITING = ["PENDING", "ENQUEUED", "DELAYED"]
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
# Within this time, the same job started again is known to be done.
REMEMBERED = timedelta(days=2)
BATCH = 1_000
CLOSE_SECONDS = 5.0
LONGEST_BACKOFF = 600.0
MOST_FAILURES = 14  # about an hour


class Engine:
    """One in a process: DBOS keeps its state in globals. `start` may be called while it runs.

    `handlers` and `schedules` may be filled until it opens.
    """

    def __init__(
        self, url: URL, name: str, handlers: Handlers, schedules: Sequence[Schedule], version: str = VERSION
    ) -> None:
        self._url = url
        self._name = name
        self._handlers = handlers
        self._schedules = schedules
        self._version = version
        self._database = open_jobs(url)
        self._is_closing = False
        self._under_way: set[asyncio.Event] = set()
        self.lock = build_lock(url, name)

    async def open(self) -> None:
        """Takes the name, launches on this loop, and goes on with what was left. NameTakenError at once."""
        await self.lock.acquire()
        refuse_pickles()
        self._is_closing = False
        DBOS(
            config={
                "name": APP,
                "system_database_engine": self._database,
                "application_version": self._version,
                "executor_id": self._name,
                "serializer": SafeJson(),
                "use_listen_notify": False,
                "scheduler_polling_interval_sec": 30.0,
                "log_level": "WARNING",
            }
        )
        quieten_engine(logging.getLogger("dbos"))
        self._register()
        # Called on the loop, which DBOS then adopts: a job shares the app's connections with everything else.
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE,
            worker_concurrency=AT_ONCE,
            polling_interval_sec=POLL_SECONDS,
            on_conflict="always_update",
        )
        await self._set_schedules()
        await self._warn_of_strangers()

    async def close(self) -> None:
        """What is under way may end; then whatever waits stops, and the next process goes on with it."""
        self._is_closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await asyncio.gather(*(one.wait() for one in list(self._under_way)))
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as apart:
            await loop.run_in_executor(apart, partial(DBOS.destroy, destroy_registry=True))
        # DBOS made its threads the loop's own and has ended them; whoever else uses the loop needs some.
        loop.set_default_executor(ThreadPoolExecutor())
        self._database.dispose()
        await self.lock.release()

    async def start(self, job: Job, after: float = 0.0) -> None:
        """From anywhere, another job too: apart from its context, in which DBOS lets nothing be started."""
        await asyncio.create_task(self._enqueue(job, after), context=Context())

    async def erase(self, team: str, user: str | None = None, until: datetime | None = None) -> None:
        while found := await self._ids(**started_by(team, user, until)):
            await DBOS.cancel_workflows_async(found)
            await DBOS.delete_workflows_async(found)
        await asyncio.to_thread(empty_log, self._database)

    async def forget(self, team: str, user: str) -> None:
        while found := await self._ids(**started_by(team, user, None), status=ENDED):
            await DBOS.delete_workflows_async(found)
        await asyncio.to_thread(empty_log, self._database)

    async def names(self, team: str, user: str) -> list[str]:
        """The ids of all jobs of a person that are still known, done or not."""
        return await self._ids(workflow_id_prefix=person_prefix(team, user))

    async def adopt(self, name: str) -> int:
        """Takes over the work of a worker that is gone; how many jobs that were."""
        found = await self._ids(executor_id=name, status=["PENDING"], app_version=self._version)
        if found:
            await DBOS.resume_workflows_async(found, queue_name=QUEUE)
        return len(found)

    async def forget_ended(self, now: datetime) -> int:
        """Removes jobs that ended long enough ago."""
        total = 0
        before = (now - REMEMBERED).isoformat()
        while found := await self._ids(status=ENDED, completed_before=before):
            await DBOS.delete_workflows_async(found)
            total += len(found)
        await asyncio.to_thread(empty_log, self._database)
        return total

    async def waiting(self, version: str | None = None) -> list[str]:
        """The ids of what is not done yet."""
        return await self._ids(status=WAITING, **({"app_version": version} if version else {}))

    async def _enqueue(self, job: Job, after: float) -> None:
        with SetWorkflowID(job.id), SetEnqueueOptions(delay_seconds=after if after > 0 else None):
            await DBOS.enqueue_workflow_async(QUEUE, self._workflow, *pack(job))

    async def _ids(self, **which: Any) -> list[str]:
        found = await DBOS.list_workflows_async(load_input=False, load_output=False, limit=BATCH, **which)
        return [one.workflow_id for one in found]

    def _register(self) -> None:
        """Anew for each process: the functions carry this engine's handlers."""

        async def do(*packed: Any) -> None:
            await self._do(packed)

        async def on_time(meant: datetime, name: str) -> None:
            await DBOS.run_step_async({"name": name}, self._tick_once, meant, name)

        self._workflow = DBOS.workflow(name="job")(do)
        self._tick = DBOS.workflow(name="tick")(on_time)

    async def _do(self, packed: Sequence[Any]) -> None:
        job = unpack(packed)
        failures = 0
        while failures < MOST_FAILURES:
            step = await DBOS.run_step_async({"name": job.kind}, self._attempt, packed, failures)
            if step is None:
                return
            seconds, failed = step
            failures += failed
            await DBOS.sleep_async(seconds)
        log.error("job_given_up", extra={"job": job.kind})

    async def _attempt(self, packed: Sequence[Any], failures: int) -> tuple[float, bool] | None:
        """Seconds until the next attempt, and whether this one failed; None when the job is done."""
        job = unpack(packed)
        if self._is_closing:
            return CLOSE_SECONDS, False
        try:
            with self._counted():
                later = await self._handlers[job.kind](job)
        except Exception as error:  # noqa: BLE001 (tried again; its text may hold words, so only its type is logged)
            log.warning("job_failed", extra={"job": job.kind, "error": type(error).__name__})
            return min(2.0**failures, LONGEST_BACKOFF), True
        return (later.seconds, False) if later else None

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Around what would leave connections open if it were stopped half way."""
        done = asyncio.Event()
        self._under_way.add(done)
        try:
            yield
        finally:
            self._under_way.discard(done)
            done.set()

    async def _tick_once(self, meant: datetime, name: str) -> None:
        """One that fails is not tried again: the next one does its work too."""
        try:
            with self._counted():
                await next(one for one in self._schedules if one.name == name).run(meant)
        except Exception as error:  # noqa: BLE001
            log.warning("schedule_failed", extra={"job": name, "error": type(error).__name__})

    async def _set_schedules(self) -> None:
        """Missed firings are made up for at the start; each has an id, so that none comes twice."""
        wanted = [
            {
                "schedule_name": one.name,
                "workflow_fn": self._tick,
                "schedule": one.cron,
                "context": one.name,
                "automatic_backfill": True,
            }
            for one in self._schedules
        ]
        await DBOS.apply_schedules_async(wanted)  # type: ignore[arg-type]
        for known in await DBOS.list_schedules_async():
            if known["schedule_name"] not in [one.name for one in self._schedules]:
                await DBOS.delete_schedule_async(known["schedule_name"])

    async def _warn_of_strangers(self) -> None:
        found = await DBOS.list_workflows_async(
            load_input=False, load_output=False, limit=BATCH, status=WAITING
        )
        others = sorted({str(one.app_version) for one in found if one.app_version != self._version})
        if others:
            count = sum(one.app_version != self._version for one in found)
            log.warning("jobs_of_other_versions", extra={"count": count, "error": ",".join(others)})


def started_by(team: str, user: str | None, until: datetime | None) -> dict[str, Any]:
    """Which workflows these are, as DBOS wants to be asked."""
    which = {"workflow_id_prefix": person_prefix(team, user)}
    return which | ({"end_time": until.isoformat()} if until else {})


def pack(job: Job) -> list[Any]:
    return [job.kind, job.team, job.user, job.key, job.at or datetime.now(UTC).timestamp(), *job.details]


def unpack(packed: Sequence[Any]) -> Job:
    kind, team, user, key, at, *details = packed
    return Job(kind, team, user, key, at, tuple(details))
