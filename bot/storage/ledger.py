"""The ledger of work in hand: what was taken in and not answered yet, and what was sent of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from pydantic import TypeAdapter

from bot.advisor import Address, Person, Session
from bot.advisor.summary import Past

# Where what is remembered of a person stands among the sessions: in no conversation.
EVERYWHERE = ""
NOBODY = Person()

_sessions = TypeAdapter(Session)
_people = TypeAdapter(Person)


class StorageAwayError(RuntimeError):
    """The database cannot be reached or written now. Nothing was changed, so trying again is safe."""


class Step(StrEnum):
    """How far a letter is. `sending`: it may have reached Slack."""

    READY = "ready"
    SENDING = "sending"


class Committed(StrEnum):
    """What became of a turn: saved, outrun by another turn of the conversation, or not ours any more."""

    SAVED = "saved"
    OUTRUN = "outrun"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stored:
    """A session and its person as loaded. A version is 0 where nothing was stored yet."""

    session: Session
    version: int
    person: Person = NOBODY
    person_version: int = 0

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Stored:
        """From rows of dialog, state and version."""
        session, person = (Session(), 0), (NOBODY, 0)
        for dialog, state, version in rows:
            if dialog == EVERYWHERE:
                person = (_people.validate_json(state), version)
            else:
                session = (_sessions.validate_json(state), version)
        return cls(*session, *person)


@dataclass(frozen=True, slots=True)
class Work:
    """An arrival that was taken in, sealed. `tries` counts the times it was thought about again."""

    team: str
    id: str
    user: str
    place: str
    payload: str
    received_at: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """One letter of an answer; `number` counts from 1, `at` is when it was last given to Slack."""

    number: int
    step: Step
    at: float
    payload: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Work that is not done. Without letters it still has to be thought about."""

    work: Work
    letters: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a turn leaves behind: session and person over their versions (None: as they were), or nothing.

    `pasts` join the person's history under `key`, the message's, and only once under it.
    """

    address: Address
    session: Session | None
    version: int
    erase: bool = False
    person: Person | None = None
    person_version: int = 0
    key: str = ""
    pasts: tuple[Past, ...] = ()

    def states(self) -> list[State]:
        """What is written, if all of it still has the version that was loaded."""
        session = (self.address.dialog, self.version, self.session and _sessions.dump_json(self.session))
        person = (EVERYWHERE, self.person_version, self.person and _people.dump_json(self.person))
        return [State(dialog, old, new.decode()) for dialog, old, new in (session, person) if new]


@dataclass(frozen=True, slots=True)
class State:
    """A row of the sessions table, to be written over `version`."""

    dialog: str
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Card:
    """The message that shows a person the card of this name."""

    user: str
    name: str
    channel: str
    ts: str


class Ledger(Protocol):
    """Every method is one transaction, on disk when it returns; StorageAwayError when that failed.

    Rows belong to the process that took them in. `adopt` takes over those of processes that are gone.
    """

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def take_in(self, work: Work, keys: Sequence[str]) -> bool:
        """Notes the arrival under its keys; False when any of them was seen before."""

    async def load(self, address: Address) -> Stored: ...

    async def try_again(self, work: Work) -> int:
        """Counts that it is thought about again after a process died or had to leave it; 0 if not ours."""

    async def commit(
        self, work: Work, change: Change, letters: Sequence[str], first: Step = Step.READY
    ) -> Committed:
        """The turn as a whole: its session and its letters, of which the first is at `first`."""

    async def begin(self, work: Work, number: int, payload: str | None) -> bool:
        """The letter, or another one in its place, is given to Slack now; False when it is no longer ours."""

    async def sent(self, work: Work, number: int, following: int | None, card: Card | None = None) -> bool:
        """The letter is done with and removed, and the work with its last one. Whether `following` began.

        `card`: where the card that the letter was now stands.
        """

    async def card(self, team: str, user: str, name: str) -> Card | None: ...

    async def cancel(self, team: str, identifier: str, keys: Sequence[str]) -> None:
        """Nothing more is sent for this work, and under these keys nothing is taken in any more."""

    async def beat(self) -> None:
        """Says that this process lives."""

    async def adopt(self, patience: float) -> int:
        """Takes over the work of processes that have not said so for `patience` seconds."""

    async def names(self) -> list[tuple[str, str]]:
        """Team and id of all of this process's work, oldest first."""

    async def fetch(self, team: str, identifier: str) -> Pending | None:
        """The work as it stands, if it is still ours."""
