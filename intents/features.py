"""What the classifier sees of a text: stems with their pairs, pieces of words, and concepts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from intents.lexicon import Lexicon
from intents.normalizer import stem, words_of
from intents.roles import MASK, Found

MAX_PAIRED = 40  # a text of 2,000 characters would have 80,000 pairs
SHORTEST, LONGEST = 2, 4
BEGIN, END = "<s>", "</s>"
NEIGHBOUR = "<neighbour>"
FOCAL = "<focal>"
SEVERAL = "<several>"
NEW = "<new>"  # stands for every stem that no lesson has
Repair = Callable[[str], str]


class Sample(NamedTuple):
    """A masked, normalised text. `marks` are features that its words do not show."""

    text: str
    marks: tuple[str, ...] = ()


class Features(NamedTuple):
    """One list a block of the model, in the order of `SCALES` (see model.py)."""

    words: list[str]
    pieces: list[str]
    concepts: list[str]
    stems: list[str]  # no block of its own: it tells how much of a text is known
    marks: tuple[str, ...] = ()


class Analyzer:
    """The same for training and for serving."""

    def __init__(self, lexicon: Lexicon, repair: Repair = lambda word: word) -> None:
        self._lexicon = lexicon
        self._repair = repair

    def analyze(self, sample: Sample) -> Features:
        words = self.words(sample)
        found = [stem(word) for word in words]
        return Features(
            self.features(found, sample.marks),
            [piece for word in words for piece in pieces(word)],
            [concept for one in found for concept in self.concepts(one)],
            found,
            sample.marks,
        )

    def as_read(self, one: Features, known: Collection[str]) -> Features:
        """Stems that are not `known` all count as one, so that it is learned what a new word tells."""
        if all(stem in known for stem in one.stems):
            return one
        told = [stem if stem in known else NEW for stem in one.stems]
        return one._replace(words=self.features(told, one.marks))

    def as_learned(self, one: Features, often: Collection[str]) -> Features:
        """A lesson also as it would be read if it were none: then the stems that only it has are new."""
        read = self.as_read(one, often)
        more = [name for name in read.words if NEW in name] if read is not one else []
        return one._replace(words=one.words + more)

    def words(self, sample: Sample) -> list[str]:
        return [self._repair(word) for word in words_of(sample.text)]

    def features(self, found: Sequence[str], marks: tuple[str, ...]) -> list[str]:
        """Stems, neighbouring stems in order, and pairs of telling stems in any order."""
        bounded = [BEGIN, *found, END]
        neighbours = [f"{a} {b}" for a, b in pairwise(bounded)]
        return [*found, *marks, *neighbours, *self._pairs(found, marks)]

    def concepts(self, stem_of_word: str) -> tuple[str, ...]:
        return self._lexicon.concepts.get(stem_of_word, ())

    def _pairs(self, found: Sequence[str], marks: tuple[str, ...]) -> Iterator[str]:
        telling = dict.fromkeys(one for one in found if one not in self._lexicon.unpaired)
        chosen = sorted([*[*telling][:MAX_PAIRED], *marks])
        return (f"{a}&{b}" for a, b in combinations(chosen, 2))


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[str, ...]:
    """Runs of 2 to 4 letters, word ends included. Role names are one piece."""
    if word == MASK:
        return (MASK,)
    padded = f" {word[:40]} "
    return tuple(
        padded[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(max(1, len(padded) - size + 1))
    )


def sample_of(found: Found) -> Sample:
    """A text with its roles masked; the marks tell what kind of roles they were."""
    kind = NEIGHBOUR if found.neighbour else FOCAL
    marks = ((), (kind,), (kind, SEVERAL))
    return Sample(found.masked, marks[min(found.masked.count(MASK), 2)])
