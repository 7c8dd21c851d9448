"""Opens the database that a URL names: SQLite or PostgreSQL, with the settings each needs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.ledger import StorageAwayError
from bot.storage.tables import metadata
from bot.storage.tenancy import guard_tenancy

log = logging.getLogger(__name__)

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
# Made by slack_sdk's own table definitions, see bot/tenancy/installations.py.
INSTALLATION_TABLES = ("slack_installations", "slack_bots")
# `secure_delete`: what was erased shall not be readable in the file.
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON")


def parse_database_url(text: str) -> URL:
    """The URL with the asynchronous driver put in. Raises ValueError with a sentence that names the cure."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("it is not a database URL; write sqlite:///whichpm.db or postgresql://...") from None
    driver = DRIVERS.get(url.drivername.split("+")[0])
    if driver is None:
        raise ValueError(f"{url.drivername} is not supported; use sqlite:/// or postgresql://")
    return url.set(drivername=driver)


def open_engine(url: URL, make: bool = True) -> AsyncEngine:
    """An engine on the database; nothing is connected before the first use. It keeps teams apart.

    Without `make` a SQLite file that is not there is an error and not a new file.
    """
    if is_sqlite(url) and not make and url.database:
        url = url.set(database=f"file:{url.database}").update_query_dict({"mode": "rw", "uri": "true"})
    engine = create_async_engine(url, pool_pre_ping=not is_sqlite(url))
    guard_tenancy(engine.sync_engine, {*metadata.tables, *INSTALLATION_TABLES})
    if is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


async def empty_log(engine: AsyncEngine) -> None:
    """SQLite's log still holds the pages as they were before something was erased."""
    if is_sqlite(engine.url):
        async with engine.connect() as connection:
            is_busy = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).scalar()
        if is_busy:
            log.warning("log_not_emptied")


@contextmanager
def reaching() -> Iterator[None]:
    """Whatever fails at the database inside is StorageAwayError: what needed it waits and is done again."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StorageAwayError(type(error).__name__) from None


def is_sqlite(url: URL) -> bool:
    return url.drivername.startswith("sqlite")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers pass a writer; FULL keeps what was committed through a power cut."""
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
