"""What a Web API method works with: the workspace, the app's rights, and how its events get out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.access import Access
from bot.playground.arguments import Arguments
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import RefusalError
from bot.playground.state import Workspace

HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
TRIGGER_SECONDS = 3.0


@dataclass(slots=True)
class Context:
    """`announce` sends an event to the app, in the background; `base` is the address of the local Slack."""

    workspace: Workspace
    access: Access
    announce: Callable[[Json], None]
    base: str = ""
    uploads: dict[str, bytes] = field(default_factory=dict)
    triggers: dict[str, tuple[str, float]] = field(default_factory=dict)

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
    """A Web API method; one of `scopes` is needed to call it."""

    handle: Callable[[Context, Arguments], Json]
    scopes: tuple[str, ...] = ()
