"""What the classifier sees of a text: stems, pairs of stems, concepts, and pieces of words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from intents.normalizer import stem, stems, tokenize
from intents.roles import MASK, Found
from knowledge.loader import read_yaml
from knowledge.problems import KnowledgeError, Problem

CONCEPTS_PATH = Path(__file__).parent / "concepts.yaml"
MAX_PAIRED = 40  # a text of 2,000 characters would have 80,000 pairs
SHORTEST, LONGEST = 2, 4
NEIGHBOUR = "<neighbour>"
FOCAL = "<focal>"
SEVERAL = "<several>"
Repair = Callable[[str], str]
Concepts = Mapping[str, tuple[str, ...]]


class Sample(NamedTuple):
    """A masked, normalised text. `marks` are features that its words do not show."""

    text: str
    marks: tuple[str, ...] = ()


class Features(NamedTuple):
    words: list[str]
    pieces: list[str]


class Analyzer:
    """The same for training and for serving. `concepts` gives words of like meaning a feature in common."""

    def __init__(self, concepts: Concepts, repair: Repair = lambda word: word) -> None:
        self._concepts = concepts
        self._repair = repair

    def analyze(self, sample: Sample) -> Features:
        words = [self._repair(token.word) for token in tokenize(sample.text)]
        return Features(self._words(words, sample.marks), [gram for word in words for gram in pieces(word)])

    def _words(self, words: Sequence[str], marks: tuple[str, ...]) -> list[str]:
        found = [stem(word) for word in words]
        meant = [concept for one in found for concept in self._concepts.get(one, ())]
        bounded = ["<s>", *found, "</s>"]
        return [
            *found,
            *meant,
            *marks,
            *(f"{a} {b}" for a, b in pairwise(bounded)),
            *_pairs([*found, *meant, *marks]),
        ]


def _pairs(found: Sequence[str]) -> Iterator[str]:
    distinct = sorted(list(dict.fromkeys(found))[:MAX_PAIRED])
    return (f"{a}&{b}" for a, b in combinations(distinct, 2))


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


def load_concepts(path: Path = CONCEPTS_PATH) -> dict[str, tuple[str, ...]]:
    """Stem -> the features that it shares with the other words of its groups."""
    groups = read_yaml(path, path.name).get("concepts")
    if not isinstance(groups, dict):
        raise KnowledgeError(
            [Problem(path.name, "concepts", "is missing", "write concepts: and groups below it")]
        )
    found: dict[str, tuple[str, ...]] = {}
    for name, words in groups.items():
        for one in sorted({one for word in words for one in stems(str(word))}):
            found[one] = (*found.get(one, ()), f"<{name}>")
    return found


def sample_of(found: Found) -> Sample:
    """A text with its roles masked; the marks tell what kind of roles they were."""
    kind = NEIGHBOUR if found.neighbour else FOCAL
    marks = ((), (kind,), (kind, SEVERAL))
    return Sample(found.masked, marks[min(found.masked.count(MASK), 2)])
