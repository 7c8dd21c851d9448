"""The welcome with two replicas on one database: whoever hears of the opening, one is sent."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from pydantic import SecretStr

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners.arrivals import from_opening
from bot.playground import LocalSlack
from bot.playground.demo import local_settings, over_http
from bot.settings import Settings
from tests.postgres import Postgres


async def test_two_replicas_that_hear_of_it_together_send_one(
    local_slack: LocalSlack, advisor: Advisor, postgres: Postgres, tmp_path: Path
) -> None:
    settings = local_settings(local_slack, Settings(_env_file=None), tmp_path)
    shared = settings.model_copy(update={"database_url": SecretStr(postgres.new_database())})
    replicas = [WhichPM(shared, advisor) for _ in range(2)]
    ana, team = local_slack.person("ana"), local_slack.workspace.team_id
    event = {"user": ana.id, "channel": local_slack.workspace.open_im(ana.id).id, "tab": "messages"}
    opened = {"team_id": team, "event": event}
    async with AsyncExitStack() as stack:
        for one in replicas:
            await stack.enter_async_context(over_http(local_slack, one))
        for _ in range(5):
            arrival = from_opening(opened)
            await asyncio.gather(*(one.intake.accept(arrival) for one in replicas))
        await local_slack.until(lambda: ana.direct_messages() or None, 20.0)
        assert await replicas[0].store.knows(team, ana.id)
        await local_slack.settle(quiet=0.5)
    assert len(ana.direct_messages()) == 1
