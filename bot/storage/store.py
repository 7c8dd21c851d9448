"""Loads and saves what conversations remember, ratings, and the keys of what was already taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.advisor import Act, Address, Choice, Session
from bot.storage.erasure import erasing
from bot.storage.tables import feedback, metadata, seen, sessions

SEEN_FOR = timedelta(days=2)  # Slack's own retries end after minutes; a replay of lost events after hours

_sessions = TypeAdapter(Session)


@dataclass(frozen=True, slots=True)
class Rating:
    """A thumb up or down on one message, with the topic and role it was about."""

    team: str
    user: str
    message: str
    about: Choice
    good: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as loaded. `version` is 0 where nothing was stored yet."""

    session: Session
    version: int


class Store:
    """Everything that outlives a turn, in one database. Every statement names the team."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def load(self, address: Address) -> Stored:
        query = select(sessions.c.state, sessions.c.version).where(_at(address))
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Stored(_sessions.validate_json(row.state), row.version) if row else Stored(Session(), 0)

    async def save(self, address: Address, session: Session, version: int) -> bool:
        """Saves over `version`; False when another turn of the same conversation was faster."""
        values = {
            "state": _sessions.dump_json(session).decode(),
            "version": version + 1,
            "updated_at": datetime.now(UTC),
        }
        async with self._engine.begin() as connection:
            if version == 0:
                return await _insert_first(connection, address, values)
            where = and_(_at(address), sessions.c.version == version)
            result = await connection.execute(update(sessions).where(where).values(**values))
            return result.rowcount == 1

    async def claim(self, team: str, keys: Sequence[str]) -> bool:
        """Notes that something arrived under these keys; False when any of them was seen before."""
        rows = [{"team": team, "key": key, "seen_at": datetime.now(UTC)} for key in sorted(set(keys))]
        async with self._engine.begin() as connection:
            try:
                await connection.execute(insert(seen), rows)
            except IntegrityError:
                await connection.rollback()
                return False
        return True

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

    async def erase(self, team: str, user: str) -> None:
        """Removes every row of a person."""
        async with self._engine.begin() as connection:
            for table in (sessions, feedback):
                await connection.execute(delete(table).where(_of(table, team, user)))

    async def erase_team(self, team: str, before: datetime) -> None:
        """Removes every row that was written for the team before this moment, in every table."""
        async with self._engine.begin() as connection:
            for statement in erasing(metadata, team, before):
                await connection.execute(statement)

    async def forget_seen(self, now: datetime) -> None:
        """Drops keys too old for any delivery to come again."""
        async with self._engine.begin() as connection:
            old = delete(seen).where(seen.c.seen_at < now - SEEN_FOR)
            await connection.execute(old.execution_options(maintenance="retention"))

    async def check(self) -> None:
        """Raises when the database cannot answer or lacks the tables."""
        async with self._engine.connect() as connection:
            query = select(sessions.c.version).limit(1)
            await connection.execute(query.execution_options(maintenance="health"))

    async def close(self) -> None:
        await self._engine.dispose()


async def _insert_first(connection: AsyncConnection, address: Address, values: dict[str, object]) -> bool:
    key = {"team": address.team, "user": address.user, "dialog": address.dialog}
    try:
        await connection.execute(insert(sessions).values(**key, **values))
    except IntegrityError:
        await connection.rollback()
        return False
    return True


def _rating(row: Any) -> Rating:
    return Rating(row.team, row.user, row.message, Choice(Act.ASK, row.intent, row.role), row.good)


def _at(address: Address) -> ColumnElement[bool]:
    return and_(_of(sessions, address.team, address.user), sessions.c.dialog == address.dialog)


def _of(table: Table, team: str, user: str) -> ColumnElement[bool]:
    return and_(table.c.team == team, table.c.user == user)
