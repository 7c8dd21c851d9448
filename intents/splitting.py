"""Cuts a message into the parts that could be questions of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from intents.models import Mention
from intents.normalizer import first_words

MAX_PARTS = 8
JOINTS = (",", " and ", " but ", " also ", " plus ", "&")  # without them there is nothing to search for
LEADING = 6  # words among which a question begins
# The first look ahead says nothing new, but lets the search skip all other letters.
_ENDS = re.compile(
    r"(?=[.?!;\n0])(?:(?<!\bvs)(?<!\betc)(?<!\bi\.e)(?<!\be\.g)(?<!\bmr)(?<!\bms)(?<!\bdr)[.?!;]+(?=\s|$)|\n|(?:^|(?<=\s))0[.)](?=\s))"
)
_JOINED = re.compile(r",? (?:and|but|also|plus)(?: (?:and|also|then|plus))?(?= )|,(?= )")
_LINKS = re.compile(r"\b(?:a|an|the|or|and|vs)\b|[ ,&?.!]")
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

    def parts(self, text: str, roles: Sequence[Mention] = ()) -> list[Part]:
        """Sentences, and what follows 'and', 'also' or a comma where a question begins there."""
        cuts = [(found.start(), found.end()) for found in _ENDS.finditer(text)]
        if any(map(text.__contains__, JOINTS)):
            cuts += [
                found.span()
                for found in _JOINED.finditer(text)
                if self._opens(text[found.end() : found.end() + 30]) and not _joins(text, found.span(), roles)
            ]
        return self._between(text, sorted(cuts))[:MAX_PARTS]

    def halves(self, text: str, roles: Sequence[Mention] = ()) -> list[tuple[Part, Part]]:
        """Two parts for each 'and' or comma: 'skills and salary', but not 'product and program'."""
        if not any(map(text.__contains__, JOINTS)):
            return []
        found = [cut.span() for cut in _LIGHT.finditer(text) if not _joins(text, cut.span(), roles)]
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
        for word in first_words(piece, LEADING):
            if word in self._openers:
                return True
            if word not in self._lead_ins:
                return False
        return False


def _joins(text: str, cut: tuple[int, int], roles: Sequence[Mention]) -> bool:
    """Does this 'and' or comma join role names, as in 'the product and the program manager'?"""
    before = [role for role in roles if role.end <= cut[0]]
    after = [role for role in roles if role.start >= cut[1]]
    if not after:
        return False
    is_after_role = bool(before) and _says_nothing(text[before[-1].end : cut[0]])
    is_before_role = _says_nothing(text[cut[1] : after[0].start])
    return is_before_role and (is_after_role or _says_nothing(text[after[-1].end :]))


def _says_nothing(text: str) -> bool:
    return not _LINKS.sub("", text)
