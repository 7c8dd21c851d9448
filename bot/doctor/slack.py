"""Checks what Slack says: whether it answers, of the tokens and scopes, and the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.findings import Finding, broken, fine, note
from bot.listeners import bot_scopes, optional_scopes
from bot.settings import Settings
from bot.slack_errors import code_of

SECONDS = 10
# Slack refuses nothing, but we refuse what it signed more than five minutes from our clock.
SKEW_BROKEN, SKEW_NOTED = 240.0, 30.0
CURES: Mapping[str, str] = {
    "invalid_auth": "copy it again from your app's page at Slack",
    "not_authed": "copy it again from your app's page at Slack",
    "token_revoked": "install the app again; the old token is gone for good",
    "token_expired": "the app rotates tokens; use SLACK_CLIENT_ID, which renews them",
    "account_inactive": "the app was removed from the workspace; install it again",
    "not_allowed_token_type": "that is another kind of token; see .env.example",
    "missing_scope": "give the app-level token the scope connections:write",
}

ONLINE = "is this machine online, and is the URL right?"
SILENCES: tuple[tuple[type[Exception], str, str, str], ...] = (
    (
        aiohttp.ClientProxyConnectionError,
        "HTTPS_PROXY",
        "the proxy does not answer",
        "correct HTTPS_PROXY or HTTP_PROXY, or take it out of the environment",
    ),
    (
        aiohttp.ClientConnectorCertificateError,
        "SLACK_API_URL",
        "its certificate is not trusted",
        "where a proxy opens TLS, put its authority's certificate into the file that SSL_CERT_FILE names",
    ),
)


async def examine_slack(settings: Settings, clock: Callable[[], float] = time.time) -> list[Finding]:
    """Without a token only whether Slack answers at all, and the time there."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(
            base_url=settings.slack_api_url, session=session, timeout=SECONDS, retry_handlers=[]
        )
        try:
            return await _examine(settings, client, clock)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, ValueError, AttributeError) as error:
            return [_silent(error)]


async def _examine(settings: Settings, client: AsyncWebClient, clock: Callable[[], float]) -> list[Finding]:
    answer = await client.api_call("api.test")
    found = [fine("SLACK_API_URL", "Slack answers"), *_skew(dict(answer.headers), clock())]
    if settings.slack_bot_token and settings.slack_client_id is None:
        found += await _bot_token(
            client, settings.slack_bot_token.get_secret_value(), settings.channel_messages
        )
    if settings.slack_app_token:
        found += await _app_token(client, settings.slack_app_token.get_secret_value())
    return found


async def _bot_token(client: AsyncWebClient, token: str, hears: bool) -> list[Finding]:
    try:
        answer = await client.auth_test(token=token)
    except SlackApiError as error:
        return [refused("SLACK_BOT_TOKEN", code_of(error))]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return [fine("SLACK_BOT_TOKEN", "good"), *_scopes(headers.get("x-oauth-scopes"), hears)]


async def _app_token(client: AsyncWebClient, token: str) -> list[Finding]:
    """apps.connections.open gives out an address; nothing is connected by asking for it."""
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return [refused("SLACK_APP_TOKEN", code_of(error))]
    return [fine("SLACK_APP_TOKEN", "good")]


def _scopes(granted: str | None, hears: bool) -> Iterator[Finding]:
    if granted is None:
        return
    have, need = {scope.strip() for scope in granted.split(",")}, set(bot_scopes(hears))
    optional = set(optional_scopes(hears))
    missing, spare = sorted(need - have), sorted(have - need - optional - {""})
    refused = sorted(optional - have)
    if missing:
        cure = "add them under OAuth & Permissions, or paste the manifest, and install the app again"
        yield broken("scopes", f"{', '.join(missing)} not granted", cure)
    if spare:
        yield note("scopes", f"{', '.join(spare)} granted and not needed", "take them away")
    if refused:
        cure = "nothing has to be done; after a crash an answer may come twice"
        yield note("scopes", f"{', '.join(refused)} not granted, which are optional", cure)
    if not missing and not spare and not refused:
        yield fine("scopes", "as in the manifest")


def _skew(headers: Mapping[str, str], now: float) -> Iterator[Finding]:
    date = {name.lower(): value for name, value in headers.items()}.get("date")
    if date is None:
        return
    skew = now - parsedate_to_datetime(date).timestamp()
    state = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} Slack"
    if abs(skew) > SKEW_BROKEN:
        yield broken("clock", state, "set it by NTP; signed requests are refused at 300 s")
    elif abs(skew) > SKEW_NOTED:
        yield note("clock", state, "set it by NTP")
    else:
        yield fine("clock", "right")


def _silent(error: Exception) -> Finding:
    name = type(error).__name__
    for kind, thing, state, cure in SILENCES:
        if isinstance(error, kind):
            return broken(thing, f"{state} ({name})", cure)
    return broken("SLACK_API_URL", f"Slack does not answer ({name})", ONLINE)


def refused(name: str, code: str) -> Finding:
    """What to do when Slack does not take a token."""
    return broken(name, f"Slack refuses it ({code})", CURES.get(code, "see docs.slack.dev for this error"))
