"""What training leaves behind: plain arrays and word lists, saved without pickle and checked when read."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.files import replace_file
from intents.lexicon import Lexicon

Floats = NDArray[np.float32]
SCALES = (1.0, 0.7, 0.6)  # how much words, pieces of words and concepts count
SIGNALS = 4
STORED = "<f4"
NOTHING_KNOWN = Lexicon()
Pairs = Mapping[str, Mapping[str, int]]


class ModelError(ValueError):
    """A saved model that cannot be trusted; training anew mends it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How margins become probabilities. `scope` weighs the signals of signals.py that a text is in scope."""

    temperature: float = 1.0
    slope: float = 0.0  # how much gentler a high best margin makes the temperature
    signal_mean: tuple[float, ...] = (0.0,) * SIGNALS
    signal_scale: tuple[float, ...] = (1.0,) * SIGNALS
    scope: tuple[float, ...] = (0.0,) * SIGNALS
    scope_bias: float = 50.0
    accept: float = 0.0  # the scope score that 95 % of good questions reach


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a question is answered, and from which one choices are offered."""

    answer: float = 0.5
    suggest: float = 0.2


@dataclass(frozen=True, slots=True)
class Chosen:
    """The few numbers that out-of-fold runs choose."""

    calibration: Calibration = Calibration()
    thresholds: Thresholds = Thresholds()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Chosen:
        """What `dataclasses.asdict` made of one, also by way of JSON."""
        calibration = {
            key: tuple(value) if isinstance(value, list | tuple) else float(value)
            for key, value in raw["calibration"].items()
        }
        return cls(Calibration(**calibration), Thresholds(**raw["thresholds"]))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Rows:
    """Where each feature stands in the table of a model. The features of two stems lie below the first."""

    stems: Mapping[str, int]
    following: Pairs  # a stem and the next one
    together: Pairs  # two stems of a text, in the order of the alphabet
    pieces: Mapping[str, int]
    concepts: Mapping[str, int]

    @classmethod
    def of(cls, words: Mapping[str, int], pieces: Mapping[str, int], concepts: Mapping[str, int]) -> Rows:
        """From the names that features.py gives."""
        stems = {name: row for name, row in words.items() if not {" ", "&"} & {*name}}
        return cls(stems, _below(words, " "), _below(words, "&"), pieces, concepts)

    def row(self, name: str) -> int | None:
        """Of a feature of stems by its name."""
        first, is_following, second = name.partition(" ")
        if is_following:
            return self.following.get(first, {}).get(second)
        first, is_pair, second = name.partition("&")
        return self.together.get(first, {}).get(second) if is_pair else self.stems.get(name)

    def __len__(self) -> int:
        pairs = (*self.following.values(), *self.together.values())
        return sum(map(len, (self.stems, self.pieces, self.concepts, *pairs)))


def _below(words: Mapping[str, int], joint: str) -> Pairs:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, row in words.items():
        first, is_pair, second = name.partition(joint)
        if is_pair:
            found[first][second] = row
    return dict(found)


@dataclass(frozen=True, slots=True)
class Model:
    """A linear classifier.

    A row of `table` is a feature: its idf times its weight for each class (the scale of its block
    included), and last its idf squared.
    """

    classes: tuple[str, ...]
    features: Rows
    table: Floats
    bias: Floats
    vocabulary: Mapping[str, int]  # the words that repairs of misspellings may lead to
    lexicon: Lexicon = NOTHING_KNOWN  # what is saved of it spares a start the stemming; English words are not
    chosen: Chosen = Chosen()
    default_roles: Mapping[str, str] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Writes `path`.bin and `path`.json, whole or not at all."""
        table = self.table.astype(STORED).tobytes()
        replace_file(path.with_suffix(".bin"), table)
        text = json.dumps(self._described(), ensure_ascii=False, separators=(",", ":"))
        replace_file(
            path.with_suffix(".json"), f"{_digest(table, text)}\n{text}".encode("utf-8", "surrogatepass")
        )

    @classmethod
    def load(cls, path: Path) -> Model:
        """Raises ModelError unless the two files are exactly what `save` wrote."""
        try:
            table = path.with_suffix(".bin").read_bytes()
            content = path.with_suffix(".json").read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, ValueError) as error:
            raise ModelError(f"{path.name}: cannot be read ({error}); delete it to train anew") from error
        digest, _, text = content.partition("\n")
        if digest != _digest(table, text):
            raise ModelError(f"{path.name}: was changed after it was saved; delete it to train anew")
        try:
            return cls._built(json.loads(text), table)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path.name}: is no model ({error!r}); delete it to train anew") from error

    def size(self) -> int:
        """How many bytes the numbers and the words take when saved."""
        return int(self.table.nbytes) + len(
            json.dumps(self._described(), ensure_ascii=False).encode("utf-8", "replace")
        )

    def _described(self) -> dict[str, Any]:
        return {
            "classes": self.classes,
            "features": asdict(self.features),
            "bias": self.bias.tolist(),
            "vocabulary": dict(self.vocabulary),
            "lexicon": self.lexicon.compiled(),
            "chosen": asdict(self.chosen),
            "default_roles": dict(self.default_roles),
        }

    @classmethod
    def _built(cls, described: Mapping[str, Any], table: bytes) -> Model:
        classes = tuple(described["classes"])
        built = cls(
            classes,
            Rows(**described["features"]),
            np.frombuffer(table, dtype=STORED).reshape(-1, len(classes) + 1),
            np.array(described["bias"], dtype=np.float32),
            dict(described["vocabulary"]),
            Lexicon.read(described["lexicon"]),
            Chosen.read(described["chosen"]),
            dict(described["default_roles"]),
        )
        built._check()
        return built

    def _check(self) -> None:
        if len(self.features) != len(self.table) or self.bias.shape != (len(self.classes),):
            raise ValueError("its numbers do not fit its features or classes")


def _digest(table: bytes, text: str) -> str:
    return hashlib.sha256(hashlib.sha256(table).digest() + text.encode("utf-8", "surrogatepass")).hexdigest()
