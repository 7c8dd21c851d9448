"""Keeps in calibrated.json the numbers that out-of-fold runs chose, so that a start need not run them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from intents.model import Chosen

CALIBRATED_PATH = Path(__file__).parent / "calibrated.json"


def load_chosen(key: str, path: Path = CALIBRATED_PATH) -> Chosen | None:
    """None unless they were made from the very lessons that `key` stands for."""
    raw = _read(path)
    return Chosen.read(raw["chosen"]) if raw.get("made_from") == key else None


def load_measured(path: Path = CALIBRATED_PATH) -> dict[str, float]:
    """How well the engine did on sentences that were left out."""
    return dict(_read(path).get("measured", {}))


def save_chosen(
    key: str, chosen: Chosen, measured: Mapping[str, float], path: Path = CALIBRATED_PATH
) -> None:
    kept = {"made_from": key, "measured": dict(measured), "chosen": asdict(chosen)}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _read(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found
