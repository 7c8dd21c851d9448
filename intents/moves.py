"""Recognises messages that only make sense in a conversation: a bare role, 'more', 'why?', 'source?'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from intents.dialog import Dialog
from intents.models import Move
from intents.normalizer import normalize, stem, words_of
from intents.roles import MASK

LONGEST = 12  # in words; a longer message says something of its own
# So few words without a role say no more than "what about ...": "skills?", "titles on the way up?"
FRAGMENT = 5
ASKING_FRAGMENT = 4  # the same for those that ask: "which tools do they use"
NOT_REACH = 3  # how far "not" may stand before the role that it turns away
MOST_WORDS_AROUND_ROLES = 5  # "is a TPM the same as a PgM" asks something
Words = tuple[str, ...]


class Moves:
    """Knows the phrases of dialog.yaml."""

    def __init__(self, dialog: Dialog) -> None:
        self._fillers = dialog.fillers
        self._anew = _Phrases(dialog.asks_anew)
        self._unless = dialog.unless
        self._openers = dialog.openers
        self._both = {_words(phrase) for phrase in dialog.both}
        self._both_roles = _Phrases(dialog.both_roles)
        self._phrases = {_words(phrase): move for move, phrases in dialog.moves.items() for phrase in phrases}
        self._not, self._contrasts = dialog.rejecting.word, dialog.contrasts
        self._more_or_less, self._weighed = dialog.more_or_less, dialog.weighed
        self._continuations = _Phrases(dialog.continuations)
        self._pronouns = _Phrases(dialog.pronouns)

    def find(self, masked: Sequence[str]) -> Move | None:
        """`masked` are the words of a message with its role names masked."""
        words = tuple(masked)
        if not words or len(words) > LONGEST:
            return None
        if move := self._phrases.get(words) or self._phrases.get(self._bared(words)):
            return move
        left = [word for word in words if word != MASK and word not in self._fillers]
        if not left and words.count(MASK) == 1 and self._turns_away(words):
            return Move.OTHER_ROLE
        if not left and (MASK in words or self.names_both(words)):
            return None if self._asks_anew(words) else Move.ROLE
        return None if self._both.isdisjoint((words, self._bared(words))) else Move.ROLE

    def _asks_anew(self, words: Words) -> bool:
        """Is this a whole question although it has nothing but roles and fillers?"""
        is_long = len(words) > MOST_WORDS_AROUND_ROLES
        if words.count(MASK) > 1 and is_long and not self._contrasts.isdisjoint(words):
            return True
        return self._anew.is_in(words) and self._unless.isdisjoint(words)

    def _turns_away(self, words: Words) -> bool:
        """'no, not xrolex' asks for the other one."""
        at = words.index(MASK)
        return self._not in words[max(0, at - NOT_REACH) : at]

    def weighs(self, words: Sequence[str]) -> bool:
        """'who earns more' is about both, whichever role was spoken of before."""
        return not (self._weighed.isdisjoint(words) or self._more_or_less.isdisjoint(words))

    def names_both(self, words: Words) -> bool:
        """'both' and the like as the role of the message."""
        return words in self._both or self._bared(words) in self._both or (bool(words) and "both" in words)

    def says_both_roles(self, words: Words) -> bool:
        return self._both_roles.is_in(words)

    def continues(self, masked: Sequence[str]) -> bool:
        """Does the message go on from the last answer?"""
        words = tuple(masked)
        if self._continuations.begins(words):
            return True
        if MASK in words:
            return False
        is_fragment = len(words) <= (FRAGMENT if self._openers.isdisjoint(words) else ASKING_FRAGMENT)
        return is_fragment or self._pronouns.is_in(words)

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

    def stems(self, words: Iterable[str]) -> frozenset[str]:
        return self.telling(map(stem, words))

    def telling(self, stems: Iterable[str]) -> frozenset[str]:
        return frozenset(stems) - self._empty


def _words(phrase: str) -> Words:
    return tuple(words_of(normalize(phrase)))


class _Phrases:
    """Runs of words, found by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Words]] = defaultdict(list)
        for phrase in map(_words, phrases):
            self._by_first[phrase[0]].append(phrase)

    def begins(self, words: Words) -> bool:
        return self._stands(words, 0)

    def is_in(self, words: Words) -> bool:
        if self._by_first.keys().isdisjoint(words):
            return False
        return any(self._stands(words, at) for at in range(len(words)))

    def _stands(self, words: Words, at: int) -> bool:
        """Does a phrase begin at this word?"""
        known = self._by_first.get(words[at], ()) if words else ()
        return any(words[at : at + len(phrase)] == phrase for phrase in known)
