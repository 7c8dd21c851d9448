"""Block Kit elements and composition objects: what Slack takes, as data."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.schema import (
    AllowedSchemas,
    Anything,
    Choice,
    Flag,
    Kinds,
    ListOf,
    Number,
    Record,
    Spec,
    String,
)

DATE = r"\d{4}-\d{2}-\d{2}"
TIME = r"\d{2}:\d{2}"


def plain(most: int) -> Spec:
    """Only plain_text."""
    return Kinds({"plain_text": _plain_record(most)})


def any_text(most: int) -> Spec:
    """plain_text or mrkdwn. Slack refuses `emoji` on the one and `verbatim` on the other."""
    mrkdwn = Record({"text": String(most), "verbatim": Flag()}, ("text",))
    return AllowedSchemas(Kinds({"plain_text": _plain_record(most), "mrkdwn": mrkdwn}))


def _plain_record(most: int) -> Record:
    return Record({"text": String(most), "emoji": Flag()}, ("text",))


CONFIRM = Record(
    {
        "title": plain(100),
        "text": any_text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": Choice(("primary", "danger")),
    },
    ("title", "text", "confirm", "deny"),
)
ID = String(255)
ACTION: Mapping[str, Spec] = {"action_id": ID, "confirm": CONFIRM}
FOCUS: Mapping[str, Spec] = {**ACTION, "focus_on_load": Flag()}
ASKED: Mapping[str, Spec] = {**FOCUS, "placeholder": plain(150)}
USERS = ListOf(String(255), 100)
IMAGE_URL = String(3000)
SLACK_FILE = Record({"id": String(255), "url": String(3000)}, one_of=("id", "url"))


def _option(text: Spec) -> Record:
    fields: dict[str, Spec] = {"text": text, "value": String(150), "description": any_text(75)}
    return Record({**fields, "url": String(3000)}, ("text", "value"))


PLAIN_OPTION = _option(plain(75))
RICH_OPTION = _option(any_text(75))
OPTION_GROUP = Record({"label": plain(75), "options": ListOf(PLAIN_OPTION, 100)}, ("label", "options"))
FILTER = Record(
    {
        "include": ListOf(Choice(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    }
)
MULTI: Mapping[str, Spec] = {**ASKED, "max_selected_items": Number(1, 1000)}
IDS = ListOf(String(255), 100, 0)
STATIC: Mapping[str, Spec] = {
    "options": ListOf(PLAIN_OPTION, 100),
    "option_groups": ListOf(OPTION_GROUP, 100),
}
DISPATCH = Record(
    {"trigger_actions_on": ListOf(Choice(("on_enter_pressed", "on_character_entered")), 2)},
)
TYPED: Mapping[str, Spec] = {**ASKED, "dispatch_action_config": DISPATCH}
RESPONSE: Mapping[str, Spec] = {"response_url_enabled": Flag()}
CONVERSATIONS: Mapping[str, Spec] = {"filter": FILTER, "default_to_current_conversation": Flag()}
THUMB = Record(
    {"text": plain(75), "value": String(2000), "accessibility_label": String(75)}, ("text", "value")
)

BUTTON = Record(
    {
        **ACTION,
        "text": plain(75),
        "value": String(2000),
        "url": String(3000),
        "style": Choice(("primary", "danger")),
        "accessibility_label": String(75),
        "agent_prompt": String(4000),
        "agent_prompt_display": String(4000),
        "visible_to_user_ids": ListOf(String(255), 10),
    },
    ("text",),
)
OVERFLOW = Record({**ACTION, "options": ListOf(PLAIN_OPTION, 5, 2)}, ("options",))
IMAGE = Record(
    {"image_url": IMAGE_URL, "slack_file": SLACK_FILE, "alt_text": String(2000)},
    ("alt_text",),
    one_of=("image_url", "slack_file"),
)
SELECTS: Mapping[str, Record] = {
    "static_select": Record(
        {**ASKED, **STATIC, "initial_option": PLAIN_OPTION}, one_of=("options", "option_groups")
    ),
    "multi_static_select": Record(
        {**MULTI, **STATIC, "initial_options": ListOf(PLAIN_OPTION, 100)}, one_of=("options", "option_groups")
    ),
    "external_select": Record({**ASKED, "initial_option": PLAIN_OPTION, "min_query_length": Number(0, 1000)}),
    "multi_external_select": Record(
        {**MULTI, "initial_options": ListOf(PLAIN_OPTION, 100), "min_query_length": Number(0, 1000)}
    ),
    "users_select": Record({**ASKED, "initial_user": String(255)}),
    "multi_users_select": Record({**MULTI, "initial_users": IDS}),
    "channels_select": Record({**ASKED, **RESPONSE, "initial_channel": String(255)}),
    "multi_channels_select": Record({**MULTI, "initial_channels": IDS}),
    "conversations_select": Record(
        {**ASKED, **RESPONSE, **CONVERSATIONS, "initial_conversation": String(255)}
    ),
    "multi_conversations_select": Record({**MULTI, **CONVERSATIONS, "initial_conversations": IDS}),
}
PICKERS: Mapping[str, Record] = {
    "datepicker": Record({**ASKED, "initial_date": String(10, 10, DATE)}),
    "timepicker": Record({**ASKED, "initial_time": String(5, 5, TIME), "timezone": String(255)}),
    "datetimepicker": Record({**FOCUS, "initial_date_time": Number(1_000_000_000, 9_999_999_999)}),
}
LISTS: Mapping[str, Record] = {
    "radio_buttons": Record(
        {**FOCUS, "options": ListOf(RICH_OPTION, 10), "initial_option": RICH_OPTION}, ("options",)
    ),
    "checkboxes": Record(
        {**FOCUS, "options": ListOf(RICH_OPTION, 10), "initial_options": ListOf(RICH_OPTION, 10)},
        ("options",),
    ),
}
INPUTS: Mapping[str, Record] = {
    "plain_text_input": Record(
        {
            **TYPED,
            "initial_value": String(3000, 0),
            "multiline": Flag(),
            "min_length": Number(0, 3000),
            "max_length": Number(1, 3000),
        }
    ),
    "rich_text_input": Record(
        {**TYPED, "initial_value": Anything(), "min_lines": Number(1, 1000), "max_lines": Number(1, 1000)}
    ),
    "email_text_input": Record({**TYPED, "initial_value": String(255, 0)}),
    "url_text_input": Record({**TYPED, "initial_value": String(3000, 0)}),
    "number_input": Record(
        {
            **TYPED,
            "is_decimal_allowed": Flag(),
            "initial_value": String(255, 0),
            "min_value": String(255),
            "max_value": String(255),
        },
        ("is_decimal_allowed",),
    ),
    "file_input": Record({**ACTION, "filetypes": ListOf(String(50), 100), "max_files": Number(1, 10)}),
}
FEEDBACK: Mapping[str, Record] = {
    "feedback_buttons": Record(
        {"action_id": ID, "positive_button": THUMB, "negative_button": THUMB},
        ("positive_button", "negative_button"),
    ),
    "icon_button": Record(
        {
            **ACTION,
            "icon": Choice(("trash",)),
            "text": plain(75),
            "value": String(2000),
            "accessibility_label": String(75),
            "visible_to_user_ids": ListOf(String(255), 10),
        },
        ("icon", "text"),
    ),
}
