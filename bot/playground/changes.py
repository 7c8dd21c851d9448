"""How each kind of journal entry changes the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.playground.records import Channel, Json, Message, User, View

if TYPE_CHECKING:
    from bot.playground.state import Workspace


def apply(workspace: Workspace, kind: str, data: Json) -> None:
    """Entries that tell of traffic only change nothing."""
    if kind in CHANGES:
        CHANGES[kind](workspace, data)


def _message(workspace: Workspace, data: Json) -> None:
    message = workspace.messages[data["channel"], data["ts"]] = Message(**data)
    workspace.posted.setdefault(message.channel, {})[message.ts] = message


def _message_gone(workspace: Workspace, data: Json) -> None:
    workspace.messages.pop((data["channel"], data["ts"]))
    workspace.posted[data["channel"]].pop(data["ts"])


def _ephemeral(workspace: Workspace, data: Json) -> None:
    workspace.ephemerals[data["ts"]] = Message(**data)


def _ephemeral_gone(workspace: Workspace, data: Json) -> None:
    workspace.ephemerals.pop(data["ts"])


def _view(workspace: Workspace, data: Json) -> None:
    workspace.views[data["id"]] = View(**data)


def _view_gone(workspace: Workspace, data: Json) -> None:
    workspace.views.pop(data["id"])


def _home(workspace: Workspace, data: Json) -> None:
    workspace.homes[data["user"]] = View(**data)


def _thread_note(kind: str) -> Callable[[Workspace, Json], None]:
    """Status, title and prompts belong to a thread, or to the whole direct message without one."""

    def change(workspace: Workspace, data: Json) -> None:
        workspace.thread_notes[kind, data["channel"], data["thread_ts"]] = data

    return change


def _shown(kind: str) -> Callable[[Workspace, Json], None]:
    def change(workspace: Workspace, data: Json) -> None:
        workspace.shown[kind, str(data.get("id", ""))] = data

    return change


def _reset(workspace: Workspace, _: Json) -> None:
    workspace.messages.clear()
    workspace.posted.clear()
    workspace.ephemerals.clear()
    workspace.views.clear()
    workspace.homes.clear()
    workspace.files.clear()
    workspace.thread_notes.clear()


CHANGES: Mapping[str, Callable[[Workspace, Json], None]] = {
    "user": lambda workspace, data: workspace.users.update({data["id"]: User(**data)}),
    "channel": lambda workspace, data: workspace.channels.update({data["id"]: Channel(**data)}),
    "message": _message,
    "message_gone": _message_gone,
    "ephemeral": _ephemeral,
    "ephemeral_gone": _ephemeral_gone,
    "view": _view,
    "view_gone": _view_gone,
    "home": _home,
    "file": lambda workspace, data: workspace.files.update({data["id"]: data}),
    "status": _thread_note("status"),
    "title": _thread_note("title"),
    "prompts": _thread_note("prompts"),
    "connection": _shown("connection"),
    "faults": _shown("faults"),
    "notice": _shown("notice"),
    "reset": _reset,
}
