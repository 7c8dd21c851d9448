"""One turn of a person at a time: load the session, decide, save it with the letters it leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from weakref import WeakValueDictionary

from bot.advisor import Address, Advisor, Message, Person, Place, Turn
from bot.advisor.summary import remember
from bot.storage import Change, Channels, Committed, Ledger, Rating, Step, Store, Stored, Work, reaching

# Each lost race means that another turn of the same conversation was saved, so a few tries suffice.
TRIES = 10


class ConversationBusyError(RuntimeError):
    """Another replica saved the same conversation each time we tried."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The letters of a turn, sealed, and whether the first one leaves as soon as they are saved."""

    letters: Sequence[str]
    first: Step = Step.READY


class Afterwards(Protocol):
    """Keeps what a turn leaves for later, under its message's key: once, however often the turn is taken."""

    async def note(self, message: Message, turn: Turn) -> None: ...

    async def show_home(self, team: str, user: str) -> None: ...


class Conversation:
    """The shell around the advisor. `write` makes the letters of a turn; here nobody can read them."""

    def __init__(
        self, advisor: Advisor, ledger: Ledger, store: Store, afterwards: Afterwards, channels: Channels
    ) -> None:
        self._advisor = advisor
        self._ledger = ledger
        self._store = store
        self._afterwards = afterwards
        self._channels = channels
        self._locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()

    async def take_turn(self, message: Message, work: Work, write: Callable[[Turn], Draft]) -> Turn | None:
        """What a message leads to, saved before anything is sent; None when it is not ours any more."""
        lock = self._locks.setdefault(message.address, asyncio.Lock())
        async with lock:
            for _ in range(TRIES):
                stored = await self._ledger.load(message.address)
                turn = self._advisor.take_turn(message, stored.session, stored.person)
                # Before the turn is saved: a crash in between takes it again, and this adds nothing then.
                with reaching():
                    await self._afterwards.note(message, turn)
                    await self._change_room(message, turn)
                draft = write(turn)
                change = self._change(message, turn, stored)
                done = await self._ledger.commit(work, change, draft.letters, draft.first)
                if done is not Committed.OUTRUN:
                    return turn if done is Committed.SAVED else None
        raise ConversationBusyError(f"gave up after {TRIES} tries")

    async def try_again(self, work: Work) -> int:
        """How often it was thought about again, this time included; 0 when it is no longer ours."""
        return await self._ledger.try_again(work)

    async def tell(self, message: Message, work: Work, draft: Draft) -> bool:
        """Saves letters that no turn led to; False when the work is no longer ours."""
        change = Change(message.address, None, 0)
        done = await self._ledger.commit(work, change, draft.letters, draft.first)
        return done is Committed.SAVED

    async def show_home(self, team: str, user: str) -> None:
        """Publishes a person's Home tab as it is now."""
        await self._afterwards.show_home(team, user)

    def needs_room(self, message: Message) -> bool:
        """Whether its turn needs to know what holds in the channel."""
        return self._advisor.channels.is_asked(message)

    def is_question(self, message: Message) -> bool:
        """Whether it is answered though it was addressed to nobody."""
        return self._advisor.overheard.is_question(message)

    async def goes_on(self, message: Message) -> bool:
        """Whether it goes on from an answer, though it was addressed to nobody."""
        stored = await self._ledger.load(message.address)
        return self._advisor.overheard.goes_on(message, stored.session, stored.person)

    async def knows(self, team: str, user: str) -> bool:
        """Whether anything is remembered of them: then they need no introduction."""
        with reaching():
            return await self._store.knows(team, user)

    async def _change_room(self, message: Message, turn: Turn) -> None:
        if message.room and turn.room:
            team, channel = message.address.team, turn.room.channel
            await self._channels.change(team, channel, message.room.rules, turn.room.rules)

    def _change(self, message: Message, turn: Turn, stored: Stored) -> Change:
        if turn.erase:
            return Change(message.address, None, stored.version, erase=True)
        person = _person_after(message, turn, stored)
        return Change(
            message.address,
            None if turn.session == stored.session else turn.session,
            stored.version,
            person=None if person == stored.person else person,
            person_version=stored.person_version,
            key=message.key,
            pasts=remember(message, turn, self._advisor.knowledge),
        )

    async def rate(self, rating: Rating) -> None:
        with reaching():
            await self._store.rate(rating)


def _person_after(message: Message, turn: Turn, stored: Stored) -> Person:
    """Whoever was written to in the direct message is not introduced to the app any more."""
    person = turn.person or stored.person
    is_written_to = message.place is Place.DM and bool(turn.replies or turn.orders)
    return replace(person, met=person.met or stored.person.met or is_written_to)
