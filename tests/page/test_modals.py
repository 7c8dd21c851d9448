"""Modals: fields and their errors, what stays typed, one upon the other, and what the app is told."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen

REQUIRED = re.compile("Please complete this required field.$")
GIVEN: dict[str, Any] = {
    "Poem": "Roses\nare red",
    "Story": "Once upon a time",
    "Mail": "ana@example.com",
    "Address": "https://example.com/ana",
    "Day": "2026-11-25",
    "Hour": "14:30",
}


async def opened(visit: Visit, sample: LocalSlack, command: str = "/quiz") -> tuple[Screen, Locator]:
    """The page with the modal that a command opens."""
    screen = await visit(sample)
    await screen.say(command)
    modal = screen.dialog(command[1:].capitalize())
    await modal.wait_for()
    return screen, modal


async def fill_quiz(screen: Screen, modal: Locator, name: str = "Ana", years: str = "7") -> None:
    await modal.get_by_label("Your name").fill(name)
    await screen.pick(modal.get_by_role("combobox", name="Your role"), "Program")
    await modal.get_by_label("Years in it").fill(years)


async def test_a_command_is_completed_and_opens_its_modal(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.composer.press_sequentially("/qu")
    await expect(screen.page.get_by_role("option")).to_contain_text(["/quiz"])
    await screen.composer.press("Tab")
    await expect(screen.composer).to_have_value("/quiz ")
    await screen.composer.press("Enter")
    await expect(screen.dialog("Quiz").get_by_label("Your name")).to_be_focused()


@ONE_TRANSPORT
async def test_an_empty_submission_shows_an_error_below_every_field(sample: LocalSlack, visit: Visit) -> None:
    _, modal = await opened(visit, sample)
    await modal.get_by_role("button", name="Send").click()
    for label in ("Your name", "Your role", "Years in it"):
        field = modal.get_by_label(label)
        await expect(field).to_have_attribute("aria-invalid", "true")
        await expect(field).to_have_accessible_description(REQUIRED)
    await expect(modal.get_by_label("Your name")).to_be_focused()


async def test_the_error_of_the_app_leaves_what_was_typed(sample: LocalSlack, visit: Visit) -> None:
    screen, modal = await opened(visit, sample)
    await fill_quiz(screen, modal, years="13")
    await modal.get_by_role("button", name="Send").click()
    years = modal.get_by_label("Years in it")
    await expect(years).to_have_accessible_description("Nobody was in it for 13 years.")
    await expect(years).to_be_focused()
    await expect(modal.get_by_label("Your name")).to_have_value("Ana")
    await expect(modal.get_by_role("combobox", name="Your role")).to_have_value("Program")


async def test_a_good_submission_closes_the_modal_and_is_answered(sample: LocalSlack, visit: Visit) -> None:
    screen, modal = await opened(visit, sample)
    await fill_quiz(screen, modal)
    await modal.get_by_role("button", name="Send").click()
    await expect(modal).to_be_hidden()
    await expect(screen.composer).to_be_focused()
    await expect(screen.sidebar.get_by_role("button", name="Sample")).to_contain_text("1 new")
    await screen.open_app("Messages")
    await expect(screen.by("Sample", screen.main)).to_contain_text("Thank you, Ana")


@pytest.mark.parametrize("ack_seconds", [0.7])
async def test_a_submission_that_is_not_acknowledged_says_so_and_keeps_all(
    sample: LocalSlack, visit: Visit
) -> None:
    screen, modal = await opened(visit, sample)
    await fill_quiz(screen, modal, name="Nobody")
    await modal.get_by_role("button", name="Send").click()
    await expect(modal.get_by_role("alert")).to_have_text("We had some trouble connecting. Try again?")
    await expect(modal.get_by_label("Your name")).to_have_value("Nobody")
    await modal.get_by_label("Your name").fill("Ana")
    await modal.get_by_role("button", name="Send").click()
    await expect(modal).to_be_hidden()


@ONE_TRANSPORT
async def test_a_second_modal_lies_upon_the_first_and_leads_back(sample: LocalSlack, visit: Visit) -> None:
    screen, modal = await opened(visit, sample)
    await modal.get_by_label("Your name").fill("Ana")
    await modal.get_by_role("button", name="Explain").click()
    upper = screen.dialog("Explained")
    await expect(upper).to_contain_text("Three short questions.")
    await upper.get_by_role("button", name="Back").click()
    await expect(modal.get_by_label("Your name")).to_have_value("Ana")


@ONE_TRANSPORT
async def test_an_updated_modal_keeps_what_was_typed(sample: LocalSlack, visit: Visit) -> None:
    screen, modal = await opened(visit, sample)
    await fill_quiz(screen, modal)
    await modal.get_by_role("button", name="One question more").click()
    await modal.get_by_label("One thing more").fill("no")
    await expect(modal.get_by_label("Your name")).to_have_value("Ana")
    await modal.get_by_role("button", name="Send").click()
    await expect(modal).to_be_hidden()
    assert submitted(sample)["extra"]["extra"]["value"] == "no"


async def test_the_cross_closes_and_the_app_hears_of_it(sample: LocalSlack, visit: Visit) -> None:
    _, modal = await opened(visit, sample)
    await modal.get_by_role("button", name="Not now").click()
    await expect(modal).to_be_hidden()
    await sample.until(lambda: sample.deliveries("interaction") or None)
    assert sample.deliveries("interaction")[-1]["content"]["type"] == "view_closed"


@ONE_TRANSPORT
async def test_every_input_is_submitted_as_it_was_filled_in(sample: LocalSlack, visit: Visit) -> None:
    screen, modal = await opened(visit, sample, "/everything")
    await expect(modal.get_by_role("note")).to_have_text("Fill in all of it")
    await fill_everything(screen, modal)
    await modal.get_by_role("button", name="Send all").click()
    await expect(modal).to_be_hidden()
    told = submitted(sample)
    assert told["poem"]["value"]["value"] == GIVEN["Poem"]
    assert told["day"]["value"]["selected_date"] == GIVEN["Day"]
    assert [one["value"] for one in told["extras"]["value"]["selected_options"]] == ["milk"]
    assert [one["value"] for one in told["towns"]["value"]["selected_options"]] == ["Oslo"]
    assert len(told["people"]["value"]["selected_users"]) == 2
    assert [file["name"] for file in told["file"]["value"]["files"]] == ["paper.txt"]


async def fill_everything(screen: Screen, modal: Locator) -> None:
    for label, value in GIVEN.items():
        await modal.get_by_label(label).fill(value)
    await modal.get_by_role("radio", name="Large").check()
    await modal.get_by_role("checkbox", name="Milk").check()
    towns = modal.get_by_role("combobox", name="Towns")
    await towns.click()
    await towns.press_sequentially("os")
    await screen.page.get_by_role("option", name="Oslo").click()
    await screen.pick(modal.get_by_role("combobox", name="People"), "Ana Diaz", "Ben Okafor")
    await screen.pick(modal.get_by_role("combobox", name="Channels"), "general")
    await screen.pick(modal.get_by_role("combobox", name="Talks"), "careers")
    await modal.get_by_label("Paper").set_input_files(
        {"name": "paper.txt", "mimeType": "text/plain", "buffer": b"words"}
    )
    await expect(modal.get_by_role("listitem")).to_have_text("paper.txt")


@ONE_TRANSPORT
async def test_a_field_that_dispatches_tells_at_enter(sample: LocalSlack, visit: Visit) -> None:
    _, modal = await opened(visit, sample, "/everything")
    await modal.get_by_label("Told at once").fill("now")
    await modal.get_by_label("Told at once").press("Enter")
    await sample.until(lambda: sample.deliveries("interaction") or None)
    action = sample.deliveries("interaction")[-1]["content"]["actions"][0]
    assert (action["action_id"], action["value"]) == ("word", "now")
    await expect(modal).to_be_visible()


def submitted(slack: LocalSlack) -> dict[str, Any]:
    """`state.values` of the last submission."""
    views = [one["content"] for one in slack.deliveries("interaction")]
    values: dict[str, Any] = [one for one in views if one["type"] == "view_submission"][-1]["view"]["state"][
        "values"
    ]
    return values
