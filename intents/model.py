"""What training leaves behind: plain arrays and word lists, saved without pickle and checked when read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from intents.files import replace_file

Floats = NDArray[np.float32]
SCALES = (1.0, 0.7, 0.6)  # how much words, pieces of words and concepts count
SIGNALS = 4


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
class Block:
    """One kind of feature. Row i of `weights` belongs to the feature that `rows` maps to i."""

    rows: Mapping[str, int]
    idf: Floats
    weights: Floats  # rows x classes, the block's scale included


@dataclass(frozen=True, slots=True)
class Model:
    """A linear classifier. The blocks are those of `Features`."""

    classes: tuple[str, ...]
    blocks: tuple[Block, ...]
    bias: Floats
    vocabulary: Mapping[str, int]  # the words that repairs of misspellings may lead to
    chosen: Chosen = Chosen()

    def save(self, path: Path) -> None:
        """Writes `path`.npz and `path`.json, whole or not at all."""
        held = BytesIO()
        np.savez(held, **self._arrays())  # type: ignore[arg-type]
        replace_file(path.with_suffix(".npz"), held.getvalue())
        text = json.dumps(self._described(), ensure_ascii=False, separators=(",", ":"))
        digest = _digest(held.getvalue(), text)
        replace_file(path.with_suffix(".json"), f"{digest}\n{text}".encode("utf-8", "surrogatepass"))

    @classmethod
    def load(cls, path: Path) -> Model:
        """Raises ModelError unless the two files are exactly what `save` wrote."""
        try:
            arrays = path.with_suffix(".npz").read_bytes()
            content = path.with_suffix(".json").read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, ValueError) as error:
            raise ModelError(f"{path.name}: cannot be read ({error}); delete it to train anew") from error
        digest, _, text = content.partition("\n")
        if digest != _digest(arrays, text):
            raise ModelError(f"{path.name}: was changed after it was saved; delete it to train anew")
        try:
            return cls._built(json.loads(text), arrays)
        except (ValueError, KeyError, TypeError, AttributeError, BadZipFile) as error:
            raise ModelError(f"{path.name}: is no model ({error!r}); delete it to train anew") from error

    def size(self) -> int:
        """How many bytes the arrays and the words take when saved."""
        arrays = sum(int(one.nbytes) for one in self._arrays().values())
        return arrays + len(json.dumps(self._described(), ensure_ascii=False).encode("utf-8", "replace"))

    def _arrays(self) -> dict[str, Floats]:
        held = {"bias": self.bias}
        for at, block in enumerate(self.blocks):
            held |= {f"idf{at}": block.idf, f"weights{at}": block.weights}
        return held

    def _described(self) -> dict[str, Any]:
        return {
            "classes": self.classes,
            "rows": [list(block.rows) for block in self.blocks],
            "vocabulary": dict(self.vocabulary),
            "chosen": asdict(self.chosen),
        }

    @classmethod
    def _built(cls, described: Mapping[str, Any], arrays: bytes) -> Model:
        with np.load(BytesIO(arrays), allow_pickle=False) as held:
            blocks = tuple(
                Block(_rows(names), held[f"idf{at}"], held[f"weights{at}"])
                for at, names in enumerate(described["rows"])
            )
            bias = held["bias"]
        chosen = Chosen.read(described["chosen"])
        built = cls(tuple(described["classes"]), blocks, bias, dict(described["vocabulary"]), chosen)
        built._check()
        return built

    def _check(self) -> None:
        width = len(self.classes)
        for block in self.blocks:
            if block.weights.shape != (len(block.rows), width) or block.idf.shape != (len(block.rows),):
                raise ValueError("its arrays do not fit its features")
        if self.bias.shape != (width,) or len(self.blocks) != len(SCALES):
            raise ValueError("its arrays do not fit its classes")


def _rows(names: Sequence[str]) -> dict[str, int]:
    return dict(zip(names, range(len(names)), strict=True))


def _digest(arrays: bytes, text: str) -> str:
    return hashlib.sha256(hashlib.sha256(arrays).digest() + text.encode("utf-8", "surrogatepass")).hexdigest()
