"""The ledger on SQLite: one process, one writing thread, reads beside it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.advisor import Address
from bot.storage.group_commit import GroupCommit, connect
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
from bot.storage.tables import PERSONAL

_SEEN = "INSERT OR IGNORE INTO seen (team, key, seen_at) VALUES (?, ?, ?)"
_TAKE = (
    'INSERT OR IGNORE INTO intake (team, id, "user", place, received_at, owner, state, tries, payload)'
    " VALUES (?, ?, ?, ?, ?, ?, 'taken', 0, ?)"
)
_LOAD = 'SELECT dialog, state, version FROM sessions WHERE team = ? AND "user" = ? AND dialog IN (?, ?)'
_VERSION = 'SELECT version FROM sessions WHERE team = ? AND "user" = ? AND dialog = ?'
_ADD_SESSION = (
    'INSERT OR IGNORE INTO sessions (team, "user", dialog, version, state, updated_at)'
    " VALUES (?, ?, ?, 1, ?, ?)"
)
_SAVE_SESSION = (
    "UPDATE sessions SET version = version + 1, state = ?, updated_at = ?"
    ' WHERE team = ? AND "user" = ? AND dialog = ? AND version = ?'
)
_ANSWER = (
    "UPDATE intake SET state = 'answering', payload = ''"
    " WHERE team = ? AND id = ? AND owner = ? AND state = 'taken'"
)
_HOLDS = "SELECT 1 FROM intake WHERE team = ? AND id = ? AND owner = ? AND state = 'taken'"
_LETTER = "INSERT INTO outbox (team, intake, number, step, at, payload) VALUES (?, ?, ?, ?, ?, ?)"
_PAST = (
    "INSERT OR IGNORE INTO history"
    ' (team, "user", key, number, dialog, at, intent, role, facts, gap) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
_BEGIN = (
    "UPDATE outbox SET step = 'sending', at = ?, payload = coalesce(?, payload)"
    " WHERE team = ? AND intake = ? AND number = ?"
)
_SENT = "DELETE FROM outbox WHERE team = ? AND intake = ? AND number = ?"
_DONE = "DELETE FROM intake WHERE team = ? AND id = ?"
_FETCH = (
    'SELECT "user", place, payload, received_at, tries FROM intake WHERE team = ? AND id = ? AND owner = ?'
)
_LETTERS = "SELECT number, step, at, payload FROM outbox WHERE team = ? AND intake = ? ORDER BY number"
_UNSENT = "DELETE FROM outbox WHERE team = ? AND intake = ? AND step = 'ready'"
_BARE = (
    "DELETE FROM intake WHERE team = ? AND id = ? AND NOT EXISTS"
    " (SELECT 1 FROM outbox WHERE outbox.team = intake.team AND outbox.intake = intake.id)"
)
_CARD = 'SELECT channel, ts FROM cards WHERE team = ? AND "user" = ? AND card = ?'
_SAVE_CARD = (
    'INSERT OR REPLACE INTO cards (team, "user", card, channel, ts, saved_at) VALUES (?, ?, ?, ?, ?, ?)'
)
_NAMES = "SELECT team, id FROM intake WHERE owner = ? ORDER BY received_at"
_ADOPT = "UPDATE intake SET owner = ? WHERE owner <> ?"
_AGAIN = (
    "UPDATE intake SET tries = tries + 1 WHERE team = ? AND id = ? AND owner = ? AND state = 'taken'"
    " RETURNING tries"
)

_ERASE = [f'DELETE FROM {table} WHERE team = ? AND "user" = ?' for table in PERSONAL]  # noqa: S608
_ERASE_WORK = [
    "DELETE FROM outbox WHERE team = ?1 AND intake IN"
    ' (SELECT id FROM intake WHERE team = ?1 AND "user" = ?2 AND id <> ?3)',
    'DELETE FROM intake WHERE team = ?1 AND "user" = ?2 AND id <> ?3',
]


class SqliteLedger:
    """The file's lock says that no other process lives, so whatever is not ours is adopted at once."""

    def __init__(self, path: Path, owner: str, at: Callable[[str], None]) -> None:
        self._path = path
        self._owner = owner
        self._writer = GroupCommit(path, at)
        self._reader: sqlite3.Connection | None = None

    async def open(self) -> None:
        self._writer.start()

    async def close(self) -> None:
        await self._writer.stop()
        if self._reader:
            self._reader.close()
            self._reader = None

    async def take_in(self, work: Work, keys: Sequence[str]) -> bool:
        values = (work.team, work.id, work.user, work.place, work.received_at, self._owner, work.payload)

        def take(database: sqlite3.Connection) -> bool:
            if not _note(database, work.team, keys):
                return False
            return database.execute(_TAKE, values).rowcount == 1

        return await self._writer.run(take)

    async def load(self, address: Address) -> Stored:
        return Stored.of(self._rows(_LOAD, address.team, address.user, address.dialog, EVERYWHERE))

    async def try_again(self, work: Work) -> int:
        key = (work.team, work.id, self._owner)

        def count(database: sqlite3.Connection) -> int:
            row = database.execute(_AGAIN, key).fetchone()
            return int(row[0]) if row else 0

        return await self._writer.run(count)

    async def commit(
        self, work: Work, change: Change, letters: Sequence[str], first: Step = Step.READY
    ) -> Committed:
        def write(database: sqlite3.Connection) -> Committed:
            key = (work.team, work.id, self._owner)
            if database.execute(_HOLDS, key).fetchone() is None:
                return Committed.GONE
            if not _save(database, change, work.id):
                return Committed.OUTRUN
            _put(database, work, letters, first)
            _remember(database, change)
            database.execute(_ANSWER, key) if letters else database.execute(_DONE, key[:2])
            return Committed.SAVED

        return await self._writer.run(write)

    async def begin(self, work: Work, number: int, payload: str | None) -> bool:
        values = (time.time(), payload, work.team, work.id, number)
        return await self._writer.run(lambda database: database.execute(_BEGIN, values).rowcount == 1)

    async def sent(self, work: Work, number: int, following: int | None, card: Card | None = None) -> bool:
        def remove(database: sqlite3.Connection) -> bool:
            is_known = database.execute(_SENT, (work.team, work.id, number)).rowcount == 1
            next_one = (time.time(), None, work.team, work.id, following)
            begun = following is not None and database.execute(_BEGIN, next_one).rowcount == 1
            database.execute(_BARE, (work.team, work.id))
            if card and is_known:  # what was erased meanwhile leaves no card behind
                values = (work.team, card.user, card.name, card.channel, card.ts, time.time())
                database.execute(_SAVE_CARD, values)
            return begun

        return await self._writer.run(remove)

    async def card(self, team: str, user: str, name: str) -> Card | None:
        row = self._row(_CARD, team, user, name)
        return Card(user, name, *row) if row else None

    async def cancel(self, team: str, identifier: str, keys: Sequence[str]) -> None:
        def remove(database: sqlite3.Connection) -> None:
            _note(database, team, keys)
            database.execute(_UNSENT, (team, identifier))
            database.execute(_BARE, (team, identifier))

        await self._writer.run(remove)

    async def beat(self) -> None:
        """Reaching the file is sign enough."""
        await self._writer.run(lambda database: database.execute("SELECT 1 FROM intake LIMIT 1").fetchone())

    async def adopt(self, patience: float) -> int:
        return await self._writer.run(
            lambda database: database.execute(_ADOPT, (self._owner, self._owner)).rowcount
        )

    async def names(self) -> list[tuple[str, str]]:
        return [(team, name) for team, name in self._rows(_NAMES, self._owner)]

    async def fetch(self, team: str, identifier: str) -> Pending | None:
        row = self._row(_FETCH, team, identifier, self._owner)
        if row is None:
            return None
        letters = self._rows(_LETTERS, team, identifier)
        return Pending(
            Work(team, identifier, *row), tuple(Sealed(one[0], Step(one[1]), *one[2:]) for one in letters)
        )

    def _row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        return next(iter(self._rows(query, *values)), None)

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        # On the loop itself: a row by its key takes some microseconds, a thread and its wake-up far more.
        try:
            self._reader = self._reader or connect(self._path, read_only=True)
            with closing(self._reader.execute(query, values)) as rows:
                return rows.fetchall()
        except sqlite3.Error as error:
            self._reader = None
            raise StorageAwayError(f"{type(error).__name__}: {error}") from None


