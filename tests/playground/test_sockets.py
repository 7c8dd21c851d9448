"""Socket Mode: hello, envelopes, acknowledgements, reconnecting, and several sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.playground import LocalSlack

Socket = aiohttp.ClientWebSocketResponse


async def test_a_socket_is_greeted(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (_, hello):
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": local_slack.workspace.app_id}
    await local_slack.until(lambda: local_slack.journal("socket")[1:] or None)
    assert [entry.data["what"] for entry in local_slack.journal("socket")] == ["connected", "disconnected"]


async def test_a_ticket_is_good_once(local_slack: LocalSlack) -> None:
    url = local_slack.sockets.url(local_slack.base)
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(url)
    assert refused.value.status == 401


async def test_an_event_says_which_attempt_it_is(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (socket, _):
        await local_slack.person().say("general", "hello")
        first, second = await socket.receive_json(), await socket.receive_json()
        await socket.send_json({"envelope_id": second["envelope_id"]})
        await local_slack.settle()
    assert (first["type"], first["accepts_response_payload"]) == ("events_api", False)
    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]


async def test_a_command_is_answered_in_its_acknowledgement(local_slack: LocalSlack) -> None:
    ana = local_slack.person()
    async with connected(local_slack) as (socket, _):
        asking = asyncio.create_task(ana.command("/now"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Now"}})
        assert await asking is None
    assert [message.text for message in ana.ephemerals()] == ["Now"]


async def test_what_is_no_acknowledgement_is_dropped(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (socket, _):
        asking = asyncio.create_task(local_slack.person().command("/now"))
        envelope = await socket.receive_json()
        for said in ("Ping", "[]", json.dumps({"envelope_id": "other"})):
            await socket.send_str(said)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert await asking is None


async def test_a_socket_that_breaks_fails_what_it_held(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (socket, _):
        asking = asyncio.create_task(local_slack.person().command("/now"))
        await socket.receive_json()
        await local_slack.sockets.refresh(hard=True)
        assert await asking == "dispatch_failed"


async def test_sockets_take_turns(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (one, _), connected(local_slack) as (two, hello):
        assert hello["num_connections"] == 2
        for text in ("first", "second"):
            await local_slack.person().say("general", text)
        for socket in (one, two):
            envelope = await socket.receive_json()
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await local_slack.settle()


async def test_an_eleventh_socket_is_sent_away(local_slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        ten = [await session.ws_connect(local_slack.sockets.url(local_slack.base)) for _ in range(10)]
        assert [await socket.receive_json() for socket in ten][9]["num_connections"] == 10
        async with session.ws_connect(local_slack.sockets.url(local_slack.base)) as socket:
            assert (await socket.receive_json())["reason"] == "too_many_websockets"


async def test_an_app_that_is_asked_to_reconnect_loses_nothing(echo: LocalSlack) -> None:
    echo.sockets.leave_seconds = 0.3
    ana = echo.person()
    assert await echo.sockets.refresh() == 1
    assert await ana.command("/echo", "still there") is None
    question = await ana.mention("general", "hello")
    await echo.until(lambda: echo.thread(question) or None)
    await echo.until(lambda: gone(echo) or None)
    assert echo.workspace.shown["connection", ""]["sockets"] == 1


async def test_nobody_coming_back_is_a_timeout(local_slack: LocalSlack) -> None:
    async with connected(local_slack) as (socket, _):
        await local_slack.sockets.refresh()
        assert (await socket.receive_json())["reason"] == "refresh_requested"
        assert await local_slack.person().command("/echo") == "operation_timeout"


async def test_a_closing_slack_closes_its_sockets() -> None:
    slack = LocalSlack(ack_seconds=0.1, retry_delays=())
    await slack.start()
    async with connected(slack) as (socket, _):
        await slack.sockets.refresh()
        await socket.receive_json()
        await slack.stop()
        assert (await socket.receive()).type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}


def gone(slack: LocalSlack) -> list[str]:
    return [entry.data["id"] for entry in slack.journal("socket") if entry.data["what"] == "disconnected"]


@asynccontextmanager
async def connected(slack: LocalSlack) -> AsyncIterator[tuple[Socket, dict[str, Any]]]:
    """A socket as an app opens it, and the greeting it got."""
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as answer:
            url = (await answer.json())["url"]
        async with session.ws_connect(url) as socket:
            yield socket, await socket.receive_json()
