"""A ledger on each kind of database, and a second process's ledger on the same one."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio

from bot.storage import Ledger, build_ledger, migrate, open_engine, parse_database_url


class Ledgers:
    """Opens a ledger for a process with this name."""

    def __init__(self, url: str, stack: AsyncExitStack) -> None:
        self.url = url
        self._stack = stack

    async def of(self, owner: str) -> Ledger:
        ledger = build_ledger(parse_database_url(self.url), owner, lambda _: None)
        await ledger.open()
        self._stack.push_async_callback(ledger.close)
        return ledger


@pytest_asyncio.fixture
async def ledgers(database_url: str) -> AsyncIterator[Ledgers]:
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    await engine.dispose()
    async with AsyncExitStack() as stack:
        yield Ledgers(database_url, stack)


@pytest_asyncio.fixture
async def ledger(ledgers: Ledgers) -> Ledger:
    return await ledgers.of("one")
