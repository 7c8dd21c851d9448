"""The workspace: who and what is in it now, changed only by entries of its journal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import Any

from bot.playground.journal import Entry, Journal
from bot.playground.records import Channel, Json, Message, User, View

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SLACKBOT = "USLACKBOT"


class Workspace:
    """Every change is an entry first: replaying a journal gives the same workspace."""

    def __init__(self, team_name: str = "Local", clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.journal = Journal(clock)
        self.team_id = "T0LOCAL001"
        self.team_name = team_name
        self.app_id = "A0LOCAL001"
        self.bot_id = "B0LOCAL001"
        self.bot_user = "U0LOCALBOT"
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        self.ephemerals: dict[str, Message] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        self._made = 0
        self._last_ts = 0

    # What changes it

    def save_user(self, user: User) -> User:
        self._change("user", asdict(user))
        return user

    def save_channel(self, channel: Channel) -> Channel:
        self._change("channel", asdict(channel))
        return channel

    def save(self, message: Message) -> Message:
        """A new message, or a message as it is from now on."""
        self._change("ephemeral" if message.only_to else "message", asdict(message))
        return message

    def remove(self, message: Message) -> None:
        kind = "ephemeral_gone" if message.only_to else "message_gone"
        self._change(kind, {"channel": message.channel, "ts": message.ts})

    def save_view(self, view: View) -> View:
        self._change("home" if view.body.get("type") == "home" else "view", asdict(view))
        return view

    def remove_view(self, view: View) -> None:
        self._change("view_gone", {"id": view.id})

    def save_file(self, file: Json) -> None:
        self._change("file", file)

    def note(self, kind: str, data: Json) -> Entry:
        """An entry that changes nothing: traffic, warnings."""
        return self.journal.append(kind, data)

    def replay(self, entries: Iterable[Entry]) -> None:
        """Takes over the entries of another journal."""
        for entry in entries:
            self._apply(self.journal.append(entry.kind, entry.data))

    # What it makes

    def new_ts(self) -> str:
        """Slack's time stamps name a message, so no two are the same."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """Letters and digits as Slack has them, and the same in every run."""
        self._made += 1
        number, letters = self._made, ""
        while number:
            number, digit = divmod(number, len(ALPHABET))
            letters = ALPHABET[digit] + letters
        return prefix + "0L" + letters.rjust(8, "0")

    def open_im(self, user: str) -> Channel:
        """The bot's direct message with this person, made on first use."""
        for channel in self.channels.values():
            if channel.im == user:
                return channel
        members = (self.bot_user, user)
        return self.save_channel(Channel(self.new_id("D"), "directmessage", "im", members, im=user))

    # What it knows

    def user(self, name_or_id: str) -> User:
        wanted = name_or_id.removeprefix("@")
        for user in self.users.values():
            if wanted in {user.id, user.name}:
                return user
        known = ", ".join(sorted(user.name for user in self.users.values()))
        raise LookupError(
            f"user {name_or_id!r} is unknown in the local Slack; add_user or use one of {known}"
        )

    def channel(self, name_or_id: str) -> Channel:
        wanted = name_or_id.removeprefix("#")
        for channel in self.channels.values():
            if wanted in {channel.id, channel.name} and (channel.kind != "im" or wanted == channel.id):
                return channel
        known = ", ".join(sorted(channel.name for channel in self.channels.values() if channel.kind != "im"))
        raise LookupError(f"channel {name_or_id!r} is unknown in the local Slack; add_channel or use {known}")

    def history(self, channel: str) -> list[Message]:
        """All messages of a channel, replies too, oldest first."""
        return sorted((m for m in self.messages.values() if m.channel == channel), key=lambda m: m.ts)

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The replies in a thread, without the message that it hangs on."""
        return [m for m in self.history(channel) if m.thread_ts == thread_ts and m.ts != thread_ts]

    def message_json(self, message: Message, with_metadata: bool = True) -> Json:
        """As Slack's API shows it: a message with replies says how many."""
        shown = message.as_slack(self.team_id, with_metadata)
        replies = self.replies(message.channel, message.ts)
        if replies:
            users = list(dict.fromkeys(reply.user for reply in replies))
            counts = {"reply_count": len(replies), "reply_users_count": len(users)}
            shown |= {"thread_ts": message.ts, **counts}
            shown |= {"reply_users": users, "latest_reply": replies[-1].ts}
        elif message.is_reply and (message.channel, message.thread_ts or "") in self.messages:
            shown["parent_user_id"] = self.messages[message.channel, message.thread_ts or ""].user
        return shown

    # How an entry changes it

    def _change(self, kind: str, data: Json) -> None:
        self._apply(self.journal.append(kind, data))

    def _apply(self, entry: Entry) -> None:
        change: dict[str, Callable[[Any], object]] = {
            "user": lambda data: self.users.update({data["id"]: User(**data)}),
            "channel": lambda data: self.channels.update({data["id"]: Channel(**data)}),
            "message": lambda data: self.messages.update({(data["channel"], data["ts"]): Message(**data)}),
            "message_gone": lambda data: self._drop_message(data["channel"], data["ts"]),
            "ephemeral": lambda data: self.ephemerals.update({data["ts"]: Message(**data)}),
            "ephemeral_gone": lambda data: self.ephemerals.pop(data["ts"]),
            "view": lambda data: self.views.update({data["id"]: View(**data)}),
            "view_gone": lambda data: self.views.pop(data["id"]),
            "home": lambda data: self.homes.update({data["user"]: View(**data)}),
            "file": lambda data: self.files.update({data["id"]: data}),
        }
        if entry.kind in change:
            change[entry.kind](entry.data)

    def _drop_message(self, channel: str, ts: str) -> None:
        gone = self.messages.pop((channel, ts))
        if any(m.thread_ts == ts for m in self.messages.values() if m.channel == channel):
            self.messages[channel, ts] = replace(
                gone, subtype="tombstone", text="This message was deleted.", blocks=(), user=SLACKBOT
            )
