"""Translates clicks on our buttons, menus and fields into arrivals."""

from __future__ import annotations

from bot.advisor import Act, Choice, Message, Place
from bot.listeners.arrivals import (
    Arrival,
    Payload,
    Target,
    address_of,
    bounded,
    nameless,
    seconds_of,
    team_of,
)
from bot.listeners.markup import to_plain
from bot.storage import Rating


def from_click(body: Payload) -> Arrival | None:
    """A click on one of our buttons; None where its value is not one that we wrote."""
    return _chosen(body, Choice.decode(str(body["actions"][0].get("value") or "")))


def from_menu(body: Payload) -> Arrival | None:
    """An option of one of our menus; None where its value is not one that we wrote."""
    option = body["actions"][0].get("selected_option") or {}
    return _chosen(body, Choice.decode(str(option.get("value") or "")))


def from_field(body: Payload) -> Arrival:
    """What was typed into the field of the Home tab: asked as in the direct message."""
    action, target = body["actions"][0], _target(body)
    key, at = _click_key(body, target), seconds_of(action.get("action_ts"))
    text = to_plain(str(action.get("value") or ""))
    return Arrival(Message(address_of(target), target.place, text, at=at, key=key), target, (key,))


def from_pick(body: Payload, verb: str) -> Arrival | None:
    """A channel that was chosen for this verb of the assessment."""
    channel = str(body["actions"][0].get("selected_conversation") or "")
    return _chosen(body, Choice(Act.QUIZ, verb, channel) if channel else None)


def _chosen(body: Payload, choice: Choice | None) -> Arrival | None:
    if choice is None:
        return None
    target = _target(body)
    key = _click_key(body, target)
    at = seconds_of(body["actions"][0].get("action_ts"))
    return Arrival(Message(address_of(target), target.place, choice=choice, at=at, key=key), target, (key,))


def from_thumb(body: Payload) -> Arrival | None:
    """A thumb up or down; None where its value is not one that we wrote."""
    good, _, value = str(body["actions"][0].get("value") or "").partition("/")
    about = Choice.decode(value)
    if about is None or good not in {"good", "bad"}:
        return None
    target = _target(body)
    rating = Rating(target.team, target.user, _message_key(body), about, good == "good")
    message = Message(address_of(target), target.place)
    return Arrival(message, target, (_click_key(body, target),), rating)


def _target(body: Payload) -> Target:
    """Where the answer to a click goes: below the message that was clicked."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    if not channel:  # the Home tab is nowhere: the answer goes to the direct message
        return Target(team_of(body), body["user"]["id"], body["user"]["id"], Place.DM)
    message = body.get("message") or {}
    place = _click_place(container, channel)
    thread = message.get("thread_ts") or container.get("thread_ts")
    if place is Place.CHANNEL:
        thread = thread or message.get("ts")
    door = body.get("response_url")
    return Target(team_of(body), body["user"]["id"], channel, place, thread, door, clicked=True)


def _message_key(body: Payload) -> str:
    """The message that was clicked."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    return f"{channel}:{container.get('message_ts')}"


def _click_key(body: Payload, target: Target) -> str:
    return bounded(f"click:{_message_key(body)}:{body['actions'][0].get('action_ts')}:{nameless(target)}")


def _click_place(container: Payload, channel: str) -> Place:
    if container.get("is_ephemeral"):
        return Place.COMMAND
    return Place.DM if channel.startswith("D") else Place.CHANNEL
