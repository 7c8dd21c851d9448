"""One person's attempt: a seed and the responses in order. Everything else is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Where the option that stands first in the knowledge file was shown."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Wish(StrEnum):
    """What a person asked for against the stop rule."""

    FINISH = "finish"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Response:
    """What was chosen: `choice` is the button from the left, 0 to 4, or None for a skip.

    Statements have no side. `repeat` marks the pair that was shown again and counts for nothing.
    """

    item: str
    choice: int | None
    side: Side | None = None
    milliseconds: int | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """`seen` are the items answered in earlier attempts: the others come first."""

    seed: str
    version: str
    responses: tuple[Response, ...] = ()
    wish: Wish | None = None
    seen: frozenset[str] = frozenset()

    @property
    def step(self) -> int:
        """The number of the step that comes next; a button of another step is an old one."""
        return len(self.responses)
