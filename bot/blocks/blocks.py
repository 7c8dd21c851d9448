"""Renders a reply as Block Kit within Slack's limits, with the complete reply as its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.advisor import Button, Choice, Heading, Note, Part, Reply, Sentence, Sources, Table
from bot.blocks.text import PLAIN, SLACK_BLOCK, SLACK_TEXT, as_text, cites, lines

CHOICE_ACTION = "choice"
FEEDBACK_ACTION = "feedback"

SECTION_CHARACTERS = 3000
HEADER_CHARACTERS = 150
BLOCKS = 50

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on the feedback buttons, read out by screen readers."""

    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: `text` is the complete reply, never a stand-in."""

    text: str
    blocks: list[Block]


def render(reply: Reply, labels: Labels) -> Rendered:
    """Block Kit and its text twin. Slack allows one table in a message; a second one is written out."""
    blocks = [*_parts(reply.parts), *_buttons(reply), *_feedback(reply.rated, labels)]
    return Rendered(as_text(reply, SLACK_TEXT), blocks[:BLOCKS])


def _parts(parts: Iterable[Part]) -> Iterator[Block]:
    has_table = False
    for part in parts:
        if isinstance(part, Table) and not has_table:
            has_table = True
            yield _table(part)
        else:
            yield from _part(part)


def _part(part: Part) -> Iterator[Block]:
    match part:
        case Heading(text):
            yield {"type": "header", "text": _plain(text[:HEADER_CHARACTERS])}
        case Note() | Sources():
            yield {"type": "context", "elements": [_mrkdwn("\n".join(lines(part, SLACK_TEXT)))]}
        case _:
            yield from (_section(text) for text in _chunks(lines(part, SLACK_BLOCK)))


def _table(table: Table) -> Block:
    head = [_cell(Sentence(name[:1].upper() + name[1:])) for name in table.head]
    rows = [[_cell(Sentence(label)), *map(_cell, cells)] for label, cells in table.rows]
    return {
        "type": "table",
        "column_settings": [{"is_wrapped": True}] * len(table.head),
        "rows": [head, *rows],
    }


def _cell(sentence: Sentence) -> Block:
    return {"type": "raw_text", "text": PLAIN.words(sentence.text) + cites(sentence)}


def _buttons(reply: Reply) -> Iterator[Block]:
    if not reply.buttons:
        return
    if reply.offer:
        yield {"type": "context", "elements": [_mrkdwn(SLACK_TEXT.words(reply.offer))]}
    elements = [_button(button, number) for number, button in enumerate(reply.buttons, 1)]
    yield {"type": "actions", "elements": elements}


def _button(button: Button, number: int) -> Block:
    style = {"style": "danger"} if button.danger else {}
    return {
        "type": "button",
        "action_id": f"{CHOICE_ACTION}_{number}",  # unique in its block, as Slack asks
        "text": _plain(button.label),
        "value": button.choice.encode(),
        **style,
    }


def _feedback(rated: Choice | None, labels: Labels) -> Iterator[Block]:
    if rated is None:
        return
    buttons = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK_ACTION,
        "positive_button": _thumb(labels.good, "good", rated),
        "negative_button": _thumb(labels.bad, "bad", rated),
    }
    yield {"type": "context_actions", "elements": [buttons]}


def _thumb(label: str, rating: str, rated: Choice) -> Block:
    return {"text": _plain(label), "accessibility_label": label, "value": f"{rating}/{rated.encode()}"}


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text), "expand": True}


def _chunks(said: Iterable[str]) -> Iterator[str]:
    """Lines joined up to the length of a section; a line itself is far shorter (600 characters)."""
    held = ""
    for line in said:
        if held and len(held) + 1 + len(line) > SECTION_CHARACTERS:
            yield held
            held = ""
        held = f"{held}\n{line}" if held else line
    if held:
        yield held


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}
