"""The rules of response_url."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.playground import LocalSlack, Message
from tests.playground.test_wrong_payloads import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local_slack_options(clock: Clock) -> dict[str, Any]:
    return {"ack_seconds": 0.1, "retry_delays": (), "clock": clock}


@pytest.fixture
async def url(local_slack: LocalSlack) -> str:
    await local_slack.person().command("/echo")
    return str(local_slack.deliveries("command")[0]["content"]["response_url"])


async def test_an_answer_is_private_unless_it_says_otherwise(local_slack: LocalSlack, url: str) -> None:
    assert await posted(url, text="psst") == 200
    assert await posted(url, text="hear", response_type="in_channel") == 200
    private = [message.text for message in local_slack.person().ephemerals()]
    assert "psst" in private
    assert [message.text for message in local_slack.messages("general")] == ["hear"]


async def test_five_answers_are_all(url: str) -> None:
    assert [await posted(url, text="again") for _ in range(6)] == [200, 200, 200, 200, 200, 404]


async def test_a_refused_answer_does_not_count(local_slack: LocalSlack, url: str) -> None:
    assert await posted(url, blocks=[{"type": "section"}]) == 400
    assert [await posted(url, text="again") for _ in range(5)] == [200] * 5
    assert local_slack.calls("response")[0]["answer"]["error"] == "invalid_blocks"


async def test_after_half_an_hour_it_is_shut(url: str, clock: Clock) -> None:
    clock.now += 30 * 60 + 1
    assert await posted(url, text="late") == 404


async def test_an_address_of_nobody_is_shut(local_slack: LocalSlack) -> None:
    assert await posted(f"{local_slack.base}/response/nobody", text="hi") == 404


async def test_the_own_answer_can_be_replaced_and_deleted(local_slack: LocalSlack, url: str) -> None:
    await posted(url, text="first", response_type="in_channel")
    await posted(url, text="second", replace_original=True)
    assert [message.text for message in local_slack.messages("general")] == ["second"]
    await posted(url, delete_original=True)
    assert local_slack.messages("general") == []
    assert await posted(url, delete_original=True) == 400


async def test_a_private_answer_can_be_replaced_and_deleted(local_slack: LocalSlack, url: str) -> None:
    ana = local_slack.person()
    await ana.dismiss(ana.ephemerals()[0])
    await posted(url, text="first")
    await posted(url, text="second", replace_original=True)
    assert [message.text for message in ana.ephemerals()] == ["second"]
    await posted(url, delete_original=True)
    assert ana.ephemerals() == []


async def test_an_answer_can_go_into_a_thread(local_slack: LocalSlack, url: str) -> None:
    said = await local_slack.person().say("general", "hello")
    await posted(url, text="there", response_type="in_channel", thread_ts=said.ts)
    assert [message.text for message in local_slack.thread(said)] == ["there"]


async def test_a_replaced_text_loses_its_blocks(local_slack: LocalSlack, url: str) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "big"}}
    await posted(url, text="first", blocks=[block], response_type="in_channel")
    await posted(url, text="second", replace_original=True)
    changed: Message = local_slack.messages("general")[0]
    assert changed.blocks == []


async def posted(url: str, **body: Any) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status
