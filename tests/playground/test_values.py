"""What each type of element tells when it is used, and what Slack's client minds before it sends a form."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import LocalSlack, Person, View
from bot.playground.controls import find_thumb, state_of, use_control
from bot.playground.entries import REQUIRED, problems_of
from bot.playground.records import elements_of
from bot.playground.values import chosen, initial, pressed
from bot.playground.views import add_view

ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
TWO = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}
RICH = {
    "type": "rich_text",
    "block_id": "typed",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
}
FILE = {"id": "F1", "name": "a.png"}

CHOSEN: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "plain_text_input"}, "hi", {"value": "hi"}),
    ({"type": "plain_text_input"}, "", {"value": None}),
    ({"type": "number_input"}, 5, {"value": "5"}),
    ({"type": "rich_text_input"}, "hi", {"rich_text_value": RICH}),
    ({"type": "rich_text_input"}, RICH, {"rich_text_value": RICH}),
    ({"type": "rich_text_input"}, None, {"rich_text_value": None}),
    ({"type": "static_select", "options": [ONE, TWO]}, "2", {"selected_option": TWO}),
    ({"type": "static_select", "option_groups": [{"options": [ONE]}]}, "1", {"selected_option": ONE}),
    ({"type": "external_select"}, ONE, {"selected_option": ONE}),
    ({"type": "overflow", "options": [ONE, TWO]}, "1", {"selected_option": ONE}),
    ({"type": "radio_buttons", "options": [ONE]}, None, {"selected_option": None}),
    ({"type": "checkboxes", "options": [ONE, TWO]}, ["2"], {"selected_options": [TWO]}),
    ({"type": "multi_static_select", "options": [ONE]}, None, {"selected_options": []}),
    ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
    ({"type": "channels_select"}, "C1", {"selected_channel": "C1"}),
    ({"type": "conversations_select"}, None, {"selected_conversation": None}),
    ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
    ({"type": "multi_channels_select"}, None, {"selected_channels": []}),
    ({"type": "datepicker"}, "2026-11-25", {"selected_date": "2026-11-25"}),
    ({"type": "timepicker", "timezone": "UTC"}, "10:30", {"selected_time": "10:30", "timezone": "UTC"}),
    ({"type": "datetimepicker"}, "1795000000", {"selected_date_time": 1_795_000_000}),
    ({"type": "file_input"}, ["F1"], {"files": [FILE]}),
]
INITIAL: list[tuple[dict[str, Any], Any]] = [
    ({"type": "plain_text_input", "initial_value": "hi"}, "hi"),
    ({"type": "static_select", "initial_option": ONE, "options": [ONE]}, ONE),
    ({"type": "checkboxes", "initial_options": [ONE], "options": [ONE]}, [ONE]),
    ({"type": "multi_users_select", "initial_users": ["U1"]}, ["U1"]),
    ({"type": "rich_text_input", "initial_value": RICH}, RICH),
    ({"type": "file_input"}, None),
]


@pytest.mark.parametrize(("element", "value", "told"), CHOSEN)
def test_each_element_tells_in_its_own_field(
    element: dict[str, Any], value: Any, told: dict[str, Any]
) -> None:
    assert chosen(element, value, {"F1": FILE}) == told


@pytest.mark.parametrize(("element", "value"), INITIAL)
def test_each_element_begins_with_what_the_app_put_there(element: dict[str, Any], value: Any) -> None:
    assert initial(element) == value
    chosen(element, value)


@pytest.mark.parametrize(
    ("element", "value", "problem"),
    [
        ({"type": "static_select", "options": [ONE]}, "9", "there is no option '9', there are '1'"),
        ({"type": "static_select", "options": [ONE]}, TWO, "there is no option"),
        ({"type": "file_input"}, ["F9"], "there is no file 'F9'; upload it first"),
        ({"type": "button"}, "x", "a button holds no value"),
    ],
)
def test_what_is_not_on_offer_cannot_be_chosen(element: dict[str, Any], value: Any, problem: str) -> None:
    with pytest.raises(LookupError, match=problem):
        chosen(element, value)


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "checkboxes", "options": [ONE]}, "1"),
        ({"type": "multi_users_select"}, "U1"),
        ({"type": "datetimepicker"}, "soon"),
        ({"type": "file_input"}, [[]]),
    ],
)
def test_a_value_of_another_kind_is_refused(element: dict[str, Any], value: Any) -> None:
    with pytest.raises((ValueError, LookupError)):
        chosen(element, value)


def test_feedback_has_two_sides() -> None:
    thumbs = {
        "type": "feedback_buttons",
        "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "good"},
        "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"},
    }
    assert pressed(thumbs, "positive")["value"] == "good"
    with pytest.raises(LookupError, match="positive or negative"):
        pressed(thumbs, "so-so")
    with pytest.raises(LookupError, match="there are no feedback_buttons here"):
        find_thumb([{"type": "divider", "block_id": "b"}], good=True)


def test_elements_are_found_in_sections_cards_and_containers() -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}}
    card = {"type": "card", "block_id": "c", "actions": [button]}
    blocks = [
        {"type": "section", "block_id": "s", "accessory": button},
        {"type": "carousel", "block_id": "r", "elements": [card]},
        {"type": "container", "block_id": "k", "child_blocks": [{**card, "block_id": "d"}]},
        {"type": "rich_text", "block_id": "t", "elements": [{"type": "rich_text_section"}]},
    ]
    assert [block["block_id"] for block, _ in elements_of(blocks)] == ["s", "c", "d"]


def test_an_input_tells_nothing_by_itself_unless_it_dispatches() -> None:
    element = {"type": "plain_text_input", "action_id": "a"}
    block = {"type": "input", "block_id": "b", "element": element}
    with pytest.raises(LookupError, match="without dispatch_action"):
        use_control([block], ("b", "a"), "hi", "U1", {})
    used = use_control([{**block, "dispatch_action": True}], ("b", "a"), "hi", "U1", {})
    assert used.action("1.0")["value"] == "hi"
    with pytest.raises(LookupError, match="there is no element 'z' in a block 'b'"):
        use_control([block], ("b", "z"), "hi", "U1", {})


PROBLEMS: list[tuple[dict[str, Any], Any, str | None]] = [
    ({"type": "plain_text_input"}, None, REQUIRED),
    ({"type": "plain_text_input", "min_length": 3}, "hi", "Please enter at least 3 characters."),
    ({"type": "plain_text_input", "max_length": 1}, "hi", "Please enter at most 1 characters."),
    ({"type": "email_text_input"}, "ana", "Please enter a valid email address."),
    ({"type": "email_text_input"}, "ana@example.com", None),
    ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
    ({"type": "url_text_input"}, "https://example.com", None),
    ({"type": "number_input"}, "many", "Please enter a valid number."),
    ({"type": "number_input", "is_decimal_allowed": True}, "nan", "Please enter a valid number."),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
    ({"type": "number_input", "min_value": "2"}, "1", "Please enter a number that is at least 2."),
    ({"type": "number_input", "max_value": "2"}, "3", "Please enter a number that is at most 2."),
    ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "1.5", None),
    ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"], "Please choose at most 1."),
    ({"type": "file_input", "max_files": 1}, ["F1"], None),
    ({"type": "timepicker", "timezone": "UTC"}, None, REQUIRED),
]


@pytest.mark.parametrize(("element", "value", "problem"), PROBLEMS)
def test_slacks_client_minds_what_is_entered(
    element: dict[str, Any], value: Any, problem: str | None
) -> None:
    block = {"type": "input", "block_id": "b", "element": {**element, "action_id": "a"}}
    state = state_of([block], {"a": value}, {"F1": FILE})
    assert problems_of([block], state).get("b") == problem
    assert not problems_of([{**block, "optional": True}], state_of([block], {"a": None}))


@pytest.fixture
def ana(local_slack: LocalSlack) -> Person:
    return local_slack.person()


async def test_a_select_can_ask_for_a_door_to_the_chosen_room(local_slack: LocalSlack, ana: Person) -> None:
    room = local_slack.workspace.channel("general").id
    view = opened(local_slack, ana, {"type": "conversations_select", "response_url_enabled": True})
    await ana.submit({"a": room})
    door = local_slack.deliveries("interaction")[0]["content"]["response_urls"][0]
    assert (door["block_id"], door["channel_id"]) == ("b", room)
    assert door["response_url"].startswith(f"{local_slack.base}/response/")
    assert ana.modal() == local_slack.workspace.views[view.id]


async def test_an_input_that_dispatches_sends_all_that_is_entered(
    local_slack: LocalSlack, ana: Person
) -> None:
    view = opened(local_slack, ana, {"type": "static_select", "options": [ONE, TWO]})
    await ana.choose(view, "a", "1", entered={"b": {"a": "2"}})
    payload = local_slack.deliveries("interaction")[0]["content"]
    assert payload["actions"][0]["selected_option"] == ONE
    assert payload["view"]["state"]["values"]["b"]["a"]["selected_option"] == TWO


async def test_options_are_asked_only_of_an_app_that_names_some(local_slack: LocalSlack, ana: Person) -> None:
    view = opened(local_slack, ana, {"type": "external_select"})
    with pytest.raises(ValueError, match="the app's answer is not a list of options"):
        await ana.suggest(view, "a", "x")
    with pytest.raises(LookupError, match="there is no element 'z'"):
        await ana.suggest(view, "z", "x")


def opened(slack: LocalSlack, person: Person, element: dict[str, Any]) -> View:
    """A modal with this one element, which dispatches."""
    label = {"type": "plain_text", "text": "?"}
    held = {**element, "action_id": "a"}
    block = {"type": "input", "block_id": "b", "label": label, "element": held, "dispatch_action": True}
    modal = {"type": "modal", "title": label, "submit": label, "blocks": [block]}
    return add_view(slack.context, person.id, modal)
