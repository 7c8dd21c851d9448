"""The app as many workspaces install it, in front of a local Slack whose tokens end."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners import build_manifest
from bot.playground import LocalSlack, Message
from bot.playground.demo import local_settings, over_http
from bot.playground.http_carrier import HttpCarrier
from bot.settings import Settings

CLIENT_SECRET = "c" * 32
DATA_KEY = "canary-of-a-key-" * 2
BACK = "https://whichpm.example.com/slack/oauth_redirect"


@dataclass
class Installed:
    """The app and a browser that keeps its cookie by hand, as it is marked for HTTPS alone."""

    app: WhichPM
    slack: LocalSlack
    session: aiohttp.ClientSession
    folder: Path

    @property
    def base(self) -> str:
        assert isinstance(self.slack.courier.carrier, HttpCarrier)
        return self.slack.courier.carrier.url.removesuffix("/slack/events")

    async def begin(self, query: str = "") -> tuple[str, str]:
        """Opens the install page: the address at Slack, and the cookie."""
        async with self.session.get(f"{self.base}/slack/install{query}", allow_redirects=False) as answer:
            assert answer.status == 302
            return answer.headers["Location"], answer.headers["Set-Cookie"].split(";")[0]

    async def finish(self, query: str, cookie: str = "") -> tuple[int, str]:
        """Comes back from Slack."""
        address = f"{self.base}/slack/oauth_redirect?{query}"
        async with self.session.get(address, headers={"Cookie": cookie}, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def install(self, team: str = "") -> None:
        _, cookie = await self.begin()
        state = cookie.partition("=")[2]
        code = self.slack.oauth_code(team)
        status, _ = await self.finish(f"code={code}&state={state}", cookie)
        assert status == 200

    async def mention(self, team: str, text: str, user: str = "U9") -> str:
        """A mention in another team's workspace; its time stamp."""
        ts = self.slack.workspace.new_ts()
        channel = self.slack.workspace.channel("careers").id
        self.slack.workspace.save(Message(channel, ts, user, text))
        event = {"type": "app_mention", "user": user, "channel": channel, "ts": ts, "text": text}
        ack = await self.slack.event_of(team, event)
        assert ack.status == 200
        return ts

    def posts(self) -> list[tuple[str, bool]]:
        """Whose token each post came with, and whether it was accepted."""
        return [(call["team"], call["answer"]["ok"]) for call in self.slack.calls("chat.postMessage")]


@pytest.fixture
def local_slack_options() -> dict[str, object]:
    manifest = build_manifest("https://whichpm.example.com/slack/events", False, BACK)
    return {"manifest": manifest, "retry_delays": (0.05, 0.05, 0.05)}


@pytest.fixture
def oauth_settings(local_slack: LocalSlack, tmp_path: Path) -> Settings:
    update = {
        "slack_bot_token": None,
        "slack_client_id": "1.2",
        "slack_client_secret": SecretStr(CLIENT_SECRET),
        "data_keys": SecretStr(DATA_KEY),
    }
    return local_settings(local_slack, Settings(), tmp_path).model_copy(update=update)


@pytest_asyncio.fixture
async def installed(
    local_slack: LocalSlack, advisor: Advisor, oauth_settings: Settings, tmp_path: Path
) -> AsyncIterator[Installed]:
    app = WhichPM(oauth_settings, advisor)
    jar = aiohttp.DummyCookieJar()
    async with over_http(local_slack, app), aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Installed(app, local_slack, session, tmp_path)
