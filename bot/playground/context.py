"""What a Web API method works with: the workspace, the app's rights, and how its events get out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.access import Access
from bot.playground.arguments import Arguments
from bot.playground.controls import with_ids
from bot.playground.files import refuse_unknown_files
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import RefusalError
from bot.playground.state import Workspace

HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
TRIGGER_SECONDS = 3.0


def _nowhere() -> str:
    raise RefusalError("internal_error")


@dataclass(slots=True)
class Context:
    """`announce` sends an event to the app, in the background; `later` does something after some seconds.

    `team` is whose token the call came with, `base` the address of the local Slack; `socket_url` makes the
    address of a new socket; `suggested` are the options that the app named for external selects, by block,
    element and value.
    """

    workspace: Workspace
    access: Access
    announce: Callable[[Json], None]
    later: Callable[[float, Callable[[], None]], None]
    base: str = ""
    team: str = ""
    socket_url: Callable[[], str] = _nowhere
    most_messages: int = 999
    triggers: dict[str, tuple[str, float]] = field(default_factory=dict)
    suggested: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    scheduled: dict[str, Json] = field(default_factory=dict)
    stopped_streams: set[tuple[str, str]] = field(default_factory=set)

    def new_trigger(self, user: str) -> str:
        trigger = f"{self.workspace.new_id('1')}.{self.workspace.new_id('2')}"
        self.triggers[trigger] = (user, self.workspace.clock())
        return trigger

    def redeem(self, trigger: str) -> str:
        """The person behind a trigger: once, and within three seconds."""
        if trigger not in self.triggers:
            raise RefusalError("invalid_trigger_id")
        user, since = self.triggers[trigger]
        if since < 0:
            raise RefusalError("exchanged_trigger_id")
        if self.workspace.clock() - since > TRIGGER_SECONDS:
            raise RefusalError("expired_trigger_id")
        self.triggers[trigger] = (user, -1.0)
        return user

    def prepared(self, blocks: Sequence[Json]) -> list[Json]:
        """Blocks as Slack keeps them: with an id on everything that can have one."""
        refuse_unknown_files(self.workspace, blocks)
        return with_ids(blocks, self.workspace.new_id)

    def channel(self, arguments: Arguments, name: str = "channel") -> Channel:
        """The channel with this id. To the bot a private channel that it is not in does not exist."""
        channel = self.workspace.channels.get(arguments.needed(name))
        if channel is None or (channel.kind != "channel" and self.workspace.bot_user not in channel.members):
            raise RefusalError("channel_not_found")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        message = self.workspace.messages.get((channel.id, ts))
        if message is None or message.subtype == "tombstone":
            raise RefusalError("message_not_found")
        return message


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method; one of `scopes` is needed to call it, and a token of this kind."""

    handle: Callable[[Context, Arguments], Json]
    scopes: tuple[str, ...] = ()
    token: Literal["bot", "app", "none"] = "bot"  # noqa: S105
