"""The payloads of commands, clicks, submissions and shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.controls import Control, state_of
from bot.playground.records import Channel, Json, Message, View, elements_of
from bot.playground.state import Workspace

Values = Mapping[str, Any]


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
    workspace: Workspace, message: Message, control: Control, user: str, doors: tuple[str, str]
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
        "state": state_of(message.blocks),
        "response_url": doors[0],
        "actions": [control.action(workspace.new_ts())],
    }


def view_click(workspace: Workspace, view: View, control: Control, trigger: str) -> Json:
    """block_actions in a modal or the Home tab."""
    return {
        **_person(workspace, "block_actions", view.user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": _view(workspace, view, state_of(view.body["blocks"])),
        "actions": [control.action(workspace.new_ts())],
    }


def submission(workspace: Workspace, view: View, values: Values, trigger: str) -> Json:
    """view_submission; ValueError when a required field was left empty, which Slack does not send."""
    shown = _view(workspace, view, _filled(view, values))
    person = _person(workspace, "view_submission", view.user)
    return {**person, "trigger_id": trigger, "view": shown, "response_urls": []}


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


def _view(workspace: Workspace, view: View, state: Json) -> Json:
    return {**view.as_slack(workspace.team_id, workspace.app_id, workspace.bot_id), "state": state}


def _filled(view: View, values: Values) -> Json:
    blocks = view.body["blocks"]
    state = state_of(blocks)
    for block, element in elements_of(blocks):
        if block["type"] != "input":
            continue
        held = state["values"][block["block_id"]][element["action_id"]]
        if element["action_id"] in values:
            held |= _entered(element, values[element["action_id"]])
        if not block.get("optional") and not any(held[key] for key in held if key != "type"):
            raise ValueError(f"{block['label']['text']}: this required field was left empty")
    return state


def _entered(element: Json, value: Any) -> Json:
    if "options" not in element:
        return {"value": str(value)}
    wanted = value if isinstance(value, list) else [value]
    options = [option for option in element["options"] if option["value"] in wanted]
    if element["type"] == "checkboxes" or element["type"].startswith("multi_"):
        return {"selected_options": options}
    return {"selected_option": options[0]}
