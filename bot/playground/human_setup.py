"""What changes the world around the app: people, channels, and what goes wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from bot.playground.arguments import Arguments
from bot.playground.events import membership_event, message_event, revoked_event
from bot.playground.faults import Fault
from bot.playground.humans import Action, Desk
from bot.playground.people import everybody, new_channel, new_user
from bot.playground.records import ChannelKind, Json, Message

KINDS: Mapping[str, Callable[[Arguments], Fault]] = {
    "ratelimited": lambda given: Fault.ratelimited(given.text("retry_after", "1")),
    "refusal": lambda given: Fault.refusal(given.text("error", "internal_error")),
    "broken": lambda given: Fault.broken(given.number("status", 503)),
    "html": lambda _: Fault.html(),
    "slow": lambda given: Fault.slow(float(given.text("seconds", "5")), "after"),
    "lost": lambda _: Fault.connection_reset("after"),
    "reset": lambda _: Fault.connection_reset("before"),
    "truncated": lambda _: Fault.truncated(),
}
_SHOWN = ("retry_after", "error", "status", "seconds")


async def join(desk: Desk, arguments: Arguments) -> Json:
    return _member(desk, arguments, True)


async def leave(desk: Desk, arguments: Arguments) -> Json:
    return _member(desk, arguments, False)


async def add_channel(desk: Desk, arguments: Arguments) -> Json:
    workspace = desk.workspace
    members = [workspace.user(name).id for name in arguments.texts("members")]
    members = members or everybody(workspace)
    kind: ChannelKind = "group" if arguments.flag("private") else "channel"
    return {"channel": asdict(new_channel(workspace, arguments.text("name"), kind, members))}


async def add_user(desk: Desk, arguments: Arguments) -> Json:
    return {"user": asdict(new_user(desk.workspace, arguments.text("name"), arguments.text("real_name")))}


async def fault(desk: Desk, arguments: Arguments) -> Json:
    kind, method = arguments.text("kind"), arguments.text("method")
    if kind not in KINDS:
        raise ValueError(f"there is no fault {kind!r}; use one of {', '.join(KINDS)}")
    shown = {name: arguments.given[name] for name in _SHOWN if name in arguments}
    is_endless = "times" in arguments.nulls
    times = None if is_endless else arguments.number("times", 1)
    desk.faults.set(method, KINDS[kind](arguments), times, shown={"kind": kind, **shown})
    return {}


async def clear_faults(desk: Desk, _: Arguments) -> Json:
    desk.context.access.problem = None
    desk.faults.clear()
    return {}


async def revoke(desk: Desk, arguments: Arguments) -> Json:
    """The bot's token ends; an app that is subscribed to it hears so."""
    desk.context.access.problem = arguments.text("error", "token_revoked")
    desk.faults.changed()
    desk.context.announce(revoked_event(desk.workspace))
    return {}


async def disconnect(desk: Desk, arguments: Arguments) -> Json:
    return {"sockets": await desk.sockets.refresh(arguments.flag("hard"))}


async def settle(desk: Desk, arguments: Arguments) -> Json:
    await desk.settle(float(arguments.text("seconds", "10")))
    return {}


async def reset(desk: Desk, _: Arguments) -> Json:
    desk.workspace.reset()
    return {}


def _member(desk: Desk, arguments: Arguments, joins: bool) -> Json:
    workspace, user = desk.workspace, desk.user(arguments)
    channel = workspace.channel(arguments.text("channel"))
    if channel.kind == "im" or joins == (user.id in channel.members):
        raise ValueError(f"{user.name} cannot {'join' if joins else 'leave'} {channel.name}")
    others = [member for member in channel.members if member != user.id]
    members = [*others, user.id] if joins else others
    channel = workspace.save_channel(replace(channel, members=members))
    subtype = "channel_join" if joins else "channel_leave"
    text = f"<@{user.id}> has {'joined' if joins else 'left'} the channel"
    message = workspace.save(Message(channel.id, workspace.new_ts(), user.id, text, subtype=subtype))
    desk.context.announce(message_event(workspace, message))
    desk.context.announce(membership_event(workspace, channel, user.id, joins))
    return {}


SETUP: Mapping[str, Action] = {
    "join": Action(join, "Joins a channel.", ("channel",), ("user",)),
    "leave": Action(leave, "Leaves a channel.", ("channel",), ("user",)),
    "add_channel": Action(add_channel, "Makes a channel.", ("name",), ("private", "members")),
    "add_user": Action(add_user, "Makes a person.", ("name",), ("real_name",)),
    "fault": Action(fault, "Lets calls of the app fail.", ("method", "kind"), ("times", *_SHOWN)),
    "clear_faults": Action(clear_faults, "Ends all faults, and gives a revoked token back."),
    "revoke": Action(revoke, "Revokes the bot's token.", (), ("error",)),
    "disconnect": Action(disconnect, "Asks the app's sockets to come back.", (), ("hard",)),
    "settle": Action(settle, "Waits until nothing is on its way.", (), ("seconds",)),
    "reset": Action(reset, "Forgets all messages and views."),
}
