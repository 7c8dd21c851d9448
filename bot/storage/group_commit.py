"""Writes to SQLite from one thread: whatever waits goes into one transaction and shares its fsync."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.storage.ledger import StorageAwayError

Result = TypeVar("Result")
Operation = Callable[[sqlite3.Connection], Result]

BATCH = 256
# Slack waits three seconds for an ack: whoever holds the file longer than this gets Slack's retry instead.
BUSY_MS = 2000


@dataclass(slots=True)
class _Waiting:
    operation: Operation[Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


class GroupCommit:
    """`at` hears of each transaction before it is committed; tests kill the process there."""

    def __init__(self, path: Path, at: Callable[[str], None]) -> None:
        self._path = path
        self._at = at
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="group-commit", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Returns when everything that was asked for is written."""
        if self._thread:
            self._waiting.put(None)
            await asyncio.to_thread(self._thread.join)

    async def run(self, operation: Operation[Result]) -> Result:
        """What the operation returns, once it is on disk."""
        future: asyncio.Future[Result] = self._loop.create_future()
        self._waiting.put(_Waiting(operation, future))
        return await future

    def _work(self) -> None:
        held: _Held = _Held(self._path)
        going = True
        while going:
            batch, going = self._next_batch()
            if batch:
                self._write(held, batch)
                self._loop.call_soon_threadsafe(_answer, batch)
        held.drop()

    def _next_batch(self) -> tuple[list[_Waiting], bool]:
        batch: list[_Waiting] = []
        try:
            one = self._waiting.get()
            while one is not None:
                batch.append(one)
                if len(batch) == BATCH:
                    return batch, True
                one = self._waiting.get_nowait()
        except queue.Empty:
            return batch, True
        return batch, False

    def _write(self, held: _Held, batch: list[_Waiting]) -> None:
        if self._in_one(held, batch) or len(batch) == 1:
            return
        # One of them spoiled it for the others: each gets a transaction of its own.
        for one in batch:
            one.error = None
            self._in_one(held, [one])

    def _in_one(self, held: _Held, batch: list[_Waiting]) -> bool:
        try:
            connection = held.connection()
            connection.execute("BEGIN IMMEDIATE")
            for one in batch:
                one.result = one.operation(connection)
            self._at("inserting")
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 the thread must outlive whatever it is; those who wait hear of it
            held.roll_back()
            for one in batch:
                one.error = _told(error)
            return False
        return True


class _Held:
    """The connection of the writing thread, opened anew after the file was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    def connection(self) -> sqlite3.Connection:
        if self._connection is not None and self._inode != _inode(self._path):
            # What is written to a file without a name is gone with the process.
            self.drop()
        if self._connection is None:
            self._connection = connect(self._path)
            self._inode = _inode(self._path)
        return self._connection

    def roll_back(self) -> None:
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.rollback()
        except sqlite3.Error:
            self.drop()

    def drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def connect(path: Path, read_only: bool = False) -> sqlite3.Connection:
    """WAL lets readers pass the writer; FULL keeps what was committed through a power cut."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA busy_timeout={100 if read_only else BUSY_MS}")
    if not read_only:
        connection.execute("PRAGMA journal_mode=WAL").close()
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON").close()  # what was erased shall not be readable
    return connection


def _inode(path: Path) -> int:
    return path.stat().st_ino


def _told(error: Exception) -> Exception:
    """Without its statement and values."""
    if isinstance(error, sqlite3.Error | OSError):
        return StorageAwayError(f"{type(error).__name__}: {error}")
    return error


def _answer(batch: list[_Waiting]) -> None:
    for one in batch:
        if one.future.done():
            continue
        if one.error is not None:
            one.future.set_exception(one.error)
        else:
            one.future.set_result(one.result)
