"""The ledger on PostgreSQL, shared by several processes: each method is one statement, so one round trip.

There is no batching here: PostgreSQL itself writes the commits of several connections with one fsync, and a
statement that fails spoils nothing for the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from bot.advisor import Address
from bot.storage.ledger import (
    EVERYWHERE,
    Card,
    Change,
    Committed,
    Pending,
    Sealed,
    Step,
    StorageAwayError,
    Stored,
    Work,
)
from bot.storage.owner import dead_here
from bot.storage.postgres_turn import NOW, commit_turn

CONNECTIONS = 8
CALL_SECONDS = 5.0
AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

_NEW = """
WITH new AS (
    INSERT INTO seen (team, key, seen_at) SELECT $1, key, now() FROM unnest($2::text[]) AS key
    ON CONFLICT DO NOTHING RETURNING 1)
"""
_TAKE = f"""{_NEW}
INSERT INTO intake (team, id, "user", place, received_at, owner, state, tries, payload)
SELECT $1, $3, $4, $5, $6, $7, 'taken', 0, $8 WHERE (SELECT count(*) FROM new) = cardinality($2::text[])
ON CONFLICT DO NOTHING RETURNING 1
"""  # noqa: S608
_LOAD = 'SELECT dialog, state, version FROM sessions WHERE team = $1 AND "user" = $2 AND dialog IN ($3, $4)'
_CARD = 'SELECT channel, ts FROM cards WHERE team = $1 AND "user" = $2 AND card = $3'
# What was erased meanwhile leaves no card behind.
_SAVE_CARD = f"""
INSERT INTO cards (team, "user", card, channel, ts, saved_at)
SELECT team, $2, $3, $4, $5, {NOW} FROM outbox WHERE team = $1 AND intake = $6 AND number = $7
ON CONFLICT (team, "user", card)
DO UPDATE SET channel = excluded.channel, ts = excluded.ts, saved_at = excluded.saved_at
"""  # noqa: S608
_OURS = "EXISTS (SELECT 1 FROM intake WHERE team = $1 AND id = $2 AND owner = $3 FOR SHARE)"
_BEGIN = f"""
UPDATE outbox SET step = 'sending', at = {NOW}, payload = coalesce($5, payload)
WHERE team = $1 AND intake = $2 AND number = $4 AND {_OURS} RETURNING 1
"""  # noqa: S608
_SENT = f"""
WITH sent AS (DELETE FROM outbox WHERE team = $1 AND intake = $2 AND number = $3),
begun AS (
    UPDATE outbox SET step = 'sending', at = {NOW}
    WHERE team = $1 AND intake = $2 AND number = $4 RETURNING 1),
done AS (
    DELETE FROM intake WHERE team = $1 AND id = $2 AND NOT EXISTS (
        SELECT 1 FROM outbox WHERE team = $1 AND intake = $2 AND number <> $3))
SELECT count(*) FROM begun
"""  # noqa: S608
_CANCEL = f"""{_NEW}, unsent AS (DELETE FROM outbox WHERE team = $1 AND intake = $3 AND step = 'ready')
DELETE FROM intake WHERE team = $1 AND id = $3 AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE team = $1 AND intake = $3 AND step <> 'ready')
"""  # noqa: S608
_BEAT = f"""
INSERT INTO owners (id, beat_at) VALUES ($1, {NOW}) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""  # noqa: S608
_LEAVE = "DELETE FROM owners WHERE id = $1"
_OWNERS = "SELECT id FROM owners"
_ADOPT = f"""
WITH gone AS (
    DELETE FROM owners WHERE id <> $1 AND (beat_at < {NOW} - $2::float8 OR id = ANY($3::text[])))
UPDATE intake SET owner = $1
WHERE owner <> $1 AND owner NOT IN (
    SELECT id FROM owners WHERE beat_at >= {NOW} - $2::float8 AND id <> ALL($3::text[])) RETURNING 1
"""  # noqa: S608
_AGAIN = """
UPDATE intake SET tries = tries + 1 WHERE team = $1 AND id = $2 AND owner = $3 AND state = 'taken'
RETURNING tries
"""
_NAMES = "SELECT team, id FROM intake WHERE owner = $1 ORDER BY received_at"
_FETCH = """
SELECT "user", place, payload, received_at, tries FROM intake WHERE team = $1 AND id = $2 AND owner = $3
"""
_LETTERS = "SELECT number, step, at, payload FROM outbox WHERE team = $1 AND intake = $2 ORDER BY number"


