"""How a summary reaches its person: never too fast, after whatever breaks, after a restart, and once."""

import asyncio
from contextlib import AsyncExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.playground import Fault, LocalSlack, Message, Person
from bot.playground.demo import local_settings, over_http
from bot.settings import Settings
from tests.bot.test_fit_in_slack import answer_all, last_dm, start

TITLE = "Your summary\n"
SKILLS = "what skills does a program manager need?"
DECLINED = "only send things to the person who asks"


@pytest.fixture
def transport() -> str:
    return "http"


def summaries(person: Person) -> list[Message]:
    return [one for one in person.direct_messages() if one.text.startswith(TITLE)]


async def asked_in_a_channel(slack: LocalSlack, person: Person) -> Message:
    """A question with its answer there; the direct message is empty yet."""
    before = len(slack.calls("chat.postMessage"))
    asked = await person.mention("careers", SKILLS)
    await slack.until(lambda: len(slack.calls("chat.postMessage")) > before or None)
    return asked


async def until_heard(slack: LocalSlack, person: Person, count: int = 1) -> list[Message]:
    def look() -> list[Message] | None:
        found = summaries(person)
        return found if len(found) >= count else None

    return await slack.until(look, 20)


@pytest.mark.parametrize("said", ["dm me a summary", "/whichpm summary", "summarise today"])
async def test_words_bring_it_whatever_the_place(said: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await asked_in_a_channel(slack, ana)
    if said.startswith("/"):
        assert await ana.command("/whichpm", "summary", channel="careers") is None
    else:
        await ana.mention("careers", said)
    (summary,) = await until_heard(slack, ana)
    assert "\nSkills\n" in summary.text
    assert summary.text.count("Sources:") == 1
    assert "What to look at next:" in summary.text
    assert slack.person("ben").direct_messages() == []


async def test_the_words_choose_between_the_last_answer_and_everything_new(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    for question in ("which industries hire product managers?", SKILLS):
        await ana.dm(question)
        await last_dm(slack, ana, "Sources:")
    await ana.dm("dm me that as a file")
    (last,) = await until_heard(slack, ana)
    await ana.dm("dm me a summary")
    *_, everything = await until_heard(slack, ana, 2)
    assert ["\nIndustries\n" in one.text for one in (last, everything)] == [False, True]
    assert ["\nSkills\n" in one.text for one in (last, everything)] == [True, True]
    await ana.dm("dm me a summary")
    await last_dm(slack, ana, "You asked nothing new since your last summary.")


async def test_the_last_answer_is_sent_from_another_conversation_too(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm("dm me that")
    await last_dm(slack, ana, "There is nothing to send yet.")
    await asked_in_a_channel(slack, ana)
    await ana.dm("dm me that")
    (last,) = await until_heard(slack, ana)
    assert "\nSkills\n" in last.text


@pytest.mark.parametrize(
    "said", ["share this with jonas", "send it to jonas", "dm <@{ben}> the summary", "show it to <@{ben}>"]
)
async def test_to_somebody_by_name_or_mention_it_is_declined_with_the_reason(
    said: str, slack: LocalSlack
) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    await ana.dm(SKILLS)
    await last_dm(slack, ana, "Sources:")
    await ana.dm(said.format(ben=ben.id))
    await last_dm(slack, ana, DECLINED)
    await slack.settle(quiet=0.5)
    assert summaries(ana) == ben.direct_messages() == []


@pytest.mark.parametrize("said", ["send it to me", "send me the summary", "dm it to me please"])
async def test_the_person_who_asks_may_have_it(said: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await asked_in_a_channel(slack, ana)
    await ana.mention("careers", said, asked)
    await last_dm(slack, ana, "[B101")
    assert not [one for one in ana.ephemerals() if DECLINED in one.text]


async def test_it_waits_as_long_as_slack_says(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await asked_in_a_channel(slack, ana)
    slack.fail("chat.postMessage", Fault.ratelimited("2"))
    await ana.mention("careers", "dm me a summary")
    await until_heard(slack, ana)
    *_, refused, sent = [one for one in slack.journal("call") if one.data["method"] == "chat.postMessage"]
    assert sent.at - refused.at >= 2.0


async def test_posts_in_one_channel_are_a_second_apart(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await asked_in_a_channel(slack, ana)
    for _ in range(3):
        await ana.mention("careers", "send me a summary of everything")
    times = [float(one.ts) for one in await until_heard(slack, ana, 3)]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))


@pytest.mark.parametrize("fault", [Fault.connection_reset("after"), Fault.connection_reset("before")])
async def test_asked_for_before_a_restart_it_comes_after_it_and_once(
    fault: Fault, local_slack: LocalSlack, advisor: Advisor, tmp_path: Path
) -> None:
    ana, settings = local_slack.person("ana"), local_settings(local_slack, Settings(), tmp_path)
    async with over_http(local_slack, WhichPM(settings, advisor)):
        await asked_in_a_channel(local_slack, ana)
        calls = len(local_slack.calls("chat.postMessage"))
        local_slack.fail("chat.postMessage", fault)
        await ana.mention("careers", "dm me a summary")
        await local_slack.until(lambda: len(local_slack.calls("chat.postMessage")) > calls or None)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(over_http(local_slack, WhichPM(settings, advisor)))
        await until_heard(local_slack, ana)
        await asyncio.sleep(2.5)  # longer than anything waits before it is sent again
    assert len(summaries(ana)) == 1


async def test_the_last_result_is_in_it_with_picture_and_range(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    await answer_all(slack, ana)
    await asked_in_a_channel(slack, ana)
    await ana.mention("careers", "what is the salary of a product manager?")
    await ana.mention("careers", "dm me a summary")
    (summary,) = await until_heard(slack, ana)
    for words in ("Plausible range", "The two roles side by side", "What the sources could not answer:"):
        assert words in summary.text, words
    assert [block["type"] for block in summary.blocks].count("image") == 1
