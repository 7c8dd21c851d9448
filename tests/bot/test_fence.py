"""A request that was held up for too long never reaches the other side, however aiohttp writes it."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.fence import fenced_session, leaving_by

Address = tuple[str, list[bytes]]


@pytest_asyncio.fixture
async def address() -> AsyncIterator[Address]:
    """A server, and the bodies that reached it."""
    came: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        came.append(await request.read())
        return web.Response()

    server = web.Application()
    server.router.add_post("/", take)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/", came
    await runner.cleanup()


async def test_what_is_too_late_does_not_leave(address: Address) -> None:
    url, came = address
    async with fenced_session(5) as session:
        with leaving_by(time.monotonic() - 0.1), pytest.raises(aiohttp.ClientError):
            await session.post(url, json={"text": "late"})
        async with session.post(url, json={"text": "afterwards"}) as answer:
            assert answer.status == 200
    assert came == [b'{"text": "afterwards"}']


async def test_what_is_in_time_leaves(address: Address) -> None:
    url, came = address
    async with fenced_session(5) as session:
        with leaving_by(time.monotonic() + 5):
            async with session.post(url, data=b"x" * 200_000) as answer:
                assert answer.status == 200
    assert [len(one) for one in came] == [200_000]
