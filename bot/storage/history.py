"""Keeps what people asked, as topics and never as words: for summaries, digests and the list of gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor.summary import Past
from bot.storage.tables import feedback, metadata

MOST = 5_000

history = Table(
    "history",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("key", String(160), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("dialog", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("intent", String(64), nullable=False),
    Column("role", String(64), nullable=False),
    Column("facts", Text, nullable=False),
    Column("gap", String(16), nullable=False),
    Index("history_person", "team", "user", "at"),
    Index("history_at", "at"),
)


@dataclass(frozen=True, slots=True)
class GapCount:
    """How often people, never who, met this gap, or disliked this answer."""

    intent: str
    role: str
    gap: str
    times: int


class History:
    """In the app's database; the ledger adds to it with each turn. Statements about people name the team."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def since(self, team: str, user: str, at: datetime, dialog: str = "") -> list[Past]:
        """Everything from this moment on, oldest first; with `dialog`, of that conversation alone."""
        where = [history.c.team == team, history.c.user == user, history.c.at >= at]
        if dialog:
            where.append(history.c.dialog == dialog)
        newest = (history.c.at.desc(), history.c.key.desc(), history.c.number.desc())
        query = select(history).where(and_(*where)).order_by(*newest).limit(MOST)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [_past(row) for row in reversed(rows)]

    async def last(self, team: str, user: str, at: datetime, dialog: str = "") -> list[Past]:
        """What the last message that was answered by then asked."""
        where = [history.c.team == team, history.c.user == user, history.c.at <= at]
        if dialog:
            where.append(history.c.dialog == dialog)
        newest = select(history.c.key).where(and_(*where)).order_by(history.c.at.desc()).limit(1)
        async with self._engine.connect() as connection:
            key = (await connection.execute(newest)).scalar()
            query = select(history).where(and_(*where, history.c.key == key)).order_by(history.c.number)
            rows = (await connection.execute(query)).all()
        return [_past(row) for row in rows]

    async def gaps(self) -> list[GapCount]:
        """What the sources could not answer, most frequent first, over all workspaces."""
        what = (history.c.intent, history.c.role, history.c.gap)
        return await self._count(history, what, history.c.gap != "")

    async def disliked(self) -> list[GapCount]:
        """Topics whose answers got thumbs down, most frequent first, over all workspaces."""
        return await self._count(feedback, (feedback.c.intent, feedback.c.role), feedback.c.good.is_(False))

    async def asked(self) -> list[GapCount]:
        """Topics that people asked about, most frequent first, over all workspaces."""
        return await self._count(history, (history.c.intent, history.c.role), history.c.gap == "")

    async def _count(self, table: Table, what: tuple[Column[Any], ...], where: Any) -> list[GapCount]:
        times = func.count().label("times")
        query = select(*what, times).select_from(table).where(where).group_by(*what)
        query = query.order_by(times.desc(), *what).execution_options(maintenance="counts without names")
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [GapCount(row.intent, row.role, getattr(row, "gap", ""), row.times) for row in rows]

    async def erase(self, team: str, user: str, before: datetime) -> None:
        """Removes what a person asked up to this moment."""
        where = and_(history.c.team == team, history.c.user == user, history.c.at <= before)
        async with self._engine.begin() as connection:
            await connection.execute(delete(history).where(where))


def _past(row: Any) -> Past:
    at = row.at.replace(tzinfo=UTC).timestamp()
    return Past(row.intent, row.role, tuple(row.facts.split()), row.gap, row.dialog, at)
