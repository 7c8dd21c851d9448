"""The manifest decides what an app may do, hears and offers."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack, ManifestError

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Quizzer", "background_color": "#1d4f46"},
    "features": {
        "app_home": {"home_tab_enabled": False, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Quiz Bot"},
        "slash_commands": [{"command": "/quiz", "description": "Starts", "usage_hint": "[topic]"}],
        "shortcuts": [{"type": "global", "name": "Quiz", "callback_id": "quiz", "description": "Starts"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "app_mentions:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
}


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    return {"manifest": MANIFEST, "ack_seconds": 0.1, "retry_delays": ()}


async def test_a_missing_scope_is_named(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.users_info(user="U0LOCALBOT")
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert answer["provided"] == "app_mentions:read,chat:write,commands"


@pytest.mark.parametrize("method", ["conversations.info", "conversations.history", "conversations.list"])
async def test_reading_wants_the_scope_of_the_kind_of_room(
    local_slack: LocalSlack, client: AsyncWebClient, method: str
) -> None:
    room = local_slack.workspace.channel("general").id
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.api_call(method, json={"channel": room})


async def test_granted_scopes_stand_in_the_headers(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer.headers["X-OAuth-Scopes"] == "app_mentions:read,chat:write,commands"


async def test_only_events_that_are_subscribed_to_are_told(local_slack: LocalSlack) -> None:
    await local_slack.person().mention("general", "hello")
    await local_slack.settle()
    told = [delivery["content"]["event"]["type"] for delivery in local_slack.deliveries("event")]
    assert told == ["app_mention"]


async def test_an_unknown_command_is_slacks_to_answer(local_slack: LocalSlack) -> None:
    ana = local_slack.person()
    assert await ana.command("/nope") == "unknown_command"
    assert ana.ephemerals()[0].text.startswith("/nope is not a valid command. In Slack, all messages")
    assert await ana.command("/quiz") == "dispatch_failed"


async def test_the_home_tab_can_be_switched_off(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana = local_slack.person()
    with pytest.raises(SlackApiError, match="not_enabled"):
        await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": []})
    with pytest.raises(ValueError, match="switches the home tab off"):
        await ana.open_home()
    await ana.open_home("messages")


async def test_posting_everywhere_wants_a_scope_of_its_own() -> None:
    scopes = {"scopes": {"bot": ["chat:write", "chat:write.public", "commands", "app_mentions:read"]}}
    async with LocalSlack({**MANIFEST, "oauth_config": scopes}) as slack:
        outside = slack.add_channel("outside", with_bot=False)
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        await client.chat_postMessage(channel=outside.id, text="hello")
        assert len(slack.messages("outside")) == 1


def test_a_manifest_without_a_name_is_refused() -> None:
    with pytest.raises(ManifestError, match=r"manifest: display_information.name is missing"):
        LocalSlack({})


@pytest.mark.parametrize(
    ("scopes", "problem"),
    [
        (["commands"], "the event app_mention needs the bot scope app_mentions:read; add it to"),
        (["app_mentions:read"], "slash commands and shortcuts need the bot scope commands; add it to"),
    ],
)
def test_what_lacks_its_scope_is_refused(scopes: list[str], problem: str) -> None:
    with pytest.raises(ManifestError, match=problem):
        LocalSlack({**MANIFEST, "oauth_config": {"scopes": {"bot": scopes}}})
