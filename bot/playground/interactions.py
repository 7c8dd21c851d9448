"""The payloads of commands, clicks, submissions and shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playground.controls import Control, Entered, state_of
from bot.playground.records import Channel, Json, Message, View
from bot.playground.state import Workspace


def command_form(
    workspace: Workspace, channel: Channel, user: str, asked: tuple[str, str], doors: tuple[str, str]
) -> dict[str, str]:
    """`asked` is the command and its text, `doors` the response_url and the trigger."""
    return {
        "token": "deprecated",
        "team_id": workspace.team_id,
        "team_domain": "local",
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.kind == "group" else channel.name,
        "user_id": user,
        "user_name": workspace.users[user].name,
        "command": asked[0],
        "text": asked[1],
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": doors[0],
        "trigger_id": doors[1],
    }


def message_click(
    workspace: Workspace,
    message: Message,
    control: Control,
    user: str,
    doors: tuple[str, str],
    entered: Entered | None = None,
) -> Json:
    """block_actions in a message. An ephemeral message is not in the payload, only named in its container."""
    channel = workspace.channels[message.channel]
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = message.only_to is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown = {} if message.only_to else {"message": workspace.message_json(message)}
    return {
        **_person(workspace, "block_actions", user),
        "container": container,
        "trigger_id": doors[1],
        "channel": {"id": channel.id, "name": channel.name},
        **shown,
        "state": state_of(message.blocks, entered, workspace.files),
        "response_url": doors[0],
        "actions": [control.action(workspace.new_ts())],
    }


def view_click(
    workspace: Workspace, view: View, control: Control, trigger: str, entered: Entered | None = None
) -> Json:
    """block_actions in a modal or the Home tab."""
    return {
        **_person(workspace, "block_actions", view.user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": shown_view(workspace, view, entered),
        "actions": [control.action(workspace.new_ts())],
    }


def submission(
    workspace: Workspace, view: View, entered: Entered, trigger: str, response_urls: Sequence[Json]
) -> Json:
    """view_submission."""
    person = _person(workspace, "view_submission", view.user)
    shown = shown_view(workspace, view, entered)
    return {**person, "trigger_id": trigger, "view": shown, "response_urls": list(response_urls)}


def closing(workspace: Workspace, view: View, is_cleared: bool) -> Json:
    """view_closed."""
    person = _person(workspace, "view_closed", view.user)
    return {**person, "view": shown_view(workspace, view), "is_cleared": is_cleared}


def suggestion(workspace: Workspace, user: str, where: Json, place: tuple[str, str], query: str) -> Json:
    """block_suggestion: what an external select asks while a person types; `where` is the message or view."""
    asked = {"block_id": place[0], "action_id": place[1], "value": query}
    return {**_person(workspace, "block_suggestion", user), **asked, **where}


def shown_view(workspace: Workspace, view: View, entered: Entered | None = None) -> Json:
    """A view with what is entered in it."""
    state = state_of(view.body["blocks"], entered, workspace.files)
    return {**view.as_slack(workspace.team_id, workspace.app_id, workspace.bot_id), "state": state}


def shortcut(workspace: Workspace, callback_id: str, user: str, trigger: str) -> Json:
    """A global shortcut."""
    told = {"callback_id": callback_id, "trigger_id": trigger, "action_ts": workspace.new_ts()}
    return {**_person(workspace, "shortcut", user), **told}


def message_shortcut(
    workspace: Workspace, callback_id: str, user: str, message: Message, doors: tuple[str, str]
) -> Json:
    channel = workspace.channels[message.channel]
    about = {"message_ts": message.ts, "message": workspace.message_json(message)}
    told = {"callback_id": callback_id, "trigger_id": doors[1], "response_url": doors[0]}
    where = {"channel": {"id": channel.id, "name": channel.name}, "action_ts": workspace.new_ts()}
    return {**_person(workspace, "message_action", user), **told, **about, **where}


def _person(workspace: Workspace, kind: str, user: str) -> Json:
    name = workspace.users[user].name
    return {
        "type": kind,
        "user": {"id": user, "username": name, "name": name, "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": "deprecated",
        "team": {"id": workspace.team_id, "domain": "local"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
