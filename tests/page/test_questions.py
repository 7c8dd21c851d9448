"""Asking WhichPM on the page: answers in threads and directly, what others see, and what stays text."""

from playwright.async_api import expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit

SKILLS = "what skills does a program manager need?"
MARKUP = '<script>document.title = "mine"</script> & <b>bold</b> <img src=x onerror="alert(1)">'


async def test_a_mention_is_completed_and_its_answer_opens_beside_it(
    whichpm: LocalSlack, visit: Visit
) -> None:
    screen = await visit(whichpm)
    await screen.composer.press_sequentially("@wh")
    await screen.page.get_by_role("option", name="WhichPM").click()
    await screen.composer.press_sequentially(SKILLS)
    await screen.composer.press("Enter")
    answer = screen.by("WhichPM", screen.thread)
    await expect(answer).to_contain_text("Sources: article B")
    assert await answer.get_by_role("button").count() > 3
    await expect(screen.main.get_by_role("button", name="1 reply")).to_be_visible()
    await expect(screen.composer).to_have_value("")


@ONE_TRANSPORT
async def test_the_first_screen_invites_to_a_question(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    welcome = screen.main.get_by_role("region", name="Welcome")
    await expect(welcome).to_contain_text("Nothing you write leaves this machine.")
    await expect(welcome.get_by_role("listitem").get_by_role("button")).to_have_count(3)
    await welcome.get_by_role("button", name="what is the difference").click()
    await expect(screen.by("WhichPM", screen.thread).get_by_role("table")).to_be_visible()


@ONE_TRANSPORT
async def test_a_comparison_is_a_table_with_a_head(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.open_app("Messages")
    await screen.say("product manager vs program manager")
    table = screen.by("WhichPM", screen.main).get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_count(3)
    assert await table.get_by_role("row").count() > 3
    await expect(screen.thread).to_be_hidden()


async def test_a_button_asks_the_next_question(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.say("@WhichPM what does a PM do?")
    answers = screen.by("WhichPM", screen.thread)
    await answers.get_by_role("button", name="I meant program manager").click()
    await expect(answers).to_have_count(2)
    await expect(screen.main.get_by_role("button", name="2 replies")).to_be_visible()


async def test_a_thumb_stays_pressed_and_is_thanked_for_privately(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.say(f"@WhichPM {SKILLS}")
    thumbs = screen.thread.get_by_role("group", name="Feedback").get_by_role("button")
    await thumbs.last.click()
    await expect(thumbs.last).to_have_attribute("aria-pressed", "true")
    await expect(thumbs.first).to_have_attribute("aria-pressed", "false")
    thanks = screen.thread.get_by_role("listitem").filter(has_text="Only visible to you")
    await expect(thanks).to_contain_text("noted")


async def test_a_second_person_sees_the_channel_but_not_what_is_private(
    whichpm: LocalSlack, visit: Visit
) -> None:
    screen = await visit(whichpm)
    await screen.say("good morning everybody")
    await screen.say("/whichpm what is a program manager")
    await expect(screen.private("program manager")).to_be_visible()
    await screen.become("Ben Okafor")
    await expect(screen.by("Ana Diaz", screen.main)).to_contain_text("good morning everybody")
    await expect(screen.private("program manager")).to_have_count(0)
    await screen.become("Ana Diaz")
    await expect(screen.private("program manager")).to_be_visible()


@ONE_TRANSPORT
async def test_a_private_answer_can_be_dismissed(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.say("/whichpm what is a program manager")
    await screen.private("program manager").get_by_role("button", name="Dismiss message").click()
    await expect(screen.private("program manager")).to_have_count(0)
    assert whichpm.person().ephemerals() == []


async def test_markup_that_a_person_types_stays_text(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.say(f"@WhichPM what is a PM {MARKUP}")
    await expect(screen.by("Ana Diaz", screen.thread)).to_contain_text(MARKUP)
    await expect(screen.by("WhichPM", screen.thread)).to_be_visible()
    assert await screen.page.locator("script").count() == 1
    assert await screen.page.locator(".content img, .content b").filter(has_text="bold").count() == 0
    assert await screen.page.title() == "#careers | Local"
