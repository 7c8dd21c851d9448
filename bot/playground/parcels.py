"""What is carried to the app, and how the app took it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.playground.records import Json

TYPES = {"event": "events_api", "command": "slash_commands", "interaction": "interactive"}

Kind = Literal["event", "interaction", "command", "challenge"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """The content is the same in each attempt; `attempt` counts the repetitions, `reason` says why."""

    kind: Kind
    content: Json
    attempt: int = 0
    reason: str = ""

    @property
    def wants_answer(self) -> bool:
        """May the acknowledgement say something?"""
        wants = {"view_submission", "block_suggestion"}
        return self.kind == "command" or (self.kind == "interaction" and self.content.get("type") in wants)


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app took a parcel. `problem` is Slack's retry reason, None when it came in time."""

    status: int | None = None
    body: str = ""
    problem: str | None = None
    seconds: float = 0.0
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.problem is None

    def answer(self) -> Json:
        """What the app says in its acknowledgement; bare text is a message."""
        try:
            said = json.loads(self.body or "{}")
        except ValueError:
            return {"text": self.body}
        return said if isinstance(said, dict) else {"text": self.body}


def socket_envelope(parcel: Parcel) -> Json:
    """The parcel as Socket Mode wraps it, under a new envelope_id in each attempt."""
    envelope: Json = {
        "envelope_id": str(uuid.uuid4()),
        "type": TYPES[parcel.kind],
        "payload": parcel.content,
        "accepts_response_payload": parcel.wants_answer,
    }
    retry = {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return {**envelope, **retry} if parcel.kind == "event" else envelope


class Carrier(Protocol):
    """One way to the app."""

    name: str

    async def carry(self, parcel: Parcel, seconds: float) -> Ack:
        """Never raises for what goes wrong on the way: that is the Ack's problem."""
