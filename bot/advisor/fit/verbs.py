"""What the buttons of the assessment do, and the step of the attempt that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.models import Act, Choice


class Verb(StrEnum):
    START = "start"
    ANSWER = "answer"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    MORE = "more"
    RETAKE = "retake"
    WHY = "why"
    RESULT = "result"
    SHARE = "share"
    SHARE_TO = "share_to"
    DELETE = "delete"
    DELETE_SURE = "delete_sure"


@dataclass(frozen=True, slots=True)
class Mark:
    """The attempt and step that a button was made for; `choice` is the answer it stands for."""

    attempt: str
    step: int
    choice: int = 0

    def encode(self) -> str:
        return f"{self.attempt}_{self.step}_{self.choice}"

    @classmethod
    def decode(cls, text: str) -> Mark | None:
        """None for anything that `encode` did not write."""
        parts = text.split("_")
        if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal() and len(text) <= 40):
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]))


def choose(verb: Verb, mark: Mark | None = None) -> Choice:
    """The meaning of a button."""
    return Choice(Act.QUIZ, verb.value, mark.encode() if mark else "")
