"""Everything that Slack refuses is refused, with Slack's error and the place of the mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from bot.playground import LocalSlack
from bot.playground.arguments import Arguments
from bot.playground.methods_chat import post_message
from bot.playground.methods_stream import start_stream
from bot.playground.people import new_user
from bot.playground.views import add_view

CASES = yaml.safe_load((Path(__file__).parent / "wrong_payloads.yaml").read_text(encoding="utf-8"))
BLANK: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Quiz"}, "blocks": []}


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local_slack_options(clock: Clock) -> dict[str, Any]:
    return {"ack_seconds": 0.1, "retry_delays": (), "clock": clock}


@pytest.fixture
async def names(local_slack: LocalSlack, clock: Clock) -> dict[str, str]:
    """What the $names of the cases stand for."""
    slack, workspace, context = local_slack, local_slack.workspace, local_slack.context
    ana, ben = slack.person("ana"), slack.person("ben")
    gone = workspace.save_user(replace(new_user(workspace, "gus"), deleted=True))
    archived = workspace.save_channel(replace(slack.add_channel("old"), archived=True))
    old, used = context.new_trigger(ana.id), context.new_trigger(ana.id)
    clock.now += 4
    fresh = context.new_trigger(ana.id)
    context.redeem(context.new_trigger(ana.id))
    context.triggers[used] = (ana.id, -1.0)
    general = workspace.channel("general").id
    theirs = await ana.say("general", "hi")
    mine = post_message(context, Arguments({"channel": general, "text": "mine"}))["ts"]
    reacted = post_message(context, Arguments({"channel": general, "text": "seen"}))["ts"]
    workspace.save(workspace.messages[general, reacted].with_reaction("eyes", workspace.bot_user, True))
    to = {"recipient_team_id": workspace.team_id, "recipient_user_id": ana.id}
    stream = start_stream(context, Arguments({"channel": general, "thread_ts": theirs.ts, **to}))["ts"]
    view = add_view(context, ben.id, {**BLANK, "external_id": "quiz"})
    add_view(context, ben.id, {"type": "home", "blocks": []})
    return {
        "app_token": slack.app_token,
        "general": general,
        "secret": slack.add_channel("secret", private=True, with_bot=False).id,
        "outside": slack.add_channel("outside", with_bot=False).id,
        "archived": archived.id,
        "dm": workspace.open_im(ana.id).id,
        "bot": workspace.bot_user,
        "ana": ana.id,
        "ben": ben.id,
        "gone": gone.id,
        "mine": mine,
        "theirs": theirs.ts,
        "reacted": reacted,
        "stream": stream,
        "trigger": fresh,
        "used_trigger": used,
        "old_trigger": old,
        "view": view.id,
    }


def filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        if "$repeat" in value:
            what, times = value["$repeat"]
            return filled(what, names) * times
        return {key: filled(held, names) for key, held in value.items()}
    if isinstance(value, list):
        return [filled(held, names) for held in value]
    return names[value[1:]] if isinstance(value, str) and value.startswith("$") else value


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
async def test_slack_refuses(case: dict[str, Any], local_slack: LocalSlack, names: dict[str, str]) -> None:
    answer = await called(local_slack, case, names)
    assert (answer["ok"], answer["error"]) == (False, case["error"])
    messages = answer.get("response_metadata", {}).get("messages", [])
    pointed = [message for message in messages if f"[json-pointer:{case.get('pointer')}]" in message]
    if "pointer" in case:
        assert [message for message in pointed if case["says"] in message], messages
    elif "says" in case:
        assert case["says"] in messages[0]
    if "validates" in case:
        assert answer["errors"][0]["pointer"] == case["validates"]


def test_there_are_many_of_them_and_no_two_are_the_same() -> None:
    assert len({case["case"] for case in CASES}) == len(CASES) >= 60


async def called(slack: LocalSlack, case: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    token = filled(case.get("token", slack.bot_token), names)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = filled(case.get("arguments", {}), names)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}{case['method']}", json=body, headers=headers) as response,
    ):
        return dict(await response.json())
