"""Typed words are an answer only where every word of them is known to be part of one."""

from pathlib import Path

import pytest
import yaml

from bot.advisor.assessment import Do, Quiz
from tests.bot.advisor.assessment.attempts import walk

TYPED = yaml.safe_load((Path(__file__).parent / "typed.yaml").read_text())
PAIR_CASES = [(text, place) for place, texts in TYPED["pair"].items() for text in texts]
STATEMENT_CASES = [(text, place) for place, texts in TYPED["statement"].items() for text in texts]
DO_CASES = [(text, name) for name, texts in TYPED["do"].items() for text in texts]


def questions(quiz: Quiz):
    """A pair and a statement."""
    found = [question for _, question in walk(quiz, quiz.start("1"), lambda _: 1)]
    return found[0], next(one for one in found if not one.shown)


@pytest.mark.parametrize(("text", "place"), PAIR_CASES)
def test_words_about_a_pair_are_its_button(text: str, place: int, quiz: Quiz) -> None:
    assert quiz.read(text, questions(quiz)[0]) == place


@pytest.mark.parametrize(("text", "place"), STATEMENT_CASES)
def test_words_about_a_statement_are_its_button(text: str, place: int, quiz: Quiz) -> None:
    assert quiz.read(text, questions(quiz)[1]) == place


@pytest.mark.parametrize(("text", "name"), DO_CASES)
def test_words_that_do_something_do_it_at_any_question(text: str, name: str, quiz: Quiz) -> None:
    assert [quiz.read(text, question) for question in questions(quiz)] == [Do(name), Do(name)]


@pytest.mark.parametrize("text", TYPED["none"])
def test_anything_else_is_no_answer(text: str, quiz: Quiz) -> None:
    assert [quiz.read(text, question) for question in questions(quiz)] == [None, None]


@pytest.mark.parametrize("text", TYPED["no_pair"])
def test_some_words_answer_a_statement_but_no_pair(text: str, quiz: Quiz) -> None:
    pair, statement = questions(quiz)
    assert quiz.read(text, pair) is None
    assert isinstance(quiz.read(text, statement), int)


@pytest.mark.parametrize("text", TYPED["no_statement"])
def test_some_words_answer_a_pair_but_no_statement(text: str, quiz: Quiz) -> None:
    pair, statement = questions(quiz)
    assert isinstance(quiz.read(text, pair), int)
    assert quiz.read(text, statement) is None


def test_an_option_may_be_typed_out(quiz: Quiz) -> None:
    for _, question in walk(quiz, quiz.start("2"), lambda _: 1):
        for place, label in enumerate(question.options):
            assert quiz.read(label, question) == place
        for place, option in zip((1, 3), question.shown, strict=False):
            assert quiz.read(option, question) == place


def test_a_word_of_the_language_is_never_taken_for_a_slip(quiz: Quiz) -> None:
    pair, _ = questions(quiz)
    assert quiz.read("tight", pair) is None
    assert quiz.read("some", pair) is None


def test_a_number_is_the_button_counted_from_one(quiz: Quiz) -> None:
    pair, statement = questions(quiz)
    for number in range(1, 6):
        assert quiz.read(str(number), pair) == quiz.read(f"#{number}", statement) == number - 1
