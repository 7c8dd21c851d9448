"""Builds what knows the workspaces, for every process that calls Slack: the client, the tokens, the doors."""

from __future__ import annotations

from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import Route

from bot.listeners import bot_scopes, optional_scopes
from bot.settings import OAuth, Settings
from bot.storage import Sealer
from bot.tenancy import (
    INSTALL_PATH,
    Installations,
    ManyWorkspaces,
    OAuthClient,
    OneWorkspace,
    Pages,
    build_flow,
    install_routes,
)
from bot.tenants import Tenants
from knowledge import Phrases

CALL_SECONDS = 10


def build_client(settings: Settings) -> OAuthClient:
    """With the token of the settings, or with none where workspaces install the app."""
    token = None if settings.oauth() else settings.bot_token()
    # Retries of slack_sdk off: it repeats a post whose answer was lost, and the person reads it twice.
    return OAuthClient(token=token, base_url=settings.slack_api_url, timeout=CALL_SECONDS, retry_handlers=[])


def build_tenants(settings: Settings, engine: AsyncEngine, client: OAuthClient) -> Tenants:
    """The one workspace of the settings, or all that installed the app."""
    oauth = settings.oauth()
    if oauth is None:
        return OneWorkspace(client)
    rotator = AsyncTokenRotator(client_id=oauth.client_id, client_secret=oauth.client_secret, client=client)
    return ManyWorkspaces(build_installations(settings, oauth, engine), rotator)


def build_installations(settings: Settings, oauth: OAuth, engine: AsyncEngine) -> Installations:
    return Installations(oauth.client_id, engine, Sealer(settings.sealing_secrets()))


def build_doors(settings: Settings, tenants: Tenants, client: OAuthClient, phrases: Phrases) -> list[Route]:
    """The doors through which workspaces install the app; none where there is only one."""
    oauth = settings.oauth()
    if oauth is None or not isinstance(tenants, ManyWorkspaces):
        return []
    pages = Pages(phrases, INSTALL_PATH)
    flow = build_flow(
        client,
        oauth.client_secret,
        # Slack shows the optional ones apart, and only where they are asked for.
        [*bot_scopes(settings.channel_messages), *optional_scopes(settings.channel_messages)],
        tenants.installations,
        pages,
        tenants.installed,
        oauth.redirect_url,
    )
    return install_routes(flow, pages)
