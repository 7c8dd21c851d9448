"""Hands jobs over to the workers: all that a web process does with jobs where workers are apart."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from dbos import DBOS, DBOSClient
from sqlalchemy import URL

from bot.jobs.engine import APP, BATCH, ENDED, QUEUE, VERSION, pack, started_by
from bot.jobs.job import Job
from bot.jobs.places import has_jobs, open_jobs
from bot.jobs.safe_json import SafeJson, refuse_pickles
from bot.storage import reaching


class Client:
    """On PostgreSQL only. `prepare` makes the engine's tables where no worker has been yet."""

    def __init__(self, url: URL) -> None:
        refuse_pickles()
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._database = open_jobs(url)
        # Not waiting for the database here: a web process must start, and say not ready, without it.
        self._dbos = DBOSClient(
            system_database_engine=self._database,
            serializer=SafeJson(),
            application_name=APP,
            lazy=True,
            retry_connection_errors=False,
        )

    async def prepare(self) -> None:
        """Makes the tables if there are none."""
        if not await asyncio.to_thread(has_jobs, self._database):
            await asyncio.to_thread(DBOS.migrate, self._url)

    async def start(self, job: Job, after: float = 0.0) -> None:
        """StorageAwayError when it could not be written down: what ordered it is then done again."""
        with reaching():
            await self._enqueue(job, after)

    async def _enqueue(self, job: Job, after: float) -> None:
        await self._dbos.enqueue_async(
            {
                "workflow_name": "job",
                "queue_name": QUEUE,
                "workflow_id": job.id,
                "app_version": VERSION,
                **({"delay_seconds": after} if after > 0 else {}),  # type: ignore[typeddict-item]
            },
            *pack(job),
        )

    async def erase(self, team: str, user: str | None = None, until: datetime | None = None) -> None:
        """Where no worker has made the tables yet there are no jobs."""
        which = started_by(team, user, until)
        while found := await self._ids(**which):
            await self._dbos.cancel_workflows_async(found)
            await self._dbos.delete_workflows_async(found)

    async def forget(self, team: str, user: str) -> None:
        which = started_by(team, user, None)
        while found := await self._ids(**which, status=ENDED):
            await self._dbos.delete_workflows_async(found)

    async def _ids(self, **which: Any) -> list[str]:
        if not await asyncio.to_thread(has_jobs, self._database):
            return []
        found = await self._dbos.list_workflows_async(
            load_input=False, load_output=False, limit=BATCH, **which
        )
        return [one.workflow_id for one in found]

    async def close(self) -> None:
        await asyncio.to_thread(self._dbos.destroy)
        self._database.dispose()
