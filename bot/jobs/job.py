"""A job: something that happens later or without a click, named so that it happens once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Job:
    """For one person. All of it is ids and choices: never words of a person, never a token.

    `at` is when it was asked for, in seconds. The same kind, team, user and key is the same job.
    """

    kind: str
    team: str
    user: str
    key: str
    at: float = 0.0
    details: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{person_prefix(self.team, self.user)}{self.kind}:{self.key}"


class Jobs(Protocol):
    """Where jobs are kept until they are done. On disk when a method returns."""

    async def start(self, job: Job, after: float = 0.0) -> None:
        """Once for its id, however often it is started; not before so many seconds."""

    async def erase(self, team: str, user: str | None = None, until: datetime | None = None) -> None:
        """Stops and forgets all jobs of a person, or of everybody in a team; or those started
        until then, to the second."""

    async def forget(self, team: str, user: str) -> None:
        """Forgets the jobs of a person that are done."""


@dataclass(frozen=True, slots=True)
class Later:
    """The job shall be tried again after so many seconds."""

    seconds: float


Handler = Callable[[Job], Awaitable[Later | None]]
Handlers = Mapping[str, Handler]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something that happens again and again, by a cron line in UTC. `run` gets the time that was meant."""

    name: str
    cron: str
    run: Callable[[datetime], Awaitable[None]]


def person_prefix(team: str, user: str | None) -> str:
    """What the ids of a person's jobs begin with, or those of a whole team."""
    return f"{team}:{user}:" if user else f"{team}:"
