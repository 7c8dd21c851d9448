"""Light and dark, and the width of a phone."""

import pytest
from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen

pytestmark = ONE_TRANSPORT
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}

BEYOND = """({width}) => [...document.body.querySelectorAll('*')]
  .filter(one => one.getBoundingClientRect().right > width + 1)
  .filter(one => !one.parentElement.closest("pre, [role=group][tabindex='0']"))
  .map(one => `${one.tagName} ${one.className}`)"""


async def test_the_theme_is_chosen_and_kept(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    heading = screen.main.get_by_role("heading", name="careers", level=1)
    before = await brightness(heading)
    await screen.page.get_by_role("button", name="Theme").click()
    await screen.page.get_by_role("menuitemradio", name="Dark").click()
    assert await brightness(heading) > before
    await screen.page.reload()
    assert await brightness(heading) > before
    await screen.page.get_by_role("button", name="Theme").click()
    await expect(screen.page.get_by_role("menuitemradio", name="Dark", checked=True)).to_be_visible()


async def test_the_theme_follows_the_machine(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample, color_scheme="dark")
    heading = screen.main.get_by_role("heading", name="careers", level=1)
    before = await brightness(heading)
    await screen.page.emulate_media(color_scheme="light")
    assert await brightness(heading) < before


async def test_a_phone_asks_reads_and_goes_back(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm, **PHONE)
    await screen.main.get_by_role("button", name="what is the difference").tap()
    await screen.main.get_by_role("button", name="1 reply").tap()
    await expect(screen.by("WhichPM", screen.thread).get_by_role("table")).to_be_visible()
    assert await too_wide(screen) == []
    await expect(screen.main).not_to_be_in_viewport()
    await screen.thread.get_by_role("button", name="Close thread").tap()
    await expect(screen.composer).to_be_in_viewport()


async def test_the_navigation_of_a_phone_is_a_drawer(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample, **PHONE)
    await expect(screen.sidebar.get_by_role("button", name="general")).not_to_be_in_viewport()
    await screen.main.get_by_role("button", name="Open navigation").tap()
    await expect(screen.sidebar.get_by_role("button", name="careers")).to_be_focused()
    await screen.composer.focus()
    await expect(screen.composer).not_to_be_focused()
    await screen.sidebar.get_by_role("button", name="general").tap()
    await expect(screen.main.get_by_role("heading", name="general", level=1)).to_be_visible()
    await expect(screen.sidebar.get_by_role("button", name="general")).not_to_be_in_viewport()


@pytest.mark.parametrize("name", ["reading", "table", "controls"])
async def test_every_block_fits_on_a_phone(name: str, sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample, **PHONE)
    await screen.say(f"@Sample {name}")
    await screen.main.get_by_role("button", name="1 reply").tap()
    await screen.by("Sample", screen.thread).wait_for()
    assert await too_wide(screen) == []


async def test_a_modal_fits_on_a_phone(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample, **PHONE)
    await screen.say("/everything")
    modal = screen.dialog("Everything")
    await expect(modal.get_by_role("button", name="Send all")).to_be_in_viewport()
    assert await too_wide(screen) == []


async def brightness(text: Locator) -> int:
    """Of the letters: high in the dark."""
    color: str = await text.evaluate("node => getComputedStyle(node).color")
    return sum(int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(", "))


async def too_wide(screen: Screen) -> list[str]:
    """What reaches beyond the right edge, but for what scrolls in a box of its own."""
    found: list[str] = await screen.page.evaluate(BEYOND, PHONE["viewport"])
    return found
