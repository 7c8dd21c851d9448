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
        return self._parts(text, _between(text, self._cuts(text, roles)))

    def several(self, text: str) -> list[Part]:
        """The parts of a text that has more than one; the only part of a text is not looked at."""
        spans = _between(text, self._cuts(text))
        return self._parts(text, spans) if len(spans) > 1 else []

    def _cuts(self, text: str, roles: Sequence[Mention] = ()) -> list[tuple[int, int]]:
        cuts = [(found.start(), found.end()) for found in _ENDS.finditer(text)]
        if any(map(text.__contains__, JOINTS)):
            cuts += [
                found.span()
                for found in _JOINED.finditer(text)
                if self._opens(text[found.end() : found.end() + 30]) and not _joins(text, found.span(), roles)
            ]
        return sorted(cuts)

    def halves(self, text: str, roles: Sequence[Mention] = ()) -> list[tuple[Part, Part]]:
        """Two parts for each 'and' or comma: 'skills and salary', but not 'product and program'."""
        if not any(map(text.__contains__, JOINTS)):
            return []
        found = [cut.span() for cut in _LIGHT.finditer(text) if not _joins(text, cut.span(), roles)]
        if len(found) > MAX_PARTS // 2:
            return []
        pairs = [self._parts(text, _between(text, [cut])) for cut in found]
        return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]

    def _parts(self, text: str, spans: Sequence[tuple[int, int, int]]) -> list[Part]:
        return [
            Part(start, end, self._asks(text[start:end], text[end:over]))
            for start, end, over in spans[:MAX_PARTS]
        ]

    def _asks(self, piece: str, ending: str) -> bool:
        return "?" in ending or self._opens(piece)

    def _opens(self, piece: str) -> bool:
        for word in first_words(piece, LEADING):
            if word in self._openers:
                return True
            if word not in self._lead_ins:
                return False
        return False


def _between(text: str, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Where the pieces that say something begin, where they end, and where the cut after them is over."""
    spans, start = [], 0
    for cut_start, cut_end in (*cuts, (len(text), len(text))):
        if text[start:cut_start].strip(" ,.-()"):
            spans.append((start, cut_start, cut_end))
        start = cut_end
    return spans


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
