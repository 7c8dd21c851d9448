"""Finds the cues of the knowledge file in a clause: words near each other, in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.advisor.job_ads.words import Clause, form
from knowledge.job_ads import Signal

REACH = 4  # how many other words may stand between those of a cue


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue of the signal at this number, found in the text at [start, end)."""

    signal: int
    start: int
    end: int


class Cues:
    """An index from words to the cues that they are part of."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        self._cues: list[tuple[int, int]] = []  # the signal, and how many parts it has
        self._index: dict[str, list[tuple[int, int]]] = {}
        for number, signal in enumerate(signals):
            for cue in signal.cues:
                self._add(number, cue.split())

    def _add(self, signal: int, parts: Sequence[str]) -> None:
        for place, part in enumerate(parts):
            for one in dict.fromkeys(map(form, part.split("/"))):
                self._index.setdefault(one, []).append((len(self._cues), place))
        self._cues.append((signal, len(parts)))

    def find(self, clause: Clause) -> Iterator[Hit]:
        """Each occurrence once; a word serves one part of a cue."""
        held: defaultdict[int, dict[int, int]] = defaultdict(dict)
        places_of = self._index.get
        for at, word in enumerate(clause):
            for number, place in places_of(word.form, ()):
                signal, parts = self._cues[number]
                seen = held[number]
                if at in seen.values():
                    continue
                seen[place] = at
                if len(seen) == parts and at - (first := min(seen.values())) < parts + REACH:
                    yield Hit(signal, clause[first].start, word.end)
                    seen.clear()


def merged(hits: Iterable[Hit]) -> list[Hit]:
    """Hits of one signal that overlap are one, from the first word to the last."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.signal, one.start)):
        last = found[-1] if found else None
        if last and last.signal == hit.signal and hit.start < last.end:
            found[-1] = Hit(last.signal, last.start, max(last.end, hit.end))
        else:
            found.append(hit)
    return found
