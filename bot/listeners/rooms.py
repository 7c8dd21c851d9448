"""Finds out what holds in a channel, and whether a person may change it: asked of Slack each time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor import Message
from bot.advisor.rules import Room, Rules
from bot.listeners.arrivals import Target
from bot.listeners.delivery import ClientOf
from bot.listeners.quiet import Quiet
from bot.slack_errors import BROKEN
from bot.storage import Channels, reaching
from bot.tenants import NotInstalledError, UndecidedError

log = logging.getLogger(__name__)

Answer = Mapping[str, Any]
# A direct message, and a person for whom none is open yet, have other letters.
CHANNELS = ("C", "G")
HIGH = ("is_admin", "is_owner", "is_primary_owner")


class Rooms:
    """Where Slack does not answer, nobody may change anything."""

    def __init__(self, channels: Channels, client_of: ClientOf) -> None:
        self._channels = channels
        self._client_of = client_of
        self._quiet = Quiet(log)

    async def furnish(self, message: Message, target: Target) -> Message:
        """The message with its room."""
        team, channel = target.team, target.channel
        if not channel.startswith(CHANNELS):
            return replace(message, room=Room(channel, Rules(), is_channel=False))
        person, about = await asyncio.gather(
            self._ask(team, "users.info", "user", target.user),
            self._ask(team, "conversations.info", "channel", channel),
        )
        with reaching():
            rules = await self._channels.rules(team, channel)
        zone, may = str(person.get("tz") or "UTC"), _may_change(team, person, about)
        return replace(message, room=Room(channel, rules, zone, may, not about.get("is_mpim")))

    async def _ask(self, team: str, method: str, name: str, value: str) -> Answer:
        """What Slack says of a person or a channel; nothing when it does not."""
        try:
            client: AsyncWebClient = await self._client_of(team)
            answer = await client.api_call(method, params={name: value})
        except SlackApiError as error:
            self._quiet.warn("room_not_told", f"{method}: {error.response.get('error')}")
            return {}
        except (NotInstalledError, UndecidedError, *BROKEN) as error:
            self._quiet.warn("room_not_told", f"{method}: {type(error).__name__}")
            return {}
        told: Answer = answer.get(name) or {}
        return told


def _may_change(team: str, person: Answer, channel: Answer) -> bool | None:
    """Whoever made the channel, and the workspace's admins and owners; never one of another workspace."""
    if not person:
        return None
    if not _belongs(team, person):
        return False
    if any(person.get(name) for name in HIGH):
        return True
    return channel["creator"] == person["id"] if channel.get("creator") else None


def _belongs(team: str, person: Answer) -> bool:
    """In a channel that is shared with other workspaces, Slack names their people too."""
    teams = (person.get("enterprise_user") or {}).get("teams") or ()
    return team in {person.get("team_id"), *teams}
