"""response_url: the doors that stay open for a while after a command or a click."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.playground.arguments import Arguments
from bot.playground.checks import check_update
from bot.playground.context import Context
from bot.playground.events import deleted_event
from bot.playground.posts import change, compose, content_of, post
from bot.playground.records import Message
from bot.playground.refusals import RefusalError

USES = 5
SECONDS = 30 * 60


@dataclass(slots=True)
class _Door:
    """`original` is what replace_original changes: the clicked message, or what came through here last."""

    channel: str
    user: str
    since: float
    original: Message | None
    uses: int = 0


class Responses:
    """Each door takes five answers within thirty minutes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._doors: dict[str, _Door] = {}

    def open(self, channel: str, user: str, original: Message | None = None) -> str:
        """The address of a new door."""
        name = self._context.workspace.new_id("R")
        self._doors[name] = _Door(channel, user, self._context.workspace.clock(), original)
        return f"{self._context.base}/response/{name}"

    def take(self, name: str, arguments: Arguments) -> None:
        """What the app posts to a response_url; RefusalError when it is shut or the content is wrong."""
        door = self._doors.get(name)
        if door is None or self._context.workspace.clock() - door.since > SECONDS:
            raise RefusalError("expired_url")
        if door.uses >= USES:
            raise RefusalError("used_url")
        self._show(door, arguments)
        door.uses += 1

    def acknowledged(self, url: str, arguments: Arguments) -> None:
        """What the app wrote into its acknowledgement; that does not use the door up."""
        self._show(self._doors[url.rsplit("/", 1)[-1]], arguments)

    def _show(self, door: _Door, arguments: Arguments) -> None:
        original = self._current(door)
        if arguments.flag("delete_original"):
            self._delete(original)
        elif arguments.flag("replace_original") and original:
            text = arguments.text("text") if "text" in arguments else None
            content = check_update(text, arguments.structure("blocks", "invalid_blocks_format"))
            door.original = change(self._context, original, content, arguments)
        else:
            message = self._post(door, arguments)
            door.original = door.original or message

    def _post(self, door: _Door, arguments: Arguments) -> Message:
        workspace = self._context.workspace
        message = compose(self._context, door.channel, content_of(arguments), arguments)
        if arguments.text("response_type") == "in_channel":
            post(self._context, message)
            return message
        return workspace.save(replace(message, only_to=door.user, metadata=None))

    def _current(self, door: _Door) -> Message | None:
        workspace = self._context.workspace
        if door.original is None or door.original.only_to:
            return workspace.ephemerals.get(door.original.ts) if door.original else None
        return workspace.messages.get((door.channel, door.original.ts))

    def _delete(self, original: Message | None) -> None:
        if original is None:
            raise RefusalError("message_not_found")
        self._context.workspace.remove(original)
        if not original.only_to:
            self._context.announce(deleted_event(self._context.workspace, original))
