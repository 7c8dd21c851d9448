"""What an app shows while it thinks, and what it proposes to ask."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack


@pytest.fixture
def channel(local_slack: LocalSlack) -> str:
    return local_slack.workspace.channel("general").id


async def test_a_status_goes_with_the_answer(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    said = await local_slack.person().say("general", "hello")
    where = {"channel_id": channel, "thread_ts": said.ts}
    await client.assistant_threads_setStatus(**where, status="is thinking", loading_messages=["hm"])
    assert local_slack.workspace.notes("status")[0]["status"] == "is thinking"
    await client.chat_postMessage(channel=channel, thread_ts=said.ts, text="done")
    assert local_slack.workspace.notes("status")[0]["status"] == ""
    await client.assistant_threads_setStatus(**where, status="")


async def test_a_status_ends_by_itself(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.methods_assistant.STATUS_SECONDS", 0.02)
    said = await local_slack.person().say("general", "hello")
    where = {"channel_id": channel, "thread_ts": said.ts}
    await client.assistant_threads_setStatus(**where, status="is thinking")
    await client.assistant_threads_setStatus(**where, status="is writing")
    await local_slack.until(lambda: local_slack.workspace.notes("status")[0]["status"] == "" or None)


async def test_titles_and_prompts_are_kept(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana = local_slack.person()
    said = await ana.dm("hello")
    where = {"channel_id": said.channel, "thread_ts": said.ts}
    await client.assistant_threads_setTitle(**where, title="A talk")
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=said.channel, prompts=[{"title": "Quiz", "message": "quiz"}]
    )
    assert local_slack.workspace.notes("title")[0]["title"] == "A talk"
    assert local_slack.workspace.notes("prompts")[0]["thread_ts"] is None
