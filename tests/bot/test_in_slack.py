"""What a person gets in Slack: real Bolt, real HTTP and Socket Mode, against the strict local Slack."""

import pytest

from bot.playground import Fault, LocalSlack, Message, Person
from bot.storage import Store


async def answer_to(slack: LocalSlack, asked: Message) -> Message:
    """The one answer in the thread of a question."""
    await slack.until(lambda: slack.thread(asked) or None)
    await slack.settle()
    (answer,) = slack.thread(asked)
    return answer


async def dm_answer(slack: LocalSlack, person: Person, text: str) -> Message:
    seen = len(person.direct_messages()) + 1
    await person.dm(text)
    await slack.until(lambda: len(person.direct_messages()) > seen or None)
    await slack.settle()
    return person.direct_messages()[-1]


async def test_a_mention_is_answered_in_its_thread_with_sources(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", "what skills does a program manager need?")
    answer = await answer_to(slack, asked)
    assert answer.thread_ts == asked.ts
    assert "[B101" in answer.text
    assert "Sources: article B" in answer.text
    assert len(answer.buttons) >= 2
    assert answer.bot_id


async def test_a_comparison_is_a_table(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", "product manager vs program manager")
    answer = await answer_to(slack, asked)
    assert "table" in [block["type"] for block in answer.blocks]
    assert "program manager: how and when it is delivered" in answer.text


async def test_a_direct_message_is_answered_and_followed_up(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await dm_answer(slack, ana, "which industries hire product managers?")
    answer = await dm_answer(slack, ana, "and for program?")
    assert "program manager" in answer.text
    assert answer.thread_ts is None


async def test_two_people_in_one_thread_have_conversations_of_their_own(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", "what skills does a program manager need?")
    await answer_to(slack, asked)
    await slack.person("ben").mention("careers", "source?", thread=asked)
    await slack.until(lambda: len(slack.thread(asked)) > 2 or None)
    assert "skills" not in slack.thread(asked)[-1].text.splitlines()[0].lower()


async def test_a_slash_command_is_answered_privately(slack: LocalSlack) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    assert await ana.command("/whichpm", "what is a program manager", channel="general") is None
    (answer,) = await slack.until(lambda: ana.ephemerals("general") or None)
    assert "program manager" in answer.text
    assert ben.ephemerals() == []
    assert slack.messages("general") == []


async def test_a_button_does_what_typing_does(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "what does a PM do?")
    answer = await answer_to(slack, asked)
    assert await ana.click(answer, "I meant program manager") is None
    await slack.until(lambda: len(slack.thread(asked)) == 2 or None)
    assert "program manager" in slack.thread(asked)[-1].text.lower()


async def test_a_button_of_a_private_answer_is_answered_privately(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.command("/whichpm", "pm salary", channel="general")
    (answer,) = await slack.until(lambda: ana.ephemerals("general") or None)
    await ana.click(answer, "I meant product manager")
    await slack.until(lambda: len(ana.ephemerals("general")) == 2 or None)
    assert slack.messages("general") == []


async def test_thumbs_are_stored_and_thanked_for(slack: LocalSlack, store: Store) -> None:
    ana = slack.person("ana")
    answer = await answer_to(slack, await ana.mention("careers", "what is a program manager?"))
    assert await ana.rate(answer, good=False) is None
    (thanks,) = await slack.until(lambda: ana.ephemerals("careers") or None)
    assert "noted" in thanks.text
    (rating,) = await store.ratings(slack.workspace.team_id)
    assert (rating.user, rating.about.intent, rating.good) == (ana.id, "define_role", False)


async def test_what_concerns_only_me_is_shown_only_to_me(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "delete my data")
    (question,) = await slack.until(lambda: ana.ephemerals("careers") or None)
    await ana.click(question, "Yes, erase it")
    await slack.until(lambda: len(ana.ephemerals("careers")) == 2 or None)
    assert slack.thread(asked) == []


async def test_the_last_answer_comes_as_a_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "what is a program manager?")
    answer = await answer_to(slack, asked)
    await ana.mention("careers", "dm me that", thread=asked)
    (sent,) = await slack.until(lambda: ana.direct_messages() or None)
    assert answer.text.splitlines()[0] in sent.text


@pytest.mark.parametrize(
    "said", ["<!channel> what is a PM", "what is <https://evil.example|a bank> & a pgm <3"]
)
async def test_nothing_a_person_types_comes_back_as_markup(said: str, slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", said)
    answer = await answer_to(slack, asked)
    assert "<!" not in answer.text
    assert "evil" not in answer.text


async def test_edits_and_deletions_are_not_answered(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "what is a program manager?")
    await answer_to(slack, asked)
    await ana.edit(asked, "@WhichPM what is a product manager?")
    await slack.settle()
    assert len(slack.thread(asked)) == 1


async def test_a_message_without_a_mention_is_left_alone(slack: LocalSlack) -> None:
    await slack.person("ana").say("careers", "what is a program manager?")
    await slack.settle()
    assert slack.calls("chat.postMessage") == []


async def test_a_rate_limit_is_waited_for(slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.ratelimited("0"), times=2)
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    await answer_to(slack, asked)
    assert [call["status"] for call in slack.calls("chat.postMessage")] == [429, 429, 200]


async def test_an_answer_whose_confirmation_was_lost_is_not_sent_twice(slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.connection_reset("after"))
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    await answer_to(slack, asked)
    assert len(slack.calls("chat.postMessage")) == 1


async def test_blocks_that_slack_refuses_are_sent_as_text(slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.refusal("invalid_blocks"))
    asked = await slack.person("ana").mention("careers", "what is a program manager?")
    answer = await answer_to(slack, asked)
    assert "Sources:" in answer.text
    assert [block["type"] for block in answer.blocks] in ([], ["rich_text"])


async def test_where_the_app_may_not_write_the_person_hears_it_directly(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    slack.fail("chat.postMessage", Fault.refusal("not_in_channel"))
    await ana.mention("careers", "what is a program manager?")
    (sent,) = await slack.until(lambda: ana.direct_messages() or None)
    assert sent.text.startswith("I cannot write in that channel. Invite me with /invite")
    assert "Sources:" in sent.text


@pytest.mark.parametrize("error", ["token_revoked", "is_archived", "internal_error"])
async def test_a_refusal_for_good_is_not_tried_again(error: str, slack: LocalSlack) -> None:
    slack.fail("chat.postMessage", Fault.refusal(error), times=None)
    await slack.person("ana").mention("careers", "what is a program manager?")
    await slack.until(lambda: slack.calls("chat.postMessage") or None)
    await slack.settle()
    assert len(slack.calls("chat.postMessage")) <= 2
