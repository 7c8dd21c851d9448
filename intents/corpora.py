"""Reads corpora of JSON lines for the benchmark."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from intents.models import OUT_OF_SCOPE

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
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


def read_training(path: Path, outside: Path | None) -> list[Labelled]:
    """The lines of both files, which must have two intents between them, out of scope counting as one."""
    found = [*read_labelled(path), *read_outside(outside)]
    if len({one.intent for one in found}) < 2:
        cure = "add lines of another one"
        raise BenchmarkError(f"{path}: has the one intent '{found[0].intent}'; {cure}")
    return found


def read_inside(path: Path | None) -> list[Labelled]:
    """The lines in scope of a file that may be missing or empty."""
    found = [_labelled(line, place) for line, place in _lines(path)] if path else []
    return [one for one in found if one.intent != OUT_OF_SCOPE]


def read_outside(path: Path | None) -> list[Labelled]:
    """Out-of-scope lines need no intent."""
    return [_labelled(line, place, OUT_OF_SCOPE) for line, place in _lines(path)] if path else []


def _lines(path: Path) -> list[tuple[str, str]]:
    """Only "\\n" ends a line: a text may hold U+2028 and the like."""
    lines = _content(path).removeprefix(BYTE_ORDER_MARK).split(b"\n")
    numbered = [(line, f"{path}: line {number}") for number, line in enumerate(lines, 1)]
    return [(_decoded(line, place), place) for line, place in numbered if line.strip()]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        cure = "give the path of a file of JSON lines"
        raise BenchmarkError(f"{path}: cannot be read ({error.strerror}): {cure}") from error


def _decoded(line: bytes, place: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BenchmarkError(f"{place}: is not UTF-8: save the file as UTF-8") from error


def _labelled(line: str, place: str, intent: str = "") -> Labelled:
    try:
        raw = json.loads(line)
        return _checked(raw["text"], intent or raw["intent"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        cure = 'write a JSON object with "text" and "intent"'
        raise BenchmarkError(f"{place}: cannot be read: {cure}") from error


def _checked(text: object, intent: object) -> Labelled:
    """A number is an intent too, as corpora have whose intents are only numbered."""
    if not isinstance(text, str) or not isinstance(intent, str | int) or isinstance(intent, bool):
        raise TypeError("text and intent must be texts")
    named = str(intent)
    return Labelled(text, OUT_OF_SCOPE if named.lower() in OUTSIDE_NAMES else named)
