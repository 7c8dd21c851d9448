"""The door through which jobs reach a person: one message, one file, one question about the time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.advisor import Reply


class Fate(StrEnum):
    """`unsure`: it may have arrived. `shut_out`: the workspace takes nothing from us any more.
    `unasked`: it was not given to Slack, as there is no token for it at the moment."""

    SENT = "sent"
    REFUSED = "refused"
    GONE = "gone"
    UNSURE = "unsure"
    TOO_FAST = "too_fast"
    SHUT_OUT = "shut_out"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of it. `seconds` to wait when it was too fast, or unasked."""

    fate: Fate
    error: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class File:
    """A text file. `comment` stands beside it."""

    name: str
    comment: str
    content: str


class Post(Protocol):
    """None of these raises for what Slack answers, and none tries again by itself.

    `look` and `zone` raise where there is no token to ask with; the job is then tried again.
    """

    async def send(self, team: str, user: str, what: Reply | File, mark: str) -> Result:
        """A direct message. `mark` is an opaque id by which `look` finds it."""

    async def look(self, team: str, user: str, mark: str, since: datetime) -> bool | None:
        """Whether a message with this mark is there; None where that cannot be told."""

    async def home(self, team: str, user: str, sections: Sequence[Reply]) -> Result:
        """The person's Home tab, as a whole."""

    async def zone(self, team: str, user: str) -> str | None:
        """The person's time zone; None where the app may not ask, or nobody knows."""
