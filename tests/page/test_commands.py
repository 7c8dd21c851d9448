"""Slash commands and shortcuts, what Slackbot says when they fail, and the traffic behind them."""

import pytest
from playwright.async_api import expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit


@pytest.mark.parametrize("ack_seconds", [0.5])
async def test_a_command_without_an_answer_is_explained_by_slackbot(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("/slow")
    told = screen.private('/slow failed with the error "operation_timeout"')
    await expect(told).to_contain_text("Slackbot")
    await screen.become("Ben Okafor")
    await expect(told).to_have_count(0)


@ONE_TRANSPORT
async def test_an_unknown_command_is_refused_in_the_words_of_slack(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("/nope now")
    await expect(screen.private("/nope is not a valid command.")).to_be_visible()
    assert sample.deliveries("command") == []


async def test_a_command_can_answer_the_whole_channel(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("/here dinner")
    await expect(screen.by("Sample", screen.main)).to_contain_text("Here: dinner")
    await screen.become("Ben Okafor")
    await expect(screen.by("Sample", screen.main)).to_contain_text("Here: dinner")


@ONE_TRANSPORT
async def test_a_command_is_not_taken_in_a_thread(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("@Sample hello")
    await screen.by("Sample", screen.thread).wait_for()
    await screen.say("/here dinner", screen.reply)
    await expect(screen.private("/here is not supported in threads. Sorry!")).to_be_visible()
    assert sample.deliveries("command") == []


async def test_the_traffic_shows_both_ways_and_can_be_filtered(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("@Sample hello")
    await screen.page.get_by_role("button", name="Traffic").click()
    rows = screen.traffic.get_by_role("list", name="Requests and answers").get_by_role("listitem")
    await expect(rows.filter(has_text="Slack to app").filter(has_text="app_mention")).to_have_count(1)
    await screen.traffic.get_by_label("Filter requests").fill("postMessage")
    await expect(rows).to_have_count(1)
    await rows.get_by_text("chat.postMessage").click()
    arguments = rows.get_by_role("group", name="Arguments", exact=True)
    await expect(arguments).to_contain_text("You said")
    await expect(arguments).not_to_contain_text("xoxb")


async def test_a_message_shortcut_opens_a_modal_about_the_message(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.say("quote me on that")
    await screen.by("Ana Diaz", screen.main).hover()
    await screen.main.get_by_role("button", name="More actions").click()
    await screen.page.get_by_role("menuitem", name="Quote it").click()
    await expect(screen.dialog("Explained")).to_contain_text("quote me on that")


async def test_a_global_shortcut_stands_in_the_menu_of_the_composer(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.main.get_by_role("button", name="Shortcuts and commands").click()
    await screen.page.get_by_role("menuitem", name="Start the quiz").click()
    await expect(screen.dialog("Quiz")).to_be_visible()


@ONE_TRANSPORT
async def test_every_command_of_the_real_app_is_offered(whichpm: LocalSlack, visit: Visit) -> None:
    screen = await visit(whichpm)
    await screen.composer.press_sequentially("/")
    offered = await screen.page.get_by_role("option").all_inner_texts()
    state = await (await screen.page.request.get(f"{whichpm.base}/_local/state")).json()
    wanted = [command["command"] for command in state["app"]["commands"]]
    assert wanted
    assert all(any(text.startswith(name) for text in offered) for name in wanted)
