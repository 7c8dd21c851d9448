"""Another pair of roles needs no Python: the app answers in Slack from the second knowledge folder."""

import pytest

from bot.advisor import Advisor
from bot.listeners import build_manifest
from bot.playground import LocalSlack, Message, Person
from bot.storage import Store
from intents import Interpreter
from knowledge import Knowledge, load
from tests.conftest import CACHE, ROOT

PATIENCE = 20.0


@pytest.fixture
def transport() -> str:
    return "http"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(ROOT / "knowledge" / "examples" / "engineer_vs_manager")


@pytest.fixture(scope="module")
def advisor(knowledge: Knowledge) -> Advisor:
    interpreter = Interpreter.build(knowledge, cache_dir=CACHE)
    return Advisor(knowledge, interpreter, {"contact": knowledge.phrases.no_contact})


async def answer_to(slack: LocalSlack, asked: Message) -> Message:
    await slack.until(lambda: slack.thread(asked) or None, PATIENCE)
    await slack.settle()
    (answer,) = slack.thread(asked)
    return answer


async def told(slack: LocalSlack, person: Person, text: str) -> Message:
    """The answer to a direct message."""
    seen = len(person.direct_messages()) + 1
    await person.dm(text)
    await slack.until(lambda: len(person.direct_messages()) > seen or None, PATIENCE)
    await slack.settle()
    return person.direct_messages()[-1]


async def test_a_mention_is_answered_in_its_thread_with_sources(slack: LocalSlack) -> None:
    asked = await slack.person("ana").mention("careers", "what does an engineering manager do?")
    answer = await answer_to(slack, asked)
    assert answer.thread_ts == asked.ts
    assert answer.text.startswith("An engineering manager looks after people's careers")
    assert "[A03, A13, A20, B06]" in answer.text
    assert "Sources: the Ladders: Engineering Ladders" in answer.text


async def test_a_comparison_is_a_table_of_the_two_roles(slack: LocalSlack) -> None:
    answer = await answer_to(slack, await slack.person("ana").mention("careers", "engineer vs manager"))
    (table,) = (block for block in answer.blocks if block["type"] == "table")
    assert [cell["text"] for cell in table["rows"][0][1:]] == ["Software engineer", "Engineering manager"]


async def test_a_question_goes_on_to_the_other_role_and_to_its_sources(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    first = await told(slack, ana, "what skills does a software engineer need?")
    second = await told(slack, ana, "and for managers?")
    third = await told(slack, ana, "source?")
    assert "deep technical expertise" in first.text
    assert second.text.startswith("An engineering manager needs people skills")
    assert "chapter 4" in third.text


async def test_where_the_sources_differ_both_sides_are_shown(slack: LocalSlack) -> None:
    answer = await told(slack, slack.person("ana"), "who makes technical decisions?")
    assert "In the Ladders the manager takes part in them." in answer.text
    assert "In the Google paper the last word is the tech lead's" in answer.text


async def test_a_neighbour_is_set_beside_the_two(slack: LocalSlack) -> None:
    answer = await told(slack, slack.person("ana"), "what is a tech lead?")
    assert "A tech lead has charge of a system" in answer.text


async def test_a_slash_command_is_answered_privately(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.command("/whichpm", "what is an engineering manager", channel="general")
    (answer,) = await slack.until(lambda: ana.ephemerals("general") or None, PATIENCE)
    assert "leads the people of a team" in answer.text
    assert slack.messages("general") == []


async def test_what_is_not_about_the_roles_is_declined_with_two_that_are(slack: LocalSlack) -> None:
    answer = await told(slack, slack.person("ana"), "where is the best pizza in town?")
    assert "software engineers, engineering managers and their neighbours" in answer.text
    assert len([button for button in answer.buttons if button.endswith("?")]) == 2


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("help", "Ask me about software engineers and engineering managers"),
        ("privacy", "I keep little"),
        ("quiz me", "I have no fit assessment for these two roles"),
        ("show my result", "There is no result to show"),
    ],
)
async def test_what_is_not_a_question_is_answered_in_its_own_words(
    said: str, begins: str, slack: LocalSlack
) -> None:
    assert (await told(slack, slack.person("ana"), said)).text.startswith(begins)


async def test_ones_data_are_erased_after_asking_once(slack: LocalSlack, store: Store) -> None:
    ana = slack.person("ana")
    await ana.rate(await told(slack, ana, "what is an engineering manager?"), good=True)
    await slack.settle()
    assert len(await store.ratings(slack.workspace.team_id)) == 1
    await ana.click(await told(slack, ana, "delete my data"), "Yes, erase it")
    await slack.until(lambda: "erased" in ana.direct_messages()[-1].text or None, PATIENCE)
    assert await store.ratings(slack.workspace.team_id) == []


async def test_the_home_tab_asks_about_these_roles_and_offers_no_assessment(
    slack: LocalSlack, knowledge: Knowledge
) -> None:
    ana = slack.person("ana")
    await ana.open_home()
    home = await slack.until(ana.home, PATIENCE)
    held = [element for block in home.body["blocks"] for element in block.get("elements", ())]
    labels = [element["text"]["text"] for element in held if element["type"] == "button"]
    assert {knowledge.topic[intent].ask.both for intent in knowledge.home} <= {*labels}
    assert "Delete my data" in labels
    assert "Start" not in labels


async def test_whoever_opens_the_app_is_welcomed_in_the_words_of_this_folder(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await ana.open_home("messages")
    (welcome,) = await slack.until(lambda: ana.direct_messages() or None, PATIENCE)
    assert welcome.text.startswith("Engineer or engineering manager?")
    assert "What do you store about me?" in welcome.buttons
    assert not any("assessment" in label for label in welcome.buttons)


def test_slack_lists_the_app_in_the_words_of_its_folder(knowledge: Knowledge) -> None:
    manifest = build_manifest(listing=knowledge.listing)
    assert "Software engineer or engineering manager?" in manifest["display_information"]["description"]
    (command,) = manifest["features"]["slash_commands"]
    assert command["usage_hint"] == "what does an engineering manager do?"
    assert [one["callback_id"] for one in manifest["features"]["shortcuts"]] == ["summarise"]
