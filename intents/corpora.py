"""Reads corpora of JSON lines for the benchmark."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from intents.models import OUT_OF_SCOPE

OUTSIDE_NAMES = frozenset({"oos", "out_of_scope", "none", "unknown"})


class BenchmarkError(ValueError):
    """A corpus file that cannot be used; the message says which line and what it should be."""


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Files:
    """`train` may hold out-of-scope lines as intent 'oos'; so may `test`."""

    train: Path
    test: Path
    valid: Path | None = None
    oos_train: Path | None = None
    oos_test: Path | None = None


def read_labelled(path: Path) -> list[Labelled]:
    found = [_labelled(line, place) for line, place in _lines(path)]
    if not found:
        cure = 'write JSON lines such as {"text": "hi", "intent": "greet"}'
        raise BenchmarkError(f"{path}: has no line; {cure}")
    return found


def read_outside(path: Path | None) -> list[Labelled]:
    """Out-of-scope lines need no intent."""
    return [_labelled(line, place, OUT_OF_SCOPE) for line, place in _lines(path)] if path else []


def _lines(path: Path) -> list[tuple[str, str]]:
    """Only "\\n" ends a line: a text may hold U+2028 and the like."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(line, f"{path}: line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _labelled(line: str, place: str, intent: str = "") -> Labelled:
    try:
        raw = json.loads(line)
        named = intent or str(raw["intent"])
        return Labelled(str(raw["text"]), OUT_OF_SCOPE if named.lower() in OUTSIDE_NAMES else named)
    except (ValueError, KeyError, TypeError) as error:
        cure = 'write a JSON object with "text" and "intent"'
        raise BenchmarkError(f"{place}: cannot be read: {cure}") from error
