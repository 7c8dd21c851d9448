"""Keeps how far each message of a job is: noted before it is given to Slack, and when Slack has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Column, DateTime, Index, String, Table, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import metadata

posts = Table(
    "posts",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("user", String(32), nullable=False),
    Column("step", String(16), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("posts_at", "at"),
)


class PostStep(StrEnum):
    """`sending`: it may have reached Slack. `done`: it did, or was refused for good."""

    SENDING = "sending"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Noted:
    """How far a post is. `again`: it was under way before, and may be there since `at`."""

    step: PostStep
    at: datetime
    again: bool


class Posts:
    """The intent rows of jobs, in the app's database. Every statement names the team."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def begin(self, team: str, user: str, key: str, now: datetime) -> Noted:
        """Notes that this message is given to Slack now; tells what was noted before."""
        row = {"team": team, "key": key, "user": user, "step": PostStep.SENDING, "at": now}
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            unique = list(posts.primary_key)
            statement = dialect.insert(posts).values(**row).on_conflict_do_nothing(index_elements=unique)
            inserted = (await connection.execute(statement)).rowcount == 1
            query = select(posts.c.step, posts.c.at).where(posts.c.team == team, posts.c.key == key)
            found = (await connection.execute(query)).one()
        return Noted(PostStep(found.step), found.at.replace(tzinfo=UTC), not inserted)

    async def again(self, team: str, key: str, now: datetime) -> bool:
        """Notes that it is given to Slack once more; False when its row was erased in the meantime."""
        return await self._set(team, key, {"at": now})

    async def done(self, team: str, key: str) -> bool:
        return await self._set(team, key, {"step": PostStep.DONE})

    async def forget(self, team: str, key: str) -> None:
        """Slack surely did not take it."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(posts).where(posts.c.team == team, posts.c.key == key))

    async def _set(self, team: str, key: str, values: dict[str, object]) -> bool:
        where = and_(posts.c.team == team, posts.c.key == key)
        async with self._engine.begin() as connection:
            return (await connection.execute(update(posts).where(where).values(**values))).rowcount == 1
