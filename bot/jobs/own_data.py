"""Sends a person what is kept of them: in words, and as a file with every row."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.advisor import DataTeller, Kept
from bot.jobs.homes import wished
from bot.jobs.job import Job, Later
from bot.jobs.post import File
from bot.jobs.sender import Sender
from bot.storage import History, Holdings, People, Wishes
from knowledge.own_data import KeptWords

FROM_THE_BEGINNING = datetime.fromtimestamp(0, UTC)

# The names of a person's jobs, done and not done.
JobNames = Callable[[str, str], Awaitable[list[str]]]


class DataJobs:
    """Handles jobs of both kinds. Each message comes once."""

    def __init__(
        self,
        teller: DataTeller,
        words: KeptWords,
        shelves: tuple[Holdings, History, People, Wishes],
        sender: Sender,
        jobs: JobNames,
    ) -> None:
        self._teller = teller
        self._words = words
        self._holdings, self._history, self._people, self._wishes = shelves
        self._sender = sender
        self._jobs = jobs

    async def tell(self, job: Job) -> Later | None:
        """In words."""
        reply = self._teller.tell(await self._kept(job.team, job.user))
        sent = await self._sender.send(job, reply, "message")
        return sent if isinstance(sent, Later) else None

    async def send(self, job: Job) -> Later | None:
        """As a file: it cannot be found again by its mark, so rather none than two."""
        name = f"{self._words.file_name}-{_day(job)}.json"
        file = File(name, self._words.file_sent, await self._written(job))
        sent = await self._sender.send(job, file, "file", spare=True)
        return sent if isinstance(sent, Later) else None

    async def _kept(self, team: str, user: str) -> Kept:
        rows = await self._holdings.of(team, user)
        pasts = await self._history.since(team, user, FROM_THE_BEGINNING)
        person = await self._people.person(team, user)
        sessions = sum(row["dialog"] != "" for row in rows.get("sessions", ()))
        counts = (sessions, len(rows.get("feedback", ())), len(rows.get("posts", ())))
        return Kept(tuple(pasts), person, await wished(self._wishes, team, user), *counts)

    async def _written(self, job: Job) -> str:
        told = {
            "about": self._words.file_about,
            "team": job.team,
            "user": job.user,
            "day": _day(job),
            "tables": await self._holdings.of(job.team, job.user),
            "jobs": await self._jobs(job.team, job.user),
        }
        return json.dumps(told, indent=2, ensure_ascii=False)


def _day(job: Job) -> str:
    return datetime.fromtimestamp(job.at, UTC).date().isoformat()
