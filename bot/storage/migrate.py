"""Brings a database to the newest form of the tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(engine: AsyncEngine) -> None:
    """Runs what has not run yet, in one transaction where the database can; safe to call at every start."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def revisions(engine: AsyncEngine) -> tuple[str | None, str]:
    """The form that the tables have, None without tables, and the newest one."""
    async with engine.connect() as connection:
        have = await connection.run_sync(lambda one: MigrationContext.configure(one).get_current_revision())
    return have, str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def _upgrade(connection: Connection) -> None:
    connection = connection.execution_options(maintenance="migration")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
