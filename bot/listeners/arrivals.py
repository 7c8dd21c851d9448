"""Translates what Slack sends into a Message, the target of its replies, and the keys that make it unique."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.advisor import Act, Address, Choice, Message, Place
from bot.listeners.markup import to_plain
from bot.storage import Rating

Payload = Mapping[str, Any]
SLACKBOT = "USLACKBOT"
KEY_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Target:
    """Where replies go. `response_url` is the only door back for what only the person sees; `clicked`: it
    belongs to a click, so it could also change the message that was clicked.
    """

    team: str
    user: str
    channel: str
    place: Place
    thread_ts: str | None = None
    response_url: str | None = None
    clicked: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message of a person, or a rating. Any of `keys` seen before means that it was already taken in;
    the first one names it. To a `quiet` one nothing but its answer is sent: nobody waits for it.
    """

    message: Message
    target: Target
    keys: tuple[str, ...]
    rating: Rating | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message that was taken back; `keys` name it."""

    team: str
    keys: tuple[str, ...]


_arrivals = TypeAdapter(Arrival)


def pack_arrival(arrival: Arrival) -> str:
    return _arrivals.dump_json(arrival).decode()


def unpack_arrival(packed: str) -> Arrival:
    return _arrivals.validate_json(packed)


def from_event(body: Payload) -> Arrival | None:
    """A mention or a direct message; None for edits, deletions, bots and everything else not asked of us."""
    event = body["event"]
    if not is_post(event) or (event["type"] == "message" and not _is_direct(event)):
        return None
    return from_post(body)


def from_post(body: Payload, quiet: bool = False) -> Arrival:
    """A post for which `is_post` holds, whoever it is for."""
    event, is_direct = body["event"], _is_direct(body["event"])
    thread = event.get("thread_ts") if is_direct else event.get("thread_ts") or event["ts"]
    place = Place.DM if is_direct else Place.CHANNEL
    target = Target(team_of(body), event["user"], event["channel"], place, thread)
    keys = _event_keys(body, event)
    text = to_plain(event.get("text") or "", own_user(body))
    message = Message(address_of(target), place, text, at=seconds_of(event["ts"]), key=keys[0])
    return Arrival(message, target, keys, quiet=quiet)


def from_opening(body: Payload) -> Arrival:
    """Somebody opened the direct message with the app. Whoever does so again is one and the same arrival."""
    event, team = body["event"], team_of(body)
    target = Target(team, event["user"], event.get("channel") or event["user"], Place.DM)
    key = f"welcome:{nameless(target)}"
    message = Message(address_of(target), Place.DM, choice=Choice(Act.WELCOME), at=time.time(), key=key)
    return Arrival(message, target, (key,), quiet=True)


def from_deletion(body: Payload) -> Deletion | None:
    """A direct message that is gone. Slack may tell of it before it tells of the message."""
    event = body["event"]
    gone = event.get("subtype") == "message_deleted" and event.get("deleted_ts")
    if not gone or not _is_direct(event) or (event.get("previous_message") or {}).get("bot_id"):
        return None
    return Deletion(team_of(body), (bounded(f"post:{event.get('channel')}:{gone}"),))


def from_command(body: Payload, choice: Choice | None = None) -> Arrival:
    """A slash command, answered privately; its text is the question unless it always means the same."""
    target = Target(
        team_of(body),
        body["user_id"],
        body["channel_id"],
        Place.COMMAND,
        response_url=body.get("response_url"),
    )
    key = bounded(f"command:{body.get('trigger_id')}")
    text = to_plain(body.get("text") or "")
    message = Message(address_of(target), Place.COMMAND, text, choice, at=time.time(), key=key)
    return Arrival(message, target, (key,))


def from_shortcut(body: Payload, choice: Choice) -> Arrival:
    """A shortcut from anywhere; whatever it leads to goes to the direct message."""
    user = body["user"]["id"]
    target = Target(team_of(body), user, user, Place.DM)
    key = bounded(f"shortcut:{body.get('trigger_id')}")
    message = Message(address_of(target), Place.DM, choice=choice, at=time.time(), key=key)
    return Arrival(message, target, (key,))


def from_message_shortcut(body: Payload, choice: Choice) -> Arrival:
    """A shortcut on somebody's message: what it says comes along, and only who used it sees the answer."""
    target = Target(
        team_of(body),
        body["user"]["id"],
        body["channel"]["id"],
        Place.COMMAND,
        response_url=body.get("response_url"),
    )
    key = bounded(f"shortcut:{body.get('trigger_id')}")
    text = _said(body.get("message") or {})
    message = Message(address_of(target), Place.COMMAND, text, choice, at=time.time(), key=key)
    return Arrival(message, target, (key,))


