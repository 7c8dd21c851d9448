"""The installation by a workspace: Bolt's OAuth flow on our stores, with our pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urljoin

import aiohttp
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.tenancy.installations import Installations
from bot.tenancy.oauth_client import OAuthClient
from bot.tenancy.pages import Pages
from bot.tenancy.states import States

log = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
STATE_SECONDS = 600
LONGEST_QUERY = 2_000
_TEAM = re.compile(r"[TE][A-Z0-9]{1,30}\Z")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


class InstallFlow(AsyncOAuthFlow):
    """`installed` hears which team came."""

    def __init__(
        self,
        client: OAuthClient,
        settings: AsyncOAuthSettings,
        pages: Pages,
        installed: Callable[[str], None],
    ) -> None:
        quiet = logging.getLogger("bolt.oauth")
        quiet.setLevel(logging.ERROR)  # its warnings hold codes and states
        settings.callback_options = AsyncCallbackOptions(self._succeeded, self._failed)
        super().__init__(client=client, logger=quiet, settings=settings)
        self._oauth = client
        self._pages = pages
        self._installed = installed

    async def run_installation(self, code: str) -> Installation | None:
        """None when Slack refuses the code, cannot be reached, or it is for a whole organisation."""
        try:
            found = await super().run_installation(code)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, ValueError, AttributeError) as error:
            log.warning("install_unconfirmed", extra={"error": type(error).__name__})
            return None
        return found if found and found.team_id and found.bot_token else None

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        await super().store_installation(request, installation)
        self._installed(installation.team_id or "")
        log.info("installed", extra={"team": installation.team_id})

    async def _succeeded(self, _: AsyncSuccessArgs) -> BoltResponse:
        return self._pages.installed()

    async def _failed(self, arguments: AsyncFailureArgs) -> BoltResponse:
        page = self._pages.refused(arguments.reason)
        log.warning("install_refused", extra={"status": page.status})
        return page


def build_flow(
    client: OAuthClient,
    client_secret: str,
    scopes: Sequence[str],
    installations: Installations,
    pages: Pages,
    installed: Callable[[str], None],
    redirect_uri: str | None = None,
) -> InstallFlow:
    """Slack's own page to allow the app lies beside the Web API that `client` calls."""
    settings = AsyncOAuthSettings(
        client_id=installations.client_id,
        client_secret=client_secret,
        scopes=scopes,
        user_scopes=[],
        redirect_uri=redirect_uri,
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        install_page_rendering_enabled=False,
        authorization_url=urljoin(client.base_url, "/oauth/v2/authorize"),
        installation_store=installations,
        state_store=States(STATE_SECONDS, installations.engine),
        state_expiration_seconds=STATE_SECONDS,
    )
    return InstallFlow(client, settings, pages, installed)


def install_routes(flow: InstallFlow, pages: Pages) -> list[Route]:
    """The two doors of an installation. An address in the query leads nowhere: nobody is sent there."""
    return [
        Route(INSTALL_PATH, _door(flow.handle_installation, pages)),
        Route(REDIRECT_PATH, _door(flow.handle_callback, pages)),
    ]


def _door(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]], pages: Pages
) -> Callable[[Request], Awaitable[Response]]:
    async def door(request: Request) -> Response:
        if not _is_whole(request):
            return to_starlette_response(pages.refused("wrong_address"))
        try:
            return to_starlette_response(await handle(to_async_bolt_request(request, b"")))
        except Exception as error:  # noqa: BLE001 a person is waiting; the reason goes to the log
            log.error("install_failed", extra={"error": type(error).__name__})  # noqa: TRY400
            return to_starlette_response(pages.refused("storage_error"))

    return door


def _is_whole(request: Request) -> bool:
    query = request.query_params
    values = [value for _, value in query.multi_items()]
    is_once = len(values) == len(query.keys())
    is_team = "team" not in query or bool(_TEAM.match(query["team"]))
    is_short = len(request.url.query) <= LONGEST_QUERY
    return is_once and is_team and is_short and not any(_ADDRESS.match(value) for value in values)
