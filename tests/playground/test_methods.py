"""What the Web API answers when nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Fault, LocalSlack


@pytest.fixture
def channel(local_slack: LocalSlack) -> str:
    return local_slack.workspace.channel("general").id


async def test_the_app_learns_who_it_is(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    auth, bot = await client.auth_test(), await client.bots_info()
    team, test = await client.team_info(), await client.api_test(foo="bar")
    assert (auth["user_id"], auth["team_id"]) == ("U0LOCALBOT", "T0LOCAL001")
    assert (bot["bot"]["id"], team["team"]["name"], test["args"]["foo"]) == ("B0LOCAL001", "Local", "bar")


async def test_a_text_over_40000_characters_is_cut_with_a_warning(
    client: AsyncWebClient, channel: str
) -> None:
    answer = await client.api_call("chat.postMessage", json={"channel": channel, "text": "x" * 40_001})
    assert answer["warning"] == "message_truncated"
    assert len(answer["message"]["text"]) == 40_000


async def test_blocks_without_a_text_are_warned_of(client: AsyncWebClient, channel: str) -> None:
    answer = await client.api_call(
        "chat.postMessage", json={"channel": channel, "blocks": [{"type": "divider"}]}
    )
    assert answer["response_metadata"]["warnings"] == ["missing_text_in_message"]


async def test_a_channel_can_be_named_and_a_person_written_to(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    ana = local_slack.person()
    await client.chat_postMessage(channel="#general", text="here")
    await client.chat_postMessage(channel=ana.id, text="there")
    assert [message.text for message in local_slack.messages("general")] == ["here"]
    assert [message.text for message in ana.direct_messages()] == ["there"]


async def test_an_update_without_blocks_keeps_them_and_one_with_none_removes_them(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "big"}}
    ts = (await client.chat_postMessage(channel=channel, text="one", blocks=[block]))["ts"]
    kept = await client.chat_update(channel=channel, ts=ts, text="two")
    assert (len(kept["message"]["blocks"]), "edited" in kept["message"]) == (1, False)
    bare = await client.chat_update(channel=channel, ts=ts, text="three", blocks=[])
    assert ("blocks" in bare["message"], "edited" in bare["message"]) == (False, True)
    await client.api_call("chat.update", json={"channel": channel, "ts": ts, "markdown_text": "*four*"})
    assert local_slack.messages("general")[0].text == "*four*"


async def test_markdown_text_stands_alone(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    await client.chat_postMessage(channel=channel, markdown_text="**hi**")
    assert local_slack.messages("general")[0].text == "**hi**"


async def test_history_has_no_replies_but_those_sent_to_the_channel_too(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    first = (await client.chat_postMessage(channel=channel, text="first"))["ts"]
    await client.chat_postMessage(channel=channel, text="reply", thread_ts=first)
    await client.chat_postMessage(channel=channel, text="both", thread_ts=first, reply_broadcast=True)
    page = await client.conversations_history(channel=channel)
    assert [message["text"] for message in page["messages"]] == ["both", "first"]
    thread = await client.conversations_replies(channel=channel, ts=first)
    assert [message["text"] for message in thread["messages"]] == ["first", "reply", "both"]
    assert thread["messages"][0]["reply_count"] == 2


async def test_history_comes_in_pages(local_slack: LocalSlack, client: AsyncWebClient, channel: str) -> None:
    stamps = [(await client.chat_postMessage(channel=channel, text=f"{n}"))["ts"] for n in range(3)]
    first = await client.conversations_history(channel=channel, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [message["ts"] for message in [*first["messages"], *rest["messages"]]] == stamps[::-1]
    between = await client.conversations_history(channel=channel, oldest=stamps[1], inclusive=True)
    assert [message["ts"] for message in between["messages"]] == [stamps[2], stamps[1]]


async def test_metadata_is_shown_only_when_asked_for(client: AsyncWebClient, channel: str) -> None:
    metadata = {"event_type": "quiz", "event_payload": {"step": 1}}
    await client.chat_postMessage(channel=channel, text="hi", metadata=metadata)
    plain = await client.conversations_history(channel=channel)
    whole = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_reactions_are_counted_and_told(echo: LocalSlack, client: AsyncWebClient) -> None:
    said = await echo.person().say("general", "hello")
    await client.reactions_add(channel=said.channel, timestamp=said.ts, name="eyes")
    shown = await client.conversations_history(channel=said.channel)
    assert shown["messages"][0]["reactions"] == [{"name": "eyes", "users": ["U0LOCALBOT"], "count": 1}]
    await client.reactions_remove(channel=said.channel, timestamp=said.ts, name="eyes")
    await echo.settle()
    told = [delivery["content"]["event"]["type"] for delivery in echo.deliveries("event")]
    assert [kind for kind in told if kind != "message"] == ["reaction_added", "reaction_removed"]


async def test_a_permalink_names_the_message(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    ts = (await client.chat_postMessage(channel=channel, text="hi"))["ts"]
    link = await client.chat_getPermalink(channel=channel, message_ts=ts)
    assert link["permalink"] == f"{local_slack.base}/archives/{channel}/p{ts.replace('.', '')}"


async def test_rooms_are_listed_by_type_and_page(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    local_slack.add_channel("private", private=True)
    local_slack.add_channel("secret", private=True, with_bot=False)
    old = local_slack.add_channel("old")
    local_slack.workspace.save_channel(replace(old, archived=True))
    first = await client.conversations_list(limit=1, exclude_archived=True)
    rest = await client.conversations_list(
        cursor=first["response_metadata"]["next_cursor"], exclude_archived=True
    )
    assert [room["name"] for room in [*first["channels"], *rest["channels"]]] == ["general", "careers"]
    private = await client.conversations_list(types="private_channel,im,mpim")
    assert [room.get("name", "im") for room in private["channels"]] == ["im", "im", "private"]


async def test_a_room_is_shown_joined_and_its_people_named(echo: LocalSlack, client: AsyncWebClient) -> None:
    outside = echo.add_channel("outside", with_bot=False)
    assert (await client.conversations_info(channel=outside.id))["channel"]["is_member"] is False
    assert (await client.conversations_join(channel=outside.id))["channel"]["is_member"] is True
    assert (await client.conversations_join(channel=outside.id))["channel"]["num_members"] == 3
    members = await client.conversations_members(channel=outside.id)
    assert echo.workspace.bot_user in members["members"]
    await echo.until(lambda: echo.deliveries("event") or None)


async def test_a_direct_message_is_opened(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana = local_slack.person()
    opened = await client.conversations_open(users=ana.id)
    again = await client.conversations_open(channel=opened["channel"]["id"])
    assert again["channel"]["id"] == local_slack.workspace.open_im(ana.id).id


async def test_people_are_found(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana = local_slack.person()
    assert (await client.users_info(user=ana.id))["user"]["profile"]["email"] == "ana@example.com"
    assert (await client.users_lookupByEmail(email="ana@example.com"))["user"]["id"] == ana.id
    assert (await client.users_profile_get(user=ana.id))["profile"]["real_name"] == "Ana Diaz"
    names = [user["name"] for user in (await client.users_list())["members"]]
    assert names == ["bot", "slackbot", "ana", "ben"]


async def test_a_code_is_exchanged_for_the_token_once(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    code = local_slack.oauth_code()
    # By hand: slack_sdk's own method uses a part of aiohttp that is about to go, and warns of it.
    asked = {"client_id": "1.2", "client_secret": "s", "code": code}
    installed = await client.api_call("oauth.v2.access", params=asked)
    assert installed["access_token"] == local_slack.bot_token
    assert "client_secret" not in local_slack.calls("oauth.v2.access")[0]["arguments"]
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.api_call("oauth.v2.access", params=asked)


async def test_right_blocks_are_valid(client: AsyncWebClient) -> None:
    blocks = [{"type": "divider"}]
    for given in (
        {"blocks": blocks},
        {"message": {"blocks": blocks}},
        {"view": {"type": "home", "blocks": []}},
    ):
        assert (await client.api_call("blocks.validate", json=given))["ok"]


async def test_arguments_may_stand_in_a_very_long_address(client: AsyncWebClient, channel: str) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 4
    assert (await client.blocks_validate(blocks=blocks))["ok"]


async def test_bodies_that_are_no_object_are_refused(local_slack: LocalSlack) -> None:
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
            async with session.post(f"{local_slack.api_url}api.test", data=body, headers=headers) as answer:
                assert (await answer.json())["error"] == error


async def test_a_message_is_posted_later(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    soon, late = int(local_slack.workspace.clock()) + 1, int(local_slack.workspace.clock()) + 900
    await client.chat_scheduleMessage(channel=channel, text="soon", post_at=soon)
    held = await client.chat_scheduleMessage(channel=channel, text="late", post_at=late)
    listed = await client.chat_scheduledMessages_list()
    assert [message["text"] for message in listed["scheduled_messages"]] == ["soon", "late"]
    name = held["scheduled_message_id"]
    await client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=name)
    await local_slack.until(lambda: local_slack.messages("general") or None)
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_revoked_token_is_refused(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    local_slack.access.problem = "token_revoked"
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    local_slack.fail("auth.test", Fault.refusal("never_reached"), times=1)
