"""Remembers whom to erase until nothing of theirs is left, and throws away what is too old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, String, Table, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import empty_log
from bot.storage.erasure import as_written
from bot.storage.history import history
from bot.storage.posts import posts
from bot.storage.tables import cards, feedback, metadata, sessions
from bot.storage.wishes import digests, preferences

erasures = Table(
    "erasures",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Every table with rows of a person, and the column that says when a row was written.
PERSONAL: tuple[Column[datetime], ...] = (
    sessions.c.updated_at,
    feedback.c.rated_at,
    history.c.at,
    posts.c.at,
    digests.c.set_at,
    preferences.c.set_at,
)
# What is not kept for longer than the retention period. A wish for a digest lasts until it is ended.
AGING: tuple[Column[Any], ...] = (
    sessions.c.updated_at,
    feedback.c.rated_at,
    history.c.at,
    posts.c.at,
    cards.c.saved_at,
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person who wanted everything erased, and when."""

    team: str
    user: str
    at: datetime


class Erasures:
    """In the app's database, so that a crash in the middle of erasing leaves nothing behind."""

    def __init__(
        self,
        engine: AsyncEngine,
        personal: Sequence[Column[datetime]] = PERSONAL,
        aging: Sequence[Column[Any]] = AGING,
    ) -> None:
        self._engine = engine
        self._personal = personal
        self._aging = aging

    async def note(self, team: str, user: str, now: datetime) -> None:
        """The last time counts: what was written since stays."""
        row = {"team": team, "user": user, "at": now}
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(erasures).values(**row)
            key = [erasures.c.team, erasures.c.user]
            await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=row))

    async def pending(self) -> list[Erasure]:
        query = select(erasures).order_by(erasures.c.at).execution_options(maintenance="all erasures")
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [Erasure(row.team, row.user, row.at.replace(tzinfo=UTC)) for row in rows]

    async def since(self, team: str, user: str) -> datetime | None:
        """When this person wanted everything erased, while that is still under way."""
        query = select(erasures.c.at).where(erasures.c.team == team, erasures.c.user == user)
        async with self._engine.connect() as connection:
            at = (await connection.execute(query)).scalar()
        return at.replace(tzinfo=UTC) if at else None

    async def erase(self, one: Erasure) -> None:
        """Removes every row that was written for the person until then."""
        async with self._engine.begin() as connection:
            for written in self._personal:
                table = written.table
                where = and_(table.c.team == one.team, table.c.user == one.user, written <= one.at)
                await connection.execute(delete(table).where(where))

    async def close(self, one: Erasure) -> None:
        """Nothing of the person is left, and now not even that they wanted it so."""
        where = and_(erasures.c.team == one.team, erasures.c.user == one.user, erasures.c.at == one.at)
        async with self._engine.begin() as connection:
            await connection.execute(delete(erasures).where(where))
        await empty_log(self._engine)

    async def forget_before(self, oldest: datetime) -> dict[str, int]:
        """Removes what is older, over all teams; how many rows of each table that were."""
        removed = {}
        async with self._engine.begin() as connection:
            for written in self._aging:
                statement = delete(written.table).where(written < as_written(written, oldest))
                scan = statement.execution_options(maintenance="retention")
                removed[str(written.table.name)] = (await connection.execute(scan)).rowcount
        await empty_log(self._engine)
        return removed
