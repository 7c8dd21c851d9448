"""What happened, as the Events API tells it."""

from __future__ import annotations

from typing import Any

from bot.playground.records import Channel, Json, Message, View
from bot.playground.state import Workspace

_CHANNEL_EVENTS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def message_event(workspace: Workspace, message: Message) -> Json:
    """A post, by a person, by this bot or by another one."""
    channel = workspace.channels[message.channel]
    where = {"channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}
    return {**workspace.message_json(message), **where}


def mention_event(workspace: Workspace, message: Message) -> Json:
    event = message_event(workspace, message)
    del event["channel_type"]  # an app_mention has none
    return {**event, "type": "app_mention"}


def changed_event(workspace: Workspace, before: Message, after: Message) -> Json:
    told = {"message": workspace.message_json(after), "previous_message": workspace.message_json(before)}
    return {**_about(workspace, after.channel, "message_changed"), **told}


def deleted_event(workspace: Workspace, message: Message) -> Json:
    told = {"deleted_ts": message.ts, "previous_message": message.as_slack(workspace.team_id)}
    return {**_about(workspace, message.channel, "message_deleted"), **told}


def reaction_event(workspace: Workspace, message: Message, user: str, name: str, added: bool) -> Json:
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": workspace.new_ts(),
    }


def home_event(workspace: Workspace, channel: Channel, tab: str, view: View | None) -> Json:
    event: dict[str, Any] = {"type": "app_home_opened", "user": channel.im, "channel": channel.id, "tab": tab}
    if view:
        event["view"] = view.as_slack(workspace.team_id, workspace.app_id, workspace.bot_id)
    return {**event, "event_ts": workspace.new_ts()}


def membership_event(workspace: Workspace, channel: Channel, user: str, joined: bool) -> Json:
    return {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "group" else "C",
        "team": workspace.team_id,
        "event_ts": workspace.new_ts(),
    }


def revoked_event(workspace: Workspace) -> Json:
    tokens = {"oauth": [], "bot": [workspace.bot_user]}
    return {"type": "tokens_revoked", "tokens": tokens, "event_ts": workspace.new_ts()}


def uninstalled_event(workspace: Workspace) -> Json:
    return {"type": "app_uninstalled", "event_ts": workspace.new_ts()}


def place_of(event: Json) -> str | None:
    """The channel that an app must be in to hear of this; None where it hears in any case."""
    if event["type"] in {"reaction_added", "reaction_removed"}:
        return str(event["item"]["channel"])
    # Slack tells an app of its own Home tab and its own comings and goings wherever it is.
    if event["type"] in {"message", "app_mention", "member_joined_channel", "member_left_channel"}:
        return str(event["channel"])
    return None


def subscription(event: Json) -> str:
    """The name under which an app subscribes to this event."""
    if event["type"] == "message":
        return _CHANNEL_EVENTS[event["channel_type"]]
    return str(event["type"])


def envelope(workspace: Workspace, event: Json, team: str = "") -> Json:
    """The outer body, of the local team or another one. A retry sends the same one again."""
    team = team or workspace.team_id
    whom = {"team_id": team, "user_id": workspace.bot_user}
    grid = {"enterprise_id": None, "is_enterprise_install": False}
    return {
        "token": "deprecated",
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.clock()),
        "authorizations": [{**whom, **grid, "is_bot": True}],
        "is_ext_shared_channel": False,
        "event_context": workspace.new_id("4-"),
    }


def _about(workspace: Workspace, channel: str, subtype: str) -> Json:
    ts = workspace.new_ts()
    where = {"channel": channel, "channel_type": workspace.channels[channel].kind, "hidden": True}
    return {"type": "message", "subtype": subtype, **where, "ts": ts, "event_ts": ts}
