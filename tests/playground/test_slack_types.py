"""A JSON schema made from Slack's own types agrees with our checks wherever it has an opinion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.playground.checks import block_problems
from tests.playground.test_right_payloads import RIGHT, WRONG
from tests.playground.test_wrong_payloads import filled

SCHEMA = Path(__file__).parents[2] / ".cache" / "slack_types" / "schema.json"
# Slack's own Block Kit Builder offers such descriptions, which its types leave out: taken here.
DISAGREED = frozenset({"ten radio buttons with descriptions"})


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    if not SCHEMA.exists():
        pytest.skip("the schema of Slack's types is not on this machine: make slack-types (needs npm)")
    return Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def minds(schema: Draft7Validator, blocks: list[Any]) -> bool:
    return not all(schema.is_valid(block) for block in blocks)


@pytest.mark.parametrize("case", RIGHT, ids=[case["case"] for case in RIGHT])
def test_what_is_taken_here_fits_slacks_types(case: dict[str, Any], schema: Draft7Validator) -> None:
    assert minds(schema, filled(case["blocks"], {})) == (case["case"] in DISAGREED)


def test_slacks_types_find_a_part_of_what_is_refused(schema: Draft7Validator) -> None:
    found = [case["case"] for case in WRONG if minds(schema, filled(case["arguments"]["blocks"], {}))]
    assert "a header in mrkdwn" in found
    assert len(found) >= 20


@pytest.mark.parametrize("case", WRONG, ids=[case["case"] for case in WRONG])
def test_what_slacks_types_refuse_is_refused_here(case: dict[str, Any], schema: Draft7Validator) -> None:
    """Each block alone, so that no other mistake of the message hides that it passes."""
    for block in filled(case["arguments"]["blocks"], {}):
        if minds(schema, [block]):
            assert block_problems([block])
