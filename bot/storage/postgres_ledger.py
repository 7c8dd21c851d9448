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
    State,
    Step,
    StorageAwayError,
    Stored,
    Work,
)
from bot.storage.owner import dead_here
from bot.storage.tables import PERSONAL

CONNECTIONS = 8
CALL_SECONDS = 5.0
AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

_NOW = "extract(epoch FROM clock_timestamp())::float8"
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
_ADD_PERSON = """
INSERT INTO sessions (team, "user", dialog, version, state, updated_at)
VALUES ($1, $2, $3, $4::int + 1, $5, now()) ON CONFLICT DO NOTHING RETURNING 1
"""
_SAVE_PERSON = """
UPDATE sessions SET version = version + 1, state = $5, updated_at = now()
WHERE team = $1 AND "user" = $2 AND dialog = $3 AND version = $4::int RETURNING 1
"""
_CARD = 'SELECT channel, ts FROM cards WHERE team = $1 AND "user" = $2 AND card = $3'
# What was erased meanwhile leaves no card behind.
_SAVE_CARD = f"""
INSERT INTO cards (team, "user", card, channel, ts, saved_at)
SELECT team, $2, $3, $4, $5, {_NOW} FROM outbox WHERE team = $1 AND intake = $6 AND number = $7
ON CONFLICT (team, "user", card)
DO UPDATE SET channel = excluded.channel, ts = excluded.ts, saved_at = excluded.saved_at
"""  # noqa: S608
# FOR UPDATE: whoever adopts the work meanwhile waits, or was first and then there is nothing to hold.
_HELD = """
WITH held AS (
    SELECT 1 FROM intake WHERE team = $1 AND id = $2 AND owner = $3 AND state = 'taken' FOR UPDATE)
"""
_SAME = ", saved AS (SELECT 1 FROM held)"
_ADDED = """, saved AS (
    INSERT INTO sessions (team, "user", dialog, version, state, updated_at)
    SELECT $1, $6, $7, $8::int + 1, $9, now() FROM held ON CONFLICT DO NOTHING RETURNING 1)
"""
_CHANGED = """, saved AS (
    UPDATE sessions SET version = version + 1, state = $9, updated_at = now() FROM held
    WHERE team = $1 AND "user" = $6 AND dialog = $7 AND version = $8::int RETURNING 1)
"""
_PUT = f""", put AS (
    INSERT INTO outbox (team, intake, number, step, at, payload)
    SELECT $1, $2, number, CASE WHEN number = 1 THEN $5::text ELSE 'ready' END, {_NOW}, payload
    FROM unnest($4::text[]) WITH ORDINALITY AS letter (payload, number) WHERE EXISTS (SELECT 1 FROM saved)
), answered AS (
    UPDATE intake SET state = 'answering', payload = ''
    WHERE team = $1 AND id = $2 AND cardinality($4::text[]) > 0 AND EXISTS (SELECT 1 FROM saved)
), done AS (
    DELETE FROM intake
    WHERE team = $1 AND id = $2 AND cardinality($4::text[]) = 0 AND EXISTS (SELECT 1 FROM saved)
)
SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM saved)
"""  # noqa: S608
_OURS = "EXISTS (SELECT 1 FROM intake WHERE team = $1 AND id = $2 AND owner = $3 FOR SHARE)"
_BEGIN = f"""
UPDATE outbox SET step = 'sending', at = {_NOW}, payload = coalesce($5, payload)
WHERE team = $1 AND intake = $2 AND number = $4 AND {_OURS} RETURNING 1
"""  # noqa: S608
_SENT = f"""
WITH sent AS (DELETE FROM outbox WHERE team = $1 AND intake = $2 AND number = $3),
begun AS (
    UPDATE outbox SET step = 'sending', at = {_NOW}
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
INSERT INTO owners (id, beat_at) VALUES ($1, {_NOW}) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""  # noqa: S608
_LEAVE = "DELETE FROM owners WHERE id = $1"
_OWNERS = "SELECT id FROM owners"
_ADOPT = f"""
WITH gone AS (
    DELETE FROM owners WHERE id <> $1 AND (beat_at < {_NOW} - $2::float8 OR id = ANY($3::text[])))
UPDATE intake SET owner = $1
WHERE owner <> $1 AND owner NOT IN (
    SELECT id FROM owners WHERE beat_at >= {_NOW} - $2::float8 AND id <> ALL($3::text[])) RETURNING 1
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

_ERASE = [f'DELETE FROM {table} WHERE team = $1 AND "user" = $2' for table in PERSONAL]  # noqa: S608
_ERASE_WORK = [
    "DELETE FROM outbox WHERE team = $1 AND intake IN"
    ' (SELECT id FROM intake WHERE team = $1 AND "user" = $2 AND id <> $3)',
    'DELETE FROM intake WHERE team = $1 AND "user" = $2 AND id <> $3',
]


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
            if change.erase or change.person:
                return await _commit_whole(connection, self._owner, work, change, letters, first)
            return await _commit(connection, self._owner, work, change, letters, first)

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


async def _commit_whole(
    connection: Any, owner: str, work: Work, change: Change, letters: Sequence[str], first: Step
) -> Committed:
    """Several statements, all or none of them."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        done = await _save_people(connection, change)
        if done is Committed.SAVED:
            done = await _commit(connection, owner, work, change, letters, first)
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.commit() if done is Committed.SAVED else transaction.rollback())
    return done


async def _save_people(connection: Any, change: Change) -> Committed:
    for one in change.states():
        if one.dialog == EVERYWHERE and not await _save_person(connection, change.address, one):
            return Committed.OUTRUN
    return Committed.SAVED


async def _save_person(connection: Any, address: Address, one: State) -> bool:
    statement = _SAVE_PERSON if one.version else _ADD_PERSON
    values = (address.team, address.user, EVERYWHERE, one.version, one.state)
    return await connection.fetchval(statement, *values) is not None


async def _commit(
    connection: Any, owner: str, work: Work, change: Change, letters: Sequence[str], first: Step
) -> Committed:
    values: list[object] = [work.team, work.id, owner, list(letters), first.value]
    saved = _SAME
    if change.erase:
        await _erase(connection, change.address, work.id)
    for one in change.states():
        if one.dialog != EVERYWHERE:
            saved = _CHANGED if one.version else _ADDED
            values += [change.address.user, one.dialog, one.version, one.state]
    held, kept = await connection.fetchrow(_HELD + saved + _PUT, *values)
    if kept:
        return Committed.SAVED
    return Committed.OUTRUN if held else Committed.GONE


async def _erase(connection: Any, address: Address, identifier: str) -> None:
    """Everything of the person; what is in hand too, but for the work that tells them so."""
    for statement in _ERASE:
        await connection.execute(statement, address.team, address.user)
    for statement in _ERASE_WORK:
        await connection.execute(statement, address.team, address.user, identifier)
