"""What a person entered or chose, as Slack tells it to the app, for each type of element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.records import Json
from bot.playground.typed import rich_text

# The field that holds a plain value, and the field of the element that it starts from.
PLAIN: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
MANY: Mapping[str, tuple[str, str]] = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
PRESSED = frozenset({"button", "icon_button", "feedback_buttons", "overflow"})

Option = Callable[[str], Json]


def options_of(element: Json) -> list[Json]:
    """All options, the groups laid one after the other."""
    groups: list[Json] = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", ())]


def chosen(element: Json, value: Any, files: Mapping[str, Json] | None = None) -> Json:
    """What an action or `state.values` says beside the type. LookupError for a value that is not on offer."""
    kind = element["type"]
    if kind in PLAIN:
        return {PLAIN[kind][0]: _plain(kind, value), **_zone(element)}
    if kind in MANY:
        return {MANY[kind][0]: _listed(value)}
    if kind in ONE_OPTION:
        return {"selected_option": _option(element, value) if value else None}
    if kind in MANY_OPTIONS:
        return {"selected_options": [_option(element, one) for one in _listed(value)]}
    if kind == "rich_text_input":
        return {"rich_text_value": rich_text(value)[0] if isinstance(value, str) and value else value or None}
    if kind == "file_input":
        return {"files": [_file(files or {}, name) for name in _listed(value)]}
    raise LookupError(f"a {kind} holds no value")


def initial(element: Json) -> Any:
    """What the element holds before anybody touches it, in the form that `chosen` takes."""
    kind = element["type"]
    if kind in PLAIN:
        return element.get(PLAIN[kind][1])
    if kind in MANY:
        return element.get(MANY[kind][1])
    if kind in ONE_OPTION:
        return element.get("initial_option")
    return element.get("initial_options") if kind in MANY_OPTIONS else element.get("initial_value")


def pressed(element: Json, value: Any) -> Json:
    """What a click on a button tells; `value` says which side of feedback buttons."""
    if element["type"] == "feedback_buttons":
        side = f"{value}_button"
        if side not in {"positive_button", "negative_button"}:
            raise LookupError("the value of feedback_buttons is positive or negative")
        element = element[side]
    return {key: element[key] for key in ("text", "value") if key in element}


def is_empty(held: Json) -> bool:
    return not any(value for key, value in held.items() if key not in {"type", "timezone"})


def _plain(kind: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    return int(str(value)) if kind == "datetimepicker" else str(value)


def _listed(value: Any) -> list[Any]:
    if value is None or isinstance(value, list):
        return value or []
    raise ValueError(f"this takes a list, not {value!r}")


def _zone(element: Json) -> Json:
    return {"timezone": element["timezone"]} if "timezone" in element else {}


def _option(element: Json, value: Any) -> Json:
    """By its value; an option as a whole is taken as it is where options come from outside."""
    if isinstance(value, dict) and (
        element["type"].endswith("external_select") or value in options_of(element)
    ):
        return value
    for option in options_of(element):
        if option["value"] == value:
            return option
    known = ", ".join(repr(option["value"]) for option in options_of(element))
    raise LookupError(f"there is no option {value!r}, there are {known or 'none'}")


def _file(files: Mapping[str, Json], name: Any) -> Json:
    if not isinstance(name, str) or name not in files:
        raise LookupError(f"there is no file {name!r}; upload it first")
    return files[name]
