"""What a check found: one line, with its cure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`thing` is a setting or a part of the app. Without a cure it is in order. Never holds a secret."""

    thing: str
    state: str
    cure: str = ""
    is_broken: bool = False

    def __str__(self) -> str:
        mark = "broken" if self.is_broken else "note" if self.cure else "ok"
        return f"{mark:7}{self.sentence}"

    @property
    def sentence(self) -> str:
        return f"{self.thing}: {self.state}" + (f"; {self.cure}" if self.cure else "")


def fine(thing: str, state: str) -> Finding:
    return Finding(thing, state)


def note(thing: str, state: str, cure: str) -> Finding:
    """Works, but somebody may want to know."""
    return Finding(thing, state, cure)


def broken(thing: str, state: str, cure: str) -> Finding:
    return Finding(thing, state, cure, is_broken=True)
