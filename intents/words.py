"""Common English words: what must not be taken for a misspelling."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

ENGLISH_PATH = Path(__file__).parent / "english.txt"


@lru_cache(maxsize=1)
def load_english() -> frozenset[str]:
    return frozenset(ENGLISH_PATH.read_text(encoding="utf-8").split())
