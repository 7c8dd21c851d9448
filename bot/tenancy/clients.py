"""A client of Slack's Web API for each workspace, all over one session."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.tenants import Tenants


class Clients:
    """`pattern` says how to call; the token is the team's own, as it is at this moment."""

    def __init__(self, pattern: AsyncWebClient, tenants: Tenants) -> None:
        self._pattern = pattern
        self._tenants = tenants

    async def of(self, team: str) -> AsyncWebClient:
        """Raises NotInstalledError or UndecidedError, as Tenants.token does."""
        token = await self._tenants.token(team)
        if token == self._pattern.token:
            return self._pattern
        return AsyncWebClient(
            token=token,
            base_url=self._pattern.base_url,
            timeout=self._pattern.timeout,
            session=self._pattern.session,
            retry_handlers=[],
        )
