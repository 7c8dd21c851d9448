"""Remembers which teams took the app away, until everything of theirs is erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, String, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import empty_log
from bot.storage.erasure import ENDS_ITSELF
from bot.storage.tables import metadata
from bot.storage.tenancy import MAINTENANCE

departures = Table(
    "departures",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("heard_at", DateTime(timezone=True), nullable=False),
    info={ENDS_ITSELF: True},
)


@dataclass(frozen=True, slots=True)
class Departure:
    """A team that is said to be gone, and when we heard it first."""

    team: str
    heard_at: datetime


class Departures:
    """Kept in the database, so that a crash between hearing and erasing loses nothing."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def note(self, team: str, now: datetime) -> None:
        """Keeps the first time: the same departure is told in two events, each perhaps twice."""
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(departures).values(team=team, heard_at=now)
            await connection.execute(statement.on_conflict_do_nothing(index_elements=[departures.c.team]))

    async def pending(self) -> list[Departure]:
        query = select(departures).order_by(departures.c.heard_at)
        async with self._engine.connect() as connection:
            rows = (
                await connection.execute(query.execution_options(**{MAINTENANCE: "all departures"}))
            ).all()
        return [Departure(row.team, row.heard_at.replace(tzinfo=UTC)) for row in rows]

    async def close(self, departure: Departure) -> None:
        """Nothing of the team is left, and now not even that it was here."""
        gone = departures.c.team == departure.team
        async with self._engine.begin() as connection:
            await connection.execute(delete(departures).where(gone))
        await empty_log(self._engine)
