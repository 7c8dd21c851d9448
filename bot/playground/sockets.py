"""Socket Mode: the way to an app that connects by itself and waits for envelopes."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import WSCloseCode, WSMsgType, web

from bot.playground.parcels import Ack, Parcel, socket_envelope
from bot.playground.records import Json
from bot.playground.state import Workspace

MOST_SOCKETS = 10


@dataclass(eq=False, slots=True)
class _Socket:
    id: str
    connection: web.WebSocketResponse
    abort: Callable[[], None]
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    socket: _Socket
    ack: asyncio.Future[Ack]

    def answer(self, ack: Ack) -> None:
        if not self.ack.done():
            self.ack.set_result(ack)


class SocketCarrier:
    """Each payload goes to one of the app's sockets, in turn; Slack chooses one at random."""

    name = "socket"

    def __init__(self, workspace: Workspace, leave_seconds: float = 2.0) -> None:
        self.leave_seconds = leave_seconds
        self._workspace = workspace
        self._tickets: set[str] = set()
        self._sockets: list[_Socket] = []
        self._asked: dict[str, _Asked] = {}
        self._changed = asyncio.Event()
        self._awaited = False
        self._leaving: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._sockets)

    def url(self, base: str) -> str:
        """The address that apps.connections.open gives out: good for one connection."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"{base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._workspace.app_id}"

    async def link(self, request: web.Request) -> web.StreamResponse:
        """The handler of a connecting app."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="this ticket was used or never given out")
        self._tickets.discard(ticket)
        connection = web.WebSocketResponse(heartbeat=20.0)
        await connection.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await connection.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await connection.close()
            return connection
        await self._serve(connection, _aborter(request))
        return connection

    async def carry(self, parcel: Parcel, seconds: float) -> Ack:
        try:
            async with asyncio.timeout(seconds):
                socket = await self._next_socket()
                return await self._ask(socket, parcel) if socket else Ack(problem="connection_failed")
        except TimeoutError:
            return Ack(problem="timeout")

    async def refresh(self, hard: bool = False) -> int:
        """Asks every socket to come back, or cuts them; the number of sockets."""
        sockets = list(self._sockets)
        for socket in sockets:
            if hard:
                socket.abort()
            else:
                await self._send_away(socket)
        return len(sockets)

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.connection.close(code=WSCloseCode.GOING_AWAY)
        for task in list(self._leaving):
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    async def _serve(self, connection: web.WebSocketResponse, abort: Callable[[], None]) -> None:
        socket = _Socket(self._workspace.new_id("S"), connection, abort)
        self._sockets.append(socket)
        self._stop_waiting()
        self._note("connected", socket)
        try:
            await connection.send_json(self._hello())
            async for message in connection:
                if message.type is WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._sockets.remove(socket)
            # Whoever was asked to come back acknowledges over the new socket; the clock still runs.
            lost = [one for one in self._asked.values() if one.socket is socket and not socket.leaving]
            for asked in lost:
                asked.answer(Ack(problem="connection_failed"))
            self._note("disconnected", socket)

    async def _ask(self, socket: _Socket, parcel: Parcel) -> Ack:
        envelope = socket_envelope(parcel)
        ack: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._asked[envelope["envelope_id"]] = _Asked(socket, ack)
        try:
            await socket.connection.send_json(envelope)
            return await ack
        except ConnectionError:
            return Ack(problem="connection_failed")
        finally:
            del self._asked[envelope["envelope_id"]]

    def _take(self, text: str) -> None:
        """An acknowledgement, perhaps by another socket than the question; anything else is dropped."""
        try:
            said = json.loads(text)
        except ValueError:
            return
        asked = self._asked.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
        if asked:
            payload = said.get("payload")
            asked.answer(Ack(200, json.dumps(payload) if payload else ""))

    async def _send_away(self, socket: _Socket) -> None:
        socket.leaving, self._awaited = True, True
        self._note("refresh_requested", socket)
        await socket.connection.send_json(
            {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "local"}}
        )
        task = asyncio.create_task(self._close_later(socket))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _close_later(self, socket: _Socket) -> None:
        await asyncio.sleep(self.leave_seconds)
        self._stop_waiting()
        await socket.connection.close()

    async def _next_socket(self) -> _Socket | None:
        """One that stays. An app that was asked to come back is given time: it may close before it opens."""
        while self._awaited:
            self._changed.clear()
            await self._changed.wait()
        staying = [socket for socket in self._sockets if not socket.leaving]
        if not staying:
            return None
        self._sockets.remove(staying[0])
        self._sockets.append(staying[0])
        return staying[0]

    def _stop_waiting(self) -> None:
        self._awaited = False
        self._changed.set()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._workspace.app_id},
        }

    def _note(self, what: str, socket: _Socket) -> None:
        self._workspace.note("socket", {"what": what, "id": socket.id})
        number = len(self._sockets)
        self._workspace.show("connection", {"mode": "socket", "connected": number > 0, "sockets": number})


def _aborter(request: web.Request) -> Callable[[], None]:
    def abort() -> None:
        if request.transport:
            request.transport.abort()

    return abort
