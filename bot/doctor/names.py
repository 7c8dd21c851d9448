"""Finds names that were meant to be settings: a slip in one of them is otherwise silent."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.doctor.findings import Finding, note
from bot.settings import Settings

# So like that it is a slip, and not another program's name.
LIKENESS = 0.85


def misspelt(given: Iterable[str]) -> list[Finding]:
    """Of names in capitals those that are no setting, but like one that is not set."""
    names, ours = set(given), {name.upper() for name in Settings.model_fields}
    unset = sorted(ours - names)
    likely = {name: get_close_matches(name, unset, 1, LIKENESS) for name in sorted(names - ours)}
    return [
        note(name, "no such setting", f"did you mean {near[0]}?") for name, near in likely.items() if near
    ]
