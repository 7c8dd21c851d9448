"""Channels that choose: plain questions and threads without a mention, and who may choose that."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.listeners import build_manifest
from bot.playground import Fault, LocalSlack, Message
from bot.playground.demo import local_settings, over_http, over_sockets
from bot.settings import Settings
from bot.storage.tables import intake, seen, sessions
from tests.bot.channels import PATIENCE, answer_to, is_silent, press, replies, settings

QUESTION = "what does a program manager do?"
PLAIN, FOLLOW = "Also answer plain questions", "Go on in threads without a mention"


@pytest.fixture
def local_slack_options() -> dict[str, Any]:
    return {"manifest": build_manifest(channel_messages=True), "retry_delays": (0.05, 0.05, 0.05)}


@pytest_asyncio.fixture
async def app(
    local_slack: LocalSlack, advisor: Advisor, transport: str, tmp_path: Path
) -> AsyncIterator[WhichPM]:
    hearing = Settings().model_copy(update={"channel_messages": True})
    app = WhichPM(local_settings(local_slack, hearing, tmp_path), advisor)
    async with AsyncExitStack() as stack:
        serving = over_http if transport == "http" else over_sockets
        await stack.enter_async_context(serving(local_slack, app))
        yield app


@pytest_asyncio.fixture
async def slack(app: WhichPM, local_slack: LocalSlack) -> LocalSlack:
    return local_slack


async def rows(app: WhichPM) -> int:
    """What is kept of anything that arrived."""
    count = 0
    async with app.store._engine.connect() as connection:
        for table in (seen, intake, sessions):
            query = select(func.count()).select_from(table).execution_options(maintenance="test")
            count += await connection.scalar(query) or 0
    return count


async def started(slack: LocalSlack) -> Message:
    """A question with its mention in a channel that goes on in threads, answered."""
    ana = slack.person("ana")
    await press(slack, ana, FOLLOW)
    asked = await ana.mention("careers", QUESTION)
    await answer_to(slack, asked)
    return asked


async def test_at_first_only_mentions_are_answered_and_of_the_rest_nothing_is_kept(
    app: WhichPM, slack: LocalSlack
) -> None:
    asked = await slack.person("ana").say("careers", QUESTION)
    assert await is_silent(slack, asked)
    assert await rows(app) == 0


async def test_a_plain_question_is_answered_in_its_thread_where_that_was_chosen(slack: LocalSlack) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    asked = await slack.person("ben").say("careers", QUESTION)
    answer = await answer_to(slack, asked)
    assert "Sources:" in answer.text
    assert answer.thread_ts == asked.ts
    elsewhere = await slack.person("ben").say("general", QUESTION)
    assert await is_silent(slack, elsewhere)


async def test_a_private_channel_can_choose_too(slack: LocalSlack) -> None:
    slack.add_channel("board", private=True)
    await press(slack, slack.person("ana"), PLAIN, "board")
    await answer_to(slack, await slack.person("ben").say("board", QUESTION))


@pytest.mark.parametrize(
    "said",
    [
        "where is the printer?",
        "did the program manager approve the budget?",
        "what does a program manager do",
        "what does a program manager do? and who pays?",
        "hey @ben what does a program manager do?",
        "@here what does a program manager do?",
        "help?",
    ],
)
async def test_whatever_is_not_surely_for_the_app_is_left_alone(
    said: str, app: WhichPM, slack: LocalSlack
) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    await slack.settle()
    before = await rows(app)
    asked = await slack.person("ana").say("careers", said)
    assert await is_silent(slack, asked)
    assert await rows(app) == before


async def test_a_mention_is_answered_once_though_it_arrives_twice(slack: LocalSlack) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    asked = await slack.person("ana").mention("careers", QUESTION)
    await answer_to(slack, asked)
    await slack.settle(quiet=0.4)
    assert len(replies(slack, asked)) == 1
    kinds = [one["content"]["event"]["type"] for one in slack.deliveries("event")]
    assert {"app_mention", "message"} <= {*kinds}


async def test_an_edited_question_is_not_asked_again(slack: LocalSlack) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    asked = await slack.person("ana").say("careers", "what is for lunch?")
    await slack.person("ana").edit(asked, QUESTION)
    assert await is_silent(slack, asked)


async def test_in_an_hour_a_channel_gets_six_plain_answers(slack: LocalSlack) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    for _ in range(6):
        await answer_to(slack, await slack.person("ben").say("careers", QUESTION))
    assert await is_silent(slack, await slack.person("ben").say("careers", QUESTION))
    await answer_to(slack, await slack.person("ben").mention("careers", QUESTION))


async def test_where_the_app_may_not_write_nobody_hears_of_it(slack: LocalSlack) -> None:
    await press(slack, slack.person("ana"), PLAIN)
    slack.fail("chat.postMessage", Fault.refusal("restricted_action"), times=3)
    ben = slack.person("ben")
    await ben.say("careers", QUESTION)
    await slack.until(lambda: slack.calls("chat.postMessage") or None, PATIENCE)
    await slack.settle(quiet=0.4)
    assert ben.direct_messages() == []


async def test_in_a_thread_of_two_no_mention_is_needed(slack: LocalSlack) -> None:
    asked = await started(slack)
    follow_up = await slack.person("ana").say("careers", "and for product?", thread=asked)
    assert "product manager" in (await answer_to(slack, follow_up)).text


async def test_what_is_not_understood_in_a_thread_gets_silence(slack: LocalSlack) -> None:
    asked = await started(slack)
    aside = await slack.person("ana").say("careers", "where is the best pizza in town", thread=asked)
    assert await is_silent(slack, aside)


async def test_a_second_person_ends_it(slack: LocalSlack) -> None:
    asked = await started(slack)
    await slack.person("ben").say("careers", "interesting", thread=asked)
    follow_up = await slack.person("ana").say("careers", "and for product?", thread=asked)
    assert await is_silent(slack, follow_up)


async def test_the_thread_of_somebody_else_is_left_alone(slack: LocalSlack) -> None:
    asked = await started(slack)
    assert await is_silent(slack, await slack.person("ben").say("careers", "and for product?", thread=asked))


async def test_where_slack_does_not_tell_who_wrote_nothing_is_answered(slack: LocalSlack) -> None:
    asked = await started(slack)
    slack.fail("conversations.replies", Fault.ratelimited("30"))
    assert await is_silent(slack, await slack.person("ana").say("careers", "and for product?", thread=asked))


async def test_without_being_chosen_a_thread_needs_its_mention(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", QUESTION)
    await answer_to(slack, asked)
    assert await is_silent(slack, await slack.person("ana").say("careers", "and for product?", thread=asked))


async def test_in_quiet_hours_only_mentions_are_answered(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await press(slack, ana, PLAIN)
    card = await press(slack, ana, "Set quiet hours")
    assert "from 18:00 until 8:00, time zone Europe/Berlin" in card.text
    for menu in ("start", "end"):  # two equal hours are a whole day
        assert await ana.choose(ana.ephemerals("careers")[-1], f"menu_{menu}", f"channel/{menu}/h9") is None
        await slack.until(lambda name=menu: _has(ana.ephemerals("careers")[-1], name), PATIENCE)
    assert await is_silent(slack, await ana.say("careers", QUESTION))
    await answer_to(slack, await ana.mention("careers", QUESTION))
    await press(slack, ana, "End the quiet hours")
    await answer_to(slack, await ana.say("careers", QUESTION))


def _has(card: Message, menu: str) -> bool | None:
    return {"start": "from 9:00", "end": "until 9:00"}[menu] in card.text or None


async def test_whoever_may_not_change_it_reads_who_may(slack: LocalSlack) -> None:
    shown = await settings(slack, slack.person("ben"))
    assert shown.buttons == ()
    assert "Whoever made this channel can change this" in shown.text


async def test_whoever_made_the_channel_may_change_it(slack: LocalSlack) -> None:
    ben = slack.person("ben")
    slack.add_channel("books", creator=ben.id)
    card = await press(slack, ben, PLAIN, "books")
    assert "At most 6 an hour" in card.text


async def test_a_button_is_no_help_to_who_may_not_any_more(slack: LocalSlack) -> None:
    ben = slack.person("ben")
    slack.add_channel("books", creator=ben.id)
    card = await settings(slack, ben, "books")
    slack.fail("users.info", Fault.refusal("internal_error"))
    await ben.click(card, PLAIN)
    await slack.until(lambda: "did not tell me" in ben.ephemerals("books")[-1].text or None, PATIENCE)
    assert await is_silent(slack, await ben.say("books", QUESTION))


async def test_by_a_mention_they_are_shown_to_the_person_alone(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "channel")
    (shown,) = await slack.until(lambda: ana.ephemerals("careers") or None, PATIENCE)
    assert PLAIN in shown.buttons
    assert await ana.click(shown, PLAIN) is None
    await slack.until(lambda: "At most 6" in ana.ephemerals("careers")[-1].text or None, PATIENCE)
    assert slack.thread(asked) == []


async def test_typed_into_the_home_tab_they_name_no_channel(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.open_home()
    home = await slack.until(ana.home, PATIENCE)
    assert await ana.choose(home, "ask", "channel") is None
    (told,) = await slack.until(lambda: ana.direct_messages() or None, PATIENCE)
    assert told.text.startswith("Each channel has settings of its own.")


async def test_a_direct_message_has_no_such_settings(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    im = slack.workspace.open_im(ana.id).id
    assert await ana.command("/whichpm", "channel", channel=im) is None
    (told,) = await slack.until(lambda: ana.ephemerals(im) or None, PATIENCE)
    assert told.text.startswith("Each channel has settings of its own.")
