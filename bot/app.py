"""Builds every object of the app, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import URL
from starlette.applications import Starlette

from bot.advisor import Advisor
from bot.blocks import Labels
from bot.conversation import Conversation
from bot.jobs.places import is_shared
from bot.jobs.slack_post import SlackPost
from bot.jobs.work import Shop, Work, WorkElsewhere
from bot.listeners import (
    Delivery,
    Intake,
    Limits,
    Outbox,
    Pacing,
    Recovery,
    Worker,
    build_slack_app,
    build_web_app,
    upload_all,
)
from bot.settings import Settings
from bot.storage import (
    Sealer,
    Store,
    build_ledger,
    build_lock,
    migrate,
    name_owner,
    open_engine,
    parse_database_url,
)
from intents import Interpreter
from knowledge import load

log = logging.getLogger(__name__)

CALL_SECONDS = 10
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
        token = settings.bot_token()
        url = parse_database_url(settings.database_url.get_secret_value())
        self.advisor = advisor or build_advisor(settings)
        phrases = self.advisor.phrases
        self.is_draining = False
        self._engine = open_engine(url)
        self._lock = build_lock(url)
        self.store = Store(self._engine)
        # Retries of slack_sdk off: it repeats a post whose answer was lost, and the person reads it twice.
        self.client = AsyncWebClient(
            token=token, base_url=settings.slack_api_url, timeout=CALL_SECONDS, retry_handlers=[]
        )
        sealer = Sealer(settings.sealing_secrets())
        self.ledger = build_ledger(url, name_owner(), at)
        outbox = Outbox(self.ledger, Delivery(self._client_of), sealer, Pacing(), phrases.not_in_channel, at)
        self._work = self._build_work(settings, url)
        conversation = Conversation(self.advisor, self.ledger, self.store, self._work.afterwards)
        self.worker = Worker(conversation, outbox, sealer, phrases, at)
        self.intake = Intake(self.ledger, self.worker, sealer, Limits(), phrases, at)
        self._recovery = Recovery(self.ledger, self.worker)
        self.slack: AsyncApp = build_slack_app(self.client, self.intake, conversation)

    def _build_work(self, settings: Settings, url: URL) -> Work | WorkElsewhere:
        """On SQLite this process does the jobs too; on PostgreSQL it hands them over to `worker`."""
        phrases = self.advisor.phrases
        labels = Labels(phrases.feedback_good, phrases.feedback_bad)
        post = SlackPost(self._client_of, labels, upload_all)
        shop = Shop(url, self._engine, self.advisor.knowledge, post, {}, settings.bot_token())
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
        await migrate(self._engine)
        await self.store.forget_old(datetime.now(UTC))
        await self.ledger.open()
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            self.client.session = session
            async with self._work.working():
                sweeping = asyncio.create_task(self._recovery.run())
                log.info("started")
                try:
                    yield
                finally:
                    await self._stop(sweeping)

    async def _stop(self, sweeping: asyncio.Task[None]) -> None:
        self.drain()
        sweeping.cancel()
        unfinished = await self.worker.drain(DRAIN_SECONDS)
        log.info("stopped", extra={"unfinished": unfinished})
        await self.ledger.close()
        await self.store.close()
        if self._lock:
            self._lock.release()

    async def _client_of(self, _: str) -> AsyncWebClient:
        """One token for one workspace."""
        return self.client


def build_advisor(settings: Settings) -> Advisor:
    """The thinking part alone: no Slack, no database."""
    knowledge = load(settings.knowledge_path)
    interpreter = Interpreter.build(knowledge, cache_dir=settings.cache_path)
    phrases = knowledge.phrases
    contact = phrases.contact.format(contact=settings.contact) if settings.contact else phrases.no_contact
    return Advisor(knowledge, interpreter, {"contact": contact})


def build_web(app: WhichPM, signing_secret: str) -> Starlette:
    """The HTTP app for Slack's requests."""
    return build_web_app(app.slack, signing_secret, app.check, app.running)
