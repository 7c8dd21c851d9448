"""Keeps a second process off a SQLite database."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class AlreadyRunningError(RuntimeError):
    """Another process works on the same database; two of them would answer everything twice."""


class ProcessLock:
    """Held until `release` or the end of the process, however that comes about."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._held: int | None = None

    def acquire(self) -> None:
        """AlreadyRunningError, with a sentence that tells the cure, when somebody else has it."""
        if self._held is not None:
            return
        held = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise AlreadyRunningError(
                f"DATABASE_URL: another process already works on {self._database}; stop it first, or use "
                "PostgreSQL, which several processes can share"
            ) from None
        self._held = held

    def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    @property
    def _path(self) -> Path:
        return self._database.with_name(f"{self._database.name}.lock")
