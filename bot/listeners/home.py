"""The Home tab: published when a person opens it."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import render_home
from bot.conversation import Conversation

log = logging.getLogger(__name__)


def register(app: AsyncApp, conversation: Conversation) -> None:
    async def handle_opened(
        ack: AsyncAck, body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        if event.get("tab") != "home":
            return
        view = render_home(await conversation.home(str(body.get("team_id")), event["user"]))
        try:
            await client.api_call("views.publish", json={"user_id": event["user"], "view": view})
        except SlackApiError as error:
            log.warning("home_refused", extra={"error": str(error.response.get("error"))})

    app.event("app_home_opened")(handle_opened)
