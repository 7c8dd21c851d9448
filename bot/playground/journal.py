"""The append-only journal of all that happens, in both directions, and the feed of what is new in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

Found = TypeVar("Found")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """`data` is plain JSON, so that a journal can be stored and read back."""

    seq: int
    at: float
    kind: str
    data: Json


class Journal:
    """Writers are synchronous, so readers wait on futures and not on an asyncio.Condition and its lock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._waiting: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def append(self, kind: str, data: Json) -> Entry:
        entry = Entry(len(self._entries) + 1, self._clock(), kind, data)
        self._entries.append(entry)
        waiting, self._waiting = self._waiting, []
        for reader in waiting:
            if not reader.done():
                reader.set_result(None)
        return entry

    def of(self, *kinds: str, after: int = 0) -> list[Entry]:
        """The entries of these kinds (all kinds if none is named) with a higher `seq` than `after`."""
        return [entry for entry in self._entries[after:] if not kinds or entry.kind in kinds]

    async def wait_for(self, look: Callable[[], Found | None], timeout: float) -> Found:  # noqa: ASYNC109
        """What `look` finds, now or after one of the next entries; TimeoutError if it never does."""
        async with asyncio.timeout(timeout):
            while (found := look()) is None:
                await self._next_entry()
        return found

    async def feed(self, after: int = 0) -> AsyncIterator[Entry]:
        """Every entry after `after`, then each new one as it comes; it never ends by itself."""
        while True:
            for entry in self._entries[after:]:
                after = entry.seq
                yield entry
            if after == len(self._entries):
                await self._next_entry()

    async def _next_entry(self) -> None:
        reader: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(reader)
        await reader
