"""A message may say which role it is not about."""

import pytest

from intents.dialog import load_dialog
from intents.normalizer import normalize
from intents.roles import RoleFinder
from intents.words import load_english
from knowledge import Knowledge


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> RoleFinder:
    return RoleFinder(knowledge.roles, knowledge.ambiguous, load_dialog(), load_english())


def named(finder: RoleFinder, text: str) -> list[str]:
    return [role for mention in finder.find(normalize(text)).mentions for role in mention.roles]


@pytest.mark.parametrize(
    "text",
    [
        "program manager, not product manager, what do they do",
        "not product, program",
        "no not product. program",
        "I'm not asking about product managers but about program managers",
        "it is not the product manager, it is the program manager",
        "the pay of a program manager instead of a product manager",
        "skills for program rather than product",
        "product manager isn't what I mean, program manager kpis",
        "product was a mistake, program salary please",
        "can you tell me about program managers, not product managers",
        "how about program managers, not product managers, at two companies",
    ],
)
def test_a_role_turned_away_is_not_named(finder: RoleFinder, text: str) -> None:
    assert named(finder, text) == ["program"]


@pytest.mark.parametrize(
    "text",
    [
        "program not product, what's the difference",
        "why program and not product",
        "should I become a program manager instead of a product manager",
        "is it program, not product, that owns the dates",
        "not only product managers but also program managers",
        "a program manager is not a product manager",
        "i am a program manager, i am not a product manager",
        "a program manager and, as far as I know, not our old product manager",
        "program managers earn a lot, but nobody says whether not product managers",
    ],
)
def test_a_role_is_not_turned_away_where_both_are_weighed(finder: RoleFinder, text: str) -> None:
    found = named(finder, text)
    assert ("product" in found, "program" in found) == (True, True)


def test_the_only_role_of_a_message_stays(finder: RoleFinder) -> None:
    assert named(finder, "not product") == ["product"]


def test_what_turns_a_role_away_is_no_part_of_the_question(finder: RoleFinder) -> None:
    assert finder.find(normalize("program manager salary, not product manager")).masked == "xrolex salary, "


def test_a_part_of_a_message_keeps_what_was_turned_away_out(finder: RoleFinder) -> None:
    text = normalize("program manager salary, not product manager. and the skills")
    assert finder.find(text).within(text, 0, text.index(".")).masked == "xrolex salary, "
