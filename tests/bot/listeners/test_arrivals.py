"""What Slack sends becomes a Message with the right person, place and keys, or nothing."""

from typing import Any

import pytest

from bot.advisor import Act, Address, Choice, Place
from bot.listeners.arrivals import from_command, from_event, from_message_shortcut
from bot.listeners.clicks import from_click

MENTION = {
    "type": "app_mention",
    "user": "U1",
    "channel": "C1",
    "ts": "10.1",
    "text": "<@U0> what is a PgM",
    "client_msg_id": "m-1",
}
DM = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "ts": "10.1", "text": "hi"}


def body(event: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"team_id": "T1", "event_id": "Ev1", "event": event, **more}


def click(value: str, **more: Any) -> dict[str, Any]:
    return {
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "container": {"type": "message", "message_ts": "11.1"},
        "channel": {"id": "C1"},
        "message": {"ts": "11.1", "thread_ts": "10.1"},
        "actions": [{"value": value, "action_ts": "12.1"}],
        **more,
    }


def test_a_mention_is_answered_in_its_thread() -> None:
    arrival = from_event(body(MENTION))
    assert arrival is not None
    assert arrival.message.text == "what is a PgM"
    assert arrival.message.address == Address("T1", "U1", "C1:10.1")
    assert (arrival.target.place, arrival.target.thread_ts) == (Place.CHANNEL, "10.1")


def test_a_mention_in_a_thread_stays_in_that_thread() -> None:
    arrival = from_event(body({**MENTION, "thread_ts": "9.9"}))
    assert arrival is not None
    assert arrival.target.thread_ts == "9.9"


def test_a_direct_message_is_answered_outside_a_thread() -> None:
    arrival = from_event(body(DM))
    assert arrival is not None
    assert (arrival.target.place, arrival.target.thread_ts) == (Place.DM, None)
    assert arrival.message.address.dialog == "D1"


def test_the_twins_of_one_post_share_a_key() -> None:
    mention = from_event(body(MENTION))
    twin = from_event(body({**DM, "channel": "C1", "channel_type": "im"}, event_id="Ev2"))
    assert mention is not None
    assert twin is not None
    assert set(mention.keys) & set(twin.keys)


@pytest.mark.parametrize(
    "event",
    [
        {**DM, "channel_type": "channel", "channel": "C1"},
        {**DM, "subtype": "message_changed"},
        {**DM, "subtype": "message_deleted"},
        {**DM, "subtype": "bot_message"},
        {**DM, "bot_id": "B1"},
        {**DM, "hidden": True},
        {**DM, "edited": {"ts": "11"}},
        {**DM, "user": "USLACKBOT"},
        {**DM, "user": None},
        {**DM, "ts": None},
        {"type": "message"},
    ],
)
def test_what_nobody_asked_of_us_is_left(event: dict[str, Any]) -> None:
    assert from_event(body(event)) is None


def test_a_message_with_a_file_is_still_a_question() -> None:
    assert from_event(body({**DM, "subtype": "file_share"})) is not None


def test_a_command_is_private_and_keyed_by_its_trigger() -> None:
    given = {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2", "text": "pm?"}
    arrival = from_command({**given, "response_url": "https://example.com/r"})
    assert arrival.message.place is Place.COMMAND
    assert arrival.target.response_url == "https://example.com/r"
    assert arrival.keys == ("command:1.2",)


def test_a_click_means_what_its_button_says() -> None:
    arrival = from_click(click("ask/industries/both"))
    assert arrival is not None
    assert arrival.message.choice == Choice(Act.ASK, "industries", "both")
    assert arrival.target.thread_ts == "10.1"
    assert arrival.keys[0].startswith("click:C1:11.1:12.1:")
    assert "U1" not in arrival.keys[0]


def test_a_click_on_a_channel_message_without_a_thread_opens_one() -> None:
    arrival = from_click(click("ask/industries/both", message={"ts": "11.1"}))
    assert arrival is not None
    assert arrival.target.thread_ts == "11.1"


def test_a_click_on_a_private_message_is_answered_privately() -> None:
    private = {"type": "message", "message_ts": "11.1", "channel_id": "C1", "is_ephemeral": True}
    arrival = from_click(click("more/industries/both", container=private, message=None))
    assert arrival is not None
    assert arrival.target.place is Place.COMMAND


@pytest.mark.parametrize("value", ["", "ask", "nothing/a/b", "ask/<!channel>/b", "ask/a/b/c", "ASK/a/b"])
def test_a_forged_button_is_nothing(value: str) -> None:
    arrival = from_click(click(value))
    assert arrival is None or arrival.message.choice == Choice(Act.ASK)


def message_action(message: dict[str, Any]) -> dict[str, Any]:
    who = {"team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "C1"}}
    return {**who, "trigger_id": "t.1", "response_url": "https://hooks.example.com/1", "message": message}


def test_a_shortcut_on_a_message_brings_its_words_and_answers_privately() -> None:
    forwarded = {"text": "look:", "attachments": [{"text": "&gt; own the <https://x.example|roadmap>"}, {}]}
    arrival = from_message_shortcut(message_action(forwarded), Choice(Act.READ))
    assert arrival.message.text.splitlines() == ["look:", "> own the roadmap"]
    assert arrival.message.choice == Choice(Act.READ)
    assert (arrival.target.place, arrival.target.response_url) == (
        Place.COMMAND,
        "https://hooks.example.com/1",
    )


def test_a_shortcut_on_a_picture_brings_no_words() -> None:
    assert from_message_shortcut(message_action({}), Choice(Act.READ)).message.text == ""
