"""Renders a reply as Block Kit within Slack's limits, with the complete reply as its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.advisor import (
    Button,
    Choice,
    Heading,
    Menu,
    Meter,
    Note,
    Part,
    Picture,
    Reply,
    Sentence,
    Sources,
    Table,
)
from bot.blocks.text import PLAIN, SLACK_BLOCK, SLACK_TEXT, as_text, cites, lines

CHOICE_ACTION = "choice"
PICK_ACTION = "pick"
FEEDBACK_ACTION = "feedback"
MENU_ACTION = "menu"
FIELD_ACTION = "ask"

SECTION_CHARACTERS = 3000
HEADER_CHARACTERS = 150
ALT_CHARACTERS = 2000
PLACEHOLDER_CHARACTERS = 150
FIELD_CHARACTERS = 500
BLOCKS = 50
METER_STEPS = 12

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on the feedback buttons, read out by screen readers."""

    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: `text` is the complete reply, never a stand-in.

    The image blocks name `pictures` by their number until these are uploaded; see `with_files`.
    """

    text: str
    blocks: list[Block]
    pictures: tuple[Picture, ...] = ()

    def with_files(self, files: Sequence[str | None]) -> Rendered:
        """With the ids of the uploaded pictures; one that could not be uploaded is left to its words."""
        ids = {picture_name(number): file for number, file in enumerate(files)}
        kept = [block for block in self.blocks if block["type"] != "image" or ids[block["slack_file"]["id"]]]
        named = [_with_file(block, ids) if block["type"] == "image" else block for block in kept]
        return Rendered(self.text, named)


def render(reply: Reply, labels: Labels) -> Rendered:
    """Block Kit and its text twin. Slack allows one table in a message; a second one is written out."""
    pictures = tuple(part for part in reply.parts if isinstance(part, Picture))
    blocks = [
        *_parts(reply.parts, pictures),
        *_menus(reply),
        *_buttons(reply),
        *_pick(reply),
        *_feedback(reply.rated, labels),
    ]
    return Rendered(as_text(reply, SLACK_TEXT), blocks[:BLOCKS], pictures)


def render_home(sections: Iterable[Reply]) -> Rendered:
    """The blocks of a Home tab, a divider between its sections."""
    blocks: list[Block] = []
    sections = tuple(sections)
    pictures = tuple(part for one in sections for part in one.parts if isinstance(part, Picture))
    for section in sections:
        blocks += [{"type": "divider"}] if blocks else []
        blocks += [*_parts(section.parts, pictures), *_menus(section), *_buttons(section)]
        blocks += _field(section)
    return Rendered("", blocks, pictures)


def _menus(reply: Reply) -> Iterator[Block]:
    if reply.menus:
        yield {"type": "actions", "elements": [_menu(menu) for menu in reply.menus]}


def _menu(menu: Menu) -> Block:
    options = [_option(button) for button in menu.options]
    chosen = next(
        one for button, one in zip(menu.options, options, strict=True) if button.choice == menu.chosen
    )
    return {
        "type": "static_select",
        "action_id": f"{MENU_ACTION}_{menu.name}",
        "placeholder": _plain(menu.label),
        "options": options,
        "initial_option": chosen,
    }


def _option(button: Button) -> Block:
    return {"text": _plain(button.label), "value": button.choice.encode()}


def _field(reply: Reply) -> Iterator[Block]:
    """A line to ask something in; Enter asks."""
    if reply.field:
        yield {
            "type": "input",
            "dispatch_action": True,
            "label": _plain(reply.field),
            "element": {
                "type": "plain_text_input",
                "action_id": FIELD_ACTION,
                "max_length": FIELD_CHARACTERS,
                "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
            },
        }


def picture_name(number: int) -> str:
    return f"picture {number}"


def _with_file(block: Block, ids: Mapping[str, str | None]) -> Block:
    return {**block, "slack_file": {"id": ids[block["slack_file"]["id"]]}}


def _parts(parts: Iterable[Part], pictures: Sequence[Picture]) -> Iterator[Block]:
    has_table = False
    for part in parts:
        if isinstance(part, Table) and not has_table:
            has_table = True
            yield _table(part)
        elif isinstance(part, Picture):
            file = {"id": picture_name(pictures.index(part))}
            yield {"type": "image", "slack_file": file, "alt_text": part.alt[:ALT_CHARACTERS]}
        else:
            yield from _part(part)


def _part(part: Part) -> Iterator[Block]:
    match part:
        case Heading(text):
            yield {"type": "header", "text": _plain(text[:HEADER_CHARACTERS])}
        case Meter(share, text):
            yield {"type": "context", "elements": [_mrkdwn(f"{_bar(share)}  {SLACK_TEXT.words(text)}")]}
        case Note() | Sources():
            yield {"type": "context", "elements": [_mrkdwn("\n".join(lines(part, SLACK_TEXT)))]}
        case _:
            yield from (_section(text) for text in _chunks(lines(part, SLACK_BLOCK)))


def _bar(share: float) -> str:
    """Only for the eye; the words beside it say the same."""
    full = round(share * METER_STEPS)
    return "\u25b0" * full + "\u25b1" * (METER_STEPS - full)


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


def _pick(reply: Reply) -> Iterator[Block]:
    """A choice among the channels that the person can see."""
    if reply.pick is None:
        return
    select = {
        "type": "conversations_select",
        "action_id": f"{PICK_ACTION}_{reply.pick.intent}",
        "placeholder": _plain(reply.offer[:PLACEHOLDER_CHARACTERS]),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    yield {"type": "context", "elements": [_mrkdwn(SLACK_TEXT.words(reply.offer))]}
    yield {"type": "actions", "elements": [select]}


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
