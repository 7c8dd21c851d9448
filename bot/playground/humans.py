"""What every human action works with, and how an action is described."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.playground.arguments import Arguments
from bot.playground.context import Context
from bot.playground.deliver import Courier
from bot.playground.faults import Faults
from bot.playground.records import Channel, Json, Message, User, View
from bot.playground.responses import Responses
from bot.playground.sockets import SocketCarrier
from bot.playground.state import SLACKBOT, Workspace
from bot.playground.views import stack_of


@dataclass(slots=True)
class Desk:
    """LookupError and ValueError say what a person asked for that is not there or not possible."""

    context: Context
    courier: Courier
    responses: Responses
    faults: Faults
    sockets: SocketCarrier
    settle: Callable[[float], Awaitable[None]]

    @property
    def workspace(self) -> Workspace:
        return self.context.workspace

    def me(self) -> User:
        """The first person: who acts when nobody is named."""
        for user in self.workspace.users.values():
            if not user.is_bot:
                return user
        raise LookupError("there are no people in the local Slack; add_user makes one")

    def user(self, arguments: Arguments) -> User:
        return self.workspace.user(arguments.text("user")) if arguments.text("user") else self.me()

    def channel(self, arguments: Arguments, user: User) -> Channel:
        """A channel that this person can see; a direct message belongs to one person."""
        channel = self.workspace.channel(arguments.text("channel"))
        if channel.kind != "channel" and user.id not in channel.members:
            raise LookupError(f"{user.name} cannot see {channel.name}")
        return channel

    def message(self, arguments: Arguments, user: User) -> Message:
        """A message that this person can see, private ones too."""
        channel, ts = self.channel(arguments, user), arguments.text("ts")
        private = self.workspace.ephemerals.get(ts)
        if private and private.channel == channel.id and private.only_to == user.id:
            return private
        message = self.workspace.messages.get((channel.id, ts))
        if message is None or message.subtype == "tombstone":
            raise LookupError(f"there is no message {ts!r} in {channel.name}")
        return message

    def view(self, arguments: Arguments, user: User) -> View:
        """The view with this id, or the uppermost modal."""
        wanted = arguments.text("view")
        if not wanted:
            return self.top(user) or _no_view(f"{user.name} has no modal open")
        for view in [*self.workspace.views.values(), *self.workspace.homes.values()]:
            if view.id == wanted and view.user == user.id:
                return view
        return _no_view(f"{user.name} has no view {wanted!r}")

    def top(self, user: User) -> View | None:
        stack = stack_of(self.context, user.id)
        return stack[-1] if stack else None

    def slackbot(self, channel: Channel, user: User, text: str, thread: str | None = None) -> Message:
        """What Slack itself tells one person."""
        ts = self.workspace.new_ts()
        return self.workspace.save(Message(channel.id, ts, SLACKBOT, text, only_to=user.id, thread_ts=thread))


@dataclass(frozen=True, slots=True)
class Action:
    """A human action; `needs` must be given, `takes` may be."""

    handle: Callable[[Desk, Arguments], Awaitable[Json]]
    does: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {"needs": list(self.needs), "takes": list(self.takes), "does": self.does}


def _no_view(problem: str) -> View:
    raise LookupError(problem)
