"""The things in a message that can be clicked: their ids, and finding the one that a person means."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.records import Json, elements_of

WITHOUT_ID = frozenset({"image", "mrkdwn", "plain_text"})


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
    for block in copied:
        block.setdefault("block_id", new_id("b"))
    for _, element in elements_of(copied):
        if _acts(element):
            element.setdefault("action_id", new_id("a"))
    return copied


def find_control(blocks: Sequence[Json], wanted: str, user: str) -> Control:
    """By label, action_id or value; LookupError names what there is when none or several fit."""
    seen = [control for control in _controls(blocks) if _is_visible(control, user)]
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


def state_of(blocks: Sequence[Json]) -> Json:
    """`state.values`: what the inputs and selects hold."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if _acts(element) and element["type"] not in {
            "button",
            "feedback_buttons",
            "icon_button",
            "overflow",
        }:
            held = {"type": element["type"], **_initial(element)}
            values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return {"values": values}


def _acts(element: Json) -> bool:
    return element["type"] not in WITHOUT_ID


def _is_visible(control: Control, user: str) -> bool:
    return user in control.element.get("visible_to_user_ids", (user,))


def _controls(blocks: Sequence[Json]) -> Iterator[Control]:
    for block, element in elements_of(blocks):
        if _acts(element):
            yield from _ways(block["block_id"], element)


def _ways(block_id: str, element: Json) -> Iterator[Control]:
    if element["type"] == "feedback_buttons":
        for side in ("positive_button", "negative_button"):
            yield _way(block_id, element, element[side], side)
    elif "options" in element or "option_groups" in element:
        for option in _options(element):
            chosen = _selected(element["type"], option)
            yield Control(block_id, element, (option["text"]["text"], option["value"]), chosen)
    else:
        yield _way(block_id, element, element, element["action_id"])


def _way(block_id: str, element: Json, button: Json, name: str) -> Control:
    chosen: Json = {key: button[key] for key in ("value", "text") if key in button}
    label = (button.get("text") or {}).get("text")
    # The value last: a label is what a person sees.
    names = tuple(dict.fromkeys(held for held in (label, name, button.get("value")) if held))
    return Control(block_id, element, names, chosen)


def _options(element: Json) -> list[Json]:
    groups: list[Json] = element.get("option_groups") or [element]
    return [option for group in groups for option in group["options"]]


def _selected(kind: str, option: Json) -> dict[str, Any]:
    many = kind.startswith("multi_") or kind == "checkboxes"
    return {"selected_options": [option]} if many else {"selected_option": option}


def _initial(element: Json) -> Json:
    given = {key.replace("initial", "selected"): held for key, held in element.items() if "initial" in key}
    return given or {"selected_option": None}
