"""What is known of words before anything is learned: their concepts, and which of them say little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intents.dialog import Dialog
from intents.normalizer import stem, stems
from intents.words import load_english
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml

ROOM = Path(__file__).parent
CONCEPTS_PATHS = (ROOM / "concepts.yaml", ROOM / "everyday.yaml")
Concepts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`concepts`: stem -> groups of like meaning. `unpaired`: stems that no pair is made of."""

    concepts: Concepts = field(default_factory=dict)
    unpaired: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()  # those of the concepts, as people write them
    english: frozenset[str] = frozenset()  # right words, never repaired

    def described(self) -> list[object]:
        """Everything that a model depends on, as JSON can write it."""
        return [dict(self.concepts), sorted(self.unpaired), sorted(self.words), sorted(self.english)]

    def compiled(self) -> dict[str, object]:
        """What stemming made of the files, as JSON can write it; English words need no stemming."""
        concepts = {stem: list(groups) for stem, groups in self.concepts.items()}
        return {"concepts": concepts, "unpaired": sorted(self.unpaired), "words": sorted(self.words)}

    @classmethod
    def read(cls, compiled: Mapping[str, Any]) -> Lexicon:
        concepts = {str(stem): tuple(groups) for stem, groups in compiled["concepts"].items()}
        return cls(concepts, frozenset(compiled["unpaired"]), frozenset(compiled["words"]))


def load_lexicon(dialog: Dialog, paths: Sequence[Path] = CONCEPTS_PATHS) -> Lexicon:
    silent, telling = ({stem(word) for word in words} for words in (dialog.stop_words, dialog.telling))
    groups = {name: words for path in paths for name, words in _load_groups(path).items()}
    words = frozenset(word for group in groups.values() for word in group)
    return Lexicon(_by_stem(groups), frozenset(silent - telling), words, load_english())


def _load_groups(path: Path) -> dict[str, list[str]]:
    """A group of the same name in another file is another group."""
    groups = read_yaml(path, path.name).get("concepts")
    if not isinstance(groups, dict):
        cure = "write concepts: and groups below it"
        raise KnowledgeError([Problem(path.name, "concepts", "is missing", cure)])
    return {f"<{path.stem}.{name}>": [str(word) for word in words] for name, words in groups.items()}


def _by_stem(groups: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in groups.items():
        for one in sorted({one for word in words for one in stems(word)}):
            found[one] = (*found.get(one, ()), name)
    return found
