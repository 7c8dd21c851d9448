"""The workspace: who and what is in it now, changed only by entries of its journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict

from bot.playground.archive import Archive, Entry
from bot.playground.changes import apply
from bot.playground.journal import Journal
from bot.playground.records import Channel, Json, Message, User, View

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SLACKBOT = "USLACKBOT"


class Workspace:
    """Every change is an entry first: replaying a journal gives the same workspace."""

    def __init__(
        self,
        team_name: str = "Local",
        clock: Callable[[], float] = time.time,
        archive: Archive | None = None,
    ) -> None:
        self.clock = clock
        self.archive = archive or Archive()
        self.journal = Journal(clock, self.archive)
        self.team_id = "T0LOCAL001"
        self.team_name = team_name
        self.app_id = "A0LOCAL001"
        self.bot_id = "B0LOCAL001"
        self.bot_user = "U0LOCALBOT"
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        self.posted: dict[str, dict[str, Message]] = {}  # the same messages, by channel
        self.ephemerals: dict[str, Message] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        self.thread_notes: dict[tuple[str, str, str | None], Json] = {}
        self.shown: dict[tuple[str, str], Json] = {}
        self._made = 0
        self._last_ts = 0
        for entry in self.journal:
            apply(self, entry.kind, entry.data)

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
        """A message that replies hang on leaves a tombstone, until the last of them is gone too."""
        at = {"channel": message.channel, "ts": message.ts}
        if message.only_to:
            self._change("ephemeral_gone", at)
        elif self.replies(message.channel, message.ts):
            text = "This message was deleted."
            self.save(Message(message.channel, message.ts, SLACKBOT, text, subtype="tombstone"))
        else:
            self._change("message_gone", at)
            self._remove_bare_tombstone(message)

    def save_view(self, view: View) -> View:
        self._change("home" if view.body.get("type") == "home" else "view", asdict(view))
        return view

    def remove_view(self, view: View) -> None:
        self._change("view_gone", {"id": view.id})

    def save_file(self, file: Json) -> None:
        self._change("file", file)

    def show(self, kind: str, data: Json) -> None:
        """A connection, faults, a notice, a thread's status, title or prompts, unless it is so already."""
        before = self.thread_notes.get((kind, data.get("channel", ""), data.get("thread_ts")))
        before = before or self.shown.get((kind, str(data.get("id", ""))))
        if before != data:
            self._change(kind, data)

    def reset(self) -> None:
        self._change("reset", {})

    def note(self, kind: str, data: Json) -> Entry:
        """An entry that changes nothing: traffic, warnings."""
        return self.journal.append(kind, data)

    # What it makes

    def new_ts(self) -> str:
        """Slack's time stamps name a message, so no two are the same."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """Letters and digits as Slack has them, the same in every first run, and new after a restart."""
        self._made += 1
        return f"{prefix}0L{_letters(self.archive.starts).rjust(2, '0')}{_letters(self._made).rjust(6, '0')}"

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
        return sorted(self.posted.get(channel, {}).values(), key=lambda m: m.ts)

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

    def notes(self, kind: str) -> list[Json]:
        """The statuses, titles or prompts of all threads."""
        return [data for (held, _, _), data in self.thread_notes.items() if held == kind]

    def _remove_bare_tombstone(self, reply: Message) -> None:
        parent = self.messages.get((reply.channel, reply.thread_ts or ""))
        if parent is None or parent.subtype != "tombstone" or self.replies(parent.channel, parent.ts):
            return
        self._change("message_gone", {"channel": parent.channel, "ts": parent.ts})

    def _change(self, kind: str, data: Json) -> None:
        apply(self, kind, self.journal.append(kind, data).data)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return letters
