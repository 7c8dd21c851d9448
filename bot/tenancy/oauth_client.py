"""Calls Slack for the installation itself."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse


class OAuthClient(AsyncWebClient):
    """slack_sdk sends the secret by a part of aiohttp that is about to go; here it is in the form."""

    async def oauth_v2_access(self, **arguments: Any) -> AsyncSlackResponse:
        form = {name: value for name, value in arguments.items() if value is not None}
        return await self.api_call("oauth.v2.access", data=form)
