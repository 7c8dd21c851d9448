"""Builds everything about jobs, once: in the process that does them, or in one that only hands them over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import DataTeller, Fit, Home, Part
from bot.advisor.summary import Errand, SummaryWriter
from bot.jobs.afterwards import Afterwards
from bot.jobs.client import Client
from bot.jobs.desk import Desk
from bot.jobs.digests import CRON, ZONE, DigestJobs, DigestScan, DigestZones
from bot.jobs.digests import KIND as DIGEST
from bot.jobs.engine import Engine
from bot.jobs.homes import KIND as HOME
from bot.jobs.homes import Homes
from bot.jobs.job import Handler, Schedule
from bot.jobs.keeping import RETENTION_CRON, Purge, Retention
from bot.jobs.lease import Lease
from bot.jobs.own_data import DataJobs
from bot.jobs.pacing import Pacing
from bot.jobs.post import Post
from bot.jobs.sender import Sender
from bot.jobs.summaries import Results, SummaryJobs
from bot.jobs.worker import Worker
from bot.storage import Erasures, History, Holdings, People, Posts, Store, Wishes, Workers
from knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Shop:
    """What jobs work with. `settings` fills what texts leave open; `secret` makes marks that tell nothing."""

    url: URL
    database: AsyncEngine
    knowledge: Knowledge
    fit: Fit | None
    post: Post
    settings: Mapping[str, str]
    secret: str


class Work:
    """In the process that does the jobs. Use `working` around whatever else it does."""

    def __init__(self, shop: Shop, name: str, days: int) -> None:
        handlers: dict[str, Handler] = {}
        schedules: list[Schedule] = []
        self.engine = self.jobs = Engine(shop.url, name, handlers, schedules)
        erasures, lease = Erasures(shop.database), Lease()
        self.purge = Purge(erasures, self.engine)
        homes = build_homes(shop)
        self.afterwards = Afterwards(self.engine, self.purge, homes)
        self.worker = Worker(self.engine, Workers(shop.database), self.purge, name, lease)
        built = _handlers(shop, self.engine, homes, lease)
        handlers.update({kind: self.purge.guard(one) for kind, one in built.items()})
        retention = Retention(erasures, Store(shop.database), self.engine.forget_ended, days)
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
        self.afterwards = Afterwards(self.jobs, self.purge, build_homes(shop))

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        try:
            await self.jobs.prepare()
            yield
        finally:
            await self.jobs.close()


def build_homes(shop: Shop) -> Homes:
    home = Home(shop.knowledge, shop.settings, shop.fit)
    return Homes(home, People(shop.database), Wishes(shop.database), shop.post)


def last_results(shop: Shop) -> Results:
    """Tells a person's last result; nothing where the knowledge file has no assessment."""
    people, fit = People(shop.database), shop.fit

    async def tell(team: str, user: str) -> tuple[Part, ...]:
        return fit.in_short(await people.person(team, user)) if fit else ()

    return tell


def _handlers(shop: Shop, engine: Engine, homes: Homes, lease: Lease) -> dict[str, Handler]:
    sender = Sender(shop.post, Posts(shop.database), Pacing(), shop.secret, lease)
    return {
        HOME: homes.handle,
        **_sending(shop, engine, sender),
        **_wishing(shop, engine, sender, homes),
    }


def _sending(shop: Shop, engine: Engine, sender: Sender) -> dict[str, Handler]:
    """What a person asked to be sent."""
    history, wishes = History(shop.database), Wishes(shop.database)
    words, post, results = shop.knowledge.summaries, shop.post, last_results(shop)
    writer = SummaryWriter(shop.knowledge, shop.settings)
    summaries = SummaryJobs(writer, words, history, wishes, sender, post, results)
    shelves = (Holdings(shop.database), history, People(shop.database), wishes)
    data = DataJobs(DataTeller(shop.knowledge), words.kept, shelves, sender, engine.names)
    return {
        Errand.SUMMARY.value: summaries.handle,
        Errand.DATA.value: data.tell,
        Errand.DATA_FILE.value: data.send,
    }


def _wishing(shop: Shop, engine: Engine, sender: Sender, homes: Homes) -> dict[str, Handler]:
    """What a person wishes for, and what comes of it week by week."""
    history, wishes = History(shop.database), Wishes(shop.database)
    zones = DigestZones(wishes, shop.post, engine)
    writer = SummaryWriter(shop.knowledge, shop.settings)
    desk = Desk(shop.knowledge.summaries, wishes, sender, shop.post, engine, homes)
    return {
        Errand.DIGEST_ON.value: desk.start_digest,
        Errand.DIGEST_OFF.value: desk.stop_digest,
        Errand.FILES.value: desk.set_files,
        DIGEST: DigestJobs(writer, history, wishes, sender, zones).handle,
        ZONE: zones.handle,
    }
