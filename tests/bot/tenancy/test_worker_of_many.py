"""`python -m bot worker` for many workspaces: each summary goes out with the token of its own workspace."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Address
from bot.advisor.summary import Past, Scope
from bot.jobs.client import Client
from bot.jobs.summaries import summary_job
from bot.playground import LocalSlack
from bot.storage import Departures, Sealer, parse_database_url
from bot.tenancy import Installations
from tests.bot.jobs.test_process import ROOT, until_started
from tests.bot.tenancy.conftest import CLIENT_SECRET, DATA_KEY
from tests.histories import FilledHistory

TEAMS = ("T7", "T8")


@asynccontextmanager
async def worker(slack: LocalSlack, database_url: str) -> AsyncIterator[None]:
    environment = {**os.environ, **slack.environment, "DATABASE_URL": database_url}
    del environment["SLACK_BOT_TOKEN"]
    environment |= {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": CLIENT_SECRET, "DATA_KEYS": DATA_KEY}
    command = (sys.executable, "-m", "bot", "worker")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    await until_started(process)
    try:
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.communicate(), 30)


async def install(slack: LocalSlack, database: AsyncEngine, team: str) -> None:
    """As the app keeps it, with a token of the local Slack's."""
    token = slack.installs.exchange(slack.oauth_code(team))[1]["access_token"]
    installation = Installation(app_id="A1", team_id=team, user_id="U1", bot_token=token)
    await Installations("1.2", database, Sealer([DATA_KEY])).async_save(installation)


async def order(client: Client, database: AsyncEngine, team: str, user: str) -> None:
    now = datetime.now(UTC).timestamp()
    past = Past("skills_needed", "product", at=now - 60)
    await FilledHistory(database).add(Address(team, user, "D1"), "E0", [past])
    await client.start(summary_job(team, user, "E1", now, Scope.LAST, "D1"))


async def test_each_workspace_gets_its_summaries_by_its_own_token(
    local_slack: LocalSlack, database: AsyncEngine, database_url: str
) -> None:
    client, user = Client(parse_database_url(database_url)), local_slack.person().id
    async with worker(local_slack, database_url):
        for team in TEAMS:
            await install(local_slack, database, team)
            await order(client, database, team, user)
        await local_slack.until(lambda: local_slack.calls("chat.postMessage")[1:] or None)
    posts = local_slack.calls("chat.postMessage")
    assert sorted((call["team"], call["answer"]["ok"]) for call in posts) == [("T7", True), ("T8", True)]
    await client.close()


async def test_a_worker_sees_off_a_workspace_that_left_while_no_web_process_lives(
    local_slack: LocalSlack, database: AsyncEngine, database_url: str
) -> None:
    await install(local_slack, database, "T7")
    local_slack.installs.uninstall("T7")
    await Departures(database).note("T7", datetime.now(UTC))
    installations = Installations("1.2", database, Sealer([DATA_KEY]))
    async with worker(local_slack, database_url), asyncio.timeout(20):
        while await installations.find("T7"):  # noqa: ASYNC110 (what is waited for is in a database)
            await asyncio.sleep(0.2)
