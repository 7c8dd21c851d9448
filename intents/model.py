"""What training leaves behind: plain arrays and word lists, saved without pickle and checked when read."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ARRAYS = ("word_idf", "piece_idf", "word_weights", "piece_weights", "bias")


class ModelError(ValueError):
    """A saved model that cannot be trusted; training anew mends it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How margins become probabilities. `scope` weighs the signals (see scoring) that a text is in scope."""

    temperature: float = 1.0
    signal_mean: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    signal_scale: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
    scope: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    scope_bias: float = 50.0
    accept: float = 0.0  # the scope score that 95 % of good questions reach


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a question is answered, and from which one choices are offered."""

    answer: float = 0.5
    suggest: float = 0.2


@dataclass(frozen=True, slots=True)
class Model:
    """A linear classifier. Row i of `word_weights` belongs to the word feature that `words` maps to i."""

    classes: tuple[str, ...]
    words: Mapping[str, int]
    pieces: Mapping[str, int]
    vocabulary: Mapping[str, int]
    word_idf: Floats
    piece_idf: Floats
    word_weights: Floats
    piece_weights: Floats
    bias: Floats
    calibration: Calibration = Calibration()
    thresholds: Thresholds = Thresholds()

    def save(self, path: Path) -> None:
        """Writes `path`.npz and `path`.json, whole or not at all."""
        held = BytesIO()
        np.savez(held, **{name: getattr(self, name) for name in ARRAYS})
        _replace(path.with_suffix(".npz"), held.getvalue())
        text = json.dumps(self._described(), ensure_ascii=False, separators=(",", ":"))
        digest = _digest(held.getvalue(), text)
        _replace(path.with_suffix(".json"), json.dumps({"sha256": digest, "model": text}).encode())

    @classmethod
    def load(cls, path: Path) -> Model:
        """Raises ModelError unless the two files are exactly what `save` wrote."""
        try:
            arrays = path.with_suffix(".npz").read_bytes()
            envelope = json.loads(path.with_suffix(".json").read_bytes())
            text, digest = envelope["model"], envelope["sha256"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path.name}: cannot be read ({error}); delete it to train anew") from error
        if digest != _digest(arrays, str(text)):
            raise ModelError(f"{path.name}: was changed after it was saved; delete it to train anew")
        return cls._built(json.loads(text), arrays)

    def size(self) -> int:
        """How many bytes the arrays and the words take when saved."""
        arrays = sum(int(getattr(self, name).nbytes) for name in ARRAYS)
        return arrays + len(json.dumps(self._described(), ensure_ascii=False).encode("utf-8", "replace"))

    def _described(self) -> dict[str, Any]:
        return {
            "classes": self.classes,
            "words": list(self.words),
            "pieces": list(self.pieces),
            "vocabulary": dict(self.vocabulary),
            "calibration": asdict(self.calibration),
            "thresholds": asdict(self.thresholds),
        }

    @classmethod
    def _built(cls, described: dict[str, Any], arrays: bytes) -> Model:
        with np.load(BytesIO(arrays), allow_pickle=False) as held:
            floats = {name: held[name] for name in ARRAYS}
        calibration: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in described["calibration"].items()
        }
        return cls(
            tuple(described["classes"]),
            {word: row for row, word in enumerate(described["words"])},
            {piece: row for row, piece in enumerate(described["pieces"])},
            described["vocabulary"],
            **floats,
            calibration=Calibration(**calibration),
            thresholds=Thresholds(**described["thresholds"]),
        )


def _digest(arrays: bytes, text: str) -> str:
    return hashlib.sha256(hashlib.sha256(arrays).digest() + text.encode("utf-8", "surrogatepass")).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    """Two processes may save the same model at the same time: each writes its own file, then swaps it in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.write_bytes(content)
    os.replace(own, path)
