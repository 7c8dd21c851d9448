"""What is wrong with a knowledge file, said so that the person who keeps it can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One line: `file: thing: problem: cure`."""

    file: str
    thing: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}: {self.thing}: {self.problem}: {self.cure}"


class KnowledgeError(ValueError):
    """The knowledge file cannot be used; `problems` says why, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