def _note(database: sqlite3.Connection, team: str, keys: Sequence[str]) -> bool:
    """Whether all keys are new. They are kept in any case: each of them means the same arrival."""
    now = _stamp()
    return sum(database.execute(_SEEN, (team, key, now)).rowcount for key in keys) == len(keys)


def _save(database: sqlite3.Connection, change: Change, identifier: str) -> bool:
    if change.erase:
        _erase(database, change.address, identifier)
        return True
    team, user = change.address.team, change.address.user
    # All are looked at before any is written: other writes share this transaction.
    for one in change.states():
        row = database.execute(_VERSION, (team, user, one.dialog)).fetchone()
        if one.version != (row[0] if row else 0):
            return False
    for one in change.states():
        _write(database, (team, user, one.dialog), one)
    return True


def _write(database: sqlite3.Connection, where: tuple[str, str, str], one: State) -> None:
    if one.version == 0:
        database.execute(_ADD_SESSION, (*where, one.state, _stamp()))
    else:
        database.execute(_SAVE_SESSION, (one.state, _stamp(), *where, one.version))


def _erase(database: sqlite3.Connection, address: Address, identifier: str) -> None:
    """Everything of the person; what is in hand too, but for the work that tells them so."""
    for statement in _ERASE:
        database.execute(statement, (address.team, address.user))
    for statement in _ERASE_WORK:
        database.execute(statement, (address.team, address.user, identifier))


def _put(database: sqlite3.Connection, work: Work, letters: Sequence[str], first: Step) -> None:
    now = time.time()
    for number, payload in enumerate(letters, 1):
        step = first if number == 1 else Step.READY
        database.execute(_LETTER, (work.team, work.id, number, step, now, payload))


def _remember(database: sqlite3.Connection, change: Change) -> None:
    where = (change.address.team, change.address.user, change.key)
    for number, one in enumerate(change.pasts, 1):
        at = _stamp(datetime.fromtimestamp(one.at, UTC))
        about = (one.dialog, at, one.intent, one.role, " ".join(one.facts), one.gap)
        database.execute(_PAST, (*where, number, *about))


def _stamp(moment: datetime | None = None) -> str:
    """As SQLAlchemy writes a time into SQLite; now, if it is not given."""
    return (moment or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M:%S.%f")
