"""Keeps when each worker was last heard of, so that others can take over from one that is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, DateTime, String, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import metadata

workers = Table(
    "workers",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("beat_at", DateTime(timezone=True), nullable=False),
)


class Workers:
    """A heartbeat row for each worker. No person's data."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def beat(self, name: str, now: datetime) -> None:
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(workers).values(name=name, beat_at=now)
            changed = statement.on_conflict_do_update(index_elements=[workers.c.name], set_={"beat_at": now})
            await connection.execute(changed)

    async def silent(self, now: datetime, patience: timedelta) -> list[str]:
        """Those who have not been heard of for so long."""
        query = select(workers.c.name).where(workers.c.beat_at < now - patience).order_by(workers.c.name)
        async with self._engine.connect() as connection:
            return list((await connection.execute(query)).scalars())

    async def leave(self, name: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(workers).where(workers.c.name == name))
