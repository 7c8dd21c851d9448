"""Everything that Slack takes is taken, and slack_sdk's own models agree where they have an opinion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.models.blocks import Block

from bot.playground.checks import block_problems, refuse_blocks, view_problems
from tests.playground.test_wrong_payloads import CASES, filled

RIGHT = yaml.safe_load((Path(__file__).parent / "right_payloads.yaml").read_text(encoding="utf-8"))
# slack_sdk does not know these blocks, so it cannot have an opinion.
UNKNOWN = frozenset({"data_table"})
WRONG = [
    case
    for case in CASES
    if case["error"] == "invalid_blocks" and isinstance(case["arguments"].get("blocks"), list)
]


@pytest.mark.parametrize("case", RIGHT, ids=[case["case"] for case in RIGHT])
def test_what_slack_takes_is_taken(case: dict[str, Any]) -> None:
    blocks = filled(case["blocks"], {})
    assert block_problems(blocks) == []
    if not case.get("too_long"):
        refuse_blocks(blocks)


@pytest.mark.parametrize("case", RIGHT, ids=[case["case"] for case in RIGHT])
def test_slacks_own_models_take_it_too(case: dict[str, Any]) -> None:
    blocks = filled(case["blocks"], {})
    assert models_mind(blocks) is None


def test_slacks_own_models_mind_some_of_what_is_refused() -> None:
    """They mind nothing that is taken here; of what is refused they find a part."""
    found = [case["case"] for case in WRONG if models_mind(filled(case["arguments"]["blocks"], {}))]
    assert "a section of 3001 characters" in found
    assert len(found) >= 10


@pytest.mark.parametrize("case", RIGHT, ids=[case["case"] for case in RIGHT])
def test_what_may_stand_on_a_home_tab_is_taken_there(case: dict[str, Any]) -> None:
    elsewhere = {"context_actions", "table", "data_table", "markdown"}
    blocks = [block for block in filled(case["blocks"], {}) if block["type"] not in elsewhere]
    assert view_problems({"type": "home", "blocks": blocks}) == []


def models_mind(blocks: list[dict[str, Any]]) -> str | None:
    known = [block for block in blocks if isinstance(block, dict) and block.get("type") not in UNKNOWN]
    try:
        for block in Block.parse_all(known):
            block.validate_json()
    except Exception as error:  # noqa: BLE001 (the models raise whatever they like)
        return str(error) or type(error).__name__
    return None
