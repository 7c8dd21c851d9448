"""The controls of a message: each is used as a person uses it, and the app hears of it."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen, last_action


async def controls(visit: Visit, sample: LocalSlack) -> tuple[Screen, Locator]:
    """The page with the message of all controls, in its thread."""
    screen = await visit(sample)
    await screen.say("@Sample controls")
    message = screen.by("Sample", screen.thread).first
    await message.wait_for()
    return screen, message


async def test_a_select_is_answered_privately_in_the_thread(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await screen.pick(message.get_by_role("combobox", name="Pick a colour"), "Green")
    told = screen.thread.get_by_role("listitem").filter(has_text="Only visible to you")
    await expect(told).to_contain_text("colour: green")
    await expect(message.get_by_role("combobox", name="Pick a colour")).to_have_value("Green")


async def test_a_button_changes_its_message_in_place(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_role("button", name="Count").click()
    await message.get_by_role("button", name="Counted 1").click()
    await expect(message.get_by_role("button", name="Counted 2")).to_be_visible()
    await expect(screen.by("Sample", screen.thread)).to_have_count(1)
    await expect(message).not_to_contain_text("(edited)")


@ONE_TRANSPORT
async def test_a_danger_button_asks_first_and_no_means_no(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_role("button", name="Delete it").click()
    await screen.dialog("Delete this message").get_by_role("button", name="Keep").click()
    await expect(message.get_by_role("button", name="Delete it")).to_be_focused()
    await sample.settle()
    assert sample.deliveries("interaction") == []


async def test_a_confirmed_danger_button_deletes_and_the_reply_count_goes(
    sample: LocalSlack, visit: Visit
) -> None:
    screen, message = await controls(visit, sample)
    await expect(screen.main.get_by_role("button", name="1 reply")).to_be_visible()
    await message.get_by_role("button", name="Delete it").click()
    await screen.dialog("Delete this message").get_by_role("button", name="Delete").click()
    await expect(screen.by("Sample", screen.thread)).to_have_count(0)
    await expect(screen.main.get_by_role("button", name="1 reply")).to_have_count(0)


@pytest.mark.parametrize("ack_seconds", [0.5])
async def test_a_click_that_is_not_acknowledged_is_marked_beside_the_control(
    sample: LocalSlack, visit: Visit
) -> None:
    _, message = await controls(visit, sample)
    await message.get_by_role("button", name="Not heard").click()
    await expect(message.get_by_role("alert")).to_contain_text("did not acknowledge")
    assert sample.deliveries("interaction")[-1]["problem"]


@ONE_TRANSPORT
async def test_the_overflow_menu_tells_its_option(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_role("button", name="More options").click()
    await screen.page.get_by_role("menuitem", name="Share it").click()
    await sample.until(lambda: sample.deliveries("interaction") or None)
    assert last_action(sample)["selected_option"]["value"] == "share"


@ONE_TRANSPORT
@pytest.mark.parametrize(
    ("label", "option", "told"),
    [
        ("Pick a person", "Ben Okafor", "selected_user"),
        ("Pick a channel", "general", "selected_channel"),
        ("Pick a talk", "careers", "selected_conversation"),
    ],
)
async def test_people_and_channels_are_chosen_by_name_and_told_by_id(
    label: str, option: str, told: str, sample: LocalSlack, visit: Visit
) -> None:
    screen, message = await controls(visit, sample)
    await screen.pick(message.get_by_role("combobox", name=label), option)
    await sample.until(lambda: sample.deliveries("interaction") or None)
    known = {user.real_name: user.id for user in sample.workspace.users.values()}
    known |= {channel.name: channel.id for channel in sample.workspace.channels.values()}
    assert last_action(sample)[told] == known[option]


async def test_an_external_select_asks_the_app_while_typing(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    field = message.get_by_role("combobox", name="Find a town")
    await field.click()
    await field.press_sequentially("li")
    await expect(screen.page.get_by_role("option")).to_have_text(["Lima", "Lille"])
    await screen.page.get_by_role("option", name="Lille").click()
    await expect(screen.private("town: Lille")).to_be_visible()


@ONE_TRANSPORT
async def test_a_select_of_several_tells_all_when_its_list_closes(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    field = message.get_by_role("combobox", name="Pick fruit")
    await screen.pick(field, "Pear", "Plum")
    await expect(screen.private("fruit: pear, plum")).to_be_visible()
    await message.get_by_role("button", name="Remove Pear").click()
    await field.press("Tab")
    await sample.until(lambda: len(sample.deliveries("interaction")) > 1 or None)
    assert [option["value"] for option in last_action(sample)["selected_options"]] == ["plum"]


@ONE_TRANSPORT
@pytest.mark.parametrize(
    ("label", "typed", "told"),
    [
        ("Day", "2026-11-25", {"selected_date": "2026-11-25"}),
        ("Hour", "14:30", {"selected_time": "14:30"}),
        ("Date and time", "2026-11-25T14:30", {"selected_date_time": 1795617000}),
    ],
)
async def test_days_and_hours_are_told_in_the_way_of_slack(
    label: str, typed: str, told: dict[str, Any], sample: LocalSlack, visit: Visit
) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_label(label, exact=True).fill(typed)
    await message.get_by_label(label, exact=True).press("Tab")
    await sample.until(lambda: sample.deliveries("interaction") or None)
    assert told.items() <= last_action(sample).items()
    await expect(screen.thread.get_by_role("listitem").filter(has_text="Only visible to you")).to_be_visible()


@ONE_TRANSPORT
async def test_radio_buttons_and_checkboxes_tell_at_once(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_role("radio", name="Large").check()
    await expect(screen.private("size: l")).to_be_visible()
    await message.get_by_role("checkbox", name="Sugar").check()
    await message.get_by_role("checkbox", name="Milk").check()
    await expect(screen.private("extras: sugar, milk")).to_be_visible()


@ONE_TRANSPORT
async def test_an_icon_button_is_named_for_those_who_do_not_see_it(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await controls(visit, sample)
    await message.get_by_role("button", name="Throw away").click()
    await expect(screen.private("bin:")).to_be_visible()
    await message.get_by_role("button", name="Good answer").click()
    await expect(screen.private("rate: good")).to_be_visible()
