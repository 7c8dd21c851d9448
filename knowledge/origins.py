"""Remembers which file each thing came from, so that a problem can name its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.content import OTHER_SHAPE, SHAPES
from knowledge.problems import Problem

_NAMES = ("id", "intent", "alias")
# What pydantic finds, in words for people, and the cure.
_FINDINGS = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is not known here", "remove it or correct its spelling"),
    "string_too_long": ("has more than {max_length} characters", "shorten it"),
    "string_too_short": ("is empty", "write something here"),
    "string_type": ("is not text", "write text here; put it in quotes if YAML reads it as something else"),
    "string_pattern_mismatch": ("has a sign that it may not have", "write {shape}"),
    "tuple_type": (
        "is not a list",
        "write a list: [in brackets], or each entry on a line that begins with '- '",
    ),
    "model_type": ("is not a mapping", "indent its fields below it, each with a colon"),
    "dict_type": ("is not a mapping", "indent its fields below it, each with a colon"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "too_long": ("has more than {max_length} entries", "remove some entries"),
    "too_short": ("has fewer than {min_length} entries", "add more entries"),
}
_OTHERWISE = "correct it; the schema in knowledge/schema.json says what fits"


class Origins:
    """File names by (key, position) and by (key, name)."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[str, str]]] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._keys: dict[str, str] = {}

    def note(self, file: str, key: str, entries: list[Any]) -> None:
        self._keys.setdefault(key, file)
        for entry in entries:
            name = _name_of(entry)
            self._entries.setdefault(key, []).append((file, name))
            self._names.setdefault((key, name), file)

    def note_names(self, file: str, key: str, names: dict[str, Any]) -> None:
        self._keys.setdefault(key, file)
        for name in names:
            self._names.setdefault((key, name), file)

    def file(self, key: str, name: str) -> str:
        """The file where `name` was first given, else the one that has the key, else the key's own name."""
        return self._names.get((key, name)) or self._keys.get(key, key)

    def files(self, key: str, name: str) -> list[str]:
        """The files that give this name to an entry of a list, as often as they do."""
        return [file for file, given in self._entries.get(key, []) if given == name]

    def describe(self, error: ValidationError) -> Iterator[Problem]:
        """The findings of pydantic as problems with file, thing and cure."""
        for finding in error.errors(include_url=False):
            file, thing = self._place(finding["loc"])
            said, cure = _FINDINGS.get(finding["type"], (finding["msg"], _OTHERWISE))
            about = {"shape": SHAPES.get(_pattern(finding), OTHER_SHAPE), **finding.get("ctx", {})}
            yield Problem(file, thing, said.format_map(about), cure.format_map(about))

    def _place(self, loc: tuple[int | str, ...]) -> tuple[str, str]:
        key, *rest = loc
        entries = self._entries.get(str(key), [])
        if rest and isinstance(rest[0], int) and rest[0] < len(entries):
            file, name = entries[rest[0]]
            return file, " ".join([f"{str(key).removesuffix('s')} '{name}'", _path(rest[1:])]).strip()
        thing = _path(loc) if rest else f"key '{key}'"
        return self.file(str(key), str(rest[0]) if rest else ""), thing


def _pattern(finding: ErrorDetails) -> str:
    return str(finding.get("ctx", {}).get("pattern"))


def _name_of(entry: Any) -> str:
    if isinstance(entry, dict):
        for field in _NAMES:
            if field in entry:
                return str(entry[field])
    return str(entry)[:40]


def _path(loc: list[int | str] | tuple[int | str, ...]) -> str:
    """('answers', 'product', 'points', 2) as 'answers product points 3': people count from one."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc)
