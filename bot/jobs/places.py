"""Where the engine keeps its jobs: a SQLite file of its own beside the app's, or the app's PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect

from bot.jobs.lock import FileLock, NameLock, SessionLock

# `secure_delete`: what was erased shall not be readable in the file.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=30000",
    "foreign_keys=ON",
    "secure_delete=ON",
)
POOL = 10


def is_shared(url: URL) -> bool:
    """Whether several machines can work on these jobs."""
    return not url.drivername.startswith("sqlite")


def jobs_file(url: URL) -> Path:
    """whichpm.db has its jobs in whichpm.jobs.db."""
    app = Path(url.database or "whichpm.db")
    return app.with_name(f"{app.stem}.jobs{app.suffix or '.db'}")


def open_jobs(url: URL) -> Engine:
    """`url` is the app's database. The engine of the jobs is synchronous: DBOS has threads of its own."""
    if is_shared(url):
        return create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=POOL, max_overflow=POOL, pool_pre_ping=True
        )
    engine = create_engine(f"sqlite:///{jobs_file(url)}", connect_args={"timeout": 30.0})
    event.listen(engine, "connect", _prepare)
    return engine


def build_lock(url: URL, name: str) -> NameLock:
    if is_shared(url):
        return SessionLock(url.set(drivername="postgresql").render_as_string(hide_password=False), name)
    return FileLock(jobs_file(url))


def has_jobs(engine: Engine) -> bool:
    """Whether the tables of jobs were made on PostgreSQL."""
    return inspect(engine).has_table("workflow_status", schema="dbos")


def empty_log(engine: Engine) -> None:
    """SQLite's log still holds the pages as they were before something was erased."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare(connection: Any, _record: object) -> None:
    """IMMEDIATE: a writer that begins as a reader would meet another one half way."""
    connection.isolation_level = "IMMEDIATE"
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
