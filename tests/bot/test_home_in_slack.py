"""The Home tab: begin the assessment, ask, see one's own data; every button does what typing would."""

import pytest

from bot.playground import Fault, LocalSlack, Message, Person

PATIENCE = 20.0


@pytest.fixture
def transport() -> str:
    return "http"


async def open_home(slack: LocalSlack, person: Person) -> tuple[str, ...]:
    """The labels on the buttons of the tab."""
    await person.open_home()
    home = await slack.until(person.home, PATIENCE)
    held = [element for block in home.body["blocks"] for element in block.get("elements", ())]
    return tuple(element["text"]["text"] for element in held if element["type"] == "button")


async def answer(slack: LocalSlack, person: Person) -> Message:
    found = await slack.until(
        lambda: [one for one in person.direct_messages() if one.bot_id] or None, PATIENCE
    )
    return found[-1]


async def test_it_offers_the_assessment_questions_and_ones_own_data(slack: LocalSlack) -> None:
    labels = await open_home(slack, slack.person("ana"))
    assert labels[0] == "Start"
    assert len(labels) == 1 + 6 + 3
    assert "Delete my data" in labels


async def test_a_question_is_answered_in_the_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await open_home(slack, ana)
    home = ana.home()
    assert home
    assert await ana.click(home, "What is the difference between the two roles?") is None
    assert "[A019" in (await answer(slack, ana)).text


async def test_the_assessment_begins_in_the_direct_message(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await open_home(slack, ana)
    home = ana.home()
    assert home
    await ana.click(home, "Start")
    assert "0 answered" in (await answer(slack, ana)).text
    assert (await open_home(slack, ana))[0] in {"Start", "Go on"}


async def test_a_home_tab_that_slack_refuses_disturbs_nothing(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    slack.fail("views.publish", Fault.refusal("internal_error"))
    await ana.open_home()
    await ana.dm("hi")
    assert "Hello" in (await answer(slack, ana)).text
