"""Builds every object of the app, once."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from slack_bolt.async_app import AsyncApp
from sqlalchemy import URL
from starlette.applications import Starlette

from bot.advisor import Advisor
from bot.blocks import Labels
from bot.conversation import Conversation
from bot.fence import fenced_session
from bot.jobs.places import is_shared
from bot.jobs.slack_post import SlackPost
from bot.jobs.work import Shop, Work, WorkElsewhere
from bot.listeners import (
    Delivery,
    Ears,
    Intake,
    Limits,
    Outbox,
    Pacing,
    Recovery,
    Rooms,
    Worker,
    build_slack_app,
    build_web_app,
    upload_all,
)
from bot.metrics import PrometheusMetrics, metrics_route
from bot.settings import Settings
from bot.storage import (
    Channels,
    Departures,
    Sealer,
    Store,
    build_ledger,
    build_lock,
    migrate,
    name_owner,
    open_engine,
    parse_database_url,
)
from bot.tenancy import Clients, Farewell
from bot.workspaces import CALL_SECONDS, build_client, build_doors, build_tenants
from intents import Interpreter
from knowledge import load

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0


class DrainingError(RuntimeError):
    """The process ends: whoever spreads the requests shall send none here any more."""


def _pass(_: str) -> None:
    """Nobody watches the points where a crash would hurt most."""


class WhichPM:
    """The whole app. Use `running` around whatever serves it. `advisor`: one that is built already.

    `at` hears of the points where a crash would hurt most; the crash tests end the process there.
    """

    def __init__(
        self, settings: Settings, advisor: Advisor | None = None, at: Callable[[str], None] = _pass
    ) -> None:
        self.client = build_client(settings)
        url = parse_database_url(settings.database_url.get_secret_value())
        self.advisor = advisor or build_advisor(settings)
        phrases = self.advisor.phrases
        self.is_draining = False
        self._engine = open_engine(url)
        self._lock = build_lock(url)
        self.store = Store(self._engine)
        self.metrics = PrometheusMetrics()
        sealer = Sealer(settings.sealing_secrets())
        self.tenants = build_tenants(settings, self._engine, self.client)
        self.doors = [metrics_route(self.metrics), *build_doors(settings, self.tenants, self.client, phrases)]
        self.ledger = build_ledger(url, name_owner(), at)
        clients = Clients(self.client, self.tenants)
        delivery, notice = Delivery(clients.of), phrases.not_in_channel
        outbox = Outbox(self.ledger, delivery, sealer, Pacing(), notice, at, metrics=self.metrics)
        self._work = self._build_work(settings, url, clients)
        self.farewell = Farewell(Departures(self._engine), self.store, self._work.jobs, self.tenants)
        channels, hears = Channels(self._engine), settings.channel_messages
        conversation = Conversation(self.advisor, self.ledger, self.store, self._work.afterwards, channels)
        rooms = Rooms(channels, clients.of) if hears else None
        self.worker = Worker(conversation, outbox, sealer, phrases, at, self.metrics, rooms)
        self.intake = Intake(self.ledger, self.worker, sealer, Limits(), phrases, at, self.metrics)
        self._recovery = Recovery(self.ledger, self.worker)
        self.slack: AsyncApp = build_slack_app(
            settings.slack_api_url,
            self.intake,
            conversation,
            self.tenants,
            self.farewell.hear,
            self.metrics,
            phrases.not_installed,
            Ears(channels, conversation, clients.of) if hears else None,
        )

    def _build_work(self, settings: Settings, url: URL, clients: Clients) -> Work | WorkElsewhere:
        """On SQLite this process does the jobs too; on PostgreSQL it hands them over to `worker`."""
        phrases = self.advisor.phrases
        labels = Labels(phrases.feedback_good, phrases.feedback_bad)
        post = SlackPost(clients.of, labels, upload_all)
        shop = Shop(
            url,
            self._engine,
            self.advisor.knowledge,
            self.advisor.fit,
            post,
            {},
            settings.sealing_secrets()[0],
        )
        if is_shared(url):
            return WorkElsewhere(shop)
        return Work(shop, settings.worker(shared=False), settings.retention_days)

    def claim(self) -> None:
        """Keeps other processes off the database; AlreadyRunningError when one was first."""
        if self._lock:
            self._lock.acquire()

    def drain(self) -> None:
        """From now on `check` says that no more requests should come."""
        self.is_draining = True

    async def check(self) -> None:
        """Raises while the app should not be given anything to answer."""
        if self.is_draining:
            raise DrainingError
        await self.store.check()

    @asynccontextmanager
    async def running(self, _: object = None) -> AsyncIterator[None]:
        """Opens what is shared; on leaving, what was accepted is answered first."""
        self.claim()
        try:
            await migrate(self._engine)
            await self.store.forget_old(datetime.now(UTC))
            await self.ledger.open()
            async with fenced_session(CALL_SECONDS) as session:
                self.client.session = session
                async with self._work.working(), self.farewell.working():
                    # What is there now stays: looking through it again would stop everything for 0.1 seconds.
                    gc.freeze()
                    log.info("started")
                    async with self._answering():
                        yield
        finally:
            gc.unfreeze()
            await self._close()

    @asynccontextmanager
    async def _answering(self) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(self._recovery.run())
        try:
            yield
        finally:
            self.drain()
            sweeping.cancel()
            unfinished = await self.worker.drain(DRAIN_SECONDS)
            log.info("stopped", extra={"unfinished": unfinished})

    async def _close(self) -> None:
        """Last of all: whoever still used the database would open it again, and nobody would close it."""
        await self.ledger.close()
        await self.store.close()
        if self._lock:
            self._lock.release()


def build_advisor(settings: Settings) -> Advisor:
    """The thinking part alone: no Slack, no database."""
    knowledge = load(settings.knowledge_path)
    interpreter = Interpreter.build(knowledge, cache_dir=settings.cache_path)
    phrases = knowledge.phrases
    contact = phrases.contact.format(contact=settings.contact) if settings.contact else phrases.no_contact
    return Advisor(knowledge, interpreter, {"contact": contact})


def build_web(app: WhichPM, signing_secret: str) -> Starlette:
    """The HTTP app for Slack's requests."""
    return build_web_app(app.slack, signing_secret, app.check, app.running, app.doors, app.metrics)
