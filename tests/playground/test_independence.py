"""The local Slack can become a package of its own: it knows nothing of the app that it is made for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.playground.local_api import ACTIONS

PLAYGROUND = Path(__file__).parents[2] / "bot" / "playground"
MODULES = sorted(PLAYGROUND.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=[module.stem for module in MODULES])
def test_only_the_demo_knows_the_app(module: Path) -> None:
    imported = set(imports(module))
    own = {name for name in imported if name.startswith("bot.")}
    if module.name != "demo.py":
        assert {name for name in own if not f"{name}.".startswith("bot.playground.")} == set()
        assert imported & {"slack_sdk", "slack_bolt", "pydantic", "yaml", "knowledge", "intents"} == set()


def test_the_readme_names_every_action() -> None:
    text = (PLAYGROUND / "README.md").read_text(encoding="utf-8")
    assert [name for name in ACTIONS if f"`{name}`" not in text] == []


def imports(module: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found
