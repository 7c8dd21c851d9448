"""Each fact and each difference of the sources is one typed question away."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml

from bot.advisor import Address, Advisor, Message, Place, Session, Turn
from bot.blocks import plain_text
from knowledge import Knowledge

DATA = Path(__file__).parents[2] / "data"
ADDRESS = Address("T1", "U1", "D1")
QUOTED = 5  # so many words in a row would be the fact's own wording


def read(name: str) -> dict[str, str]:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


FACTS, RELATIONS = read("facts.yaml"), read("relations.yaml")


@pytest.mark.parametrize(("fact", "question"), FACTS.items(), ids=FACTS)
def test_a_question_brings_up_the_fact(fact: str, question: str, advisor: Advisor) -> None:
    turn = ask(advisor, question)
    assert fact in turn.outcome.facts, f"{question}: {turn.outcome}"
    assert fact in text_of(turn)


@pytest.mark.parametrize(("relation", "question"), RELATIONS.items(), ids=RELATIONS)
def test_a_question_shows_all_sides_of_a_difference(
    relation: str, question: str, advisor: Advisor, knowledge: Knowledge
) -> None:
    turn, sides = ask(advisor, question), knowledge.relation[relation].sides
    text = text_of(turn)
    assert [side.text for side in sides if side.text not in text] == [], f"{question}: {turn.outcome}"
    assert {fact for side in sides for fact in side.facts} <= set(turn.outcome.facts)


def test_every_fact_has_its_question(knowledge: Knowledge) -> None:
    assert sorted(FACTS) == sorted(knowledge.fact)


def test_every_difference_has_its_question(knowledge: Knowledge) -> None:
    assert sorted(RELATIONS) == sorted(one.id for one in knowledge.relations if one.sides)


def test_no_question_is_asked_twice() -> None:
    asked = [tuple(words(question)) for question in chain(FACTS.values(), RELATIONS.values())]
    assert [" ".join(one) for one in asked if asked.count(one) > 1] == []


def test_questions_are_as_long_as_people_type_them() -> None:
    lengths = {one: len(one.split()) for one in chain(FACTS.values(), RELATIONS.values())}
    assert {one: length for one, length in lengths.items() if not 4 <= length <= 20} == {}


def test_no_question_quotes_the_fact_that_it_is_after(knowledge: Knowledge) -> None:
    pairs = [(question, knowledge.fact[fact].text) for fact, question in FACTS.items()]
    assert [question for question, text in pairs if set(runs(question)) & set(runs(text))] == []


def ask(advisor: Advisor, question: str) -> Turn:
    return advisor.take_turn(Message(ADDRESS, Place.DM, question), Session())


def text_of(turn: Turn) -> str:
    return "\n\n".join(plain_text(reply) for reply in turn.replies)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of QUOTED words in this text."""
    said = words(text)
    return (tuple(said[at : at + QUOTED]) for at in range(len(said) - QUOTED + 1))
