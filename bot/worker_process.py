"""Runs the jobs in a process of their own, until SIGTERM or SIGINT or until its name is taken."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

from bot.advisor import build_fit
from bot.blocks import Labels
from bot.fence import fenced_session
from bot.jobs.lock import NameTakenError
from bot.jobs.places import is_shared
from bot.jobs.slack_post import SlackPost
from bot.jobs.work import Shop, Work
from bot.listeners import upload_all
from bot.settings import Settings
from bot.storage import Departures, Store, migrate, open_engine, parse_database_url, usable
from bot.tenancy import Clients, Farewell, OAuthClient
from bot.workspaces import CALL_SECONDS, build_client, build_tenants
from knowledge import load


async def run_worker(settings: Settings) -> None:
    """NameTakenError or DatabaseError, with a sentence: its name is taken, or the tables cannot be made."""
    url = parse_database_url(settings.database_url.get_secret_value())
    database = open_engine(url)
    client = build_client(settings)
    tenants = build_tenants(settings, database, client)
    knowledge = load(settings.knowledge_path)
    labels = Labels(knowledge.phrases.feedback_good, knowledge.phrases.feedback_bad)
    post = SlackPost(Clients(client, tenants).of, labels, upload_all)
    shop = Shop(url, database, knowledge, build_fit(knowledge), post, {}, settings.sealing_secrets()[0])
    work = Work(shop, settings.worker(is_shared(url)), settings.retention_days)
    farewell = Farewell(Departures(database), Store(database), work.jobs, tenants)
    await work.engine.lock.acquire()
    try:
        with usable():
            await migrate(database)
        await serve(work, farewell, client)
    finally:
        await database.dispose()


async def serve(work: Work, farewell: Farewell, client: OAuthClient) -> None:
    async with fenced_session(CALL_SECONDS) as session:
        client.session = session
        async with work.working(), farewell.working():
            await until_stopped(work)


async def until_stopped(work: Work) -> None:
    """Returns at a signal; raises NameTakenError when the name is lost."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    stopping = asyncio.create_task(stop.wait())
    lost = work.worker.lost or loop.create_future()
    await asyncio.wait({stopping, lost}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    with suppress(asyncio.InvalidStateError, asyncio.CancelledError):
        if isinstance(error := lost.exception(), NameTakenError):
            raise error
