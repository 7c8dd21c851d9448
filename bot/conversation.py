"""One turn of a person at a time: load the session, decide, save it."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary

from bot.advisor import Address, Advisor, Message, Turn
from bot.storage import Rating, Store

# Each lost race means that another turn of the same conversation was saved, so a few tries suffice.
TRIES = 10


class ConversationBusyError(RuntimeError):
    """Another replica saved the same conversation each time we tried."""


class Conversation:
    """The shell around the advisor."""

    def __init__(self, advisor: Advisor, store: Store) -> None:
        self._advisor = advisor
        self._store = store
        self._locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()

    async def take_turn(self, message: Message) -> Turn:
        """What a message leads to, saved before anything is sent."""
        lock = self._locks.setdefault(message.address, asyncio.Lock())
        async with lock:
            for _ in range(TRIES):
                stored = await self._store.load(message.address)
                turn = self._advisor.take_turn(message, stored.session)
                if turn.erase:
                    await self._store.erase(message.address.team, message.address.user)
                    return turn
                if turn.session == stored.session:
                    return turn
                if await self._store.save(message.address, turn.session, stored.version):
                    return turn
        raise ConversationBusyError(f"gave up after {TRIES} tries")

    async def rate(self, rating: Rating) -> None:
        await self._store.rate(rating)
