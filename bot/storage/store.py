"""Keeps ratings, and throws away what is too old: the rare statements, written with SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Act, Choice
from bot.storage.erasure import erasing
from bot.storage.tables import feedback, intake, metadata, outbox, seen, sessions
from bot.storage.tenancy import MAINTENANCE

SEEN_FOR = timedelta(days=2)  # Slack's own retries end after minutes; a replay of lost events after hours


@dataclass(frozen=True, slots=True)
class Rating:
    """A thumb up or down on one message, with the topic and role it was about."""

    team: str
    user: str
    message: str
    about: Choice
    good: bool


class Store:
    """Beside the ledger, in the same database. Every statement about people names the team."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def rate(self, rating: Rating) -> None:
        """Keeps the last rating of a person on a message."""
        row = {
            "team": rating.team,
            "user": rating.user,
            "message": rating.message,
            "intent": rating.about.intent,
            "role": rating.about.role,
            "good": rating.good,
            "rated_at": datetime.now(UTC),
        }
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(feedback).values(**row)
            key = [feedback.c.team, feedback.c.user, feedback.c.message]
            await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=row))

    async def ratings(self, team: str) -> list[Rating]:
        """Everything that this workspace's people rated, oldest first."""
        query = select(feedback).where(feedback.c.team == team).order_by(feedback.c.rated_at)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [_rating(row) for row in rows]

    async def knows(self, team: str, user: str) -> bool:
        """Whether any conversation of this person is remembered, or anything else of them."""
        query = select(exists().where(sessions.c.team == team, sessions.c.user == user))
        async with self._engine.connect() as connection:
            return bool(await connection.scalar(query))

    async def forget_old(self, now: datetime) -> None:
        """Drops keys too old for any delivery to come again, and letters whose work is gone."""
        work = exists().where(intake.c.team == outbox.c.team, intake.c.id == outbox.c.intake)
        async with self._engine.begin() as connection:
            for old in (delete(seen).where(seen.c.seen_at < now - SEEN_FOR), delete(outbox).where(~work)):
                await connection.execute(old.execution_options(**{MAINTENANCE: "retention"}))

    async def erase_team(self, team: str, before: datetime) -> None:
        """Removes every row that was written for the team before this moment, in every table.

        Each table is a transaction of its own, so that no lock is held while another is waited for; work in
        hand goes first, and whoever is at it finds it gone. Doing it again does what an error left.
        """
        for statement in erasing(metadata, team, before):
            async with self._engine.begin() as connection:
                await connection.execute(statement)
        work = exists().where(
            intake.c.team == team, outbox.c.team == intake.c.team, intake.c.id == outbox.c.intake
        )
        async with self._engine.begin() as connection:
            await connection.execute(delete(outbox).where(outbox.c.team == team, ~work))

    async def check(self) -> None:
        """Raises when the database cannot answer or lacks the tables."""
        async with self._engine.connect() as connection:
            query = select(sessions.c.version).limit(1)
            await connection.execute(query.execution_options(**{MAINTENANCE: "health"}))

    async def close(self) -> None:
        await self._engine.dispose()


def _rating(row: Any) -> Rating:
    return Rating(row.team, row.user, row.message, Choice(Act.ASK, row.intent, row.role), row.good)
