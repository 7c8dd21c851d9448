"""Reads the public corpora from checkouts of their repositories, in their standard splits."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Pairs = list[tuple[str, str]]  # text and intent
OOS = "oos"
NO_INTENT = "no intent"  # Braun's None is a label to be found, not a text to be refused


@dataclass(frozen=True, slots=True)
class Split:
    train: Pairs
    test: Pairs
    valid: Sequence[tuple[str, str]] = ()


class MissingCorpusError(ValueError):
    """A repository that the folder lacks; the message says how to get it."""


def read_clinc(name: str) -> Callable[[Path], Split]:
    """`name` tells the version of the corpus. Out-of-scope lines are part of training and test."""

    def read(folder: Path) -> Split:
        path = _existing(folder, "clinc/oos-eval") / "data" / f"{name}.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        parts = {part: [(text, intent) for text, intent in pairs] for part, pairs in raw.items()}
        return Split(parts["train"] + parts["oos_train"], parts["test"] + parts["oos_test"], parts["val"])

    return read


def read_banking(folder: Path) -> Split:
    data = _existing(folder, "PolyAI-LDN/task-specific-datasets") / "banking_data"
    return Split(_read_table(data / "train.csv"), _read_table(data / "test.csv"))


def read_few_shot(corpus: str, train: str) -> Callable[[Path], Split]:
    """`train` is the folder of the training lines: all of them or some an intent."""

    def read(folder: Path) -> Split:
        data = _existing(folder, "jianguoz/Few-Shot-Intent-Detection") / "Datasets" / corpus
        return Split(_read_columns(data / train), _read_columns(data / "test"))

    return read


def read_braun(corpus: str) -> Callable[[Path], Split]:
    def read(folder: Path) -> Split:
        path = _existing(folder, "sebischair/NLU-Evaluation-Corpora") / f"{corpus}Corpus.json"
        said = json.loads(path.read_text(encoding="utf-8"))["sentences"]
        return Split(*(_braun([one for one in said if one["training"] is part]) for part in (True, False)))

    return read


def _braun(sentences: Sequence[dict[str, str]]) -> Pairs:
    return [(one["text"], NO_INTENT if one["intent"] == "None" else one["intent"]) for one in sentences]


def _existing(folder: Path, repository: str) -> Path:
    path = folder / repository.partition("/")[2]
    if not path.is_dir():
        cure = f"git clone https://github.com/{repository} {path}"
        raise MissingCorpusError(f"{path}: is missing; get it with: {cure}")
    return path


def _read_table(path: Path) -> Pairs:
    with path.open(encoding="utf-8", newline="") as opened:
        return [(row["text"], row["category"]) for row in csv.DictReader(opened)]


def _read_columns(folder: Path) -> Pairs:
    """Line n of one file belongs to line n of the other. Only "\\n" ends a line."""
    texts, intents = (_read_lines(folder / name) for name in ("seq.in", "label"))
    return list(zip(texts, intents, strict=True))


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
