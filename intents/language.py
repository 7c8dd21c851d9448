"""Tells English from other languages by script and by function words."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from intents.dialog import Dialog
from intents.normalizer import normalize

FOREIGN_SHARE = 0.25  # one 'los' beside English words, as in 'pm salary los angeles', makes nothing Spanish
SURE = 3
SHORT = 2  # "hola", "merci bot": greetings are understood in any language


class Language:
    """Reads words of normalised text. In doubt a message counts as English."""

    def __init__(self, dialog: Dialog, english: frozenset[str]) -> None:
        self._english = dialog.english_words
        self._foreign = {
            language: frozenset(normalize(word) for word in words)
            for language, words in dialog.foreign.items()
        }
        every = frozenset(chain.from_iterable(self._foreign.values()))
        self._dictionary = english - every
        self._telling = every - self._english - english - dialog.stop_words - dialog.fillers

    def is_english(self, words: Collection[str]) -> bool:
        letters = "".join(words)
        if not letters.isascii() and sum(not letter.isascii() for letter in letters) * 2 > len(letters):
            return False
        if len(words) <= SHORT:
            return True
        if self._telling.isdisjoint(words):
            return True
        foreign = max((sum(word in known for word in words) for known in self._foreign.values()), default=0)
        if foreign < FOREIGN_SHARE * len(words):
            return True
        if foreign == 1 and not self._dictionary.isdisjoint(words):
            return True
        spoken = sum(word in self._english for word in words)
        return spoken > 0 and not (foreign >= SURE and foreign > spoken)
