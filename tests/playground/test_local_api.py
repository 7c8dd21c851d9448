"""The local Slack's own API, as the page and curl use it, and who may use it."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground import LocalSlack
from bot.playground.local_api import ACTIONS

Api = aiohttp.ClientSession


@pytest.fixture
async def api(local_slack: LocalSlack) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession(local_slack.base) as session:
        yield session


async def test_every_action_says_what_it_needs(api: Api) -> None:
    listed = (await got(api, "/_local"))["actions"]
    assert listed.keys() == ACTIONS.keys()
    assert listed["say"] == {
        "needs": ["channel", "text"],
        "takes": ["user", "thread_ts", "broadcast", "files"],
        "does": "Writes a message.",
    }


async def test_the_state_has_everything_to_begin_with(api: Api, local_slack: LocalSlack) -> None:
    await local_slack.person().say("general", "hello")
    state = await got(api, "/_local/state")
    assert state["me"] == local_slack.person("ana").id
    assert state["seq"] == local_slack.workspace.journal.last
    assert [message["text"] for message in state["messages"]] == ["hello"]
    assert state["connection"] == {"mode": "socket", "connected": False, "sockets": 0}
    assert state["faults"] == {"set": [], "revoked": False}
    assert (state["app"]["name"], state["app"]["home_tab"]) == ("Bot", True)
    assert [channel["name"] for channel in state["channels"] if channel["kind"] == "channel"] == [
        "general",
        "careers",
    ]


async def test_the_feed_goes_on_where_it_was_left(api: Api, local_slack: LocalSlack) -> None:
    before = local_slack.workspace.journal.last
    await local_slack.person().say("general", "one")
    async with api.ws_connect(f"/_local/feed?after={before}") as feed:
        hello = await feed.receive_json()
        assert hello["data"]["run"] == (await got(api, "/_local/state"))["run"]
        kinds = [(await feed.receive_json())["kind"] for _ in range(2)]
        assert kinds == ["action", "message"]
        await local_slack.settle()
        last = local_slack.workspace.journal.last
    await local_slack.person().say("general", "two")
    async with api.ws_connect(f"/_local/feed?after={last}") as feed:
        await feed.receive_json()
        await feed.receive_json()
        assert (await feed.receive_json())["data"]["text"] == "two"


async def test_the_journal_can_be_read_by_kind(api: Api, local_slack: LocalSlack) -> None:
    for text in ("one", "two"):
        await local_slack.person().say("general", text)
    newest = await got(api, "/_local/journal?kinds=message&limit=1&after=nothing")
    assert [entry["data"]["text"] for entry in newest["entries"]] == ["two"]
    assert (await got(api, "/_local/journal?limit=0"))["entries"] == []


async def test_a_talk_by_curl(echo: LocalSlack, api: Api) -> None:
    said = await did(api, "mention", channel="#general", text="hello")
    await echo.until(lambda: echo.messages("general")[1:] or None)
    answer = echo.messages("general")[1]
    at = {"channel": "general", "ts": answer.ts}
    assert answer.thread_ts == said["ts"]
    assert await did(api, "click", label="Again", **at) == {"ok": True, "acknowledged": True, "warning": None}
    assert (await did(api, "command", channel="general", command="/ask"))["error"] is None
    await echo.until(echo.person().modal)
    assert (await did(api, "submit", values={"name": {"name": "nobody"}}))["errors"] == {
        "name": "Somebody else"
    }
    assert (await did(api, "close"))["view"] is None
    assert (await did(api, "home", tab="messages"))["view"] is None
    await did(api, "settle", seconds=5)


@pytest.mark.parametrize(
    ("action", "given", "status", "error"),
    [
        ("dance", {}, 404, "there is no action 'dance'; GET /_local lists them"),
        ("say", {"text": "hi"}, 400, "say needs channel"),
        ("say", {"channel": "general", "text": "hi", "to": "ben"}, 400, "say does not take to"),
        ("say", {"channel": "nowhere", "text": "hi"}, 400, "channel 'nowhere' is unknown in the local Slack"),
        ("say", {"channel": "general", "text": "hi", "user": "eve"}, 400, "user 'eve' is unknown"),
        ("say", {"channel": "general", "text": " "}, 400, "the message is empty"),
        ("say", {"channel": "general", "text": "hi", "files": ["F0NONE"]}, 400, "there is no file 'F0NONE'"),
        ("say", {"channel": "general", "text": "hi", "thread_ts": "1.0"}, 400, "there is no thread '1.0'"),
        ("edit", {"channel": "general", "ts": "1.0", "text": "hi"}, 400, "there is no message '1.0'"),
        ("dismiss", {"ts": "1.0"}, 400, "there is no private message '1.0'"),
        ("upload", {"name": "a.png", "content": "!"}, 400, "content is not base64"),
        ("action", {"block_id": "b", "action_id": "a", "view": "V0"}, 400, "ana has no view 'V0'"),
        ("fault", {"method": "*", "kind": "flood"}, 400, "there is no fault 'flood'; use one of ratelimited"),
        ("join", {"channel": "general"}, 400, "ana cannot join general"),
        ("add_channel", {"name": "Big Room"}, 400, "'Big Room' is no channel name"),
        ("add_channel", {"name": "general"}, 400, "there is a channel 'general' already"),
        ("add_user", {"name": "Ana!"}, 400, "'Ana!' is no user name"),
        ("add_user", {"name": "ana"}, 400, "there is a user 'ana' already"),
        ("fault", {"method": "*", "kind": "refusal", "times": "x"}, 400, "fault: invalid_arguments"),
        ("settle", {"seconds": 0}, 400, "that took too long"),
    ],
)
async def test_what_cannot_be_done_is_said(
    api: Api, action: str, given: dict[str, Any], status: int, error: str
) -> None:
    async with api.post(f"/_local/{action}", json=given) as answer:
        assert answer.status == status
        assert (await answer.json())["error"].startswith(error)


async def test_only_json_objects_are_taken(api: Api) -> None:
    for sent in ({"data": {"text": "hi"}}, {"json": []}):
        async with api.post("/_local/say", **sent) as answer:
            assert answer.status == 400
    broken = {"data": "{", "headers": {"Content-Type": "application/json"}}
    async with api.post("/_local/say", **broken) as answer:
        assert answer.status == 400


async def test_nobody_writes_where_they_are_not_or_changes_what_is_not_theirs(
    local_slack: LocalSlack, api: Api
) -> None:
    said = await did(api, "say", channel="general", text="hello")
    at = {"channel": "general", "ts": said["ts"], "user": "ben"}
    assert "this message is not ben's" in (await failed(api, "edit", text="mine", **at))
    await did(api, "leave", channel="general", user="ben")
    assert "ben is not in general; join it first" in await failed(
        api, "say", channel="general", text="hi", user="ben"
    )
    await did(api, "add_channel", name="private", private=True, members=["ana"])
    assert "ben cannot see private" in await failed(api, "say", channel="private", text="hi", user="ben")
    archived = local_slack.workspace.channel("careers")
    local_slack.workspace.save_channel(type(archived)(archived.id, "careers", archived=True))
    assert "careers is archived" in await failed(api, "say", channel="careers", text="hi")


async def test_reactions_are_given_and_taken_once(api: Api) -> None:
    said = await did(api, "say", channel="general", text="hello")
    at = {"channel": "general", "ts": said["ts"], "name": "eyes"}
    await did(api, "react", **at)
    assert "already reacted" in await failed(api, "react", **at)
    await did(api, "unreact", **at)
    assert "not reacted" in await failed(api, "unreact", **at)


async def test_a_picture_is_posted_and_shown_as_one(api: Api) -> None:
    content = base64.b64encode(b"picture").decode()
    file = (await did(api, "upload", name="chart.png", content=content))["file"]
    await did(api, "say", channel="general", text="", files=[file["id"]])
    async with api.get(f"/files/{file['id']}") as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", b"picture")
        assert answer.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"kind": "ratelimited", "retry_after": "3"}, 429),
        ({"kind": "broken", "status": 502}, 502),
        ({"kind": "html"}, 200),
        ({"kind": "slow", "seconds": 0.01}, 200),
        ({"kind": "truncated"}, 200),
        ({"kind": "refusal", "error": "internal_error"}, 200),
    ],
)
async def test_faults_are_set_seen_and_used_up(
    local_slack: LocalSlack, api: Api, fault: dict[str, Any], status: int
) -> None:
    await did(api, "fault", method="api.test", **fault)
    assert (await got(api, "/_local/state"))["faults"]["set"] == [{"method": "api.test", "left": 1, **fault}]
    async with api.post("/api/api.test") as answer:
        assert answer.status == status
    assert local_slack.workspace.shown["faults", ""]["set"] == []


@pytest.mark.parametrize("kind", ["lost", "reset"])
async def test_connections_are_broken(api: Api, kind: str) -> None:
    await did(api, "fault", method="api.test", kind=kind, times=None)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await api.post("/api/api.test")
    await did(api, "clear_faults")
    async with api.post("/api/api.test") as answer:
        assert answer.status == 200


async def test_a_token_is_revoked_and_given_back(echo: LocalSlack, api: Api) -> None:
    await did(api, "revoke")
    assert (await got(api, "/_local/state"))["faults"]["revoked"] is True
    headers = {"Authorization": f"Bearer {echo.bot_token}"}
    async with api.post("/api/auth.test", headers=headers) as answer:
        assert (await answer.json())["error"] == "token_revoked"
    await echo.settle()
    assert echo.deliveries("event")[0]["content"]["event"]["tokens"] == {"oauth": [], "bot": ["U0LOCALBOT"]}
    await did(api, "clear_faults")
    assert (await got(api, "/_local/state"))["faults"]["revoked"] is False


async def test_sockets_are_sent_away(echo: LocalSlack, api: Api) -> None:
    assert (await did(api, "disconnect"))["sockets"] == 1
    assert (await did(api, "command", channel="general", command="/echo"))["acknowledged"] is True


async def test_all_can_be_forgotten(local_slack: LocalSlack, api: Api) -> None:
    await did(api, "say", channel="general", text="hello")
    await did(api, "reset")
    state = await got(api, "/_local/state")
    assert (state["messages"], state["views"], len(state["channels"])) == ([], [], 4)


async def test_a_new_person_has_a_direct_message(local_slack: LocalSlack, api: Api) -> None:
    eve = (await did(api, "add_user", name="eve", real_name="Eve"))["user"]
    direct = [channel for channel in local_slack.workspace.channels.values() if channel.im == eve["id"]]
    assert direct[0].members == ("U0LOCALBOT", eve["id"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "evil.example:80"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
    ],
)
async def test_a_foreign_page_can_neither_act_nor_read(
    local_slack: LocalSlack, api: Api, headers: dict[str, str], status: int
) -> None:
    body = {"channel": "general", "text": "hi"}
    async with api.post("/_local/say", json=body, headers=headers) as answer:
        assert answer.status == status
    async with api.get("/_local/state", headers=headers) as answer:
        assert answer.status == status
    assert len(local_slack.messages("general")) == (status == 200)


async def test_the_own_page_is_let_in_by_both_names(local_slack: LocalSlack, api: Api) -> None:
    for host in (f"127.0.0.1:{local_slack.port}", f"localhost:{local_slack.port}"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        async with api.get("/_local/state", headers=headers) as answer:
            assert answer.status == 200
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await api.ws_connect("/_local/feed", headers={"Origin": "http://evil.example"})


async def test_many_feeds_see_the_same(local_slack: LocalSlack, api: Api) -> None:
    after = local_slack.workspace.journal.last
    async with (
        api.ws_connect(f"/_local/feed?after={after}") as one,
        api.ws_connect(f"/_local/feed?after={after}") as two,
    ):
        await local_slack.person().say("general", "hello")
        seen = [[(await feed.receive_json())["seq"] for _ in range(3)] for feed in (one, two)]
    assert seen == [[0, after + 1, after + 2]] * 2


async def test_a_closing_slack_closes_its_feeds() -> None:
    slack = LocalSlack()
    await slack.start()
    async with aiohttp.ClientSession(slack.base) as api, api.ws_connect("/_local/feed?after=99") as feed:
        await feed.receive_json()
        stopping = asyncio.create_task(slack.stop())
        assert (await feed.receive()).type is aiohttp.WSMsgType.CLOSE
        await stopping


async def got(api: Api, path: str) -> dict[str, Any]:
    async with api.get(path) as answer:
        return dict(await answer.json())


async def did(api: Api, action: str, /, **given: Any) -> dict[str, Any]:
    async with api.post(f"/_local/{action}", json=given) as answer:
        done = dict(await answer.json())
        assert done["ok"], done
        return done


async def failed(api: Api, action: str, /, **given: Any) -> str:
    async with api.post(f"/_local/{action}", json=given) as answer:
        return str((await answer.json())["error"])
