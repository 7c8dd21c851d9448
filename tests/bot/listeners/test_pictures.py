"""A picture is uploaded by the way that Slack is called, also where only a proxy leads there."""

import json

from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor import Scale
from bot.listeners import upload_all

ANSWER = {"ok": True, "upload_url": "http://files.invalid/here", "file_id": "F1"}


async def test_the_upload_goes_through_the_proxy_too() -> None:
    asked: list[str] = []

    async def carry(request: web.BaseRequest) -> web.Response:
        asked.append(str(request.url))
        return web.Response(text=json.dumps(ANSWER), content_type="application/json")

    runner = web.ServerRunner(web.Server(carry))
    await runner.setup()
    await (site := web.TCPSite(runner, "127.0.0.1", 0)).start()
    drawn = Scale(0.5, 0.3, ("a", "b", "c"), (), "a little to the right")
    async with ClientSession() as session:
        client = AsyncWebClient("xoxb-1", "http://slack.invalid/api/", proxy=site.name, session=session)
        assert await upload_all(client, [drawn]) == ["F1"]
    await runner.cleanup()
    assert "http://files.invalid/here" in asked
