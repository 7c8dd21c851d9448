"""LocalSlack: a whole strict Slack in this process, for tests and for the demo."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from bot.playground.access import Access
from bot.playground.archive import Archive, Entry
from bot.playground.authorize import AuthorizePage
from bot.playground.context import Context
from bot.playground.deliver import ACK_SECONDS, RETRY_DELAYS, Courier
from bot.playground.events import envelope, place_of, revoked_event, subscription, uninstalled_event
from bot.playground.faults import Fault, Faults
from bot.playground.http_carrier import HttpCarrier
from bot.playground.humans import Desk
from bot.playground.installs import Installs
from bot.playground.local_api import LocalApi
from bot.playground.manifest import about_app, bot_name, check_manifest, rotates
from bot.playground.pace import paces
from bot.playground.parcels import Ack
from bot.playground.people import everybody, new_channel, new_user, settle_in
from bot.playground.person import Person
from bot.playground.records import Channel, Json, Message
from bot.playground.responses import Responses
from bot.playground.server import Server
from bot.playground.sockets import SocketCarrier
from bot.playground.state import Workspace
from bot.playground.web_api import WebApi

Found = TypeVar("Found")

BOT_TOKEN = "xoxb-local-slack-bot"  # noqa: S105
APP_TOKEN = "xapp-1-A0LOCAL001-local-slack"  # noqa: S105
SIGNING_SECRET = "10ca151ac10ca151ac10ca151ac10ca1"  # noqa: S105


class LocalSlack:
    """Use it as `async with LocalSlack(manifest) as slack:`; the app is then given `slack.environment`.

    Without a manifest everything is allowed. `rate_limits` slows posts to one a second in each channel,
    `few_reads` lets history be read once a minute, as Slack does with apps outside its marketplace.
    """

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    signing_secret = SIGNING_SECRET

    def __init__(
        self,
        manifest: Mapping[str, Any] | None = None,
        *,
        port: int = 0,
        path: Path | None = None,
        clock: Callable[[], float] = time.time,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        rate_limits: bool = False,
        few_reads: bool = False,
    ) -> None:
        if manifest is not None:
            check_manifest(manifest)
        self._port = port
        self._server = Server()
        self.workspace = Workspace("Local", clock, Archive(path))
        team, new_id = self.workspace.team_id, self.workspace.new_id
        self.installs = Installs(team, self.bot_token, rotates(manifest), new_id, clock)
        self.access = Access(self.installs, self.app_token, manifest)
        settle_in(self.workspace, bot_name(manifest))
        self.faults = Faults()
        self.faults.changed = self._show_faults
        self.courier = Courier(self.workspace, ack_seconds, retry_delays)
        self.sockets = SocketCarrier(self.workspace)
        self.courier.carrier = self.sockets
        self.context = Context(self.workspace, self.access, self._announce, self.courier.later)
        self.context.socket_url = lambda: self.sockets.url(self.base)
        self.context.most_messages = 15 if few_reads else 999
        responses = Responses(self.context)
        self._desk = Desk(self.context, self.courier, responses, self.faults, self.sockets, self.settle)
        self._web_api = WebApi(self.context, responses, self.faults, paces(clock, rate_limits, few_reads))
        self._local_api = LocalApi(self._desk, about_app(manifest))
        self._show_faults()

    async def start(self) -> None:
        """On 127.0.0.1 alone; another port when the given one is taken."""
        self._server.bind(self._port)
        self.context.base = self.base
        authorize = AuthorizePage(self.installs)
        await self._server.start(self._web_api, self._local_api, self.sockets, authorize)

    async def stop(self) -> None:
        await self.courier.close()
        await self.sockets.close()
        await self._local_api.close()
        await self._server.stop()
        self.workspace.archive.close()

    async def __aenter__(self) -> LocalSlack:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    # Where it is

    @property
    def base(self) -> str:
        return self._server.base

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def api_url(self) -> str:
        """`base_url` of an AsyncWebClient."""
        return f"{self.base}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """What an app reads its tokens and Slack's address from."""
        return {
            "LOCALSLACK_URL": self.base,
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
        }

    # The app

    def connect_http(self, url: str) -> None:
        """From now on deliveries are posted to this address instead of going to the app's sockets."""
        self.courier.carrier = HttpCarrier(url, self.signing_secret, self.workspace.clock)
        self.workspace.show("connection", {"mode": "http", "connected": False, "sockets": 0})

    async def verify_url(self) -> bool:
        """Slack's url_verification: does the app answer with the challenge? Over sockets nobody is asked."""
        if self.courier.carrier is self.sockets:
            return False
        challenge = self.workspace.new_id("c")
        asked = {"token": "deprecated", "type": "url_verification", "challenge": challenge}
        ack = await self.courier.send("challenge", asked)
        return ack.ok and challenge in ack.body

    def oauth_code(self, team: str = "") -> str:
        """A code for oauth.v2.access, as if somebody of this or the local team had installed the app."""
        return self.installs.new_code(team)

    async def uninstall(self, team: str = "") -> list[Ack]:
        """The team takes the app away: its tokens end, and the app hears so twice, if it is subscribed."""
        gone = self.installs.uninstall(team)
        told = [uninstalled_event(self.workspace), revoked_event(self.workspace)]
        heard = [event for event in told if self.access.listens_to(subscription(event))]
        return [await self.event_of(gone, event) for event in heard]

    async def event_of(self, team: str, event: Json) -> Ack:
        """Sends an event to the app as it happens in another team's workspace."""
        return await self.courier.event(envelope(self.workspace, event, team))

    def fail(self, method: str, fault: Fault, times: int | None = 1) -> None:
        """The next calls of this method fail so; `*` is every method, `response` a response_url."""
        self.faults.set(method, fault, times)

    # The world

    def person(self, name: str | None = None) -> Person:
        """Somebody to act as; the first person when nobody is named."""
        user = self.workspace.user(name) if name else self._desk.me()
        return Person(self._desk, user)

    def add_user(self, name: str, real_name: str = "") -> Person:
        return Person(self._desk, new_user(self.workspace, name, real_name))

    def add_channel(
        self, name: str, *, private: bool = False, with_bot: bool = True, creator: str = ""
    ) -> Channel:
        """Everybody is in it, and the bot, unless it is to stay outside. `creator` is a person's id."""
        members = everybody(self.workspace, with_bot)
        return new_channel(self.workspace, name, "group" if private else "channel", members, creator)

    # What happened

    def messages(self, channel: str) -> list[Message]:
        """All messages of a channel, replies too, oldest first."""
        return self.workspace.history(self.workspace.channel(channel).id)

    def thread(self, message: Message) -> list[Message]:
        """The replies that hang on this message, oldest first."""
        return self.workspace.replies(message.channel, message.thread_ts or message.ts)

    def calls(self, method: str = "") -> list[Json]:
        """What the app called, with arguments and answer; `response` are its posts to a response_url."""
        return [entry.data for entry in self.journal("call") if method in {"", entry.data["method"]}]

    def deliveries(self, kind: str = "") -> list[Json]:
        """What was delivered to the app: event, command, interaction, challenge."""
        return [entry.data for entry in self.journal("delivery") if kind in {"", entry.data["kind"]}]

    def journal(self, *kinds: str, after: int = 0) -> list[Entry]:
        return self.workspace.journal.of(*kinds, after=after)

    async def until(self, look: Callable[[], Found | None], seconds: float = 5.0) -> Found:
        """What `look` finds, now or after something happened; TimeoutError if it never does."""
        return await self.workspace.journal.wait_for(look, seconds)

    async def settle(self, seconds: float = 10.0, quiet: float = 0.05) -> None:
        """Returns when nothing is on its way and nothing happened for a moment.

        An app that thinks longer than the moment before it answers is waited for with `until`.
        """
        async with asyncio.timeout(seconds):
            seen = -1
            while seen != self.workspace.journal.last or not self._is_idle():
                seen = self.workspace.journal.last
                await asyncio.sleep(quiet)

    def notice(self, name: str, title: str, lines: Sequence[str] = (), level: str = "info") -> None:
        """A banner on the page; an empty title takes it away. `level`: info, error, or news.

        News is told to the pages that are open, and not to those that are opened later.
        """
        self.workspace.show("notice", {"id": name, "level": level, "title": title, "lines": list(lines)})

    def _is_idle(self) -> bool:
        return self.courier.is_idle and not self._web_api.busy

    def _announce(self, event: Json) -> None:
        """Sends an event to the app, if it is subscribed to it and is where it happened."""
        channel = self.workspace.channels.get(place_of(event) or "")
        is_there = channel is None or self.workspace.bot_user in channel.members
        if is_there and self.access.listens_to(subscription(event)):
            self.courier.in_background(self.courier.event(envelope(self.workspace, event)))

    def _show_faults(self) -> None:
        revoked = self.access.problem is not None
        self.workspace.show("faults", {"set": self.faults.listed(), "revoked": revoked})
