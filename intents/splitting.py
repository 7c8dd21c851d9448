"""Cuts a message into the parts that could be questions of their own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from intents.normalizer import tokenize

MAX_PARTS = 8
_ENDS = re.compile(r"[.?!;]+(?=\s|$)|\n|(?:^|(?<=\s))0[.)](?=\s)")
_JOINED = re.compile(r",? (?:and|but|also|plus)(?: (?:and|also|then|plus))?(?= )|,(?= )")
_LIGHT = re.compile(r",? (?:and|plus|&)(?= )|,(?= )")


@dataclass(frozen=True, slots=True)
class Part:
    """The piece [start, end) of the normalised text. `asks`: it is a question or a request by its form."""

    start: int
    end: int
    asks: bool


class Splitter:
    """`openers` begin a question, `lead_ins` may stand before them."""

    def __init__(self, openers: Collection[str], lead_ins: Collection[str]) -> None:
        self._openers, self._lead_ins = frozenset(openers), frozenset(lead_ins)

    def parts(self, text: str) -> list[Part]:
        """Sentences, and what follows 'and', 'also' or a comma where a question begins there."""
        cuts = [(found.start(), found.end()) for found in _ENDS.finditer(text)]
        cuts += [
            found.span()
            for found in _JOINED.finditer(text)
            if self._opens(text[found.end() : found.end() + 30])
        ]
        return self._between(text, sorted(cuts))[:MAX_PARTS]

    def halves(self, text: str) -> list[tuple[Part, Part]]:
        """Two parts for each 'and' or comma: 'skills and salary'."""
        found = [cut.span() for cut in _LIGHT.finditer(text)]
        if len(found) > MAX_PARTS // 2:
            return []
        pairs = [self._between(text, [cut]) for cut in found]
        return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]

    def _between(self, text: str, cuts: list[tuple[int, int]]) -> list[Part]:
        parts, start = [], 0
        for cut_start, cut_end in [*cuts, (len(text), len(text))]:
            piece = text[start:cut_start]
            if piece.strip(" ,.-()"):
                parts.append(Part(start, cut_start, self._asks(piece, text[cut_start:cut_end])))
            start = cut_end
        return parts

    def _asks(self, piece: str, ending: str) -> bool:
        return "?" in ending or self._opens(piece)

    def _opens(self, piece: str) -> bool:
        for token in tokenize(piece)[:4]:
            if token.word in self._openers:
                return True
            if token.word not in self._lead_ins:
                return False
        return False
