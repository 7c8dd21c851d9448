"""The tokens of one workspace or of many: kept for a minute, renewed before they end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import BROKEN, SHUT_OUT, code_of
from bot.tenancy.installations import Installations
from bot.tenants import NotInstalledError, UndecidedError

# Another replica may have renewed a token or heard that a team left: nothing is believed for longer.
BELIEVED_SECONDS = 60.0
RENEW_MINUTES = 120
READS, READ_SECONDS = 3, 0.2
RENEWAL_DEAD = frozenset({"invalid_refresh_token", "token_revoked", "invalid_grant", "bad_refresh_token"})


class OneWorkspace:
    """The simplest way to run: one token from the settings."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def stored(self, team: str) -> str | None:
        return self._client.token

    async def token(self, team: str) -> str:
        return self._client.token or ""

    async def living_since(self, team: str) -> datetime | None:
        """A token that lives was never gone, so that nothing is to be erased."""
        lives = await _lives(self._client, self._client.token or "")
        return datetime.min.replace(tzinfo=UTC) if lives else None

    async def forget(self, team: str, before: datetime) -> None:
        """The token is the operator's; there is nothing of it in the database."""


@dataclass(frozen=True, slots=True)
class _Believed:
    installation: Installation
    until: float


class ManyWorkspaces:
    """Every workspace that installed the app."""

    def __init__(
        self,
        installations: Installations,
        rotator: AsyncTokenRotator,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.installations = installations
        self._rotator = rotator
        self._clock = clock
        self._believed: dict[str, _Believed] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def stored(self, team: str) -> str | None:
        found = await self._find(team)
        return found.bot_token if found else None

    async def token(self, team: str) -> str:
        found = await self._find(team)
        if found and _ends_soon(found):
            lock = self._locks.setdefault(team, asyncio.Lock())
            async with lock:
                found = await self._renewed(team)
        if found is None or not found.bot_token:
            raise NotInstalledError("the workspace has removed the app")
        return found.bot_token

    async def living_since(self, team: str) -> datetime | None:
        self._believed.pop(team, None)
        try:
            token = await self.token(team)
        except NotInstalledError:
            return None
        found = await self._find(team)
        if found is None or not await _lives(self._rotator.client, token):
            return None
        return datetime.fromtimestamp(found.installed_at, UTC)

    async def forget(self, team: str, before: datetime) -> None:
        await self.installations.forget(team, before)
        self._believed.pop(team, None)

    def installed(self, team: str) -> None:
        """A new installation: what was believed of an older one is over."""
        self._believed.pop(team, None)

    async def _find(self, team: str) -> Installation | None:
        held = self._believed.get(team)
        if held and held.until > self._clock():
            return held.installation
        return await self._read(team)

    async def _read(self, team: str) -> Installation | None:
        found = await self.installations.find(team) if team else None
        if found is None:
            self._believed.pop(team, None)
        else:
            self._believed[team] = _Believed(found, self._clock() + BELIEVED_SECONDS)
        return found

    async def _renewed(self, team: str) -> Installation | None:
        """Renewed by us or, as a refresh token is good once, by the replica that was faster."""
        found = await self._read(team)
        if found is None or not _ends_soon(found):
            return found
        try:
            renewed = await self._rotator.perform_token_rotation(
                installation=found, minutes_before_expiration=RENEW_MINUTES
            )
        except SlackTokenRotationError as error:
            return await self._not_renewed(team, found, error)
        except BROKEN as error:
            if not _lasts(found):
                raise UndecidedError(type(error).__name__) from None
            return found
        if renewed is not None:
            await self.installations.async_save(renewed)
        return await self._read(team)

    async def _not_renewed(
        self, team: str, found: Installation, error: SlackTokenRotationError
    ) -> Installation | None:
        now: Installation | None = found
        for _ in range(READS):
            now = await self._read(team)
            if now is None or now.bot_token != found.bot_token:
                return now
            await asyncio.sleep(READ_SECONDS)  # the faster one has its token and has not saved it yet
        if code_of(error.api_error) in RENEWAL_DEAD:
            return found if _lasts(found) else None
        return now


async def _lives(client: AsyncWebClient, token: str) -> bool:
    """Whether Slack still knows the token. UndecidedError when it does not say."""
    try:
        await client.auth_test(token=token)
    except SlackApiError as error:
        if code_of(error) in SHUT_OUT:
            return False
        raise UndecidedError(code_of(error)) from None
    except BROKEN as error:
        raise UndecidedError(type(error).__name__) from None
    return True


def _ends_soon(found: Installation) -> bool:
    ends = found.bot_token_expires_at
    return bool(found.bot_refresh_token and ends and ends < time.time() + RENEW_MINUTES * 60)


def _lasts(found: Installation) -> bool:
    return bool(found.bot_token_expires_at and found.bot_token_expires_at > time.time())
