"""What goes wrong on purpose."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Fault, LocalSlack


@pytest.fixture
def channel(local_slack: LocalSlack) -> str:
    return local_slack.workspace.channel("general").id


async def test_a_rate_limit_says_when_to_come_back(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    local_slack.fail("chat.postMessage", Fault.ratelimited("7"))
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel, text="hi")
    response = refused.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "7"
    await client.chat_postMessage(channel=channel, text="hi")
    assert len(local_slack.messages("general")) == 1
    assert local_slack.calls("chat.postMessage")[-1]["seconds"] >= 0


async def test_slacks_own_handler_gets_over_a_rate_limit(local_slack: LocalSlack, channel: str) -> None:
    handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    client = AsyncWebClient(
        token=local_slack.bot_token, base_url=local_slack.api_url, retry_handlers=handlers
    )
    local_slack.fail("*", Fault.ratelimited("0"))
    await client.chat_postMessage(channel=channel, text="hi")
    assert [call["status"] for call in local_slack.calls("chat.postMessage")] == [429, 200]


@pytest.mark.parametrize(
    "fault", [Fault.broken(), Fault.html(), Fault.truncated(), Fault.answer_without("ok")]
)
async def test_an_answer_can_be_broken(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str, fault: Fault
) -> None:
    local_slack.fail("chat.postMessage", fault)
    with pytest.raises((SlackApiError, AttributeError, ValueError)):
        await client.chat_postMessage(channel=channel, text="hi")
    is_accepted = fault.when == "after"
    assert len(local_slack.messages("general")) == is_accepted


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_connection_can_break_before_and_after(
    local_slack: LocalSlack, channel: str, when: str, posted: int
) -> None:
    fault = Fault.connection_reset("before") if when == "before" else Fault.connection_reset("after")
    local_slack.fail("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await called(local_slack, channel)
    assert len(local_slack.messages("general")) == posted


async def test_an_answer_can_be_slow(local_slack: LocalSlack, client: AsyncWebClient, channel: str) -> None:
    local_slack.fail("chat.postMessage", Fault.slow(0.01))
    await client.chat_postMessage(channel=channel, text="hi")
    assert len(local_slack.messages("general")) == 1


async def test_a_fault_can_wait_for_certain_calls(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    refusal = Fault.refusal("restricted_action")
    local_slack.faults.set("*", refusal, times=2, applies=lambda given: given.get("text") == "bad")
    await client.chat_postMessage(channel=channel, text="good")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="restricted_action"):
            await client.chat_postMessage(channel=channel, text="bad")
    await client.chat_postMessage(channel=channel, text="bad")


async def test_a_fault_can_last(local_slack: LocalSlack, client: AsyncWebClient, channel: str) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal("internal_error"), times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="internal_error"):
            await client.chat_postMessage(channel=channel, text="hi")
    assert local_slack.faults.listed() == [{"method": "chat.postMessage", "left": None, "kind": "own"}]
    local_slack.faults.clear()
    await client.chat_postMessage(channel=channel, text="hi")


async def test_posts_are_slowed_to_one_a_second(client: AsyncWebClient) -> None:
    async with LocalSlack(rate_limits=True) as slack:
        where = slack.workspace.channel("general").id
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for _ in range(5):
            await client.chat_postMessage(channel=where, text="hi")
        with pytest.raises(SlackApiError, match="ratelimited"):
            await client.chat_postMessage(channel=where, text="hi")
        other = slack.workspace.channel("careers").id
        await client.chat_postMessage(channel=other, text="hi")


async def test_history_is_read_once_a_minute_outside_the_marketplace() -> None:
    async with LocalSlack(few_reads=True) as slack:
        where = slack.workspace.channel("general").id
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for number in range(20):
            await slack.person().say("general", f"{number}")
        page = await client.conversations_history(channel=where)
        assert (len(page["messages"]), page["has_more"]) == (15, True)
        with pytest.raises(SlackApiError, match="ratelimited"):
            await client.conversations_history(channel=where)


async def called(slack: LocalSlack, channel: str) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession() as session:
        body = {"channel": channel, "text": "hi"}
        await session.post(f"{slack.api_url}chat.postMessage", json=body, headers=headers)
