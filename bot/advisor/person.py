"""What is remembered of a person wherever they write: their attempts at the assessment, and that they met."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advisor.assessment.attempt import Attempt


@dataclass(frozen=True, slots=True)
class Finished:
    """An attempt at the assessment that came to its end."""

    attempt: Attempt
    at: float


@dataclass(frozen=True, slots=True)
class Person:
    """One person of one workspace. `name` is that of the attempt and stands in its buttons.

    `met`: the app and the person have written to each other directly.
    `shown_at` is when the question that waits was shown, or the introduction before an attempt, in seconds.
    """

    attempt: Attempt | None = None
    name: str = ""
    shown_at: float = 0.0
    paused: bool = False
    finished: tuple[Finished, ...] = ()
    met: bool = False
