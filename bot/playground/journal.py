"""The append-only journal of all that happens, in both directions, and the feed of what is new in it."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from bot.playground.archive import Archive, Entry
from bot.playground.records import Json

Found = TypeVar("Found")


class Journal:
    """Writers are synchronous, so readers wait on futures and not on an asyncio.Condition and its lock.

    What the archive has from earlier runs comes first; the numbering goes on.
    """

    def __init__(self, clock: Callable[[], float], archive: Archive) -> None:
        self._clock = clock
        self._archive = archive
        self._entries: list[Entry] = archive.entries()
        self._waiting: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    @property
    def last(self) -> int:
        """The number of the newest entry."""
        return self._entries[-1].seq if self._entries else 0

    def append(self, kind: str, data: Json) -> Entry:
        entry = Entry(self.last + 1, self._clock(), kind, data)
        self._archive.add(entry)
        self._entries.append(entry)
        waiting, self._waiting = self._waiting, []
        for reader in waiting:
            if not reader.done():
                reader.set_result(None)
        return entry

    def of(self, *kinds: str, after: int = 0) -> list[Entry]:
        """The entries of these kinds (all kinds if none is named) with a higher `seq` than `after`."""
        # Not by index: the archive forgets old traffic, so numbers may be missing.
        start = bisect_right(self._entries, after, key=lambda entry: entry.seq)
        return [entry for entry in self._entries[start:] if not kinds or entry.kind in kinds]

    async def wait_for(self, look: Callable[[], Found | None], timeout: float) -> Found:  # noqa: ASYNC109
        """What `look` finds, now or after one of the next entries; TimeoutError if it never does."""
        async with asyncio.timeout(timeout):
            while (found := look()) is None:
                await self._next_entry()
        return found

    async def feed(self, after: int = 0) -> AsyncIterator[Entry]:
        """Every entry after `after`, then each new one as it comes; it never ends by itself."""
        while True:
            for entry in self.of(after=after):
                after = entry.seq
                yield entry
            if after >= self.last:
                await self._next_entry()

    async def _next_entry(self) -> None:
        reader: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(reader)
        await reader
