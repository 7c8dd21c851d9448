"""What Prometheus reads: numbers of everything that happened, and no word, token or name."""

import re

import aiohttp
import pytest

from bot.metrics import PrometheusMetrics
from bot.playground import Fault, LocalSlack
from bot.playground.http_carrier import HttpCarrier


@pytest.fixture
def transport() -> str:
    return "http"


async def read(slack: LocalSlack) -> dict[str, float]:
    assert isinstance(slack.courier.carrier, HttpCarrier)
    address = slack.courier.carrier.url.replace("/slack/events", "/metrics")
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.content_type == "text/plain"
        lines = (await answer.text()).splitlines()
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")
    }


async def test_an_answered_question_is_counted_on_its_whole_way(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    await slack.until(lambda: slack.thread(asked) or None)
    await slack.settle()
    seen = await read(slack)
    assert seen['whichpm_events_total{outcome="new",place="channel"}'] == 1
    assert seen['whichpm_replies_total{decision="answer"}'] == 1
    assert seen['whichpm_slack_calls_total{method="chat.postMessage",outcome="ok"}'] == 1
    assert seen["whichpm_answer_seconds_count"] == 1
    assert seen["whichpm_ack_seconds_count"] >= 2
    assert seen["whichpm_turns_waiting"] == 0
    assert 0 <= seen["whichpm_last_event_age_seconds"] < 10


async def test_a_repeated_delivery_and_a_rate_limit_are_counted(slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.ratelimited("0"))
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    await slack.until(lambda: slack.thread(asked) or None)
    await slack.courier.send("event", slack.deliveries("event")[0]["content"])
    seen = await read(slack)
    assert seen['whichpm_events_total{outcome="repeated",place="channel"}'] == 1
    assert seen['whichpm_rate_limited_total{method="chat.postMessage"}'] == 1


async def test_a_lost_confirmation_is_unconfirmed(slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.connection_reset("after"))
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    await slack.until(lambda: slack.thread(asked) or None)
    await slack.settle()
    seen = await read(slack)
    assert seen['whichpm_slack_calls_total{method="chat.postMessage",outcome="unconfirmed"}'] == 1


async def test_a_refused_request_is_counted_by_its_status(slack: LocalSlack) -> None:
    assert isinstance(slack.courier.carrier, HttpCarrier)
    async with aiohttp.ClientSession() as session:
        await session.post(slack.courier.carrier.url, data=b"{}")
    assert (await read(slack))['whichpm_requests_refused_total{status="401"}'] == 1


def test_29_without_an_event_the_age_is_negative_and_then_it_grows() -> None:
    now = [100.0]
    metrics = PrometheusMetrics(lambda: now[0])
    assert b"whichpm_last_event_age_seconds -1.0" in metrics.text()
    metrics.arrived("dm", "new")
    now[0] += 7
    assert b"whichpm_last_event_age_seconds 7.0" in metrics.text()


def test_what_is_no_error_code_of_slack_does_not_become_a_label() -> None:
    metrics = PrometheusMetrics()
    for outcome in ("channel_not_found", "words of a person: canary", "x" * 60):
        metrics.called("chat.postMessage", outcome, 0.1)
    outcomes = set(re.findall(r'outcome="([^"]*)"', metrics.text().decode()))
    assert outcomes == {"channel_not_found", "other"}
