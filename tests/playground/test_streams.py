"""Messages that are written piece by piece."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack, Message


@pytest.fixture
async def question(local_slack: LocalSlack) -> Message:
    return await local_slack.person().dm("hello")


async def test_slacks_own_helper_streams(
    local_slack: LocalSlack, client: AsyncWebClient, question: Message
) -> None:
    stream = await client.chat_stream(channel=question.channel, thread_ts=question.ts, buffer_size=1)
    await stream.append(markdown_text="**Hello** ")
    grown = local_slack.thread(question)[0]
    assert (grown.text, grown.streaming) == ("**Hello** ", True)
    await stream.append(markdown_text="world")
    await stream.stop(blocks=[{"type": "divider"}])
    done = local_slack.thread(question)[0]
    assert (done.text, done.streaming) == ("**Hello** world", False)
    assert [block["type"] for block in done.blocks] == ["markdown", "divider"]


async def test_a_channel_wants_to_know_for_whom(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana = local_slack.person()
    said = await ana.say("general", "hello")
    to = {"recipient_team_id": local_slack.workspace.team_id, "recipient_user_id": ana.id}
    begun = await client.chat_startStream(channel=said.channel, thread_ts=said.ts, **to)
    await client.chat_stopStream(channel=said.channel, ts=begun["ts"])
    assert len(local_slack.thread(said)) == 1


async def test_chunks_are_tasks_plans_and_blocks(
    local_slack: LocalSlack, client: AsyncWebClient, question: Message
) -> None:
    where = {"channel": question.channel}
    task = {"type": "task_update", "id": "1", "title": "Look", "status": "in_progress"}
    begun = await client.chat_startStream(**where, thread_ts=question.ts, chunks=[task])
    chunks = [
        {**task, "status": "complete"},
        {"type": "plan_update", "title": "Plan"},
        {"type": "markdown_text", "text": "done"},
        {"type": "blocks", "blocks": [{"type": "divider"}]},
    ]
    await client.chat_appendStream(**where, ts=begun["ts"], chunks=chunks)
    blocks = local_slack.thread(question)[0].blocks
    assert [block["type"] for block in blocks] == ["task_card", "plan", "markdown", "divider"]
    assert blocks[0]["status"] == "complete"


async def test_a_person_may_stop_it(
    local_slack: LocalSlack, client: AsyncWebClient, question: Message
) -> None:
    ana = local_slack.person()
    begun = await client.chat_startStream(channel=question.channel, thread_ts=question.ts)
    await ana.stop_stream(local_slack.thread(question)[0])
    with pytest.raises(SlackApiError, match="stopped_by_user"):
        await client.chat_appendStream(channel=question.channel, ts=begun["ts"], markdown_text="more")
    with pytest.raises(LookupError, match="does not stream"):
        await ana.stop_stream(local_slack.thread(question)[0])


async def test_it_ends_when_nothing_more_comes(
    local_slack: LocalSlack,
    client: AsyncWebClient,
    question: Message,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.playground.methods_stream.STREAM_SECONDS", 0.05)
    begun = await client.chat_startStream(channel=question.channel, thread_ts=question.ts)
    await client.chat_appendStream(channel=question.channel, ts=begun["ts"], markdown_text="some")
    await local_slack.until(lambda: not local_slack.thread(question)[0].streaming or None)
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await client.chat_appendStream(channel=question.channel, ts=begun["ts"], markdown_text="more")
