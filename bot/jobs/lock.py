"""Keeps a second process off the name under which this one works: two of them would do every job twice."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from bot.storage import AlreadyRunningError, ProcessLock


class NameTakenError(RuntimeError):
    """Another process works under this name. The message tells the cure."""


class NameLock(Protocol):
    """Held until `release` or the end of the process, however that comes about."""

    async def acquire(self) -> None:
        """NameTakenError when somebody else has it. Safe to call again: it makes sure."""

    async def release(self) -> None: ...


class FileLock:
    """Beside the SQLite file of the jobs."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = ProcessLock(database)

    async def acquire(self) -> None:
        try:
            self._lock.acquire()
        except AlreadyRunningError:
            raise NameTakenError(
                f"JOBS: another process already does the jobs of {self._database.name}; stop it first, or "
                "set DATABASE_URL to PostgreSQL, which several workers can share"
            ) from None

    async def release(self) -> None:
        self._lock.release()


class SessionLock:
    """An advisory lock of PostgreSQL. It ends with the connection, so it is asked for again now and then."""

    def __init__(self, dsn: str, name: str) -> None:
        self._dsn = dsn
        self._name = name
        self._connection: Any = None

    async def acquire(self) -> None:
        import asyncpg  # noqa: PLC0415 (not needed on SQLite)

        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self._dsn, timeout=10)
            if not await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", _number(self._name)):
                await self.release()
                raise NameTakenError(
                    f"WORKER_NAME: another worker is already called {self._name}; give each worker its own"
                )
        await self._connection.fetchval("SELECT 1")

    async def release(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


def _number(name: str) -> int:
    """Locks of PostgreSQL have numbers for names."""
    return int.from_bytes(blake2b(f"whichpm {name}".encode(), digest_size=8).digest(), signed=True)
