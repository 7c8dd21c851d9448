"""Somebody in the workspace: what they can do, through the same doors as the page, and what they see."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.humans import Desk
from bot.playground.local_api import act
from bot.playground.records import Json, Message, User, View, elements_of

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submission. `errors` stand below their inputs, `problem` in a banner."""

    closed: bool
    errors: Mapping[str, str]
    problem: str | None


class Person:
    """Every action returns when the app has acknowledged it, or has failed to."""

    def __init__(self, desk: Desk, user: User) -> None:
        self._desk = desk
        self.user = user

    @property
    def id(self) -> str:
        return self.user.id

    # Messages

    async def say(
        self, channel: str, text: str, thread: Message | None = None, files: Sequence[str] = ()
    ) -> Message:
        return self._message(await self._act("say", channel=channel, text=text, files=files, **_in(thread)))

    async def mention(self, channel: str, text: str, thread: Message | None = None) -> Message:
        """The bot's name, then the text."""
        return self._message(await self._act("mention", channel=channel, text=text, **_in(thread)))

    async def dm(self, text: str, thread: Message | None = None) -> Message:
        """Writes to the bot directly."""
        return self._message(await self._act("dm", text=text, **_in(thread)))

    async def upload(self, channel: str, name: str, content: bytes, text: str = "") -> Message:
        coded = base64.b64encode(content).decode()
        return self._message(await self._act("upload", channel=channel, name=name, content=coded, text=text))

    async def edit(self, message: Message, text: str) -> Message:
        return self._message(await self._act("edit", text=text, **_at(message)))

    async def delete(self, message: Message) -> None:
        await self._act("delete", **_at(message))

    async def react(self, message: Message, name: str) -> None:
        await self._act("react", name=name, **_at(message))

    async def unreact(self, message: Message, name: str) -> None:
        await self._act("unreact", name=name, **_at(message))

    async def dismiss(self, message: Message) -> None:
        await self._act("dismiss", ts=message.ts)

    async def stop_stream(self, message: Message) -> None:
        await self._act("stop", **_at(message))

    async def join(self, channel: str) -> None:
        await self._act("join", channel=channel)

    async def leave(self, channel: str) -> None:
        await self._act("leave", channel=channel)

    # Commands, buttons, shortcuts

    async def command(
        self, command: str, text: str = "", channel: str = "general", thread: Message | None = None
    ) -> str | None:
        """None when the app acknowledged it, else Slack's error, as operation_timeout."""
        done = await self._act("command", command=command, text=text, channel=channel, **_in(thread))
        return _text(done["error"])

    async def click(self, on: Message | View, label: str) -> str | None:
        """Uses an element by its label, action_id or value. None, or the warning beside the element."""
        return _text((await self._act("click", label=label, **_at(on)))["warning"])

    async def choose(
        self,
        on: Message | View,
        action_id: str,
        value: Any,
        block_id: str = "",
        entered: Values | None = None,
    ) -> str | None:
        """Uses a select, a picker or an input that dispatches, with this value."""
        block = block_id or _block_of(on, action_id)
        given = {"value": value, "values": entered or {}}
        done = await self._act("action", block_id=block, action_id=action_id, **given, **_at(on))
        return _text(done["warning"])

    async def rate(self, message: Message, good: bool) -> str | None:
        """The thumb up or down of a message's feedback buttons."""
        return _text((await self._act("thumb", good=good, **_at(message)))["warning"])

    async def suggest(self, on: Message | View, action_id: str, query: str) -> list[Json]:
        """The options that an external select shows for what was typed."""
        block = _block_of(on, action_id)
        done = await self._act("suggest", block_id=block, action_id=action_id, query=query, **_at(on))
        return [*done["options"], *(option for group in done["option_groups"] for option in group["options"])]

    async def shortcut(self, callback_id: str) -> bool:
        """Was it acknowledged?"""
        return bool((await self._act("shortcut", callback_id=callback_id))["acknowledged"])

    async def message_shortcut(self, message: Message, callback_id: str) -> bool:
        done = await self._act("message_shortcut", callback_id=callback_id, **_at(message))
        return bool(done["acknowledged"])

    # Views

    async def open_home(self, tab: str = "home") -> None:
        await self._act("home", tab=tab)

    async def submit(self, values: Values | None = None, view: View | None = None) -> Submitted:
        """The uppermost modal, with {action_id: value}; what is left out stays as it began."""
        done = await self._act("submit", values=values or {}, **(_at(view) if view else {}))
        return Submitted(done["closed"], done["errors"], done["problem"])

    async def close(self, view: View | None = None, clear: bool = False) -> None:
        await self._act("close", clear=clear, **(_at(view) if view else {}))

    # What this person sees

    def modal(self) -> View | None:
        """The uppermost one."""
        return self._desk.top(self.user)

    def home(self) -> View | None:
        return self._desk.workspace.homes.get(self.id)

    def direct_messages(self) -> list[Message]:
        """What stands in the direct messages with the bot, oldest first."""
        workspace = self._desk.workspace
        return workspace.history(workspace.open_im(self.id).id)

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """What this person alone sees, oldest first."""
        workspace = self._desk.workspace
        wanted = workspace.channel(channel).id if channel else None
        held = [message for message in workspace.ephemerals.values() if message.only_to == self.id]
        return sorted((m for m in held if wanted in {None, m.channel}), key=lambda m: m.ts)

    def look(self, message: Message) -> Message | None:
        """The message as it is now; None when it is gone."""
        workspace = self._desk.workspace
        if message.only_to:
            return workspace.ephemerals.get(message.ts)
        return workspace.messages.get((message.channel, message.ts))

    async def _act(self, action: str, /, **given: Any) -> Json:
        return await act(self._desk, action, {"user": self.id, **given})

    def _message(self, done: Json) -> Message:
        return self._desk.workspace.messages[done["channel"], done["ts"]]


def _in(thread: Message | None) -> Json:
    return {"thread_ts": thread.thread_ts or thread.ts} if thread else {}


def _at(on: Message | View) -> Json:
    return {"view": on.id} if isinstance(on, View) else {"channel": on.channel, "ts": on.ts}


def _block_of(on: Message | View, action_id: str) -> str:
    blocks = on.body["blocks"] if isinstance(on, View) else on.blocks
    for block, element in elements_of(blocks):
        if element.get("action_id") == action_id:
            return str(block["block_id"])
    raise LookupError(f"there is no element {action_id!r}")


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
