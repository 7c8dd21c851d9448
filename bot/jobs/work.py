"""Builds everything about jobs, once: in the process that does them, or in one that only hands them over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Part
from bot.advisor.summary import Errand, SummaryWriter
from bot.jobs.afterwards import Afterwards
from bot.jobs.client import Client
from bot.jobs.digests import CRON, DigestDesk, DigestJobs, DigestScan
from bot.jobs.digests import KIND as DIGEST
from bot.jobs.engine import Engine
from bot.jobs.job import Handler, Schedule
from bot.jobs.keeping import RETENTION_CRON, Purge, Retention
from bot.jobs.pacing import Pacing
from bot.jobs.post import Post
from bot.jobs.sender import Sender
from bot.jobs.summaries import Results, SummaryJobs
from bot.jobs.worker import Worker
from bot.storage import Erasures, History, Posts, Wishes, Workers
from knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Shop:
    """What jobs work with. `settings` fills what texts leave open; `secret` makes marks that tell nothing."""

    url: URL
    database: AsyncEngine
    knowledge: Knowledge
    post: Post
    settings: Mapping[str, str]
    secret: str


async def no_results(_: str, __: str) -> tuple[Part, ...]:
    """Where nobody takes the assessment."""
    return ()


class Work:
    """In the process that does the jobs. Use `working` around whatever else it does."""

    def __init__(self, shop: Shop, name: str, days: int, results: Results = no_results) -> None:
        handlers: dict[str, Handler] = {}
        schedules: list[Schedule] = []
        self.engine = self.jobs = Engine(shop.url, name, handlers, schedules)
        erasures = Erasures(shop.database)
        self.purge = Purge(erasures, self.engine)
        self.afterwards = Afterwards(shop.knowledge, History(shop.database), self.engine, self.purge)
        self.worker = Worker(self.engine, Workers(shop.database), self.purge, name)
        handlers.update({kind: self.purge.guard(one) for kind, one in _handlers(shop, results).items()})
        retention = Retention(erasures, self.engine.forget_ended, days)
        scan = DigestScan(Wishes(shop.database), self.engine)
        schedules += [Schedule(DIGEST, CRON, scan.run), Schedule("retention", RETENTION_CRON, retention.run)]

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        async with self.worker.working():
            yield


class WorkElsewhere:
    """In a web process beside workers on PostgreSQL."""

    def __init__(self, shop: Shop) -> None:
        self.jobs = Client(shop.url)
        self.purge = Purge(Erasures(shop.database), self.jobs)
        self.afterwards = Afterwards(shop.knowledge, History(shop.database), self.jobs, self.purge)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await self.jobs.close()


def _handlers(shop: Shop, results: Results) -> dict[str, Handler]:
    history, wishes = History(shop.database), Wishes(shop.database)
    words = shop.knowledge.summaries
    sender = Sender(shop.post, Posts(shop.database), Pacing(), shop.secret)
    writer = SummaryWriter(shop.knowledge, shop.settings)
    desk = DigestDesk(words, wishes, sender, shop.post)
    summaries = SummaryJobs(writer, words, history, wishes, sender, shop.post, results)
    return {
        Errand.SUMMARY.value: summaries.handle,
        Errand.DIGEST_ON.value: desk.start,
        Errand.DIGEST_OFF.value: desk.stop,
        DIGEST: DigestJobs(writer, history, wishes, sender, shop.post).handle,
    }