def from_message(body: Payload, choice: Choice) -> Arrival:
    """A shortcut on a message: about what this person asked in its thread, and answered to them alone."""
    user, channel, message = body["user"]["id"], body["channel"]["id"], body.get("message") or {}
    thread = message.get("thread_ts")
    if not channel.startswith("D"):
        thread = thread or message.get("ts")
    door = body.get("response_url")
    target = Target(team_of(body), user, channel, Place.COMMAND, thread, door, clicked=True)
    key = bounded(f"shortcut:{body.get('trigger_id')}")
    made = Message(address_of(target), Place.COMMAND, choice=choice, at=time.time(), key=key)
    return Arrival(made, target, (key,))


def _said(message: Payload) -> str:
    """The words of a message, those of a message forwarded in it included."""
    forwarded = [str(one.get("text") or "") for one in message.get("attachments") or ()]
    return to_plain("\n".join((str(message.get("text") or ""), *forwarded)))


def own_user(body: Payload) -> str:
    """Our own user in the workspace, which events tell."""
    return str(_installed(body).get("user_id") or "")


def is_post(event: Payload) -> bool:
    """A person's. Slack sends a post's edits, deletions and joins as messages too, each with a subtype."""
    is_changed = (
        event.get("subtype", "file_share") != "file_share" or event.get("hidden") or event.get("edited")
    )
    is_whole = event.get("user") and event.get("channel") and event.get("ts")
    return bool(is_whole and not is_changed and not event.get("bot_id") and event["user"] != SLACKBOT)


def _is_direct(event: Payload) -> bool:
    return event.get("channel_type") == "im" or str(event["channel"]).startswith("D")


def _event_keys(body: Payload, event: Payload) -> tuple[str, ...]:
    """One post can arrive as several events: retried, as message and mention, or sent twice by a client."""
    keys = [f"post:{event['channel']}:{event['ts']}"]
    if body.get("event_id"):
        keys.append(f"event:{body['event_id']}")
    if event.get("client_msg_id"):
        keys.append(f"client:{event['client_msg_id']}")
    return tuple(bounded(key) for key in keys)


def nameless(target: Target) -> str:
    """Stands for the person's id: keys are kept for a while, an erased person's too."""
    return hashlib.blake2b(f"{target.team}/{target.user}".encode(), digest_size=8).hexdigest()


def seconds_of(ts: Any) -> float:
    """Slack's time stamp as a number; now where there is none."""
    try:
        return float(ts)
    except (TypeError, ValueError):
        return time.time()


def bounded(key: str) -> str:
    """Within the column; Slack's own are far shorter."""
    return key[:KEY_CHARACTERS]


def address_of(target: Target) -> Address:
    dialog = f"{target.channel}:{target.thread_ts}" if target.thread_ts else target.channel
    return Address(target.team, target.user, dialog)


def team_of(body: Payload) -> str:
    """The workspace whose installation this came to."""
    # In a channel that is shared with another workspace, `team_id` may be theirs.
    team = (
        _installed(body).get("team_id")
        or body.get("team_id")
        or (body.get("team") or {}).get("id")
        or (body.get("user") or {}).get("team_id")
    )
    return str(team or "")


def _installed(body: Payload) -> Payload:
    """The installation that an event came to."""
    return next(iter(body.get("authorizations") or ()), {})
