"""Reads what is remembered of a person wherever they write, for whoever answers later."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Person
from bot.storage.ledger import EVERYWHERE, Stored
from bot.storage.tables import sessions


class People:
    """In the app's database, beside the ledger that writes it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def person(self, team: str, user: str) -> Person:
        """Nobody's where nothing is remembered."""
        columns = (sessions.c.dialog, sessions.c.state, sessions.c.version)
        query = select(*columns).where(
            sessions.c.team == team, sessions.c.user == user, sessions.c.dialog == EVERYWHERE
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return Stored.of(tuple(row) for row in rows).person
