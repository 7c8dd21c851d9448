"""Holds the figures against the least and most that pyproject.toml asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

GATES_PATH = Path(__file__).parent.parent / "pyproject.toml"
Gates = Mapping[str, Mapping[str, float]]


def load_gates(path: Path = GATES_PATH) -> Gates:
    """[tool.whichpm.gates]: `least` and `most`, each figure = limit. An installed copy has none."""
    if not path.exists():
        return {}
    found: Gates = tomllib.loads(path.read_text(encoding="utf-8"))["tool"].get("whichpm", {}).get("gates", {})
    return found


def missed(figures: Mapping[str, float], gates: Gates) -> Iterator[str]:
    """One line for every figure that misses its limit; one that was not measured is passed over."""
    for name, limit in gates.get("least", {}).items():
        if figures.get(name, limit) < limit:
            yield f"{name} is {figures[name]:.3f}; at least {limit} is asked for"
    for name, limit in gates.get("most", {}).items():
        if figures.get(name, limit) > limit:
            yield f"{name} is {figures[name]:.3f}; at most {limit} is asked for"
