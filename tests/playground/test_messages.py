"""Messages between a person and an app, over Socket Mode."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack, Message


async def test_a_mention_is_answered_in_its_thread(echo: LocalSlack) -> None:
    question = await echo.person().mention("general", "hello")
    answer = await first_reply(echo, question)
    assert (answer.text, answer.thread_ts) == ("You said hello", question.ts)
    assert answer.buttons == ("Again", "Mute")


async def test_a_mention_arrives_twice_as_message_and_as_mention(echo: LocalSlack) -> None:
    question = await echo.person().mention("general", "hello")
    await first_reply(echo, question)
    await echo.settle()
    mine = [event for event in events(echo) if event["ts"] == question.ts]
    assert sorted(event["type"] for event in mine) == ["app_mention", "message"]
    assert "channel_type" not in next(event for event in mine if event["type"] == "app_mention")


async def test_a_direct_message_with_the_bots_name_is_no_mention(echo: LocalSlack) -> None:
    ana = echo.person()
    await ana.dm("@bot hello")
    await echo.until(lambda: ana.direct_messages()[1:] or None)
    await echo.settle()
    assert [event["type"] for event in events(echo)].count("app_mention") == 0


async def test_the_app_hears_its_own_messages(echo: LocalSlack) -> None:
    question = await echo.person().mention("general", "hello")
    answer = await first_reply(echo, question)
    await echo.settle()
    own = next(event for event in events(echo) if event["ts"] == answer.ts)
    assert own["bot_id"] == echo.workspace.bot_id
    assert own["parent_user_id"] == echo.person().id


async def test_what_is_typed_is_sent_as_slack_writes_it(echo: LocalSlack) -> None:
    ana = echo.person()
    said = await ana.say("general", "@ben & <b> see #careers, @here, @nobody https://example.com/a?b=1")
    ben, careers = echo.person("ben").id, echo.workspace.channel("careers").id
    assert said.text == (
        f"<@{ben}> &amp; &lt;b&gt; see <#{careers}|careers>, <!here>, @nobody <https://example.com/a?b=1>"
    )
    kinds = [part["type"] for part in said.blocks[0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "channel", "text", "link"]


async def test_an_edit_is_told_with_what_was_there_before(echo: LocalSlack) -> None:
    ana = echo.person()
    said = await ana.say("general", "helo")
    edited = await ana.edit(said, "hello")
    await echo.settle()
    event = next(event for event in events(echo) if event.get("subtype") == "message_changed")
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("hello", "helo")
    assert edited.edited
    assert event["hidden"]


async def test_an_edit_that_adds_the_bots_name_is_a_mention(echo: LocalSlack) -> None:
    ana = echo.person()
    said = await ana.say("general", "hello")
    await ana.edit(said, "@bot hello")
    assert (await first_reply(echo, said)).text == "You said hello"


async def test_a_deleted_question_with_answers_leaves_a_tombstone(echo: LocalSlack) -> None:
    ana = echo.person()
    question = await ana.mention("general", "hello")
    await first_reply(echo, question)
    await ana.delete(question)
    left = ana.look(question)
    assert left is not None
    assert (left.subtype, left.user, left.blocks) == ("tombstone", "USLACKBOT", ())


async def test_a_tombstone_goes_with_its_last_answer(echo: LocalSlack, client: AsyncWebClient) -> None:
    ana = echo.person()
    question = await ana.mention("general", "hello")
    answer = await first_reply(echo, question)
    await ana.delete(question)
    await client.chat_delete(channel=answer.channel, ts=answer.ts)
    assert echo.messages("general") == []


async def test_a_deleted_answer_counts_no_more(echo: LocalSlack, client: AsyncWebClient) -> None:
    question = await echo.person().mention("general", "hello")
    answer = await first_reply(echo, question)
    assert echo.workspace.message_json(question)["reply_count"] == 1
    await client.chat_delete(channel=answer.channel, ts=answer.ts)
    assert "reply_count" not in echo.workspace.message_json(question)


async def test_a_reaction_is_told_and_taken_back(echo: LocalSlack) -> None:
    ana = echo.person()
    said = await ana.say("general", "hello")
    await ana.react(said, ":eyes:")
    await ana.unreact(said, "eyes")
    await echo.settle()
    told = [event["type"] for event in events(echo) if "reaction" in event]
    assert told == ["reaction_added", "reaction_removed"]
    assert ana.look(said) == said


async def test_a_second_person_does_not_see_what_is_for_the_first(
    echo: LocalSlack, client: AsyncWebClient
) -> None:
    ana, ben = echo.person("ana"), echo.person("ben")
    await client.chat_postEphemeral(channel=echo.workspace.channel("general").id, user=ana.id, text="psst")
    assert [message.text for message in ana.ephemerals("general")] == ["psst"]
    assert ben.ephemerals() == []
    await ana.dismiss(ana.ephemerals()[0])
    assert ana.ephemerals() == []


async def test_whoever_joins_or_leaves_is_told(echo: LocalSlack) -> None:
    eve = echo.add_user("eve", "Eve")
    await eve.join("general")
    await eve.leave("general")
    await echo.settle()
    told = [event["type"] for event in events(echo) if event["type"].startswith("member_")]
    assert told == ["member_joined_channel", "member_left_channel"]
    assert [message.subtype for message in echo.messages("general")] == ["channel_join", "channel_leave"]


async def test_an_app_outside_of_a_channel_hears_nothing_of_it(echo: LocalSlack) -> None:
    echo.add_channel("outside", with_bot=False)
    await echo.person().mention("outside", "hello")
    await echo.settle()
    assert echo.deliveries("event") == []


async def first_reply(slack: LocalSlack, question: Message) -> Message:
    return await slack.until(lambda: next(iter(slack.thread(question)), None))


def events(slack: LocalSlack) -> list[dict[str, object]]:
    return [delivery["content"]["event"] for delivery in slack.deliveries("event")]
