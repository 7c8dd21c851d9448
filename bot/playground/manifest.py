"""What an app's manifest says about the app, and what in it cannot work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.records import Json

# Slack refuses to install an app that subscribes to an event without one of these scopes.
EVENT_SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "file_shared": ("files:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
}


WHERE = "add it to oauth_config.scopes.bot"


class ManifestError(ValueError):
    """A manifest that Slack would refuse; the message says what and how to mend it."""


def check_manifest(manifest: Mapping[str, Any]) -> None:
    """ManifestError for the first thing that cannot work."""
    for problem in _problems(manifest):
        raise ManifestError(f"manifest: {problem}")


def about_app(manifest: Mapping[str, Any] | None) -> Json:
    """What a person sees of the app."""
    given = manifest or {}
    shown, features = given.get("display_information", {}), given.get("features", {})
    tabs = features.get("app_home", {})
    return {
        "name": bot_name(manifest),
        "description": shown.get("description", ""),
        "long_description": shown.get("long_description", ""),
        "color": shown.get("background_color"),
        "home_tab": bool(tabs.get("home_tab_enabled", manifest is None)),
        "messages_tab": bool(tabs.get("messages_tab_enabled", True)),
        "messages_read_only": bool(tabs.get("messages_tab_read_only_enabled", False)),
        "commands": [_command(command) for command in features.get("slash_commands", ())],
        "shortcuts": [_shortcut(shortcut) for shortcut in features.get("shortcuts", ())],
    }


def rotates(manifest: Mapping[str, Any] | None) -> bool:
    """Do tokens end after twelve hours?"""
    return bool((manifest or {}).get("settings", {}).get("token_rotation_enabled"))


def bot_name(manifest: Mapping[str, Any] | None) -> str:
    given = manifest or {}
    bot = given.get("features", {}).get("bot_user", {}).get("display_name")
    return str(bot or given.get("display_information", {}).get("name") or "Bot")


def _command(command: Mapping[str, Any]) -> Json:
    return {key: command.get(key, "") for key in ("command", "description", "usage_hint")}


def _shortcut(shortcut: Mapping[str, Any]) -> Json:
    return {key: shortcut.get(key, "") for key in ("type", "name", "callback_id", "description")}


def _problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    if not manifest.get("display_information", {}).get("name"):
        yield "display_information.name is missing; every app has a name"
    oauth = manifest.get("oauth_config", {}).get("scopes", {})
    scopes = {*oauth.get("bot", ()), *oauth.get("bot_optional", ())}
    for event in manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ()):
        needed = EVENT_SCOPES.get(event, ())
        if needed and not scopes.intersection(needed):
            yield f"the event {event} needs the bot scope {' or '.join(needed)}; {WHERE}"
    features = manifest.get("features", {})
    if (features.get("slash_commands") or features.get("shortcuts")) and "commands" not in scopes:
        yield f"slash commands and shortcuts need the bot scope commands; {WHERE}"
