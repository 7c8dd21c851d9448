"""The Home tab: begin the assessment, ask, choose settings, see one's own data; it changes with them."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground import Fault, LocalSlack, Message, Person, View
from tests.bot.test_fit_in_slack import answer_all, start

PATIENCE = 20.0
MENUS = ("menu_day", "menu_hour")


@pytest.fixture
def transport() -> str:
    return "http"


async def open_home(slack: LocalSlack, person: Person) -> View:
    await person.open_home()
    return await slack.until(person.home, PATIENCE)


def elements(home: View) -> list[dict[str, Any]]:
    return [element for block in home.body["blocks"] for element in block.get("elements", ())]


def labels(home: View) -> list[str]:
    """On the buttons of the tab."""
    return [one["text"]["text"] for one in elements(home) if one["type"] == "button"]


def words(home: View) -> str:
    return "\n".join(str(block.get("text") or block.get("elements")) for block in home.body["blocks"])


async def home_with(slack: LocalSlack, person: Person, is_right: Callable[[View], object]) -> View:
    """The tab as soon as it looks so."""

    def look() -> View | None:
        home = person.home()
        return home if home and is_right(home) else None

    return await slack.until(look, PATIENCE)


async def answer(slack: LocalSlack, person: Person, said: str) -> Message:
    def look() -> Message | None:
        found = [one for one in person.direct_messages() if one.bot_id and said in one.text]
        return found[-1] if found else None

    return await slack.until(look, PATIENCE)


async def test_it_offers_the_assessment_questions_settings_and_ones_own_data(slack: LocalSlack) -> None:
    home = await open_home(slack, slack.person("ana"))
    assert labels(home)[0] == "Start"
    offered = {"Turn the digest on", "Also as a Markdown file", "Show what you keep", "Delete my data"}
    assert offered <= set(labels(home))
    assert len(labels(home)) == 1 + 6 + 1 + 2 + 4


async def test_a_question_is_answered_in_the_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    home = await open_home(slack, ana)
    assert await ana.click(home, "What is the difference between the two roles?") is None
    await answer(slack, ana, "[A019")


async def test_what_is_typed_there_is_answered_in_the_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    home = await open_home(slack, ana)
    assert await ana.choose(home, "ask", "which industries hire program managers?") is None
    await answer(slack, ana, "Sources:")


async def test_the_assessment_begins_there_and_then_goes_on(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.click(await open_home(slack, ana), "Start")
    await answer(slack, ana, "0 answered")
    await home_with(slack, ana, lambda home: labels(home)[0] == "Go on")


async def test_a_result_stands_there_with_its_picture_and_goes_with_everything_else(
    slack: LocalSlack,
) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    await answer_all(slack, ana)
    home = await home_with(slack, ana, lambda one: "Closest description" in words(one))
    assert [block["type"] for block in home.body["blocks"]].count("image") == 1
    await ana.dm("delete my data")
    await ana.click(await answer(slack, ana, "Shall I?"), "Yes, erase it")
    await home_with(slack, ana, lambda one: "Closest description" not in words(one))


async def test_opened_again_it_is_one_call(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    await answer_all(slack, ana)
    await home_with(slack, ana, lambda one: "Closest description" in words(one))
    await slack.settle(quiet=1.5)  # what was ordered while it went on is shown too
    before, uploads = len(slack.calls("views.publish")), len(slack.calls("files.getUploadURLExternal"))
    await ana.open_home()
    await slack.until(lambda: len(slack.calls("views.publish")) == before + 1 or None, PATIENCE)
    assert len(slack.calls("files.getUploadURLExternal")) == uploads


async def test_the_digest_is_turned_on_changed_and_off(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.click(await open_home(slack, ana), "Turn the digest on")
    home = await home_with(slack, ana, lambda one: "Monday at 9:00" in words(one))
    assert tuple(one["action_id"] for one in elements(home) if one["type"] == "static_select") == MENUS
    assert await ana.choose(home, "menu_day", "wish/day/d4") is None
    home = await home_with(slack, ana, lambda one: "Friday at 9:00" in words(one))
    assert await ana.choose(home, "menu_hour", "wish/hour/h17") is None
    home = await home_with(slack, ana, lambda one: "Friday at 17:00, time zone Europe" in words(one))
    await ana.click(home, "Turn the digest off")
    await home_with(slack, ana, lambda one: "It is off" in words(one))
    assert ana.direct_messages() == []


async def test_summaries_come_as_a_file_when_it_is_chosen(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.click(await open_home(slack, ana), "Also as a Markdown file")
    home = await home_with(slack, ana, lambda one: "Without the file" in labels(one))
    await ana.dm("which industries hire product managers?")
    await answer(slack, ana, "Sources:")
    await ana.click(home, "Send me a summary")
    sent = await slack.until(lambda: [one for one in ana.direct_messages() if one.files] or None, PATIENCE)
    assert [file["name"][-3:] for file in sent[-1].files] == [".md"]


async def test_a_home_tab_that_slack_refuses_disturbs_nothing(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    slack.fail("views.publish", Fault.refusal("internal_error"))
    await ana.open_home()
    await ana.dm("hi")
    await answer(slack, ana, "Hello")


async def test_a_picture_that_slack_does_not_know_yet_is_left_out(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    await answer_all(slack, ana)
    await home_with(slack, ana, lambda one: "Closest description" in words(one))
    slack.fail("views.publish", Fault.refusal("invalid_blocks"))
    await ana.open_home()
    home = await home_with(slack, ana, lambda one: "image" not in [b["type"] for b in one.body["blocks"]])
    assert "Closest description" in words(home)
