"""Takes off the sentences of a post that ask for nothing: 'Title says it all.', 'Any advice?', 'Help!'."""

from __future__ import annotations

import re

from intents.dialog import Dialog
from intents.normalizer import words_of

LEAST_LEFT = 4  # in words; of less, the plea is the message
_END = re.compile(r"[.?!;\n]+")


class Pleas:
    """Works on normalised text."""

    def __init__(self, dialog: Dialog) -> None:
        self._pleas = frozenset(tuple(words_of(plea)) for plea in dialog.pleas)
        self._longest = max(map(len, self._pleas))

    def without(self, message: str) -> str:
        """The message without pleas at its ends, or as it is where nearly nothing else is said."""
        ends = [found.span() for found in _END.finditer(message)]
        if not ends:
            return message
        starts, stops = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(message)]
        first, last = 0, len(starts) - 1
        while first < last and self._is_plea(message[starts[first] : stops[first]]):
            first += 1
        while last > first and self._is_plea(message[starts[last] : stops[last]]):
            last -= 1
        stop = starts[last + 1] if last + 1 < len(starts) else len(message)
        left = message[starts[first] : stop].strip()
        return left if len(words_of(left)) >= LEAST_LEFT else message

    def _is_plea(self, sentence: str) -> bool:
        words = tuple(words_of(sentence))
        return len(words) <= self._longest and (not words or words in self._pleas)
