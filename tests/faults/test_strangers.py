"""Catalogue 31 and 42: a click of somebody else, and a workspace that leaves in the middle of everything."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.advisor import Address
from bot.app import WhichPM
from bot.playground import LocalSlack, Message, Person
from bot.storage.tables import metadata
from tests.bot.test_fit_in_slack import last_dm, start

ACTION = ("action_id", "block_id", "value")


async def clicked(slack: LocalSlack, person: Person, card: Message) -> dict[str, Any]:
    """What Slack delivered for a click that counted."""
    await person.click(card, "A: much more")
    await last_dm(slack, person, "1 answered")
    content: dict[str, Any] = slack.deliveries("interaction")[-1]["content"]
    return content


async def step_of(app: WhichPM, slack: LocalSlack, person: Person) -> int:
    """How often the person's assessment was changed."""
    return (await app.ledger.load(Address(slack.workspace.team_id, person.id, "D1"))).person_version


async def test_31_neither_a_stranger_nor_a_replay_nor_a_forgery_moves_an_assessment(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    ana, ben = local_slack.person("ana"), local_slack.person("ben")
    content = await clicked(local_slack, ana, await start(local_slack, ana))
    before = await step_of(app, local_slack, ana)
    assert before >= 2
    action = content["actions"][0]
    stranger = {**content, "user": {**content["user"], "id": ben.id}}
    elsewhere = {**content, "team": {**content["team"], "id": "T9"}}
    forged = [{**content, "actions": [{**action, name: "forged", "action_ts": "9.9"}]} for name in ACTION]
    for number, one in enumerate([content, stranger, elsewhere, *forged]):
        late = {**one, "trigger_id": f"t{number}"}
        assert (await local_slack.courier.send("interaction", late)).status == 200
    await local_slack.settle(quiet=0.5)
    assert await step_of(app, local_slack, ana) == before
    assert (await last_dm(local_slack, ana, "1 answered")).bot_id


async def rows(app: WhichPM, team: str) -> dict[str, int]:
    """The tables that still have something of the workspace."""
    counts = {}
    async with app._engine.connect() as connection:
        for table in metadata.tables.values():
            if "team" in table.c:
                query = select(func.count()).select_from(table).where(table.c.team == team)
                counts[table.name] = (await connection.execute(query)).scalar() or 0
    return {name: count for name, count in counts.items() if count}


async def test_42_a_workspace_that_leaves_in_an_assessment_and_with_a_digest_leaves_nothing(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    ana, team = local_slack.person("ana"), local_slack.workspace.team_id
    await clicked(local_slack, ana, await start(local_slack, ana))
    await ana.dm("weekly digest please")
    await last_dm(local_slack, ana, "digest")
    assert {"sessions", "digests", "posts", "cards"} <= {*await rows(app, team)}
    await local_slack.uninstall()
    said = len(local_slack.calls("chat.postMessage"))
    app.farewell._clock = lambda: datetime.now(UTC) + timedelta(seconds=25)
    assert await app.farewell.look() == 0
    await local_slack.settle(quiet=0.5)
    assert await rows(app, team) == {}
    assert [one for one in await app._work.jobs.waiting() if one.startswith(team)] == []
    assert len(local_slack.calls("chat.postMessage")) == said
