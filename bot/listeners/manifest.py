"""The app manifest, made from the listeners: what is registered is what Slack is asked for, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.listeners.commands import COMMANDS
from bot.listeners.events import CHANNEL_EVENTS, EVENTS
from bot.listeners.shortcuts import SHORTCUTS
from bot.listeners.uninstalls import DEPARTURES
from knowledge import Listing, load

COLOR = "#1d4f46"
# Posting answers, answering slash commands, and the pictures of a result.
SCOPES = ("chat:write", "commands", "files:write")
# Only to find again what may have been sent when something broke; without them such an answer is sent again.
OPTIONAL_SCOPES = ("channels:history", "groups:history", "im:write", "users:read")
# Who made a channel, and who is an admin: they may choose what is answered there.
CHANNEL_SCOPES = ("channels:read", "groups:read", "users:read")
URL = "https://whichpm.example.com/slack/events"


def bot_scopes(channel_messages: bool = False) -> list[str]:
    """What the app cannot do without; with `channel_messages` also what channels that choose need."""
    chosen = {*CHANNEL_SCOPES, *CHANNEL_EVENTS.values()} if channel_messages else set()
    return sorted({*SCOPES, *EVENTS.values(), *chosen} - {""})


def optional_scopes(channel_messages: bool = False) -> list[str]:
    """What a workspace may refuse."""
    needed = bot_scopes(channel_messages)
    return [scope for scope in OPTIONAL_SCOPES if scope not in needed]


def build_manifest(
    url: str = URL,
    socket_mode: bool = True,
    redirect_url: str | None = None,
    listing: Listing | None = None,
    channel_messages: bool = False,
) -> dict[str, Any]:
    """The manifest for Slack's form; `url` is where Slack reaches the app when Socket Mode is off.

    With `channel_messages` channels can choose to be listened to.
    Without `listing` it has the words of the knowledge that comes with the app.

    With `redirect_url` many workspaces can install the app, and their tokens end after twelve hours. Slack
    cannot turn that off again, and without an installation nobody would renew a token.
    """
    words = listing or _first_listing()
    events = {**EVENTS, **(CHANNEL_EVENTS if channel_messages else {})}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": words.name,
            "description": words.description,
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": words.name, "always_online": True},
            "shortcuts": list(_shortcuts(words)),
            "slash_commands": list(_commands(words, url)),
        },
        "oauth_config": {
            **({"redirect_urls": [redirect_url]} if redirect_url else {}),
            "scopes": {
                "bot": bot_scopes(channel_messages),
                "bot_optional": optional_scopes(channel_messages),
            },
        },
        "settings": {
            "event_subscriptions": {"request_url": url, "bot_events": sorted([*events, *DEPARTURES])},
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": redirect_url is not None,
        },
    }


@cache
def _first_listing() -> Listing:
    return load().listing


def _shortcuts(listing: Listing) -> Iterator[dict[str, Any]]:
    offered = {name: words for name, words in listing.shortcuts if words}
    for name in sorted(SHORTCUTS.keys() & offered.keys()):
        words = offered[name]
        yield {
            "name": words.name,
            "type": SHORTCUTS[name],
            "callback_id": name,
            "description": words.description,
        }


def _commands(listing: Listing, url: str) -> Iterator[dict[str, Any]]:
    offered = {name: words for name, words in listing.commands if words}
    for name in sorted(name for name, words in COMMANDS.items() if words in offered):
        words = offered[COMMANDS[name]]
        yield {
            "command": name,
            "url": url,
            "description": words.description,
            "usage_hint": words.hint,
            "should_escape": True,
        }
