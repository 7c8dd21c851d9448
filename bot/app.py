"""Builds every object of the app, once."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.routing import Route

from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.listeners import Delivery, Intake, Tenants, bot_scopes, build_slack_app, build_web_app
from bot.metrics import PrometheusMetrics, metrics_route
from bot.settings import OAuth, Settings
from bot.storage import Departures, Store, migrate, open_engine, parse_database_url
from bot.tenancy import (
    INSTALL_PATH,
    Farewell,
    Installations,
    ManyWorkspaces,
    OAuthClient,
    OneWorkspace,
    Pages,
    TokenBox,
    build_flow,
    install_routes,
)
from intents import Interpreter
from knowledge import Phrases, load

log = logging.getLogger(__name__)

CALL_SECONDS = 10
DRAIN_SECONDS = 10.0


class WhichPM:
    """The whole app. Use `running` around whatever serves it. `advisor`: one that is built already."""

    def __init__(self, settings: Settings, advisor: Advisor | None = None) -> None:
        oauth = settings.oauth()
        token = None if oauth else settings.bot_token()
        url = parse_database_url(settings.database_url.get_secret_value())
        self.advisor = advisor or build_advisor(settings)
        phrases = self.advisor.phrases
        self._engine = open_engine(url)
        self.store = Store(self._engine)
        self.conversation = Conversation(self.advisor, self.store)
        # Retries of slack_sdk off: it repeats a post whose answer was lost, and the person reads it twice.
        self.client = OAuthClient(
            token=token, base_url=settings.slack_api_url, timeout=CALL_SECONDS, retry_handlers=[]
        )
        self.metrics = PrometheusMetrics()
        self.doors: list[Route] = [metrics_route(self.metrics)]
        self.tenants: Tenants = OneWorkspace(self.client)
        if oauth:
            self.tenants, doors = build_tenants(oauth, self._engine, self.client, phrases)
            self.doors += doors
        self.farewell = Farewell(Departures(self._engine), self.store, self.tenants)
        self.delivery = Delivery(self.client, phrases, self.tenants, self.metrics)
        self.intake = Intake(self.store, self.conversation, self.delivery, phrases, self.metrics)
        self.slack: AsyncApp = build_slack_app(
            self.client,
            self.intake,
            self.conversation,
            self.delivery,
            phrases,
            self.tenants,
            self.farewell.hear,
            self.metrics,
        )

    @asynccontextmanager
    async def running(self, _: object = None) -> AsyncIterator[None]:
        """Opens what is shared; on leaving, what was accepted is answered first."""
        await migrate(self._engine)
        await self.store.forget_seen(datetime.now(UTC))
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            self.client.session = session
            async with self.farewell.working():
                log.info("started")
                try:
                    yield
                finally:
                    unfinished = await self.intake.drain(DRAIN_SECONDS)
                    log.info("stopped", extra={"unfinished": unfinished})
        await self.store.close()


def build_tenants(
    oauth: OAuth, engine: AsyncEngine, client: OAuthClient, phrases: Phrases
) -> tuple[Tenants, list[Route]]:
    """The workspaces that installed the app, and the doors through which they do."""
    installations = build_installations(oauth, engine)
    rotator = AsyncTokenRotator(client_id=oauth.client_id, client_secret=oauth.client_secret, client=client)
    tenants = ManyWorkspaces(installations, rotator)
    pages = Pages(phrases, INSTALL_PATH)
    flow = build_flow(
        client,
        oauth.client_secret,
        bot_scopes(),
        installations,
        pages,
        tenants.installed,
        oauth.redirect_url,
    )
    return tenants, install_routes(flow, pages)


def build_installations(oauth: OAuth, engine: AsyncEngine) -> Installations:
    return Installations(oauth.client_id, engine, TokenBox(oauth.token_keys))


def build_advisor(settings: Settings) -> Advisor:
    """The thinking part alone: no Slack, no database."""
    knowledge = load(settings.knowledge_path)
    interpreter = Interpreter.build(knowledge, cache_dir=settings.cache_path)
    phrases = knowledge.phrases
    contact = phrases.contact.format(contact=settings.contact) if settings.contact else phrases.no_contact
    return Advisor(knowledge, interpreter, {"contact": contact})


def build_web(app: WhichPM, signing_secret: str) -> Starlette:
    """The HTTP app for Slack's requests."""
    return build_web_app(app.slack, signing_secret, app.store.check, app.running, app.doors, app.metrics)