class PostgresLedger:
    """`at` hears of each turn before it is committed; tests kill the process there."""

    def __init__(self, dsn: str, owner: str, at: Callable[[str], None]) -> None:
        self._dsn = dsn
        self._owner = owner
        self._at = at
        self._pool: Any = None

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._dsn, min_size=1, max_size=CONNECTIONS, timeout=CALL_SECONDS, command_timeout=CALL_SECONDS
        )
        await self.beat()

    async def close(self) -> None:
        """Says goodbye, so that what is left is adopted at once."""
        if self._pool is None:
            return
        try:
            async with self._connection() as connection:
                await connection.execute(_LEAVE, self._owner)
            await asyncio.wait_for(self._pool.close(), CALL_SECONDS)
        except (StorageAwayError, TimeoutError):
            self._pool.terminate()

    async def take_in(self, work: Work, keys: Sequence[str]) -> bool:
        about = (work.id, work.user, work.place, work.received_at, self._owner, work.payload)
        # Sorted: two arrivals that share keys wait for each other in the same order.
        self._at("inserting")
        return await self._value(_TAKE, work.team, sorted(set(keys)), *about) is not None

    async def load(self, address: Address) -> Stored:
        return Stored.of(await self._rows(_LOAD, address.team, address.user, address.dialog, EVERYWHERE))

    async def try_again(self, work: Work) -> int:
        return await self._value(_AGAIN, work.team, work.id, self._owner) or 0

    async def commit(
        self, work: Work, change: Change, letters: Sequence[str], first: Step = Step.READY
    ) -> Committed:
        async with self._connection() as connection:
            return await commit_turn(connection, self._owner, work, change, letters, first)

    async def begin(self, work: Work, number: int, payload: str | None) -> bool:
        return await self._value(_BEGIN, work.team, work.id, self._owner, number, payload) is not None

    async def sent(self, work: Work, number: int, following: int | None, card: Card | None = None) -> bool:
        if card is None:
            return bool(await self._value(_SENT, work.team, work.id, number, following))
        async with self._connection() as connection, connection.transaction():
            place = (card.user, card.name, card.channel, card.ts)
            await connection.execute(_SAVE_CARD, work.team, *place, work.id, number)
            return bool(await connection.fetchval(_SENT, work.team, work.id, number, following))

    async def card(self, team: str, user: str, name: str) -> Card | None:
        rows = await self._rows(_CARD, team, user, name)
        return Card(user, name, *rows[0]) if rows else None

    async def cancel(self, team: str, identifier: str, keys: Sequence[str]) -> None:
        await self._value(_CANCEL, team, list(keys), identifier)

    async def beat(self) -> None:
        await self._value(_BEAT, self._owner)

    async def adopt(self, patience: float) -> int:
        owners = [one["id"] for one in await self._rows(_OWNERS)]
        return len(await self._rows(_ADOPT, self._owner, patience, dead_here(owners, self._owner)))

    async def names(self) -> list[tuple[str, str]]:
        return [(team, name) for team, name in await self._rows(_NAMES, self._owner)]

    async def fetch(self, team: str, identifier: str) -> Pending | None:
        rows = await self._rows(_FETCH, team, identifier, self._owner)
        if not rows:
            return None
        letters = await self._rows(_LETTERS, team, identifier)
        return Pending(
            Work(team, identifier, *rows[0]), tuple(Sealed(one[0], Step(one[1]), *one[2:]) for one in letters)
        )

    async def _value(self, statement: str, *values: object) -> Any:
        async with self._connection() as connection:
            return await connection.fetchval(statement, *values)

    async def _rows(self, statement: str, *values: object) -> list[Any]:
        async with self._connection() as connection:
            return list(await connection.fetch(statement, *values))

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """StorageAwayError names the kind of failure only: its message may hold values."""
        try:
            async with self._pool.acquire(timeout=CALL_SECONDS) as connection:
                yield connection
        except AWAY as error:
            raise StorageAwayError(type(error).__name__) from None
