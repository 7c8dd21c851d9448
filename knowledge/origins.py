"""Remembers which file each thing came from, so that a problem can name its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from knowledge.problems import Problem

_NAMES = ("id", "intent", "alias")
_CURES = {
    "missing": "add it",
    "extra_forbidden": "remove it or correct its spelling",
    "string_too_long": "shorten it",
    "string_too_short": "write something here",
    "string_type": "write text here; put it in quotes if YAML reads it as something else",
    "tuple_type": "write a list: each entry on a line that begins with '- '",
    "too_long": "remove some entries",
    "too_short": "add more entries",
}


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

    def describe(self, error: ValidationError) -> Iterator[Problem]:
        """The findings of pydantic as problems with file, thing and cure."""
        for finding in error.errors(include_url=False):
            file, thing = self._place(finding["loc"])
            cure = _CURES.get(
                finding["type"], "correct it; the schema in knowledge/schema.json says what fits"
            )
            yield Problem(file, thing, finding["msg"], cure)

    def _place(self, loc: tuple[int | str, ...]) -> tuple[str, str]:
        key, *rest = loc
        entries = self._entries.get(str(key), [])
        if rest and isinstance(rest[0], int) and rest[0] < len(entries):
            file, name = entries[rest[0]]
            return file, " ".join([f"{str(key).removesuffix('s')} '{name}'", _path(rest[1:])]).strip()
        return self.file(str(key), str(rest[0]) if rest else ""), _path(loc)


def _name_of(entry: Any) -> str:
    if isinstance(entry, dict):
        for field in _NAMES:
            if field in entry:
                return str(entry[field])
    return str(entry)[:40]


def _path(loc: list[int | str] | tuple[int | str, ...]) -> str:
    """('answers', 'product', 'points', 2) as 'answers product points 3': people count from one."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc)
