"""Summaries and digests as a person meets them: real Bolt, the local Slack, and jobs in the same process."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import TextClause, text

from bot.playground import LocalSlack, Message, Person
from bot.storage import Store, Wishes
from tests.bot.test_fit_in_slack import answer_all, last_dm, start

ONE_TRANSPORT = pytest.mark.parametrize("transport", ["http"])


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
    messages = await heard(ana, before + 3)
    assert [file["name"][-3:] for file in messages[-1].files] == [".md"]


async def test_a_digest_is_turned_on_and_off_by_word(slack: LocalSlack, store: Store, tmp_path: Path) -> None:
    ana = slack.person("ana")
    await ana.dm("send me a weekly digest on friday at 5pm")
    said = await heard(ana, 2)
    assert "on Friday at 17:00 (" in said[-1].text
    wishes = Wishes(store._engine)
    digest = await wishes.digest(slack.workspace.team_id, ana.id)
    assert digest
    assert (digest.weekday, digest.hour) == (4, 17)
    await ana.dm("stop")
    await last_dm(slack, ana, "will not send you a digest")
    assert await wishes.digest(slack.workspace.team_id, ana.id) is None


async def test_erasing_stops_and_forgets_everything(slack: LocalSlack, store: Store) -> None:
    ana = slack.person("ana")
    await ana.dm("which industries hire product managers?")
    await ana.dm("weekly digest please")
    await last_dm(slack, ana, "your digest comes on")
    await ana.dm("delete my data")
    await ana.click(await last_dm(slack, ana, "Shall I?"), "Yes, erase it")
    await last_dm(slack, ana, "I keep nothing about you now")
    async with store._engine.connect() as connection:
        counts = [
            (await connection.execute(count_of(table))).scalar()
            for table in ("history", "digests", "preferences", "posts")
        ]
    assert counts == [0, 0, 0, 0]


def count_of(table: str) -> TextClause:
    return text(f"SELECT count(*) FROM {table}").execution_options(maintenance="test")  # noqa: S608


async def answered(slack: LocalSlack, person: Person, text: str, channel: str = "careers") -> Message:
    """The bot's answer in the channel."""
    count = len(slack.calls("chat.postMessage"))
    asked = await person.mention(channel, text)
    await slack.until(lambda: len(slack.calls("chat.postMessage")) > count or None)
    return [one for one in slack.messages(channel) if one.thread_ts == asked.ts and one.bot_id][-1]


@ONE_TRANSPORT
async def test_the_button_below_an_answer_sends_its_conversation(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await answered(slack, ana, "which industries hire product managers?")
    answer = await answered(slack, ana, "what skills does a program manager need?")
    assert answer.buttons[-1] == "Send me a summary"
    assert len(answer.buttons) <= 5
    await ana.click(answer, "Send me a summary")
    summary = await last_dm(slack, ana, "Your summary\n")
    assert "\nSkills\n" in summary.text
    assert "\nIndustries\n" not in summary.text
    assert [one.text for one in ana.ephemerals()] == ["Your summary comes as a direct message."]


@ONE_TRANSPORT
async def test_the_button_below_a_result_sends_it_with_its_picture_and_range(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    result = await answer_all(slack, ana)
    await ana.click(result, "Send me a summary")
    summary = await last_dm(slack, ana, "Your summary\n")
    assert "Your last result from the fit assessment:" in summary.text
    assert "Plausible range" in summary.text
    assert [block["type"] for block in summary.blocks].count("image") == 1


@ONE_TRANSPORT
async def test_a_shortcut_on_a_thread_summarises_what_this_person_asked_there(slack: LocalSlack) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    first = await answered(slack, ana, "what skills does a program manager need?")
    await ben.mention("careers", "which industries hire product managers?", first)
    await slack.until(lambda: len(slack.calls("chat.postMessage")) == 2 or None)
    await answered(slack, ana, "what are typical job titles?")
    assert await ana.message_shortcut(first, "summarise")
    summary = await last_dm(slack, ana, "This covers what you asked in that conversation.")
    titles = {one for one in ("Skills", "Industries", "Job titles") if f"\n{one}\n" in summary.text}
    assert titles == {"Skills"}
    assert ben.direct_messages() == []


@ONE_TRANSPORT
async def test_a_thread_in_which_the_person_asked_nothing_is_not_read(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    said = await slack.person("ben").say("careers", "I wonder what a program manager earns")
    assert await ana.message_shortcut(said, "summarise")
    assert "You asked me nothing there" in (await last_dm(slack, ana, "nothing")).text
    assert slack.calls("conversations.replies") == []


@ONE_TRANSPORT
@pytest.mark.parametrize(
    "said", ["send it to my boss", "share the summary with the team", "forward my outcome to hr"]
)
async def test_to_others_it_is_declined_with_the_reason(said: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm("what skills does a program manager need?")
    await heard(ana, 2)
    await ana.dm(said)
    assert "only send things to the person who asks" in (await heard(ana, 4))[-1].text


@ONE_TRANSPORT
async def test_the_comparison_alone_is_sent_by_name(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm("what skills does a program manager need?")
    await ana.dm("send me the comparison in a dm")
    summary = await last_dm(slack, ana, "This compares the two roles")
    assert "table" in [block["type"] for block in summary.blocks]
    assert "What you asked" not in summary.text


@ONE_TRANSPORT
async def test_the_result_alone_is_sent_by_name(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm("what skills does a program manager need?")
    await ana.dm("message me my results")
    await last_dm(slack, ana, "no result of yours yet")
    await start(slack, ana)
    await answer_all(slack, ana)
    await ana.mention("careers", "message me my results as a file")
    summary = await last_dm(slack, ana, "This is about your last result.")
    assert "image" in [block["type"] for block in summary.blocks]
    await slack.until(lambda: [one for one in ana.direct_messages() if one.files] or None, 20)
