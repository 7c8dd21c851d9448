"""The local Slack on 127.0.0.1: every door, and who may come through it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.playground.authorize import AuthorizePage
from bot.playground.local_api import LocalApi
from bot.playground.sockets import SocketCarrier
from bot.playground.web_api import WebApi

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
PAGE = Path(__file__).parent / "page"
# slack_sdk's async client may send all arguments in the address, far over aiohttp's 8,190 bytes.
LINE_BYTES = 1_000_000
BODY_BYTES = 64_000_000
SECURITY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws:;"
    " style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """`bind` chooses the address first, so that everything else can be built knowing it."""

    def __init__(self) -> None:
        self.port = 0
        self.asked_port = 0
        self._socket: socket.socket | None = None
        self._runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    def bind(self, port: int) -> None:
        """This port, or any other one when it is taken."""
        self.asked_port = port
        try:
            self._socket = _listening(port)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            self._socket = _listening(0)
        self.port = self._socket.getsockname()[1]

    async def start(
        self, web_api: WebApi, local_api: LocalApi, sockets: SocketCarrier, authorize: AuthorizePage
    ) -> None:
        application = web.Application(client_max_size=BODY_BYTES, middlewares=[self._only_from_here])
        application.add_routes(web_api.routes())
        application.add_routes(local_api.routes())
        application.add_routes([web.get("/link/", sockets.link), web.get("/", _page)])
        application.add_routes([web.get("/oauth/v2/authorize", authorize.show)])
        application.add_routes([web.get("/page/{file:.+}", _page)])
        self._runner = web.AppRunner(
            application,
            access_log=None,
            shutdown_timeout=1.0,
            max_line_size=LINE_BYTES,
            max_field_size=LINE_BYTES,
        )
        await self._runner.setup()
        if self._socket:
            await web.SockSite(self._runner, self._socket).start()

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
        if self._socket:
            self._socket.close()

    @web.middleware
    async def _only_from_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Without this a page of the web could act as the people here, or read them by its own host name."""
        here = {f"{name}:{self.port}" for name in NAMES}
        # slack_sdk's own Socket Mode client leaves the port out; no browser does.
        if request.host not in {*here, *NAMES}:
            return _not_from_here()
        if request.headers.get("Origin") not in {None, *(f"http://{host}" for host in here)}:
            return _not_from_here()
        return await handler(request)


def _not_from_here() -> web.Response:
    return web.Response(status=403, text="the local Slack answers to its own page only")


async def _page(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("file", "index.html")
    path = (PAGE / name).resolve()
    # Resolved first: a name may climb out of the folder by its dots.
    if not (path.is_relative_to(PAGE.resolve()) and path.is_file()):
        return web.Response(status=404, text=f"there is no page {name}", headers=SECURITY)
    return web.FileResponse(path, headers=SECURITY)


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A port that was just given up may be taken again; one that somebody listens on may not.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening
