"""Translates a message in a channel that is addressed to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from bot.listeners.arrivals import Arrival, Payload, from_post, is_post, own_user

# A mention of anybody, of a group, or of everybody: then somebody else is asked. The app's own mention
# arrives as an event of its own.
MENTIONS = ("<@", "<!")
CHANNELS = frozenset({"channel", "group"})


@dataclass(frozen=True, slots=True)
class Heard:
    """`app` is the app's own user."""

    arrival: Arrival
    is_reply: bool
    app: str


def from_channel(body: Payload) -> Heard | None:
    """A person's message in a channel, without a mention; None for everything else."""
    event, app = body["event"], own_user(body)
    if event.get("channel_type") not in CHANNELS or not is_post(event) or not app:
        return None
    if any(mention in str(event.get("text") or "") for mention in MENTIONS):
        return None
    is_reply = event.get("thread_ts") not in {None, event["ts"]}
    return Heard(from_post(body, quiet=True), is_reply, app)
