"""Opens the database that a URL names: SQLite or PostgreSQL, with the settings each needs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.address import is_sqlite
from bot.storage.ledger import StorageAwayError
from bot.storage.tables import metadata
from bot.storage.tenancy import guard_tenancy

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
# Made by slack_sdk's own table definitions, see bot/tenancy/installations.py.
INSTALLATION_TABLES = ("slack_installations", "slack_bots")
# `secure_delete`: what was erased shall not be readable in the file.
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON")


def open_engine(url: URL, make: bool = True) -> AsyncEngine:
    """An engine on the database; nothing is connected before the first use. It keeps teams apart.

    Without `make` a SQLite file that is not there is an error and not a new file.
    """
    if is_sqlite(url) and not make and url.database:
        url = url.set(database=f"file:{url.database}").update_query_dict({"mode": "rw", "uri": "true"})
    engine = create_async_engine(url) if is_sqlite(url) else _shared_engine(url)
    guard_tenancy(engine.sync_engine, {*metadata.tables, *INSTALLATION_TABLES})
    if is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _shared_engine(url: URL) -> AsyncEngine:
    """By the URL as a whole: SQLAlchemy hands its options over by names that asyncpg does not know."""
    import asyncpg  # noqa: PLC0415 (not needed on SQLite)

    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return create_async_engine(
        url, pool_pre_ping=True, async_creator=lambda: asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
    )


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


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers pass a writer; FULL keeps what was committed through a power cut."""
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
