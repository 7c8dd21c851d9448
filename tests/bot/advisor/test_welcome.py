"""The welcome, decided: for whom, and in which words."""

from dataclasses import replace

import pytest

from bot.advisor import Act, Address, Advisor, Choice, Exchange, Message, Person, Place, Session
from bot.blocks import plain_text
from intents import Interpreter
from knowledge import Knowledge

OPENED = Message(Address("T1", "U1", "D1"), Place.DM, choice=Choice(Act.WELCOME))


def test_a_stranger_is_welcomed_with_three_questions_the_assessment_and_what_is_kept(
    advisor: Advisor, knowledge: Knowledge
) -> None:
    (reply,) = advisor.take_turn(OPENED, Session()).replies
    intents = [button.choice.intent for button in reply.buttons]
    assert intents == [*knowledge.home[:3], "start_quiz", "privacy_info"]
    assert plain_text(reply).startswith("Product manager or program manager?\n\nHello, I am WhichPM.")


@pytest.mark.parametrize(
    ("session", "person"),
    [
        (Session(), Person(met=True)),
        (Session(), Person(shown_at=5.0)),
        (Session((Exchange("define_role", "product"),)), Person()),
    ],
)
def test_nobody_who_is_known_is_welcomed(advisor: Advisor, session: Session, person: Person) -> None:
    turn = advisor.take_turn(OPENED, session, person)
    assert turn.replies == ()
    assert turn.session == session


def test_without_a_welcome_nobody_is_welcomed(knowledge: Knowledge, interpreter: Interpreter) -> None:
    silent = Advisor(knowledge.model_copy(update={"welcome": None}), interpreter, {})
    assert silent.take_turn(OPENED, Session()).replies == ()


def test_without_an_assessment_it_is_not_offered(knowledge: Knowledge, interpreter: Interpreter) -> None:
    assert knowledge.welcome
    words = knowledge.welcome.model_copy(update={"assessment": None})
    plain = Advisor(knowledge.model_copy(update={"welcome": words}), interpreter, {})
    (reply,) = plain.take_turn(replace(OPENED, key="k"), Session()).replies
    assert "start_quiz" not in [button.choice.intent for button in reply.buttons]
