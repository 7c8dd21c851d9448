"""The words that decided how a question was read."""

import pytest

from intents import Interpreter


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("how much does a product manager earn", "earn"),
        ("wich skils does a pgm need", "skills"),
        ("hello can you tell me which certificates help program managers", "certificates"),
    ],
)
def test_the_word_that_tells_the_topic_is_named(text: str, word: str, interpreter: Interpreter) -> None:
    assert word in interpreter.deciding(text)


@pytest.mark.parametrize("text", ["", "?!", "product manager", "zzyzx qwrtp", "word " * 300])
def test_any_text_has_at_most_three(text: str, interpreter: Interpreter) -> None:
    assert len(interpreter.deciding(text)) <= 3


def test_role_names_and_unknown_words_are_never_among_them(interpreter: Interpreter) -> None:
    told = interpreter.deciding("what does Xanthippe Quuxley, program manager, earn")
    assert {"xanthippe", "quuxley", "program", "manager"}.isdisjoint(told)


def test_the_same_question_is_explained_in_the_same_words(interpreter: Interpreter) -> None:
    text = "which industries hire product managers"
    assert interpreter.deciding(text) == interpreter.deciding(text)
