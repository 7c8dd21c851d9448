"""The manifest asks Slack for what the listeners use, and stays within Slack's limits."""

from typing import Any

from bot.listeners import build_manifest
from bot.listeners.commands import COMMANDS
from bot.listeners.events import EVENTS
from bot.listeners.uninstalls import DEPARTURES


def test_every_command_is_offered_and_escapes_what_people_type() -> None:
    commands = build_manifest()["features"]["slash_commands"]
    assert {one["command"] for one in commands} == set(COMMANDS)
    assert all(one["should_escape"] for one in commands)


def test_the_scopes_are_the_least_that_the_events_need() -> None:
    scopes = build_manifest()["oauth_config"]["scopes"]["bot"]
    assert set(scopes) == {"chat:write", "commands", "files:write", *EVENTS.values()} - {""}


def test_texts_are_within_the_limits_of_slack() -> None:
    manifest = build_manifest()
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert all(len(one["usage_hint"]) <= 1000 for one in manifest["features"]["slash_commands"])


def test_the_app_hears_when_a_workspace_leaves() -> None:
    events = build_manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {*EVENTS, *DEPARTURES} == set(events)


def test_tokens_end_only_where_workspaces_install_the_app() -> None:
    assert not build_manifest()["settings"]["token_rotation_enabled"]
    many = build_manifest("https://x.example/slack/events", False, "https://x.example/slack/oauth_redirect")
    assert many["settings"]["token_rotation_enabled"]
    assert many["oauth_config"]["redirect_urls"] == ["https://x.example/slack/oauth_redirect"]


def test_over_http_slack_is_told_where_the_app_listens() -> None:
    manifest = build_manifest("https://bot.example.com/slack/events", socket_mode=False)
    assert not manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["request_url"] == "https://bot.example.com/slack/events"


def test_every_shortcut_is_offered_where_it_belongs() -> None:
    offered = {one["callback_id"]: one for one in build_manifest()["features"]["shortcuts"]}
    assert {name: one["type"] for name, one in offered.items()} == {
        "fit_quiz": "global",
        "read_ad": "message",
        "summarise": "message",
    }
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in offered.values())


def test_channels_are_listened_to_only_where_they_can_choose_it() -> None:
    plain, hearing = build_manifest(), build_manifest(channel_messages=True)
    more = {
        part: sorted({*_asked(hearing, part)} - {*_asked(plain, part)})
        for part in ("bot", "bot_optional", "events")
    }
    assert more["events"] == ["message.channels", "message.groups"]
    history = ["channels:history", "groups:history"]
    assert more["bot"] == [history[0], "channels:read", history[1], "groups:read", "users:read"]
    assert more["bot_optional"] == []
    assert _asked(hearing, "bot_optional") == ["im:write"]


def _asked(manifest: dict[str, Any], part: str) -> list[str]:
    if part == "events":
        return list(manifest["settings"]["event_subscriptions"]["bot_events"])
    return list(manifest["oauth_config"]["scopes"][part])
