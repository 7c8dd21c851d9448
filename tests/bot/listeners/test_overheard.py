"""What is heard in a channel: people's own posts without a mention, and nothing else."""

from typing import Any

import pytest

from bot.advisor import Address, Place
from bot.listeners.arrivals import from_deletion, from_event
from bot.listeners.overheard import from_channel

POST = {
    "type": "message",
    "channel_type": "channel",
    "user": "U1",
    "channel": "C1",
    "ts": "10.1",
    "text": "a?",
}


def body(**changed: Any) -> dict[str, Any]:
    ours = [{"team_id": "T1", "user_id": "UBOT"}]
    return {"team_id": "T9", "event_id": "Ev1", "authorizations": ours, "event": {**POST, **changed}}


def test_a_post_is_heard_quietly_in_its_own_thread() -> None:
    heard = from_channel(body())
    assert heard
    assert (heard.is_reply, heard.app, heard.arrival.quiet) == (False, "UBOT", True)
    assert heard.arrival.message.address == Address("T1", "U1", "C1:10.1")
    assert heard.arrival.target.place is Place.CHANNEL


def test_a_reply_belongs_to_its_thread() -> None:
    heard = from_channel(body(thread_ts="9.9", channel_type="group"))
    assert heard
    assert heard.is_reply
    assert heard.arrival.target.thread_ts == "9.9"


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "<@UBOT> a?"},
        {"text": "<@U2> a?"},
        {"text": "<!here> a?"},
        {"text": "<!subteam^S1> a?"},
        {"bot_id": "B1"},
        {"user": "USLACKBOT"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "thread_broadcast", "thread_ts": "9.9"},
        {"subtype": "channel_join"},
        {"edited": {"user": "U1"}},
        {"hidden": True},
        {"channel_type": "im", "channel": "D1"},
        {"channel_type": "mpim"},
    ],
)
def test_nothing_else_is_heard(changed: dict[str, Any]) -> None:
    assert from_channel(body(**changed)) is None


def test_without_knowing_itself_the_app_hears_nothing() -> None:
    assert from_channel({**body(), "authorizations": []}) is None


def test_it_is_no_arrival_of_its_own_and_deleting_it_leaves_no_key() -> None:
    assert from_event(body()) is None
    assert from_deletion(body(subtype="message_deleted", deleted_ts="9.9")) is None
