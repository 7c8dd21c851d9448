"""The welcome in Slack: one message, once, to whoever opens the app for the first time."""

import asyncio

import pytest

from bot.playground import LocalSlack, Message, Person
from tests.bot.test_fit_in_slack import last_dm

PATIENCE = 20.0
FIRST = "Hello, I am WhichPM."


async def welcomed(slack: LocalSlack, person: Person) -> Message:
    await person.open_home("messages")
    return await last_dm(slack, person, FIRST)


def welcomes(person: Person) -> list[Message]:
    return [one for one in person.direct_messages() if FIRST in one.text]


async def test_whoever_opens_the_messages_for_the_first_time_is_welcomed(slack: LocalSlack) -> None:
    welcome = await welcomed(slack, slack.person("ana"))
    questions, others = welcome.buttons[:3], welcome.buttons[3:]
    assert all(label.endswith("?") for label in questions)
    assert others == ("Take the fit assessment", "What do you store about me?")
    assert "delete my data" in welcome.text


async def test_its_buttons_ask(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    welcome = await welcomed(slack, ana)
    assert await ana.click(welcome, welcome.buttons[0]) is None
    await last_dm(slack, ana, "Sources:")
    assert await ana.click(welcome, "Take the fit assessment") is None
    await last_dm(slack, ana, "3 minutes")


async def test_it_never_comes_again(slack: LocalSlack) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    await welcomed(slack, ana)
    for tab in ("messages", "home", "messages"):
        await ana.open_home(tab)
    await welcomed(slack, ben)
    await slack.settle()
    assert len(welcomes(ana)) == len(welcomes(ben)) == 1


async def test_opened_many_times_at_once_it_comes_once(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await asyncio.gather(*(ana.open_home("messages") for _ in range(8)))
    await last_dm(slack, ana, FIRST)
    await slack.settle()
    assert len(welcomes(ana)) == 1


@pytest.mark.parametrize("said", ["hi", "what does a program manager do?"])
async def test_whoever_has_written_before_is_not_welcomed(said: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.dm(said)
    await slack.until(lambda: len(ana.direct_messages()) == 2 or None, PATIENCE)
    await ana.open_home("messages")
    await slack.settle()
    assert welcomes(ana) == []


async def test_whoever_asked_in_a_channel_is_not_welcomed(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "what does a program manager do?")
    await slack.until(lambda: slack.thread(asked) or None, PATIENCE)
    await ana.open_home("messages")
    await slack.settle()
    assert ana.direct_messages() == []


@pytest.mark.parametrize("tab", ["home", "about"])
async def test_other_tabs_are_no_reason_for_a_message(tab: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.open_home(tab)
    await slack.settle()
    assert ana.direct_messages() == []


async def test_erased_right_after_it_does_not_come_again(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await welcomed(slack, ana)
    await ana.dm("delete my data")
    await ana.click(await last_dm(slack, ana, "Shall I?"), "Yes, erase it")
    await last_dm(slack, ana, "I keep nothing about you now")
    await ana.open_home("messages")
    await slack.settle()
    assert len(welcomes(ana)) == 1


async def test_that_they_met_is_told_among_what_is_kept(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await welcomed(slack, ana)
    await ana.dm("data")
    told = await last_dm(slack, ana, "What I keep about you\n")
    assert "That we have written to each other here" in told.text
