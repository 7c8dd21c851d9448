"""A small language for what a JSON value may be, and the walk that finds where a value is otherwise.

The words of the problems are Slack's where a recorded answer was found, and like them elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


class Spec(Protocol):
    def problems(self, value: Any, at: str) -> Iterator[Problem]: ...


@dataclass(frozen=True, slots=True)
class Anything:
    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        yield from ()


@dataclass(frozen=True, slots=True)
class Flag:
    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield Problem(at, "must provide a boolean")


@dataclass(frozen=True, slots=True)
class Number:
    least: float
    most: float
    whole: bool = True

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int if self.whole else (int, float)):
            yield Problem(at, "must provide a number")
        elif value < self.least:
            yield Problem(at, f"must be greater than or equal to {self.least:g}")
        elif value > self.most:
            yield Problem(at, f"must be less than or equal to {self.most:g}")


@dataclass(frozen=True, slots=True)
class String:
    """Lengths count characters, not bytes."""

    most: int
    least: int = 1
    pattern: str = ""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "must provide a string")
        elif len(value) < self.least:
            yield Problem(at, f"must be more than {self.least - 1} characters")
        elif len(value) > self.most:
            yield Problem(at, f"must be less than {self.most + 1} characters")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Problem(at, f"must match the format {self.pattern}")


@dataclass(frozen=True, slots=True)
class Choice:
    values: tuple[str, ...]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if value not in self.values:
            yield Problem(at, f"must be a valid enum value: {', '.join(self.values)}")


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Spec
    most: int
    least: int = 1

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "must provide an array")
            return
        if len(value) < self.least:
            yield Problem(at, f"no fewer than {self.least} items allowed")
        if len(value) > self.most:
            yield Problem(at, f"no more than {self.most} items allowed")
        for number, item in enumerate(value):
            yield from self.item.problems(item, f"{at}/{number}")


@dataclass(frozen=True, slots=True)
class Record:
    """Of `one_of` exactly one field is needed, of `any_of` at least one; `open` takes unknown fields."""

    fields: Mapping[str, Spec]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    open: bool = False

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
            return
        for name in self.required:
            if name not in value:
                yield Problem(at, f"missing required field: {name}")
        yield from self._choices(value, at)
        for name, held in value.items():
            if name in self.fields:
                yield from self.fields[name].problems(held, f"{at}/{name}")
            elif not self.open:
                yield Problem(at, f"invalid additional property: {name}")

    def _choices(self, value: Mapping[str, Any], at: str) -> Iterator[Problem]:
        there = [name for name in self.one_of if name in value]
        if self.one_of and len(there) != 1:
            yield Problem(at, f"must define exactly one of {' or '.join(f'`{n}`' for n in self.one_of)}")
        if self.any_of and not any(name in value for name in self.any_of):
            yield Problem(at, f"must define either {' or '.join(f'`{name}`' for name in self.any_of)}")


@dataclass(frozen=True, slots=True)
class Kinds:
    """Objects told apart by their `type`."""

    kinds: Mapping[str, Record]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
        elif "type" not in value:
            yield Problem(at, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in self.kinds:
            yield Problem(f"{at}/type", f"unsupported type: {value['type']}")
        else:
            bare = {name: held for name, held in value.items() if name != "type"}
            yield from self.kinds[value["type"]].problems(bare, at)


@dataclass(frozen=True, slots=True)
class AllowedSchemas:
    """Where Slack tries several schemas, it says first that none fits."""

    spec: Spec
    said: str = field(default="failed to match all allowed schemas")

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        found = list(self.spec.problems(value, at))
        if found:
            yield Problem(at, self.said)
        yield from found
