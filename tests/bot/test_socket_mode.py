"""28: connections come back, acks survive a refresh, a flood waits, and silence ends the process."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Fault, LocalSlack
from bot.socket_mode import RefusedError, SocketModeConnections, watch

PING = 0.1


class Listening:
    """An app that counts, holds its acks while `hold` is set, and knows how many it works on at once."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack, self.client = slack, AsyncWebClient(slack.bot_token, slack.api_url)
        self.app = AsyncApp(client=self.client, signing_secret="x", process_before_response=True)
        self.going = asyncio.Event()
        self.going.set()
        self.at_once = self.most = self.done = 0
        self.app.command("/whichpm")(self.handle)

    async def handle(self, ack: AsyncAck) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await self.going.wait()
        self.at_once -= 1
        self.done += 1
        await ack()

    def connect(self, number: int = 1, most: int = 100) -> SocketModeConnections:
        return SocketModeConnections(self.app, self.client, self.slack.app_token, number, PING, most)


@pytest_asyncio.fixture
async def listening(local_slack: LocalSlack) -> AsyncIterator[Listening]:
    yield Listening(local_slack)


@pytest.fixture
def local_slack_options() -> dict[str, object]:
    return {"ack_seconds": 3.0}


async def connected(listening: Listening, number: int = 1) -> None:
    await listening.slack.until(lambda: len(listening.slack.sockets) == number or None)


async def test_28_an_ack_under_way_when_slack_renews_the_connection_arrives(listening: Listening) -> None:
    async with listening.connect() as connections:
        await connections.connected()
        listening.going.clear()
        asking = asyncio.create_task(listening.slack.person().command("/whichpm"))
        await asyncio.sleep(0.2)
        await listening.slack.sockets.refresh()
        await asyncio.sleep(0.3)
        listening.going.set()
        assert await asking is None


async def test_28_after_a_cut_it_connects_again_by_itself(listening: Listening) -> None:
    async with listening.connect() as connections:
        await connections.connected()
        await connected(listening)
        await listening.slack.sockets.refresh(hard=True)
        opened = [entry for entry in listening.slack.journal("socket") if entry.data["what"] == "connected"]
        await listening.slack.until(
            lambda: len(listening.slack.calls("apps.connections.open")) > len(opened) or None
        )
        await connected(listening)
        assert await listening.slack.person().command("/whichpm") is None


async def test_28_of_two_connections_one_suffices(listening: Listening) -> None:
    async with listening.connect(2) as connections:
        await connections.connected()
        await connected(listening, 2)
        for client in connections.clients[:1]:
            client.auto_reconnect_enabled = False
            await client.disconnect()  # type: ignore[no-untyped-call]
        await connected(listening, 1)
        assert await listening.slack.person().command("/whichpm") is None


async def test_28_a_flood_waits_outside(listening: Listening) -> None:
    async with listening.connect(most=5) as connections:
        await connections.connected()
        await connected(listening)
        listening.going.clear()
        person = listening.slack.person()
        asking = [asyncio.create_task(person.command("/whichpm")) for _ in range(60)]
        await asyncio.sleep(0.5)
        assert listening.at_once <= 5
        assert connections.clients[0].message_queue.qsize() <= 5
        listening.going.set()
        assert set(await asyncio.gather(*asking)) == {None}
    assert listening.most <= 5
    assert listening.done == 60


async def test_while_pongs_come_the_watchdog_is_content(listening: Listening) -> None:
    stop = asyncio.Event()
    async with listening.connect() as connections:
        await connections.connected()
        watching = asyncio.create_task(watch(connections, stop, 0.05, pong_seconds=0.5))
        await asyncio.sleep(1.0)
        assert not watching.done()
        stop.set()
        assert await watching == 0


async def test_28_a_half_open_connection_ends_the_process(listening: Listening) -> None:
    async with listening.connect() as connections:
        await connections.connected()
        await connected(listening)
        (client,) = connections.clients
        client.auto_reconnect_enabled = False
        assert client.message_receiver
        client.message_receiver.cancel()  # from here on nothing is heard, while the connection looks open
        code = await asyncio.wait_for(watch(connections, asyncio.Event(), 0.05, pong_seconds=0.5), 5)
        assert code == 1


async def test_when_slack_cannot_be_reached_at_the_start_the_process_ends(local_slack: LocalSlack) -> None:
    listening = Listening(local_slack)
    listening.client.base_url = "http://127.0.0.1:9/api/"
    async with listening.connect() as connections:
        code = await asyncio.wait_for(watch(connections, asyncio.Event(), 0.05, pong_seconds=0.5), 5)
    assert code == 1


async def test_a_token_that_slack_refuses_ends_the_process(listening: Listening) -> None:
    listening.slack.fail("apps.connections.open", Fault.refusal("invalid_auth"))
    async with listening.connect() as connections:
        with pytest.raises(RefusedError, match="invalid_auth"):
            await asyncio.wait_for(watch(connections, asyncio.Event(), 0.05), 5)


async def test_pongs_without_any_message_for_hours_are_silence_too(listening: Listening) -> None:
    async with listening.connect() as connections:
        await connections.connected()
        await connected(listening)
        await asyncio.sleep(0.3)
        assert connections.silence() is None
        connections.clients[0].last_message -= 7 * 3600
        assert connections.silence() == "message"
