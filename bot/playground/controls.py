"""The things in a message or a view that can be used: their ids, and finding the one that a person means."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.records import Json, elements_of, inner_blocks
from bot.playground.values import MANY_OPTIONS, PRESSED, chosen, initial, options_of, pressed

WITHOUT_ID = frozenset({"image", "mrkdwn", "plain_text"})

Entered = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """One way to use an element; `chosen` is what the action tells about it."""

    block_id: str
    element: Json
    names: tuple[str, ...]
    chosen: Json

    def action(self, action_ts: str) -> Json:
        kind = {"type": self.element["type"], "action_id": self.element["action_id"]}
        return {**kind, "block_id": self.block_id, **self.chosen, "action_ts": action_ts}


def with_ids(blocks: Sequence[Json], new_id: Callable[[str], str]) -> list[Json]:
    """A copy in which every block and every element that acts has the id Slack would give it."""
    copied: list[Json] = json.loads(json.dumps(list(blocks)))
    for block in inner_blocks(copied):
        block.setdefault("block_id", new_id("b"))
    for _, element in elements_of(copied):
        if _acts(element):
            element.setdefault("action_id", new_id("a"))
    return copied


def find_control(blocks: Sequence[Json], wanted: str, user: str) -> Control:
    """By label, action_id or value; LookupError names what there is when none or several fit."""
    seen = [control for control in _controls(blocks) if _is_visible(control.element, user)]
    found = [control for control in seen if wanted in control.names]
    if len(found) == 1:
        return found[0]
    named = "; ".join(" / ".join(control.names) for control in seen) or "nothing"
    if found:
        raise LookupError(f"{len(found)} controls are called {wanted!r}; use an action_id: {named}")
    raise LookupError(f"there is no control {wanted!r}, there is {named}")


def find_thumb(blocks: Sequence[Json], good: bool) -> Control:
    """The positive or the negative side of the message's feedback buttons."""
    side = "positive_button" if good else "negative_button"
    for control in _controls(blocks):
        if control.element["type"] == "feedback_buttons" and side in control.names:
            return control
    raise LookupError("there are no feedback_buttons here")


def use_control(
    blocks: Sequence[Json], place: tuple[str, str], value: Any, user: str, files: Mapping[str, Json]
) -> Control:
    """The element at this block_id and action_id, used with this value."""
    for block, element in elements_of(blocks):
        if (block["block_id"], element.get("action_id")) == place and _is_visible(element, user):
            if block["type"] == "input" and not block.get("dispatch_action"):
                raise LookupError("an input without dispatch_action tells nothing until it is submitted")
            is_button = element["type"] in PRESSED and element["type"] != "overflow"
            said = pressed(element, value) if is_button else chosen(element, value, files)
            return Control(place[0], element, (), said)
    raise LookupError(f"there is no element {place[1]!r} in a block {place[0]!r}")


def state_of(blocks: Sequence[Json], entered: Entered | None = None, files: Entered | None = None) -> Json:
    """`state.values`: what the inputs and selects hold, as entered or as they began."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if _acts(element) and element["type"] not in PRESSED:
            value = _entered(entered or {}, block["block_id"], element)
            held = {"type": element["type"], **chosen(element, value, files)}
            values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return {"values": values}


def _entered(entered: Entered, block_id: str, element: Json) -> Any:
    """Given as {block_id: {action_id: value}}, or shorter as {action_id: value}."""
    action_id = element["action_id"]
    inside = entered.get(block_id)
    if isinstance(inside, dict) and action_id in inside:
        return inside[action_id]
    return entered[action_id] if action_id in entered else initial(element)


def _acts(element: Json) -> bool:
    return element["type"] not in WITHOUT_ID


def _is_visible(element: Json, user: str) -> bool:
    return user in element.get("visible_to_user_ids", (user,))


def _controls(blocks: Sequence[Json]) -> Iterator[Control]:
    for block, element in elements_of(blocks):
        if _acts(element):
            yield from _ways(block["block_id"], element)


def _ways(block_id: str, element: Json) -> Iterator[Control]:
    if element["type"] == "feedback_buttons":
        for side in ("positive", "negative"):
            names = (element[f"{side}_button"]["text"]["text"], f"{side}_button")
            yield Control(block_id, element, names, pressed(element, side))
    elif element["type"] in PRESSED and element["type"] != "overflow":
        label = element["text"]["text"]
        # The value last: a label is what a person sees.
        ways = (label, element["action_id"], element.get("value"))
        named = tuple(dict.fromkeys(name for name in ways if name))
        yield Control(block_id, element, named, pressed(element, None))
    else:
        for option in options_of(element):
            value = [option] if element["type"] in MANY_OPTIONS else option
            names = (option["text"]["text"], option["value"])
            yield Control(block_id, element, names, chosen(element, value))
