"""Recognises messages that only make sense in a conversation: a bare role, 'more', 'why?', 'source?'."""

from __future__ import annotations

from collections.abc import Sequence

from intents.dialog import Dialog
from intents.models import Move
from intents.normalizer import normalize, stem, words_of
from intents.roles import MASK

LONGEST = 12  # in words; a longer message says something of its own
FRAGMENT = 2  # so few words without a role say no more than "what about ...": "skills?"
MOST_WORDS_AROUND_ROLES = 5  # "is a TPM the same as a PgM" asks something
Words = tuple[str, ...]


class Moves:
    """Knows the phrases of dialog.yaml."""

    def __init__(self, dialog: Dialog) -> None:
        self._fillers = dialog.fillers
        self._anew = [_words(phrase) for phrase in dialog.asks_anew]
        self._unless = dialog.unless
        self._openers = dialog.openers
        self._both = {_words(phrase) for phrase in dialog.both}
        self._both_roles = [_words(phrase) for phrase in dialog.both_roles]
        self._phrases = {_words(phrase): move for move, phrases in dialog.moves.items() for phrase in phrases}
        self._continuations = [_words(phrase) for phrase in dialog.continuations]
        self._pronouns = [_words(phrase) for phrase in dialog.pronouns]

    def find(self, masked: Sequence[str]) -> Move | None:
        """`masked` are the words of a message with its role names masked."""
        words = tuple(masked)
        if not words or len(words) > LONGEST:
            return None
        if move := self._phrases.get(words) or self._phrases.get(self._bared(words)):
            return move
        left = [word for word in words if word != MASK and word not in self._fillers]
        if not left and (MASK in words or self.names_both(words)):
            return None if self._asks_anew(words) else Move.ROLE
        return None if self._both.isdisjoint((words, self._bared(words))) else Move.ROLE

    def _asks_anew(self, words: Words) -> bool:
        """Is this a whole question although it has nothing but roles and fillers?"""
        if words.count(MASK) > 1 and len(words) > MOST_WORDS_AROUND_ROLES:
            return True
        asks = any(_holds(words, phrase) for phrase in self._anew)
        return asks and self._unless.isdisjoint(words)

    def names_both(self, words: Words) -> bool:
        """'both' and the like as the role of the message."""
        return words in self._both or self._bared(words) in self._both or (bool(words) and "both" in words)

    def says_both_roles(self, words: Words) -> bool:
        return any(_holds(words, phrase) for phrase in self._both_roles)

    def continues(self, masked: Sequence[str]) -> bool:
        """Does the message go on from the last answer?"""
        words = tuple(masked)
        if _begins(words, self._continuations):
            return True
        if MASK in words:
            return False
        is_fragment = len(words) <= FRAGMENT and self._openers.isdisjoint(words)
        return is_fragment or any(_holds(words, phrase) for phrase in self._pronouns)

    def _bared(self, words: Words) -> Words:
        """Without fillers at either end."""
        start, end = 0, len(words)
        while start < end and words[start] in self._fillers:
            start += 1
        while end > start and words[end - 1] in self._fillers:
            end -= 1
        return words[start:end]


class Content:
    """What a question is about: its stems without role names and words that say nothing."""

    def __init__(self, dialog: Dialog) -> None:
        self._empty = frozenset(stem(word) for word in dialog.stop_words) | {MASK, "0"}

    def stems(self, words: Sequence[str]) -> frozenset[str]:
        return frozenset(stem(word) for word in words) - self._empty


def _words(phrase: str) -> Words:
    return tuple(words_of(normalize(phrase)))


def _begins(words: Words, phrases: Sequence[Words]) -> bool:
    return any(words[: len(phrase)] == phrase for phrase in phrases)


def _holds(words: Words, phrase: Words) -> bool:
    if phrase[0] not in words:
        return False
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))
