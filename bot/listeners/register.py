"""Builds the Bolt app with every listener on it."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation
from bot.listeners import actions, commands, errors, events, home, shortcuts, uninstalls
from bot.listeners.ears import Ears
from bot.listeners.intake import Intake
from bot.listeners.metrics import Metrics
from bot.listeners.uninstalls import Farewell
from bot.tenants import Tenants


def build_slack_app(
    slack_api_url: str,
    intake: Intake,
    conversation: Conversation,
    tenants: Tenants,
    farewell: Farewell,
    metrics: Metrics,
    not_installed: str,
    ears: Ears | None = None,
) -> AsyncApp:
    """Answers only what the guard let through, or what came over an authenticated socket.

    `not_installed` is what a person of a workspace reads that has the app no more.
    """
    app = AsyncApp(
        client=AsyncWebClient(base_url=slack_api_url),  # never used: what calls Slack comes from `client_of`
        authorize=_authorizer(tenants, metrics),
        user_facing_authorize_error_message=not_installed,
        process_before_response=True,  # a failed intake becomes a 500 and Slack sends the event again
        request_verification_enabled=False,  # SignatureGuard did it, over the raw bytes
        ssl_check_enabled=False,  # Bolt would answer it unsigned
        signing_secret="checked-by-the-guard",  # noqa: S106 (Bolt insists on a value)
        logger=logging.getLogger("bolt"),
    )
    uninstalls.register(app, farewell)  # before the events, which end with one that hears everything
    home.register(app, conversation, intake)
    events.register(app, intake, ears)
    commands.register(app, intake)
    actions.register(app, intake)
    shortcuts.register(app, intake)
    app.error(errors.handle_error)
    return app


def _authorizer(tenants: Tenants, metrics: Metrics) -> Any:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """The token as it is kept, without a call to Slack between an event and its intake: Bolt would
        answer 200 and drop the event when that call fails. An unknown team gets a 200 too."""
        token = await tenants.stored(team_id or "")
        if token is None:
            metrics.arrived("unknown", "unknown_team")
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorize
