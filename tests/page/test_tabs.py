"""Two tabs of one browser: both live, each with a person and a place of its own."""

from playwright.async_api import expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit, look
from tests.page.screen import Screen


async def second_tab(screen: Screen) -> Screen:
    return await look(screen.page.context, screen.slack, [])


@ONE_TRANSPORT
async def test_what_is_said_in_one_tab_is_heard_in_the_other(sample: LocalSlack, visit: Visit) -> None:
    ana = await visit(sample)
    ben = await second_tab(ana)
    await ben.become("Ben Okafor")
    await ana.say("hello Ben")
    await expect(ben.by("Ana Diaz", ben.main)).to_contain_text("hello Ben")
    await ben.say("hello Ana")
    await expect(ana.by("Ben Okafor", ana.main)).to_contain_text("hello Ana")
    await expect(ana.page.get_by_role("button", name="You are Ana Diaz")).to_be_visible()


@ONE_TRANSPORT
async def test_a_modal_is_open_in_both_tabs_and_closes_in_both(sample: LocalSlack, visit: Visit) -> None:
    one = await visit(sample)
    other = await second_tab(one)
    await one.say("/quiz")
    await expect(other.dialog("Quiz")).to_be_visible()
    await one.dialog("Quiz").get_by_role("button", name="Not now").click()
    await expect(other.dialog("Quiz")).to_be_hidden()


@ONE_TRANSPORT
async def test_a_mention_elsewhere_is_counted_in_the_sidebar(sample: LocalSlack, visit: Visit) -> None:
    ana = await visit(sample)
    await sample.person("ben").say("general", "@ana are you there?")
    general = ana.sidebar.get_by_role("button", name="general")
    await expect(general).to_contain_text("1 new")
    await ana.go("general")
    await expect(general).not_to_contain_text("new")


@ONE_TRANSPORT
async def test_a_thread_opens_only_in_the_tab_that_asked(sample: LocalSlack, visit: Visit) -> None:
    one = await visit(sample)
    other = await second_tab(one)
    await one.say("@Sample hello")
    await one.by("Sample", one.thread).wait_for()
    await expect(other.main.get_by_role("button", name="1 reply")).to_be_visible()
    await expect(other.thread).to_be_hidden()
