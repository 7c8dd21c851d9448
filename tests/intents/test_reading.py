"""Where the questions of a message stand, and when a message is but one."""

import pytest

from intents import Interpreter

LONG_LIST = (
    "skills, salary and career path of a product manager please, in some detail if at all possible now"
)
DIFFERENCE = "what is the difference between a product manager and a program manager"


def _intents(interpreter: Interpreter, text: str) -> list[str]:
    return [one.intent for one in interpreter.interpret(text).questions]


def test_a_list_of_two_topics_is_two_questions_on_one_role(interpreter: Interpreter) -> None:
    questions = interpreter.interpret("skills and salary of a product manager").questions
    assert [one.intent for one in questions] == ["skills_needed", "salary_outlook"]
    assert {one.role for one in questions} == {"product"}


@pytest.mark.parametrize(
    "text",
    [
        "what is a product manager and a scrum master",
        "product manager and scrum master",
        "product manager, program manager",
        LONG_LIST,
        "hi, what is a product manager",
        "who are they? what skills does a product manager need?",
    ],
)
def test_these_are_one_question_each(interpreter: Interpreter, text: str) -> None:
    assert len(_intents(interpreter, text)) == 1


@pytest.mark.parametrize(
    "text",
    ["what is the salary and the weather", "what do product managers earn? will it rain in Paris tomorrow?"],
)
def test_the_half_in_scope_is_not_lost(interpreter: Interpreter, text: str) -> None:
    assert _intents(interpreter, text) == ["salary_outlook"]


def test_one_person_is_no_role_named_before(interpreter: Interpreter) -> None:
    text = "how do product and program managers work together, and can one person do both?"
    assert _intents(interpreter, text) == ["working_together", "need_both_roles"]


def test_they_means_the_two_roles_named_before(interpreter: Interpreter) -> None:
    questions = interpreter.interpret(f"{DIFFERENCE}, and what do they earn").questions
    assert [one.intent for one in questions] == ["compare_roles", "salary_outlook"]
    assert questions[1].role == "both"


def test_he_means_the_role_named_last(interpreter: Interpreter) -> None:
    questions = interpreter.interpret(f"{DIFFERENCE}? How much does he earn?").questions
    assert questions[1].role == "program"


def test_a_role_named_later_is_lent_to_what_stands_before(interpreter: Interpreter) -> None:
    text = "How much do they earn? What does a program manager do all day?"
    questions = interpreter.interpret(text).questions
    assert [one.intent for one in questions] == ["salary_outlook", "responsibilities"]
    assert questions[0].role == "program"


def test_a_short_request_without_a_question_mark_counts(interpreter: Interpreter) -> None:
    text = "delete my answers. what does a program manager do?"
    assert _intents(interpreter, text) == ["delete_my_data", "responsibilities"]


def test_small_talk_beside_questions_is_passed_over(interpreter: Interpreter) -> None:
    text = "I like cheese. What does a product manager do? How much does a program manager earn?"
    assert _intents(interpreter, text) == ["responsibilities", "salary_outlook"]


def test_the_same_question_twice_is_one(interpreter: Interpreter) -> None:
    text = "What does a product manager do? What does a product manager do all day?"
    assert _intents(interpreter, text) == ["responsibilities"]
