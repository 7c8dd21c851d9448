"""Who may come in: not a page from elsewhere, not a name from elsewhere."""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Page

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit

pytestmark = ONE_TRANSPORT
POST = """base => fetch(`${base}/_local/say`, {
  method: 'POST', mode: 'no-cors', headers: {'Content-Type': 'text/plain'},
  body: JSON.stringify({channel: 'careers', text: 'I am not Ana'}),
}).then(() => 'sent')"""
READ = "base => fetch(`${base}/_local/state`).then(() => 'read', () => 'refused')"
LISTEN = """base => new Promise(resolve => {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/_local/feed?after=0`);
  socket.onmessage = () => resolve('heard'); socket.onerror = () => resolve('refused');
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(visit: Visit, sample: LocalSlack) -> AsyncIterator[Page]:
    """A page of another site, open in the browser of somebody who uses the local Slack."""
    application = web.Application()
    application.add_routes([web.get("/", _foreign)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    page = (await visit(sample)).page
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield page
    await runner.cleanup()


async def _foreign(_: web.Request) -> web.Response:
    return web.Response(text="<p>Elsewhere</p>", content_type="text/html")


async def test_a_foreign_page_cannot_write_as_the_person(sample: LocalSlack, elsewhere: Page) -> None:
    async with elsewhere.expect_response(f"{sample.base}/_local/say") as answered:
        assert await elsewhere.evaluate(POST, sample.base) == "sent"
    assert (await answered.value).status == 403
    assert sample.messages("careers") == []


async def test_a_foreign_page_cannot_read(sample: LocalSlack, elsewhere: Page) -> None:
    assert await elsewhere.evaluate(READ, sample.base) == "refused"
    # What the browser keeps from the page was not even given to the browser.
    origin = await elsewhere.evaluate("location.origin")
    answer = await elsewhere.request.get(f"{sample.base}/_local/state", headers={"Origin": origin})
    assert answer.status == 403


async def test_a_foreign_page_cannot_listen(sample: LocalSlack, elsewhere: Page) -> None:
    assert await elsewhere.evaluate(LISTEN, sample.base) == "refused"


async def test_a_foreign_name_that_leads_here_is_refused(sample: LocalSlack, visit: Visit) -> None:
    page = (await visit(sample)).page
    for path in ("", "_local/state", "page/app.js"):
        answer = await page.goto(f"http://evil.example:{sample.port}/{path}")
        assert answer
        assert answer.status == 403


async def test_the_page_allows_no_script_but_its_own(sample: LocalSlack, visit: Visit) -> None:
    answer = await (await visit(sample)).page.request.get(sample.base)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
