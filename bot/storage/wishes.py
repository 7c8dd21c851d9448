"""Keeps what people wish for without a click: a weekly digest, a file with each summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Integer,
    String,
    Table,
    and_,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import metadata

digests = Table(
    "digests",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False, index=True),
    Column("set_at", DateTime(timezone=True), nullable=False, info={"written": True}),
)

preferences = Table(
    "preferences",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("as_file", Boolean, nullable=False),
    Column("summarised_at", DateTime(timezone=True)),
    Column("set_at", DateTime(timezone=True), nullable=False, info={"written": True}),
)


@dataclass(frozen=True, slots=True)
class Digest:
    """When a person's digest comes: weekday (Monday is 0) and hour in their zone, and the next time of it."""

    team: str
    user: str
    weekday: int
    hour: int
    zone: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Preferences:
    """`summarised_at` is when the last summary was made; None before the first."""

    as_file: bool = False
    summarised_at: datetime | None = None


class Wishes:
    """In the app's database. Only the scan for what is due looks over all teams."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def set_digest(self, digest: Digest, now: datetime) -> None:
        """Turns the digest on, or changes when it comes."""
        row = {
            "team": digest.team,
            "user": digest.user,
            "weekday": digest.weekday,
            "hour": digest.hour,
            "zone": digest.zone,
            "due_at": digest.due_at,
            "set_at": now,
        }
        await self._upsert(digests, row)

    async def digest(self, team: str, user: str) -> Digest | None:
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(digests).where(_of(digests, team, user)))).one_or_none()
        return _digest(row) if row else None

    async def end_digest(self, team: str, user: str) -> bool:
        """False when none was on."""
        async with self._engine.begin() as connection:
            result = await connection.execute(delete(digests).where(_of(digests, team, user)))
        return result.rowcount > 0

    async def due(self, now: datetime, most: int) -> list[Digest]:
        """The digests whose time has come, longest overdue first."""
        query = select(digests).where(digests.c.due_at <= now).order_by(digests.c.due_at).limit(most)
        async with self._engine.connect() as connection:
            scan = query.execution_options(maintenance="digests that are due")
            rows = (await connection.execute(scan)).all()
        return [_digest(row) for row in rows]

    async def move(self, digest: Digest, due_at: datetime, zone: str | None = None) -> bool:
        """To the next time; False when the person or another worker changed it in the meantime."""
        where = and_(_of(digests, digest.team, digest.user), digests.c.due_at == digest.due_at)
        changed = {"due_at": due_at, "zone": zone or digest.zone}
        async with self._engine.begin() as connection:
            result = await connection.execute(update(digests).where(where).values(**changed))
        return result.rowcount == 1

    async def preferences(self, team: str, user: str) -> Preferences:
        query = select(preferences).where(_of(preferences, team, user))
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return Preferences()
        at = row.summarised_at.replace(tzinfo=UTC) if row.summarised_at else None
        return Preferences(row.as_file, at)

    async def set_file(self, team: str, user: str, as_file: bool, now: datetime) -> None:
        """Whether summaries come as a file too."""
        await self._upsert(preferences, {"team": team, "user": user, "as_file": as_file, "set_at": now})

    async def summarised(self, team: str, user: str, at: datetime) -> None:
        """From here on, 'since the last summary' begins."""
        row = {"team": team, "user": user, "as_file": False, "summarised_at": at, "set_at": at}
        await self._upsert(preferences, row, {"summarised_at": at})

    async def _upsert(
        self, table: Table, row: dict[str, object], changed: dict[str, object] | None = None
    ) -> None:
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(table).values(**row)
            key = [table.c.team, table.c.user]
            update_to = changed or row
            await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=update_to))


def _of(table: Table, team: str, user: str) -> ColumnElement[bool]:
    return and_(table.c.team == team, table.c.user == user)


def _digest(row: Any) -> Digest:
    due_at = row.due_at.replace(tzinfo=UTC)
    return Digest(row.team, row.user, row.weekday, row.hour, row.zone, due_at)
