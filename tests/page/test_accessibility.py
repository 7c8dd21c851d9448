"""axe-core finds nothing against WCAG 2.2 A and AA on the main screens, in light and in dark."""

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
LIGHT_AND_DARK = pytest.mark.parametrize("scheme", ["light", "dark"])


async def violations(screen: Screen) -> str:
    """Empty, or what is wrong and where."""
    found = await Axe().run(screen.page, options=RULES)
    return found.generate_report() if found.violations_count else ""


async def channel(screen: Screen) -> None:
    await screen.say("hello **there** `you` https://example.com @Ben")
    await screen.say("@WhichPM how much does a product manager earn?")
    await screen.main.get_by_role("button", name="1 reply").wait_for()
    await screen.thread.get_by_role("button", name="Close thread").click()


async def thread_with_a_table(screen: Screen) -> None:
    await screen.say("@WhichPM product manager vs program manager")
    await expect(screen.thread.get_by_role("table")).to_be_visible()


async def private_answer(screen: Screen) -> None:
    await screen.say("/whichpm what is a program manager?")
    await screen.private("program manager").wait_for()


async def direct_message(screen: Screen) -> None:
    await screen.open_app("Messages")
    await screen.say("which industries hire product managers?")
    await expect(screen.by("WhichPM", screen.main).last).to_contain_text("Sources:")


async def about(screen: Screen) -> None:
    await screen.open_app("About")
    await screen.page.get_by_role("tabpanel", name="About").wait_for()


async def home(screen: Screen) -> None:
    await screen.open_app("Home")
    await screen.page.get_by_role("heading", name="Welcome home").wait_for()


async def modal_with_errors(screen: Screen) -> None:
    await screen.say("/quiz")
    await screen.dialog("Quiz").get_by_role("button", name="Send").click()
    await expect(screen.dialog("Quiz").get_by_label("Your name")).to_have_attribute("aria-invalid", "true")


async def modal_with_every_input(screen: Screen) -> None:
    await screen.say("/everything")
    await screen.dialog("Everything").wait_for()


async def every_block(screen: Screen) -> None:
    for name, replies in (("reading", 1), ("table", 2), ("controls", 3)):
        await screen.say(f"@Sample {name}", screen.composer if replies == 1 else screen.reply)
        await expect(screen.by("Sample", screen.thread)).to_have_count(replies)


async def traffic(screen: Screen) -> None:
    await screen.say("@Sample hello")
    await screen.page.get_by_role("button", name="Traffic").click()
    await screen.traffic.get_by_role("button", name="Faults").click()
    await screen.traffic.get_by_text("chat.postMessage", exact=True).first.click()


@ONE_TRANSPORT
@LIGHT_AND_DARK
@pytest.mark.parametrize("reach", [channel, thread_with_a_table, private_answer, direct_message, about])
async def test_the_screens_of_the_real_app_break_no_rule(
    reach: Callable[[Screen], Awaitable[None]], scheme: str, whichpm: LocalSlack, visit: Visit
) -> None:
    screen = await visit(whichpm, color_scheme=scheme)
    await reach(screen)
    assert await violations(screen) == ""


@ONE_TRANSPORT
@LIGHT_AND_DARK
@pytest.mark.parametrize("reach", [home, modal_with_errors, modal_with_every_input, every_block, traffic])
async def test_the_screens_of_the_sample_break_no_rule(
    reach: Callable[[Screen], Awaitable[None]], scheme: str, sample: LocalSlack, visit: Visit
) -> None:
    screen = await visit(sample, color_scheme=scheme)
    await reach(screen)
    assert await violations(screen) == ""
