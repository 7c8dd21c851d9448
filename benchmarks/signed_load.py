"""The load that every bot gets: mentions with real questions, commands and clicks, signed as Slack signs."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from bot.advisor import Act, Choice
from bot.blocks import CHOICE_ACTION
from knowledge import DEFAULT_PATH, load

SECRET = "0123456789abcdef" * 2
PEOPLE = 2_000
QUESTIONS = (
    "what does a program manager do all day?",
    "what skills does a product manager need?",
    "what is the difference between a product manager and a program manager?",
    "which industries hire program managers?",
    "how do I become a product manager?",
    "how is the success of a program manager measured?",
    "who does a product manager work with?",
    "do product managers own the roadmap?",
    "can a program manager become a product manager?",
    "what qualifications does a program manager need",
    "wich skils do prodct managers need",
    "who decides what gets built?",
    "how much does a product manager earn?",
    "what tools do program managers use?",
    "what is the best pizza in town?",
)


@dataclass(frozen=True)
class Request:
    """`mark`: what the answer to it carries, as its thread or as the last part of its response_url."""

    mark: str
    body: bytes
    headers: dict[str, str]


def requests(api: str) -> Iterator[Request]:
    """Without end: of ten, seven mentions, two clicks and a command, each of another person and channel."""
    clicks = _clicks()
    for number in count(1):
        mark = f"{int(time.time())}.{number % 1_000_000:06}"
        kind = "mmcmmkmmmc"[number % 10]
        if kind == "m":
            yield _signed(mark, json.dumps(_mention(number, mark)), "application/json")
        elif kind == "c":
            form = urlencode({"payload": json.dumps(_click(number, mark, clicks[number % len(clicks)]))})
            yield _signed(mark, form, "application/x-www-form-urlencoded")
        else:
            yield _signed(mark, urlencode(_command(number, mark, api)), "application/x-www-form-urlencoded")


def _clicks() -> list[str]:
    """What stands on buttons of ours: each topic for each role that it answers."""
    topics = load(DEFAULT_PATH).topics
    return [Choice(Act.ASK, topic.intent, role).encode() for topic in topics for role in topic.answers]


def _signed(mark: str, text: str, kind: str) -> Request:
    now = str(int(time.time()))
    digest = hmac.digest(SECRET.encode(), f"v0:{now}:{text}".encode(), hashlib.sha256).hex()
    headers = {"content-type": kind, "x-slack-request-timestamp": now, "x-slack-signature": f"v0={digest}"}
    return Request(mark, text.encode(), headers)


def _who(number: int) -> tuple[str, str]:
    return f"U{number % PEOPLE:06}", f"C{number:08}"


def _mention(number: int, mark: str) -> dict[str, object]:
    user, channel = _who(number)
    text = f"<@UBOT> {QUESTIONS[number % len(QUESTIONS)]}"
    event = {"type": "app_mention", "user": user, "text": text, "ts": mark, "channel": channel}
    outer = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": f"Ev{mark}"}
    own = [{"team_id": "T1", "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}]
    return outer | {
        "event": event | {"event_ts": mark},
        "event_time": int(time.time()),
        "authorizations": own,
    }


def _command(number: int, mark: str, api: str) -> dict[str, str]:
    user, channel = _who(number)
    text = QUESTIONS[number % len(QUESTIONS)]
    return {
        "command": "/whichpm",
        "text": text,
        "team_id": "T1",
        "user_id": user,
        "channel_id": channel,
        "api_app_id": "A1",
        "trigger_id": f"command.{mark}",
        "response_url": f"{api}/respond/{mark}",
    }


def _click(number: int, mark: str, value: str) -> dict[str, object]:
    user, channel = _who(number)
    action = {"type": "button", "action_id": f"{CHOICE_ACTION}_0", "block_id": "b", "value": value}
    container = {"type": "message", "message_ts": mark, "channel_id": channel, "is_ephemeral": False}
    return {
        "type": "block_actions",
        "team": {"id": "T1", "domain": "t"},
        "user": {"id": user, "team_id": "T1"},
        "api_app_id": "A1",
        "channel": {"id": channel, "name": "c"},
        "container": container,
        "message": {"ts": mark, "thread_ts": mark, "text": "", "type": "message"},
        "trigger_id": f"click.{mark}",
        "actions": [action | {"action_ts": mark}],
    }
