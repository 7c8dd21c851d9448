"""What is answered though it was addressed to nobody: rather too little than anything wrong."""

import pytest

from bot.advisor import Address, Advisor, Exchange, Message, Person, Place, Session
from bot.advisor.channels.overheard import MOST_CHARACTERS, is_shaped
from intents.evaluation import load_heldout

ADDRESS = Address("T1", "U1", "C1:1.2")
ANSWERED = Session((Exchange("define_role", "program"),))


def said(text: str) -> Message:
    return Message(ADDRESS, Place.CHANNEL, text)


@pytest.mark.parametrize(
    "text",
    [
        "what does a product manager do?",
        "which industries hire program managers?",
        "what is the difference between product and program managers?",
        "what does a PM do?",
    ],
)
def test_a_sure_question_about_the_roles_is_one(advisor: Advisor, text: str) -> None:
    assert advisor.overheard.is_question(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "what does a product manager do",
        "which skills are needed?",
        "when is the PM back from holiday?",
        "did the program manager approve the budget?",
        "what does a scrum master earn?",
        "what does a product manager do and what does a program manager earn?",
        "help me, program manager?",
        "and for program managers?",
        "was macht ein Product Manager den ganzen Tag im Büro?",
        "how old is a product manager?",
    ],
)
def test_everything_else_is_none(advisor: Advisor, text: str) -> None:
    assert not advisor.overheard.is_question(said(text))


@pytest.mark.parametrize("text", ["?", "", "a? b?", "a?\nb?", "one? two", "x" * MOST_CHARACTERS + "?", " ? "])
def test_it_has_to_look_like_one_question(text: str) -> None:
    assert not is_shaped(text)


def test_what_goes_on_from_an_answer_is_told_from_what_is_not_understood(advisor: Advisor) -> None:
    goes_on = advisor.overheard.goes_on
    assert goes_on(said("and for product managers?"), ANSWERED, Person())
    assert goes_on(said("source?"), ANSWERED, Person())
    assert not goes_on(said("where is the best pizza in town"), ANSWERED, Person())
    assert not goes_on(said("what does a program manager do?"), Session(), Person())


def test_of_the_held_out_sentences_that_are_no_question_on_the_roles_none_is_answered(
    advisor: Advisor,
) -> None:
    """Each with a question mark, as if it stood in a channel."""
    topics, asks = advisor.knowledge.topic, advisor.overheard.is_question
    strange = [one.text for one in load_heldout() if one.intent not in topics]
    assert len(strange) > 400
    assert [text for text in strange if asks(said(f"{text.replace('?', '').strip()}?"))] == []


def test_of_the_held_out_questions_some_are_answered_and_hardly_one_on_another_topic(
    advisor: Advisor,
) -> None:
    sentences = [one for one in load_heldout() if one.intent in advisor.knowledge.topic and not one.also]
    asked = [(one, said(f"{one.text.replace('?', '').strip()}?")) for one in sentences]
    answered = [(one, message) for one, message in asked if advisor.overheard.is_question(message)]
    assert len(answered) > 80
    wrong = [
        one.text
        for one, message in answered
        if one.intent not in advisor.take_turn(message, Session()).outcome.intents
    ]
    assert len(wrong) <= len(answered) // 20
