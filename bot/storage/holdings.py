"""Reads every row that is kept of one person, from whatever table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import metadata

# What is sealed tells nothing without its key, and is gone when the answer is sent.
SEALED = frozenset({"payload"})
WRITTEN_AS_JSON = frozenset({"state"})

Row = dict[str, object]


class Holdings:
    """Over all tables that name a person, those of a later version too."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, team: str, user: str) -> dict[str, list[Row]]:
        """The rows of each table, as JSON can write them; without tables that hold none."""
        found = {}
        async with self._engine.connect() as connection:
            for table in _personal():
                query = select(table).where(table.c.team == team, table.c.user == user)
                rows = (await connection.execute(query)).mappings().all()
                found[table.name] = [_row(row) for row in rows]
        return {name: rows for name, rows in found.items() if rows}


def _personal() -> list[Table]:
    named = (table for table in metadata.tables.values() if {"team", "user"} <= set(table.c.keys()))
    return sorted(named, key=lambda table: table.name)


def _row(row: Mapping[Any, Any]) -> Row:
    return {str(name): _value(str(name), value) for name, value in row.items() if name not in SEALED}


def _value(name: str, value: Any) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return json.loads(value) if name in WRITTEN_AS_JSON else value
