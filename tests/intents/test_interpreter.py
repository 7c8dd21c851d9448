"""What a message is understood to mean, and that no text at all makes the engine raise."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents import Interpreter
from intents.models import OUT_OF_SCOPE, Certainty, Move

LONG = 100_000
ANY_CHARACTER = st.characters(codec=None)
SURROGATES = st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
CONTROLS = st.characters(categories=["Cc", "Cf", "Zl", "Zp"])
WORDS = st.sampled_from(
    ["pm", "product manager", "program", "and", "?", ",", "\n", "what is", "they", "earn", "0."]
)
TEXTS = (
    st.text(ANY_CHARACTER, max_size=200)
    | st.text(SURROGATES | CONTROLS, max_size=60)
    | st.lists(WORDS | st.text(ANY_CHARACTER, max_size=3), max_size=30).map(" ".join)
)
EARN = "how much does a program manager earn"
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_a_plain_question_is_surely_understood(interpreter: Interpreter) -> None:
    understood = interpreter.interpret(EARN)
    (question,) = understood.questions
    assert (question.intent, question.role) == ("salary_outlook", "program")
    assert question.certainty is Certainty.ANSWER
    assert question.ranking[0].confidence == question.confidence
    assert understood.english


def test_two_questions_in_one_message_are_both_found(interpreter: Interpreter) -> None:
    questions = interpreter.interpret(f"What does a product manager do? And {EARN}?").questions
    found = [(one.intent, one.role) for one in questions]
    assert found == [("responsibilities", "product"), ("salary_outlook", "program")]


@pytest.mark.parametrize("text", ["", "   ", "\n", "\ud800"])
def test_a_text_without_a_word_is_one_unknown_question(interpreter: Interpreter, text: str) -> None:
    (question,) = interpreter.interpret(text).questions
    assert (question.intent, question.role) == (OUT_OF_SCOPE, "none")
    assert (question.certainty, question.confidence) == (Certainty.FALLBACK, 0.0)


def test_another_language_is_noticed_and_not_guessed_at(interpreter: Interpreter) -> None:
    understood = interpreter.interpret("hola que tal como estas amigo")
    assert not understood.english
    assert understood.questions[0].certainty is Certainty.FALLBACK


def test_words_that_nobody_knows_fall_back(interpreter: Interpreter) -> None:
    assert interpreter.interpret("qwxz").questions[0].certainty is Certainty.FALLBACK


def test_half_a_question_is_only_suggested(interpreter: Interpreter) -> None:
    text = "what is the salary and the weather"
    question = interpreter.interpret(text).questions[0]
    thresholds = interpreter.classifier.model.chosen.thresholds
    is_between = thresholds.suggest <= question.confidence < thresholds.answer
    assert (question.certainty is Certainty.SUGGEST) == is_between


def test_a_bare_role_goes_on_with_the_conversation(interpreter: Interpreter) -> None:
    understood = interpreter.interpret("and for program?")
    assert understood.move is Move.ROLE
    assert understood.continues


def test_a_question_on_both_roles_has_both(interpreter: Interpreter) -> None:
    assert interpreter.interpret("what do both roles earn").questions[0].role == "both"


def test_a_good_question_is_surer_in_scope_than_the_weather(interpreter: Interpreter) -> None:
    assert interpreter.scope(EARN) > interpreter.scope("will it rain in Paris tomorrow")


@FUZZ
@given(text=TEXTS)
def test_no_text_makes_it_raise_and_it_always_says_the_same(interpreter: Interpreter, text: str) -> None:
    understood = interpreter.interpret(text)
    assert understood.questions
    assert all(0 <= one.confidence <= 1 for one in understood.questions)
    assert all(sum(guess.confidence for guess in one.ranking) < 1.001 for one in understood.questions)
    assert interpreter.interpret(text) == understood


@settings(FUZZ, max_examples=10)
@given(piece=st.text(ANY_CHARACTER, min_size=1, max_size=8))
def test_a_hundred_thousand_characters_are_no_trouble(interpreter: Interpreter, piece: str) -> None:
    text = (piece * LONG)[:LONG]
    assert interpreter.interpret(text).questions
    assert interpreter.interpret(f"{EARN}? {text}").questions
