"""Whatever is sent, the answer is a yes or a no and never a crash of the local Slack."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from bot.playground import LocalSlack
from bot.playground.arguments import Arguments
from bot.playground.local_api import ACTIONS, act
from bot.playground.methods import call
from bot.playground.refusals import RefusalError
from tests.playground.test_wrong_payloads import CASES, clock, filled, local_slack_options, names

__all__ = ["clock", "local_slack_options", "names"]

JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    [{}],
    {"type": []},
    {"type": "plain_text"},
)
SMALL = [case for case in CASES if len(json.dumps(case)) < 600]


def junk_in_each_place(value: Any) -> Iterator[Any]:
    """The value again and again, each time with one thing in it replaced."""
    for path in places(value):
        for junk in JUNK:
            yield put(value, path, junk)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in held:
        yield from places(inner, (*path, key))


def put(value: Any, path: tuple[Any, ...], what: Any) -> Any:
    changed = copy.copy(value)
    changed[path[0]] = what if len(path) == 1 else put(value[path[0]], path[1:], what)
    return changed


@pytest.mark.parametrize("case", SMALL, ids=[case["case"] for case in SMALL])
async def test_no_call_breaks_it(
    case: dict[str, Any], local_slack: LocalSlack, names: dict[str, str]
) -> None:
    sent = {key: value for key, value in case.get("arguments", {}).items() if not is_long(value)}
    context = local_slack.context
    for arguments in junk_in_each_place(filled(sent, defaultdict(str, names))):
        with suppress(RefusalError):
            answer = call(context, case["method"], Arguments(arguments), local_slack.bot_token, {})
            assert json.dumps(answer.body)


@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - {"settle"}))
async def test_no_human_action_breaks_it(name: str, local_slack: LocalSlack) -> None:
    ana = local_slack.person()
    said = await ana.say("general", "hello")
    right = {"channel": "general", "ts": said.ts, "text": "hi", "name": "x", "content": "", "kind": "html"}
    action = ACTIONS[name]
    sent = {key: right.get(key, "x") for key in (*action.needs, *action.takes) if key != "user"}
    for arguments in junk_in_each_place(sent):
        with suppress(LookupError, ValueError):
            assert json.dumps(await act(local_slack._desk, name, arguments))


def is_long(value: Any) -> bool:
    return "$repeat" in json.dumps(value)
