"""The commit of a whole turn on PostgreSQL: one statement, or several in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.advisor import Address
from bot.storage.ledger import EVERYWHERE, Change, Committed, State, Step, Work
from bot.storage.tables import PERSONAL

# Seconds since 1970, by the server's clock.
NOW = "extract(epoch FROM clock_timestamp())::float8"
_ADD_PERSON = """
INSERT INTO sessions (team, "user", dialog, version, state, updated_at)
VALUES ($1, $2, $3, $4::int + 1, $5, now()) ON CONFLICT DO NOTHING RETURNING 1
"""
_SAVE_PERSON = """
UPDATE sessions SET version = version + 1, state = $5, updated_at = now()
WHERE team = $1 AND "user" = $2 AND dialog = $3 AND version = $4::int RETURNING 1
"""
# FOR UPDATE: whoever adopts the work meanwhile waits, or was first and then there is nothing to hold.
_HELD = """
WITH held AS (
    SELECT 1 FROM intake WHERE team = $1 AND id = $2 AND owner = $3 AND state = 'taken' FOR UPDATE)
"""
_SAME = ", saved AS (SELECT 1 FROM held)"
_ADDED = """, saved AS (
    INSERT INTO sessions (team, "user", dialog, version, state, updated_at)
    SELECT $1, $6, $7, $14::int + 1, $15, now() FROM held ON CONFLICT DO NOTHING RETURNING 1)
"""
_CHANGED = """, saved AS (
    UPDATE sessions SET version = version + 1, state = $15, updated_at = now() FROM held
    WHERE team = $1 AND "user" = $6 AND dialog = $7 AND version = $14::int RETURNING 1)
"""
_PUT = f""", put AS (
    INSERT INTO outbox (team, intake, number, step, at, payload)
    SELECT $1, $2, number, CASE WHEN number = 1 THEN $5::text ELSE 'ready' END, {NOW}, payload
    FROM unnest($4::text[]) WITH ORDINALITY AS letter (payload, number) WHERE EXISTS (SELECT 1 FROM saved)
), answered AS (
    UPDATE intake SET state = 'answering', payload = ''
    WHERE team = $1 AND id = $2 AND cardinality($4::text[]) > 0 AND EXISTS (SELECT 1 FROM saved)
), done AS (
    DELETE FROM intake
    WHERE team = $1 AND id = $2 AND cardinality($4::text[]) = 0 AND EXISTS (SELECT 1 FROM saved)
), remembered AS (
    INSERT INTO history (team, "user", key, number, dialog, at, intent, role, facts, gap)
    SELECT $1, $6, $8, number, $7, to_timestamp($9::float8), intent, role, facts, gap
    FROM unnest($10::text[], $11::text[], $12::text[], $13::text[])
        WITH ORDINALITY AS past (intent, role, facts, gap, number)
    WHERE EXISTS (SELECT 1 FROM saved) ON CONFLICT DO NOTHING
)
SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM saved)
"""  # noqa: S608
_ERASE = [f'DELETE FROM {table} WHERE team = $1 AND "user" = $2' for table in PERSONAL]  # noqa: S608
_ERASE_WORK = [
    "DELETE FROM outbox WHERE team = $1 AND intake IN"
    ' (SELECT id FROM intake WHERE team = $1 AND "user" = $2 AND id <> $3)',
    'DELETE FROM intake WHERE team = $1 AND "user" = $2 AND id <> $3',
]


async def commit_turn(
    connection: Any, owner: str, work: Work, change: Change, letters: Sequence[str], first: Step
) -> Committed:
    """The turn as a whole, or nothing of it."""
    if not (change.erase or change.person):
        return await _commit(connection, owner, work, change, letters, first)
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
    values += [change.address.user, change.address.dialog, *_columns(change)]
    for one in change.states():
        if one.dialog != EVERYWHERE:
            saved = _CHANGED if one.version else _ADDED
            values += [one.version, one.state]
    held, kept = await connection.fetchrow(_HELD + saved + _PUT, *values)
    if kept:
        return Committed.SAVED
    return Committed.OUTRUN if held else Committed.GONE


def _columns(change: Change) -> tuple[object, ...]:
    """The message's key and its pasts, one list a column; all of them are of one moment."""
    pasts = change.pasts
    at = pasts[0].at if pasts else 0.0
    rows = [(one.intent, one.role, " ".join(one.facts), one.gap) for one in pasts]
    return change.key, at, *([row[column] for row in rows] for column in range(4))


async def _erase(connection: Any, address: Address, identifier: str) -> None:
    """Everything of the person; what is in hand too, but for the work that tells them so."""
    for statement in _ERASE:
        await connection.execute(statement, address.team, address.user)
    for statement in _ERASE_WORK:
        await connection.execute(statement, address.team, address.user, identifier)
