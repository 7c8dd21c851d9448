"""The Home tab: published when a person opens it."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from bot.blocks import render_home
from bot.conversation import Conversation
from bot.listeners.arrivals import team_of
from bot.listeners.delivery import ClientOf
from bot.tenants import NotInstalledError

log = logging.getLogger(__name__)


def register(app: AsyncApp, conversation: Conversation, client_of: ClientOf) -> None:
    async def handle_opened(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        await ack()
        if event.get("tab") != "home":
            return
        team = team_of(body)
        view = render_home(await conversation.home(team, event["user"]))
        try:
            # Not Bolt's client: the stored token may have ended since somebody last asked something.
            client = await client_of(team)
            await client.api_call("views.publish", json={"user_id": event["user"], "view": view})
        except SlackApiError as error:
            log.warning("home_refused", extra={"error": str(error.response.get("error"))})
        except NotInstalledError:
            log.warning("home_refused", extra={"error": "not_installed"})

    app.event("app_home_opened")(handle_opened)
