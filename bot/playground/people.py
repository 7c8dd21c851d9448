"""Who is in a workspace: makes its users and channels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.playground.records import Channel, ChannelKind, User
from bot.playground.state import SLACKBOT, Workspace

_CHANNEL = re.compile(r"[a-z0-9_\-]{1,80}")
_USER = re.compile(r"[a-z0-9][a-z0-9._\-]{0,20}")


def new_bot(workspace: Workspace, name: str) -> None:
    """The app's own user, and Slackbot; those of an earlier run are kept."""
    handle = re.sub(r"[^a-z0-9._-]+", "_", name.lower()).strip("_") or "bot"
    bot = User(workspace.bot_user, handle, name, is_bot=True)
    if workspace.users.get(bot.id) != bot:
        workspace.save_user(bot)
    if SLACKBOT not in workspace.users:
        workspace.save_user(User(SLACKBOT, "slackbot", "Slackbot", is_bot=True))


def new_user(workspace: Workspace, name: str, real_name: str = "", is_admin: bool = False) -> User:
    """A person with a direct message to the bot; ValueError for a name that is taken or wrong."""
    if not _USER.fullmatch(name):
        raise ValueError(f"{name!r} is no user name; use small letters, digits, . _ -")
    if any(user.name == name for user in workspace.users.values()):
        raise ValueError(f"there is a user {name!r} already")
    made = workspace.new_id("U")
    email = f"{name}@example.com"
    named = real_name or name.capitalize()
    user = workspace.save_user(User(made, name, named, email=email, is_admin=is_admin))
    workspace.open_im(user.id)
    return user


def new_channel(
    workspace: Workspace, name: str, kind: ChannelKind, members: Sequence[str], creator: str = ""
) -> Channel:
    """Made by the first person of the workspace, unless it was somebody else."""
    if not _CHANNEL.fullmatch(name):
        raise ValueError(f"{name!r} is no channel name; use small letters, digits, _ -")
    if any(channel.name == name for channel in workspace.channels.values()):
        raise ValueError(f"there is a channel {name!r} already")
    prefix = "G" if kind == "group" else "C"
    creator = creator or next(iter(everybody(workspace, with_bot=False)), "")
    made = Channel(workspace.new_id(prefix), name, kind, tuple(members), creator=creator)
    return workspace.save_channel(made)


def everybody(workspace: Workspace, with_bot: bool = True) -> list[str]:
    """The ids of all people, and of the bot."""
    people = [user.id for user in workspace.users.values() if not user.is_bot]
    return [*people, workspace.bot_user] if with_bot else people


def settle_in(workspace: Workspace, bot: str) -> None:
    """The first people and channels of a new workspace; what an earlier run left half done is ended."""
    new_bot(workspace, bot)
    if not everybody(workspace, with_bot=False):
        new_user(workspace, "ana", "Ana Diaz", is_admin=True)
        new_user(workspace, "ben", "Ben Okafor")
        for name in ("general", "careers"):
            new_channel(workspace, name, "channel", everybody(workspace))
    for message in [message for message in workspace.messages.values() if message.streaming]:
        workspace.save(message.finished())
    workspace.show("connection", {"mode": "socket", "connected": False, "sockets": 0})
