"""Makes the users and channels of a workspace."""

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


def new_user(workspace: Workspace, name: str, real_name: str = "") -> User:
    """A person with a direct message to the bot; ValueError for a name that is taken or wrong."""
    if not _USER.fullmatch(name):
        raise ValueError(f"{name!r} is no user name; use small letters, digits, . _ -")
    if any(user.name == name for user in workspace.users.values()):
        raise ValueError(f"there is a user {name!r} already")
    made = workspace.new_id("U")
    email = f"{name}@example.com"
    user = workspace.save_user(User(made, name, real_name or name.capitalize(), email=email))
    workspace.open_im(user.id)
    return user


def new_channel(workspace: Workspace, name: str, kind: ChannelKind, members: Sequence[str]) -> Channel:
    if not _CHANNEL.fullmatch(name):
        raise ValueError(f"{name!r} is no channel name; use small letters, digits, _ -")
    if any(channel.name == name for channel in workspace.channels.values()):
        raise ValueError(f"there is a channel {name!r} already")
    prefix = "G" if kind == "group" else "C"
    return workspace.save_channel(Channel(workspace.new_id(prefix), name, kind, tuple(members)))
