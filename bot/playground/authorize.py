"""Slack's page on which a person allows the app; here everybody allows it at once."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.playground.installs import Installs


class AuthorizePage:
    """`GET /oauth/v2/authorize`: back to the app with a code and the state, as Slack does.

    `redirect_uri` is where the manifest would say; only addresses of this machine are served.
    """

    def __init__(self, installs: Installs) -> None:
        self._installs = installs

    async def show(self, request: web.Request) -> web.StreamResponse:
        back = request.query.get("redirect_uri", "")
        if urlsplit(back).hostname not in {"127.0.0.1", "localhost"}:
            return web.Response(status=400, text="redirect_uri did not match any configured URIs")
        code = self._installs.new_code(request.query.get("team", ""))
        asked = urlencode({"code": code, "state": request.query.get("state", "")})
        raise web.HTTPFound(f"{back}?{asked}")
