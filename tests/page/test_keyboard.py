"""Everything that matters, with the keyboard alone: not one click in this file."""

from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit


async def test_a_question_is_asked_answered_and_rated_without_a_mouse(
    whichpm: LocalSlack, visit: Visit
) -> None:
    screen = await visit(whichpm)
    keys = screen.page.keyboard
    await press_until(screen.composer, "F6")
    await keys.type("@wh")
    await keys.press("Enter")
    await keys.type("what is a program manager?")
    await keys.press("Enter")
    answer = screen.by("WhichPM", screen.thread)
    await expect(answer).to_contain_text("Sources:")
    await press_until(screen.reply, "F6")
    good = answer.get_by_role("group", name="Feedback").get_by_role("button").first
    await press_until(good, "Shift+Tab")
    await keys.press("Enter")
    await expect(good).to_have_attribute("aria-pressed", "true")
    await keys.press("Escape")
    await expect(screen.thread).to_be_hidden()
    await expect(screen.by("Ana Diaz", screen.main)).to_be_focused()


@ONE_TRANSPORT
async def test_a_select_is_opened_narrowed_and_chosen_with_keys(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("/quiz")
    modal, keys = screen.dialog("Quiz"), screen.page.keyboard
    await expect(modal.get_by_label("Your name")).to_be_focused()
    await keys.type("Ana")
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await expect(screen.page.get_by_role("option")).to_have_text(["Product", "Program"])
    await keys.type("prog")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(modal.get_by_role("combobox", name="Your role")).to_have_value("Program")
    await keys.press("Tab")
    await keys.type("7")
    await keys.press("Enter")
    await expect(modal).to_be_hidden()


@ONE_TRANSPORT
async def test_a_menu_is_walked_with_the_arrows_and_gives_the_focus_back(
    sample: LocalSlack, visit: Visit
) -> None:
    screen = await visit(sample)
    theme, keys = screen.page.get_by_role("button", name="Theme"), screen.page.keyboard
    await theme.focus()
    await keys.press("Enter")
    await keys.press("End")
    await expect(screen.page.get_by_role("menuitemradio", name="Dark")).to_be_focused()
    await keys.press("Escape")
    await expect(theme).to_be_focused()
    await expect(theme).to_have_attribute("aria-expanded", "false")


@ONE_TRANSPORT
async def test_the_arrows_walk_through_the_messages(sample: LocalSlack, visit: Visit) -> None:
    for text in ("one", "two", "three"):
        await sample.person().say("careers", text)
    screen = await visit(sample)
    messages, keys = screen.by("Ana Diaz", screen.main), screen.page.keyboard
    await messages.last.focus()
    await keys.press("ArrowUp")
    await expect(messages.nth(1)).to_be_focused()
    await keys.press("Home")
    await expect(messages.first).to_be_focused()
    await keys.press("Tab")
    await expect(messages.first.get_by_role("button", name="Add reaction")).to_be_focused()


@ONE_TRANSPORT
async def test_the_last_message_is_changed_with_the_up_arrow(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("helo")
    await screen.by("Ana Diaz", screen.main).wait_for()
    await screen.composer.press("ArrowUp")
    await expect(screen.main.get_by_role("textbox", name="Edit message")).to_be_focused()
    await screen.page.keyboard.type(", changed")
    await screen.page.keyboard.press("Enter")
    await expect(screen.by("Ana Diaz", screen.main)).to_contain_text("helo, changed(edited)")


async def press_until(wanted: Locator, key: str) -> None:
    """Presses the key until the focus is where it is wanted."""
    for _ in range(20):
        if await wanted.evaluate("node => node === document.activeElement"):
            return
        await wanted.page.keyboard.press(key)
    await expect(wanted).to_be_focused()
