"""Opens the ledger of the database that a URL names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL

from bot.storage.address import is_sqlite
from bot.storage.ledger import Ledger
from bot.storage.lock import ProcessLock
from bot.storage.sqlite_ledger import SqliteLedger


def build_ledger(url: URL, owner: str, at: Callable[[str], None]) -> Ledger:
    """`owner` names this process; `at` hears of the points at which tests end it."""
    if is_sqlite(url):
        return SqliteLedger(Path(url.database or ""), owner, at)
    # asyncpg takes three megabytes and a moment, which SQLite does not need.
    from bot.storage.postgres_ledger import PostgresLedger  # noqa: PLC0415

    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresLedger(dsn, owner, at)


def build_lock(url: URL) -> ProcessLock | None:
    """What keeps a second process away; None where several may work together."""
    return ProcessLock(Path(url.database or "")) if is_sqlite(url) else None
