"""Commands, buttons, selects and shortcuts, and what a person reads when the app does not answer."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack, Message


@pytest.fixture
async def answer(echo: LocalSlack) -> Message:
    """An answer of the app with buttons, a select and thumbs."""
    question = await echo.person().mention("general", "hello")
    return await echo.until(lambda: next(iter(echo.thread(question)), None))


async def test_a_command_is_answered_to_its_person_alone(echo: LocalSlack) -> None:
    ana = echo.person()
    assert await ana.command("/echo", "hello") is None
    private = await echo.until(lambda: next(iter(ana.ephemerals("general")), None))
    assert private.text == "Echo hello"
    assert echo.messages("general") == []


async def test_a_command_has_all_its_fields(echo: LocalSlack) -> None:
    await echo.person().command("/echo", "hello")
    form = echo.deliveries("command")[0]["content"]
    assert form.keys() == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"),
        *("command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }


async def test_an_acknowledgement_may_be_a_message_for_all(echo: LocalSlack) -> None:
    await echo.person().command("/now")
    assert [message.text for message in echo.messages("general")] == ["Now"]


async def test_a_slow_command_is_reported_by_slackbot(echo: LocalSlack) -> None:
    ana = echo.person()
    assert await ana.command("/slow") == "operation_timeout"
    assert ana.ephemerals()[0].text == '/slow failed with the error "operation_timeout"'
    assert ana.ephemerals()[0].user == "USLACKBOT"


async def test_a_command_to_nobody_is_reported_by_slackbot(local_slack: LocalSlack) -> None:
    ana = local_slack.person()
    assert await ana.command("/echo") == "dispatch_failed"
    assert ana.ephemerals()[0].text == '/echo failed with the error "dispatch_failed"'


async def test_wrong_blocks_in_an_acknowledgement_are_reported(echo: LocalSlack) -> None:
    assert await echo.person().command("/wrong") == "invalid_blocks"


async def test_a_command_in_a_thread_is_refused_by_slack_itself(echo: LocalSlack, answer: Message) -> None:
    ana = echo.person()
    assert await ana.command("/echo", thread=answer) == "not_in_threads"
    (told,) = ana.ephemerals()
    assert (told.text, told.thread_ts) == ("/echo is not supported in threads. Sorry!", answer.thread_ts)
    assert echo.deliveries("command") == []


async def test_a_button_changes_its_message(echo: LocalSlack, answer: Message) -> None:
    ana = echo.person()
    assert await ana.click(answer, "Again") is None
    changed = await echo.until(lambda: said(ana.look(answer), "Said again"))
    assert changed.blocks == []


async def test_a_click_tells_where_it_was(echo: LocalSlack, answer: Message) -> None:
    await echo.person().click(answer, "Again")
    payload = echo.deliveries("interaction")[0]["content"]
    assert payload["container"] == {
        "type": "message",
        "message_ts": answer.ts,
        "channel_id": answer.channel,
        "is_ephemeral": False,
        "thread_ts": answer.thread_ts,
    }
    assert payload["actions"][0]["action_id"] == "again"
    assert payload["message"]["text"] == answer.text
    chosen = next(iter(payload["state"]["values"].values()))
    assert chosen == {"find": {"type": "external_select", "selected_option": None}}


async def test_a_click_that_is_not_acknowledged_is_marked(echo: LocalSlack, answer: Message) -> None:
    warning = await echo.person().click(answer, "Mute")
    assert warning == "The app did not acknowledge this (operation_timeout)."
    marked = echo.journal("warning")[0].data
    assert (marked["ts"], marked["action_id"], marked["view"]) == (answer.ts, "mute", None)


async def test_thumbs_are_told_with_their_value(echo: LocalSlack, answer: Message) -> None:
    ana = echo.person()
    await ana.rate(answer, good=False)
    private = await echo.until(lambda: next(iter(ana.ephemerals()), None))
    assert private.text == "Rated bad"


async def test_options_from_outside_are_asked_for_and_chosen(echo: LocalSlack, answer: Message) -> None:
    ana = echo.person()
    assert [option["value"] for option in await ana.suggest(answer, "find", "fo")] == ["found"]
    await ana.choose(answer, "find", "found")
    private = await echo.until(lambda: next(iter(ana.ephemerals()), None))
    assert private.text == "Chose found"


async def test_an_option_that_nobody_named_cannot_be_chosen(echo: LocalSlack, answer: Message) -> None:
    with pytest.raises(LookupError, match="there is no option 'lost', there are none"):
        await echo.person().choose(answer, "find", "lost")


async def test_a_button_in_a_private_message_does_not_send_the_message(
    echo: LocalSlack, client: AsyncWebClient
) -> None:
    ana = echo.person()
    button = {"type": "button", "action_id": "again", "text": {"type": "plain_text", "text": "Again"}}
    where = {"channel": echo.workspace.channel("general").id, "user": ana.id}
    await client.chat_postEphemeral(**where, text="?", blocks=[{"type": "actions", "elements": [button]}])
    await ana.click(ana.ephemerals()[0], "Again")
    payload = echo.deliveries("interaction")[0]["content"]
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    await echo.until(lambda: said(ana.ephemerals()[0], "Said again"))


async def test_a_global_shortcut_opens_a_modal(echo: LocalSlack) -> None:
    ana = echo.person()
    assert await ana.shortcut("start")
    await echo.until(ana.modal)


async def test_a_message_shortcut_answers_privately(echo: LocalSlack, answer: Message) -> None:
    ana = echo.person()
    assert await ana.message_shortcut(answer, "explain")
    private = await echo.until(lambda: next(iter(ana.ephemerals()), None))
    assert private.text == "About You said hello"


async def test_a_shortcut_of_nobody_is_not_acknowledged(echo: LocalSlack) -> None:
    assert not await echo.person().shortcut("nothing")


async def test_a_button_that_is_not_there_is_named_with_those_that_are(
    echo: LocalSlack, answer: Message
) -> None:
    with pytest.raises(LookupError, match="there is no control 'Gone', there is Again / again"):
        await echo.person().click(answer, "Gone")


async def test_a_label_that_two_buttons_have_is_not_guessed(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    go = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [go, go]}]
    where = local_slack.workspace.channel("general").id
    await client.chat_postMessage(channel=where, text="?", blocks=blocks)
    with pytest.raises(LookupError, match="2 controls are called 'Go'; use an action_id"):
        await local_slack.person().click(local_slack.messages("general")[0], "Go")


async def test_an_option_is_chosen_by_its_label(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    options = [{"text": {"type": "plain_text", "text": text}, "value": text} for text in ("One", "Two")]
    menu, boxes = ({"type": kind, "options": options} for kind in ("overflow", "checkboxes"))
    where = local_slack.workspace.channel("general").id
    for element in (menu, boxes):
        blocks = [{"type": "actions", "elements": [element]}]
        await client.chat_postMessage(channel=where, text="?", blocks=blocks)
    for message in local_slack.messages("general"):
        await local_slack.person().click(message, "Two")
    told = [delivery["content"]["actions"][0] for delivery in local_slack.deliveries("interaction")]
    assert told[0]["selected_option"] == options[1]
    assert told[1]["selected_options"] == [options[1]]


async def test_a_button_for_somebody_else_cannot_be_clicked(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    ana, ben = local_slack.person("ana"), local_slack.person("ben")
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "visible_to_user_ids": [ben.id]}
    where = local_slack.workspace.channel("general").id
    await client.chat_postMessage(channel=where, text="?", blocks=[{"type": "actions", "elements": [button]}])
    with pytest.raises(LookupError, match="there is no control 'Go', there is nothing"):
        await ana.click(local_slack.messages("general")[0], "Go")


def said(message: Message | None, text: str) -> Message | None:
    return message if message and message.text == text else None
