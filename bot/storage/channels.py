"""Keeps what was chosen for each channel. What is read often is believed for some seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Integer, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor.rules import Hours, Rules
from bot.storage.tables import metadata

# So long may another process go on by what was chosen before.
BELIEVED_SECONDS = 10.0
REMEMBERED = 20_000

channels = Table(
    "channels",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("plain", Boolean, nullable=False),
    Column("follow", Boolean, nullable=False),
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    Column("quiet_zone", String(64)),
    Column("set_at", DateTime(timezone=True), nullable=False),
)


class Channels:
    """In the app's database. A channel without a row answers mentions only."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._believed: dict[tuple[str, str], tuple[Rules, float]] = {}

    async def recent(self, team: str, channel: str) -> Rules:
        """As they were some seconds ago, or are."""
        known = self._believed.get((team, channel))
        if known and self._clock() < known[1]:
            return known[0]
        return self._believe(team, channel, await self.rules(team, channel))

    async def rules(self, team: str, channel: str) -> Rules:
        query = select(channels).where(channels.c.team == team, channels.c.channel == channel)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _rules(row) if row else Rules()

    async def change(self, team: str, channel: str, before: Rules, after: Rules) -> None:
        """Writes only what differs, so that of two changes at once neither is lost."""
        old, new = _columns(before), _columns(after)
        changed = {name: value for name, value in new.items() if value != old[name]}
        now = {"set_at": datetime.now(UTC)}
        row = {"team": team, "channel": channel, **new, **now}
        async with self._engine.begin() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(channels).values(**row)
            key = [channels.c.team, channels.c.channel]
            await connection.execute(
                statement.on_conflict_do_update(index_elements=key, set_={**changed, **now})
            )
        self._believed.pop((team, channel), None)

    def _believe(self, team: str, channel: str, rules: Rules) -> Rules:
        if len(self._believed) >= REMEMBERED:
            self._believed.clear()
        self._believed[team, channel] = (rules, self._clock() + BELIEVED_SECONDS)
        return rules


def _rules(row: Any) -> Rules:
    quiet = None if row.quiet_zone is None else Hours(row.quiet_start, row.quiet_end, row.quiet_zone)
    return Rules(row.plain, row.follow, quiet)


def _columns(rules: Rules) -> dict[str, object]:
    quiet = rules.quiet
    hours = (quiet.start, quiet.end, quiet.zone) if quiet else (None, None, None)
    named = zip(("quiet_start", "quiet_end", "quiet_zone"), hours, strict=True)
    return {"plain": rules.plain, "follow": rules.follow, **dict(named)}
