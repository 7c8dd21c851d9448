"""Summaries and digests as a person meets them: real Bolt, the local Slack, and jobs in the same process."""

import asyncio
from pathlib import Path

from sqlalchemy import TextClause, text

from bot.playground import LocalSlack, Message, Person
from bot.storage import Store, Wishes


async def heard(person: Person, count: int) -> list[Message]:
    """The direct messages of the bot, once there are so many."""
    async with asyncio.timeout(30):
        while len(person.direct_messages()) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return person.direct_messages()


async def test_a_summary_of_everything_new_comes_as_a_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.mention("careers", "what skills does a program manager need?")
    await slack.until(lambda: slack.calls("chat.postMessage") or None)
    await ana.mention("careers", "what is the salary of a product manager?")
    await slack.until(lambda: len(slack.calls("chat.postMessage")) == 2 or None)
    await ana.mention("careers", "dm me a summary")
    (summary,) = await heard(ana, 1)
    assert "\nSkills\n" in summary.text
    assert "What the sources could not answer:" in summary.text
    assert "table" in [block["type"] for block in summary.blocks]
    assert slack.person("ben").direct_messages() == []


async def test_a_file_comes_with_it_when_asked_for(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm("which industries hire product managers?")
    before = len(await heard(ana, 2))
    await ana.dm("send me a summary of today as a file")
    messages = await heard(ana, before + 4)
    assert [file["name"][-3:] for file in messages[-1].files] == [".md"]


async def test_a_digest_is_turned_on_and_off_by_word(slack: LocalSlack, store: Store, tmp_path: Path) -> None:
    ana = slack.person("ana")
    await ana.dm("send me a weekly digest on friday at 5pm")
    said = await heard(ana, 3)
    assert "on Friday at 17:00 (" in said[-1].text
    wishes = Wishes(store._engine)
    digest = await wishes.digest(slack.workspace.team_id, ana.id)
    assert digest
    assert (digest.weekday, digest.hour) == (4, 17)
    await ana.dm("stop")
    await heard(ana, 6)
    assert any("will not send you a digest" in message.text for message in ana.direct_messages())
    assert await wishes.digest(slack.workspace.team_id, ana.id) is None


async def test_erasing_stops_and_forgets_everything(slack: LocalSlack, store: Store) -> None:
    ana = slack.person("ana")
    await ana.dm("which industries hire product managers?")
    await ana.dm("weekly digest please")
    await heard(ana, 5)
    await ana.dm("delete my data")
    asked = (await heard(ana, 7))[-1]
    await ana.click(asked, "Yes, erase it")
    await heard(ana, 8)
    async with store._engine.connect() as connection:
        counts = [
            (await connection.execute(count_of(table))).scalar()
            for table in ("history", "digests", "preferences", "posts")
        ]
    assert counts == [0, 0, 0, 0]


def count_of(table: str) -> TextClause:
    return text(f"SELECT count(*) FROM {table}").execution_options(maintenance="test")  # noqa: S608
