"""What is remembered of an answer: its topic and whether the sources could answer, never its words."""

from dataclasses import replace

import pytest

from bot.advisor import Address, Advisor, Exchange, Message, Place, Session, Turn
from bot.advisor.summary import OUTSIDE, UNCOVERED, Past, find_gap, remember
from knowledge import Knowledge

HERE = Address("T1", "U1", "D1")


def take(advisor: Advisor, text: str, session: Session | None = None) -> tuple[Message, Turn]:
    message = Message(HERE, Place.DM, text, at=7.0)
    return message, advisor.take_turn(message, session or Session())


def remembered(advisor: Advisor, knowledge: Knowledge, text: str) -> list[Past]:
    return list(remember(*take(advisor, text), knowledge))


def test_an_answer_is_remembered_by_topic_role_and_facts(advisor, knowledge):
    (past,) = remembered(advisor, knowledge, "what does a product manager do?")
    assert (past.intent, past.role, past.gap) == ("responsibilities", "product", "")
    assert (past.dialog, past.at) == ("D1", 7.0)
    assert "A008" in past.facts


def test_two_questions_in_one_message_are_two(advisor, knowledge):
    found = remembered(advisor, knowledge, "what is a product manager? and who owns the roadmap?")
    assert [one.intent for one in found] == ["define_role", "ownership_decisions"]


def test_what_the_sources_do_not_say_is_remembered_with_its_sentence(advisor, knowledge):
    (past,) = remembered(advisor, knowledge, "what is the salary of a program manager?")
    gap = find_gap(knowledge.topic[past.intent], past)
    assert gap
    assert "salary" in gap.text


def test_a_role_that_a_topic_does_not_cover_is_remembered_as_open(advisor, knowledge):
    (past,) = remembered(advisor, knowledge, "what tools does a scrum master use")
    assert (past.role, past.gap) == ("scrum_master", UNCOVERED)


def test_a_question_beyond_the_sources_leaves_no_topic(advisor, knowledge):
    (past,) = remembered(advisor, knowledge, "what is the weather in paris")
    assert (past.intent, past.facts, past.gap) == ("out_of_scope", (), OUTSIDE)


@pytest.mark.parametrize("text", ["hi there", "help", "delete my data", "dm me that", "source?", "thanks"])
def test_what_is_not_a_question_is_not_remembered(text, advisor, knowledge):
    _, before = take(advisor, "what is a product manager?")
    assert remember(*take(advisor, text, before.session), knowledge) == ()


def test_a_gap_that_the_file_lost_is_not_found(knowledge):
    assert find_gap(knowledge.topic["salary_outlook"], Past("salary_outlook", "both", gap="0" * 12)) is None


def test_an_exchange_about_no_topic_is_not_remembered(advisor, knowledge):
    message, turn = take(advisor, "what does a product manager do?")
    other = replace(turn, session=Session((Exchange("greet", "none"),)))
    assert remember(message, other, knowledge) == ()
