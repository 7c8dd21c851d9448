"""Remembers what was found out about each word, for what asks about the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Memory(dict[str, Found]):
    """Looked up faster than `functools.lru_cache`. When full it forgets all, which is rare and harmless."""

    def __init__(self, find: Callable[[str], Found], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, word: str) -> Found:
        if len(self) >= self._most:
            self.clear()
        found = self[word] = self._find(word)
        return found
