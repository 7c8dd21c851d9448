"""The app's own place: its Home, Messages and About tabs."""

from playwright.async_api import expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit


async def test_home_is_published_and_its_button_opens_a_modal(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.open_app("Home")
    home = screen.page.get_by_role("tabpanel", name="Home")
    await expect(home.get_by_role("heading", name="Welcome home")).to_be_visible()
    await home.get_by_role("button", name="Take the quiz").click()
    await expect(screen.dialog("Quiz").get_by_label("Your name")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(screen.dialog("Quiz")).to_be_hidden()
    await expect(home.get_by_role("button", name="Take the quiz")).to_be_focused()


async def test_a_direct_message_shows_a_chart_and_a_table(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.open_app("Messages")
    await screen.say("chart")
    answer = screen.by("Sample", screen.main)
    chart = answer.get_by_role("img", name="Rising line, 640 pixels wide")
    await expect(chart).to_have_js_property("naturalWidth", 640)
    await expect(answer.get_by_role("figure")).to_contain_text("Chart")
    await expect(answer.get_by_role("row")).to_have_text(["SideCount", "Product7", "Program5"])


@ONE_TRANSPORT
async def test_about_names_commands_and_shortcuts(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.open_app("About")
    about = screen.page.get_by_role("tabpanel", name="About")
    for name in ("Shows every block and element.", "/quiz", "/here [words]", "Start the quiz", "Quote it"):
        await expect(about).to_contain_text(name)


@ONE_TRANSPORT
async def test_tabs_are_changed_with_the_arrow_keys(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.open_app("Home")
    await screen.page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(screen.page.get_by_role("tab", name="Messages", selected=True)).to_be_focused()
    await expect(screen.composer).to_be_visible()
