"""Repairs misspelt words to words that the utterances use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.normalizer import tokenize
from intents.roles import MASK

MIN_LETTERS = 4
TWO_EDITS_FROM = 8
MAX_LETTERS = 24
SEEN_AT_LEAST = 2  # a word used once may be a misspelling itself


def count_vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """The words that repairs may lead to, with how often they are used."""
    used = Counter(token.word for text in texts for token in tokenize(text))
    return {
        word: count for word, count in sorted(used.items()) if count >= SEEN_AT_LEAST and _is_repairable(word)
    }


class Typos:
    """`english` are right words, whatever the utterances use; they and known words are left as they are."""

    def __init__(self, vocabulary: dict[str, int], english: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._english = english
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in vocabulary:
            self._by_length[len(word)].append(word)
        self.repair = lru_cache(maxsize=20_000)(self._repair)

    def _repair(self, word: str) -> str:
        is_right = (
            word in self._vocabulary or word in self._english or word.removesuffix("s") in self._vocabulary
        )
        return word if is_right or not _is_repairable(word) else self._nearest(word)

    def _nearest(self, word: str) -> str:
        limit = 1 if len(word) < TWO_EDITS_FROM else 2
        lengths = range(len(word) - limit, len(word) + limit + 1)
        known = [one for length in lengths for one in self._by_length.get(length, ())]
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=limit, limit=5)
        by_nearness = [(edits, one[0] != word[0], -self._vocabulary[one], one) for one, edits, _ in near]
        return min(by_nearness)[3] if by_nearness else word


def _is_repairable(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isascii() and word != MASK
