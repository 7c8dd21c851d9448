"""Block Kit blocks and views: what Slack takes where, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from bot.playground.element_table import (
    BUTTON,
    FEEDBACK,
    ID,
    IMAGE,
    IMAGE_URL,
    INPUTS,
    LISTS,
    OPTION_GROUP,
    OVERFLOW,
    PICKERS,
    PLAIN_OPTION,
    SELECTS,
    SLACK_FILE,
    any_text,
    plain,
)
from bot.playground.rich_text_table import RICH_TEXT
from bot.playground.schema import Choice, Flag, Kinds, ListOf, Number, Problem, Record, Spec, String

Surface = Literal["message", "modal", "home"]

BLOCK_COUNT: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
BLOCK_ID: Mapping[str, Spec] = {"block_id": ID}

_ACCESSORIES = {"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **SELECTS, **PICKERS, **LISTS}
_ACTIONS = {name: spec for name, spec in _ACCESSORIES.items() if name != "image"}
_CONTEXT = Kinds({"image": IMAGE})
_CHILDREN = frozenset({"section", "header", "divider", "image", "actions", "context", "rich_text"})
_MESSAGE_ONLY = frozenset({"context_actions", "table", "data_table", "markdown", "plan", "task_card"})
IMAGE_OPEN = Record({}, open=True)
_CELL = Kinds(
    {
        "raw_text": Record({"text": String(10_000)}, ("text",)),
        "raw_number": Record(
            {"value": Number(-1e15, 1e15, whole=False), "text": String(255)}, ("value", "text")
        ),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = Record({"align": Choice(("left", "center", "right")), "is_wrapped": Flag()})
_ROWS = ListOf(ListOf(_CELL, 20), 100)


class _ContextElements:
    """Texts and images stand side by side in a context block."""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        is_image = isinstance(value, dict) and value.get("type") == "image"
        yield from (_CONTEXT if is_image else any_text(3000)).problems(value, at)


SIMPLE_BLOCKS: Mapping[str, Record] = {
    "section": Record(
        {
            **BLOCK_ID,
            "text": any_text(3000),
            "fields": ListOf(any_text(2000), 10),
            "accessory": Kinds(_ACCESSORIES),
            "expand": Flag(),
        },
        any_of=("text", "fields"),
    ),
    "header": Record({**BLOCK_ID, "text": plain(150)}, ("text",)),
    "divider": Record({**BLOCK_ID}),
    "image": Record(
        {
            **BLOCK_ID,
            "image_url": IMAGE_URL,
            "slack_file": SLACK_FILE,
            "alt_text": String(2000),
            "title": plain(2000),
        },
        ("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "actions": Record({**BLOCK_ID, "elements": ListOf(Kinds(_ACTIONS), 25)}, ("elements",)),
    "context": Record({**BLOCK_ID, "elements": ListOf(_ContextElements(), 10)}, ("elements",)),
    "rich_text": RICH_TEXT,
    "markdown": Record({**BLOCK_ID, "text": String(12_000)}, ("text",)),
    "table": Record({**BLOCK_ID, "rows": _ROWS, "column_settings": ListOf(_COLUMN, 20)}, ("rows",)),
    "context_actions": Record({**BLOCK_ID, "elements": ListOf(Kinds(FEEDBACK), 5)}, ("elements",)),
    "input": Record(
        {
            **BLOCK_ID,
            "label": plain(2000),
            "element": Kinds({**INPUTS, **SELECTS, **PICKERS, **LISTS}),
            "hint": plain(2000),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
        ("label", "element"),
    ),
    "data_table": Record(
        {
            **BLOCK_ID,
            "caption": String(255),
            "rows": ListOf(ListOf(_CELL, 20), 101, 2),
            "page_size": Number(1, 100),
            "row_header_column_index": Number(0, 19),
        },
        ("caption", "rows"),
    ),
    "alert": Record(
        {
            **BLOCK_ID,
            "text": any_text(200),
            "level": Choice(("default", "info", "warning", "error", "success")),
        },
        ("text",),
    ),
    "file": Record(
        {**BLOCK_ID, "external_id": String(255), "source": Choice(("remote",))}, ("external_id", "source")
    ),
    "video": Record(
        {
            **BLOCK_ID,
            **{
                name: String(3000)
                for name in ("video_url", "thumbnail_url", "title_url", "provider_icon_url")
            },
            "alt_text": String(2000),
            "title": plain(200),
            "description": plain(200),
            "author_name": String(50),
            "provider_name": String(50),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
}

# What the documentation leaves open stays open here: the fields of these beyond those named.
_CARD = Record(
    {
        **BLOCK_ID,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": ListOf(Kinds({"button": BUTTON}), 3),
        "hero_image": IMAGE_OPEN,
        "icon": IMAGE_OPEN,
    },
    any_of=("title", "body", "hero_image", "actions"),
)
BLOCKS: Mapping[str, Record] = {
    **SIMPLE_BLOCKS,
    "card": _CARD,
    "carousel": Record({**BLOCK_ID, "elements": ListOf(Kinds({"card": _CARD}), 10)}, ("elements",)),
    "container": Record(
        {
            **BLOCK_ID,
            "title": plain(150),
            "subtitle": plain(150),
            "child_blocks": ListOf(Kinds({k: v for k, v in SIMPLE_BLOCKS.items() if k in _CHILDREN}), 10),
            "width": Choice(("narrow", "standard", "wide", "full")),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
            "has_header_divider": Flag(),
            "icon": IMAGE_OPEN,
        },
        ("child_blocks",),
    ),
    "data_visualization": Record({**BLOCK_ID, "title": String(50)}, open=True),
    "plan": Record({**BLOCK_ID}, open=True),
    "task_card": Record({**BLOCK_ID}, open=True),
}
# Blocks that stand in a message only, or in a modal only.
ELSEWHERE: Mapping[Surface, frozenset[str]] = {
    "message": frozenset({"alert"}),
    "modal": _MESSAGE_ONLY,
    "home": _MESSAGE_ONLY | {"alert"},
}


def blocks_of(surface: Surface) -> Spec:
    """The list of blocks that a message, a modal or a Home tab may have."""
    kinds = {name: spec for name, spec in BLOCKS.items() if name not in ELSEWHERE[surface]}
    return ListOf(Kinds(kinds), BLOCK_COUNT[surface], 0)


def view_of(kind: str) -> Spec:
    """A view as views.open and views.publish take it."""
    surface: Surface = "home" if kind == "home" else "modal"
    shared: dict[str, Spec] = {
        "blocks": blocks_of(surface),
        "private_metadata": String(3000, 0),
        "callback_id": String(255, 0),
        "external_id": String(255, 0),
    }
    if surface == "home":
        return Kinds({"home": Record(shared, ("blocks",))})
    titles: dict[str, Spec] = {"title": plain(24), "submit": plain(24), "close": plain(24)}
    flags: dict[str, Spec] = {
        name: Flag() for name in ("clear_on_close", "notify_on_close", "submit_disabled")
    }
    return Kinds({"modal": Record({**shared, **titles, **flags}, ("title", "blocks"))})


def suggestion_problems(answer: Any) -> list[Problem]:
    """What is wrong with the options that an app names for an external select."""
    groups: dict[str, Spec] = {
        "options": ListOf(PLAIN_OPTION, 100, 0),
        "option_groups": ListOf(OPTION_GROUP, 100, 0),
    }
    return list(Record(groups, one_of=("options", "option_groups")).problems(answer, ""))
