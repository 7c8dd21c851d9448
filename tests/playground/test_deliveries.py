"""How deliveries reach an app over HTTP: signed, on the clock, and events again when they failed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.signature import SignatureVerifier

from bot.playground import LocalSlack
from tests.playground.echo_app import build_echo_app


@dataclass
class Listener:
    """An app that answers what the test says, and remembers what came."""

    answers: list[web.Response | float] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.came.append((dict(request.headers), await request.read()))
        answer = self.answers.pop(0) if self.answers else web.Response()
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return web.Response()
        return answer


@pytest.fixture
async def listener(local_slack: LocalSlack) -> AsyncIterator[Listener]:
    listener = Listener()
    async with served(listener.take) as url:
        local_slack.connect_http(url)
        yield listener


async def test_a_real_app_over_http_answers_too(local_slack: LocalSlack) -> None:
    app = build_echo_app(local_slack)
    server = TestServer(app.web_app(path="/slack/events"))
    async with server:
        local_slack.connect_http(str(server.make_url("/slack/events")))
        assert await local_slack.verify_url()
        ana = local_slack.person()
        question = await ana.mention("general", "hello")
        answer = await local_slack.until(lambda: next(iter(local_slack.thread(question)), None))
        await ana.click(answer, "Again")
        assert await ana.command("/now") is None
        assert await ana.command("/nobody") == "http_service_error"
        await local_slack.settle()
    connection = local_slack.workspace.shown["connection", ""]
    assert connection == {"mode": "http", "connected": True, "sockets": 0}


async def test_deliveries_are_signed(local_slack: LocalSlack, listener: Listener) -> None:
    await local_slack.person().say("general", "hello")
    await local_slack.settle()
    headers, body = listener.came[0]
    assert SignatureVerifier(local_slack.signing_secret).is_valid_request(body, headers)
    assert headers["User-Agent"].startswith("Slackbot 1.0")


async def test_an_event_is_repeated_with_its_id_and_the_reason(
    local_slack: LocalSlack, listener: Listener
) -> None:
    listener.answers = [1.2, web.Response(status=500), web.Response(status=404), web.Response()]
    await local_slack.person().say("general", "hello")
    await local_slack.until(lambda: local_slack.deliveries()[3:] or None)
    retries = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _ in listener.came
    ]
    assert retries == [(None, None), ("1", "http_timeout"), ("2", "http_error"), ("3", "http_error")]
    assert len({delivery["content"]["event_id"] for delivery in local_slack.deliveries()}) == 1
    assert len({body for _, body in listener.came}) == 1


async def test_after_three_retries_slack_gives_up(local_slack: LocalSlack, listener: Listener) -> None:
    listener.answers = [web.Response(status=500) for _ in range(9)]
    await local_slack.person().say("general", "hello")
    await local_slack.until(lambda: local_slack.deliveries()[3:] or None)
    await asyncio.sleep(0.1)
    assert len(listener.came) == 4


async def test_an_app_may_ask_for_no_retry(local_slack: LocalSlack, listener: Listener) -> None:
    listener.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    await local_slack.person().say("general", "hello")
    await local_slack.until(lambda: local_slack.deliveries() or None)
    await asyncio.sleep(0.1)
    assert len(listener.came) == 1


async def test_an_app_may_ask_for_no_retry_later(local_slack: LocalSlack, listener: Listener) -> None:
    no_more = web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    listener.answers = [web.Response(status=500), no_more]
    await local_slack.person().say("general", "hello")
    await local_slack.until(lambda: local_slack.deliveries()[1:] or None)
    await asyncio.sleep(0.1)
    assert len(listener.came) == 2


async def test_an_app_that_is_gone_is_a_failed_connection(local_slack: LocalSlack) -> None:
    local_slack.connect_http("http://127.0.0.1:9/slack/events")
    assert await local_slack.person().command("/echo") == "dispatch_failed"
    assert local_slack.workspace.shown["connection", ""]["connected"] is False


async def test_redirects_end_after_two(local_slack: LocalSlack, listener: Listener) -> None:
    listener.answers = [web.Response(status=307, headers={"Location": "/"}) for _ in range(9)]
    assert await local_slack.person().command("/echo") == "http_service_error"
    assert local_slack.deliveries()[0]["problem"] == "too_many_redirects"


async def test_a_slow_app_fails_on_the_clock(local_slack: LocalSlack, listener: Listener) -> None:
    listener.answers = [1.2]
    assert await local_slack.person().command("/echo") == "operation_timeout"
    assert 0.7 < local_slack.deliveries()[0]["seconds"] < 1.2


async def test_bare_text_in_an_acknowledgement_is_a_private_message(
    local_slack: LocalSlack, listener: Listener
) -> None:
    listener.answers = [web.Response(text="Working on it")]
    ana = local_slack.person()
    assert await ana.command("/echo") is None
    assert [message.text for message in ana.ephemerals()] == ["Working on it"]


async def test_json_that_is_no_object_is_a_message_as_well(
    local_slack: LocalSlack, listener: Listener
) -> None:
    listener.answers = [web.Response(text="42")]
    ana = local_slack.person()
    await ana.command("/echo")
    assert [message.text for message in ana.ephemerals()] == ["42"]


async def test_over_sockets_nobody_is_asked_for_a_challenge(local_slack: LocalSlack) -> None:
    assert not await local_slack.verify_url()
    assert local_slack.deliveries() == []


async def test_an_app_that_does_not_know_the_challenge_is_not_verified(
    local_slack: LocalSlack, listener: Listener
) -> None:
    assert not await local_slack.verify_url()


class served:  # noqa: N801 (a context manager used like a function)
    """A web server with this one handler; its address."""

    def __init__(self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> None:
        application = web.Application()
        application.router.add_post("/", handler)
        self._server = TestServer(application)

    async def __aenter__(self) -> str:
        await self._server.start_server()
        return str(self._server.make_url("/"))

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()
