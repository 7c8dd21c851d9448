"""The app manifest, made from the listeners: what is registered is what Slack is asked for, and no more."""

from __future__ import annotations

from typing import Any

from bot.listeners.commands import COMMANDS
from bot.listeners.events import EVENTS
from bot.listeners.shortcuts import SHORTCUTS
from bot.listeners.uninstalls import DEPARTURES

DISPLAY_NAME = "WhichPM"
DESCRIPTION = "Product manager or program manager? Answers with their sources."
COLOR = "#1d4f46"
# Posting answers, answering slash commands, and the pictures of a result.
SCOPES = ("chat:write", "commands", "files:write")
# Only to find again what may have been sent when something broke; without them such an answer is sent again.
OPTIONAL_SCOPES = ("channels:history", "groups:history", "im:write", "users:read")
URL = "https://whichpm.example.com/slack/events"


def bot_scopes() -> list[str]:
    """What the app cannot do without."""
    return sorted({*SCOPES, *EVENTS.values()} - {""})


def optional_scopes() -> list[str]:
    """What a workspace may refuse."""
    return list(OPTIONAL_SCOPES)


def build_manifest(
    url: str = URL, socket_mode: bool = True, redirect_url: str | None = None
) -> dict[str, Any]:
    """The manifest for Slack's form; `url` is where Slack reaches the app when Socket Mode is off.

    With `redirect_url` many workspaces can install the app, and their tokens end after twelve hours. Slack
    cannot turn that off again, and without an installation nobody would renew a token.
    """
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": DISPLAY_NAME,
            "description": DESCRIPTION,
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": DISPLAY_NAME, "always_online": True},
            "shortcuts": [_shortcut(name) for name in sorted(SHORTCUTS)],
            "slash_commands": [_command(name, url) for name in sorted(COMMANDS)],
        },
        "oauth_config": {
            **({"redirect_urls": [redirect_url]} if redirect_url else {}),
            "scopes": {"bot": bot_scopes(), "bot_optional": optional_scopes()},
        },
        "settings": {
            "event_subscriptions": {"request_url": url, "bot_events": sorted([*EVENTS, *DEPARTURES])},
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": redirect_url is not None,
        },
    }


def _shortcut(callback_id: str) -> dict[str, Any]:
    kind, name, description = SHORTCUTS[callback_id]
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}


def _command(name: str, url: str) -> dict[str, Any]:
    description, hint = COMMANDS[name]
    return {
        "command": name,
        "url": url,
        "description": description,
        "usage_hint": hint,
        "should_escape": True,
    }
