"""The fit assessment of WhichPM on the page: one card that changes, a result with pictures, sharing."""

import re

from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen
from tests.page.test_accessibility import violations

# The app posts in one channel about once a second, as Slack asks.
PACED = 30_000


async def begun(visit: Visit, whichpm: LocalSlack) -> tuple[Screen, Locator]:
    """The direct message with the first question."""
    screen = await visit(whichpm)
    await screen.say("/fit-quiz")
    await screen.open_app("Messages")
    card = screen.by("WhichPM", screen.main)
    await card.get_by_role("button", name="Start").click()
    await expect(card).to_contain_text("0 answered")
    return screen, card


async def finished(visit: Visit, whichpm: LocalSlack) -> tuple[Screen, Locator]:
    """The result of an attempt in which the same side was chosen every time."""
    screen, card = await begun(visit, whichpm)
    answer = card.first.get_by_role("button", name=re.compile("^(A: a bit more|Agree)$"))
    for answered in range(1, 60):
        await answer.click()
        await expect(card.first).to_contain_text(re.compile(f"^WhichPM.*({answered} answered|last question)"))
        if await card.first.get_by_text("That was the last question.").is_visible():
            break
    await expect(card.last).to_contain_text("Closest description")
    return screen, card.last


async def test_an_answer_changes_the_card_in_place(whichpm: LocalSlack, visit: Visit) -> None:
    screen, card = await begun(visit, whichpm)
    await card.get_by_role("button", name="A: a bit more").click()
    await expect(card).to_contain_text("1 answered")
    await screen.say("b, a lot")
    await expect(card.first).to_contain_text("2 answered")
    await expect(card).not_to_contain_text("(edited)")


@ONE_TRANSPORT
async def test_a_whole_attempt_ends_in_a_result_with_pictures(whichpm: LocalSlack, visit: Visit) -> None:
    screen, result = await finished(visit, whichpm)
    await expect(result.get_by_role("button", name="Why this result?")).to_be_visible()
    images = result.get_by_role("img")
    await expect(images).to_have_count(2)
    for image in await images.all():
        await image.scroll_into_view_if_needed()
        await expect(image).to_have_attribute("alt", re.compile(r"\w+( \S+){5}"))
        await expect(image).to_have_js_property("naturalWidth", 1280)
    assert await violations(screen) == ""


@ONE_TRANSPORT
async def test_a_result_is_shared_where_the_person_says(whichpm: LocalSlack, visit: Visit) -> None:
    screen, result = await finished(visit, whichpm)
    await result.get_by_role("button", name="Share it myself").click()
    await screen.pick(screen.by("WhichPM", screen.main).get_by_role("combobox"), "careers")
    await whichpm.until(lambda: whichpm.messages("careers") or None, PACED / 1000)
    await screen.go("careers")
    await expect(screen.by("WhichPM", screen.main).last).to_contain_text("Closest description")
