"""Repairs misspelt words to words that the utterances use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log1p

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.lexicon import Lexicon
from intents.normalizer import words_of
from intents.roles import MASK

MIN_LETTERS = 3
TWO_EDITS_FROM = 8
MAX_LETTERS = 24
MOST = 30
# How unlikely a slip is, on the scale of the logarithm of how often a word is used.
ONE_TOO_FEW = 1.0
WRONG_LETTER = 1.5
FIRST_LETTER = 1.5
SEEN_AT_LEAST = 2
CERTAINLY_MEANT = 16  # a word that is in no list and used less often may be a misspelling itself


def count_vocabulary(texts: Iterable[str], lexicon: Lexicon) -> dict[str, int]:
    """The words that repairs may lead to, with how often they are used."""
    used = Counter(word for text in texts for word in words_of(text))
    listed = lexicon.english | lexicon.words
    return {
        word: count
        for word, count in sorted(used.items())
        if count >= (SEEN_AT_LEAST if word in listed else CERTAINLY_MEANT) and _is_repairable(word)
    }


class Typos:
    """Words that the utterances use, English words and words with a concept are left as they are."""

    def __init__(self, vocabulary: Mapping[str, int], lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({*vocabulary, *filter(_is_repairable, lexicon.words)}):
            self._by_length[len(word)].append(word)
        self.repair = lru_cache(maxsize=20_000)(self._repair)

    def _repair(self, word: str) -> str:
        return word if self._is_right(word) or not _is_repairable(word) else self._nearest(word)

    def _is_right(self, word: str) -> bool:
        if word in self._vocabulary or word in self._lexicon.english or word in self._lexicon.words:
            return True
        return not word.endswith("ss") and word.removesuffix("s") in self._vocabulary

    def _nearest(self, word: str) -> str:
        limit = 1 if len(word) < TWO_EDITS_FROM else 2
        lengths = range(len(word) - limit, len(word) + limit + 1)
        known = [one for length in lengths for one in self._by_length.get(length, ())]
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=limit, limit=MOST)
        likely = [(edits, -self._likelihood(word, one), one) for one, edits, _ in near]
        return min(likely)[-1] if likely else word

    def _likelihood(self, word: str, meant: str) -> float:
        """Often used words are likelier; so are swapped letters than one too few, and that than another."""
        if len(word) != len(meant):
            slip = ONE_TOO_FEW
        else:
            slip = 0.0 if sorted(word) == sorted(meant) else WRONG_LETTER
        return log1p(self._vocabulary.get(meant, 0)) - slip - (FIRST_LETTER if word[0] != meant[0] else 0.0)


def _is_repairable(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isascii() and word.isalpha() and word != MASK
