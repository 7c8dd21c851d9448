"""Why an answer was given: how the question was read, and the facts behind the answer."""

import pytest

from bot.advisor import Act, Address, Advisor, Choice, Exchange, How, Message, Place, Session, Understood
from bot.blocks import plain_text

ADDRESS = Address("T1", "U1", "D1")
ASKED = "what skills does a program manager need"
SKILLS = Exchange("skills_needed", "program", ("B101",), (0,))


def talk(advisor: Advisor, *said: str | Choice) -> tuple[str, Session]:
    session, text = Session(), ""
    for one in said:
        is_click = isinstance(one, Choice)
        message = Message(ADDRESS, Place.DM, "" if is_click else one, one if is_click else None)  # type: ignore[arg-type]
        turn = advisor.take_turn(message, session)
        session, text = turn.session, "\n\n".join(plain_text(reply) for reply in turn.replies)
    return text, session


@pytest.mark.parametrize("why", ["why did you say that", "why this answer", "why?"])
def test_a_reading_is_told_with_words_runner_up_and_confidence(why: str, advisor: Advisor) -> None:
    text, _ = talk(advisor, ASKED, why)
    assert "I read your question as: Which skills does a program manager need?" in text
    assert 'The words that weighed most: "skills"' in text
    assert "The next best reading was " in text
    assert "percent sure of my reading" in text
    assert "[B101] (article B" in text


def test_every_question_of_a_message_is_told(advisor: Advisor) -> None:
    text, _ = talk(
        advisor, "what skills does a program manager need and how much does a product manager earn?", "why?"
    )
    assert text.count("I read your question as") == 2


def test_a_follow_up_and_a_click_are_told_as_such(advisor: Advisor) -> None:
    assert "You went on from the answer before" in talk(advisor, ASKED, "and for product?", "why?")[0]
    click = Choice(Act.ASK, "skills_needed", "product")
    assert "You picked it with a button" in talk(advisor, click, "why?")[0]


def test_what_was_not_understood_is_told_as_unsure(advisor: Advisor) -> None:
    text, session = talk(advisor, "blorf the wug of program people maybe", "why did you say that")
    assert session.understood[0].how is How.UNSURE
    assert "I was not sure enough to answer" in text
    assert "facts behind" not in text


def test_an_action_does_not_borrow_the_facts_of_the_answer_before(advisor: Advisor) -> None:
    text, _ = talk(advisor, ASKED, "who are you", "why?")
    assert "Who are you?" in text
    assert "B101" not in text


def test_more_keeps_how_the_question_was_read(advisor: Advisor) -> None:
    assert "I read your question as" in talk(advisor, ASKED, "more", "why?")[0]


def test_before_the_first_question_there_is_no_why(advisor: Advisor) -> None:
    assert "I read your question" not in talk(advisor, "why?")[0]


def test_an_answer_of_an_older_version_has_its_facts(advisor: Advisor) -> None:
    assert "[B101]" in plain_text(advisor.why(Session((SKILLS,))))


@pytest.mark.parametrize(("share", "said"), [(0.001, "less than 1"), (0.6, "60"), (0.999, "more than 99")])
def test_no_share_is_told_as_none_or_all(share: float, said: str, advisor: Advisor) -> None:
    read = Understood(How.READ, "skills_needed", "program", share)
    text = plain_text(advisor.why(Session(understood=(read,))))
    assert f"I was {said} percent sure" in text
    assert "No single word decided it" in text


def test_at_most_three_words_are_kept_of_a_message(advisor: Advisor) -> None:
    said = "My colleague Xanthippe Quuxley wonders which skills a program manager needs"
    _, session = talk(advisor, said)
    assert len(session.understood[0].words) <= 3
    assert "uux" not in repr(session)
    assert "anthippe" not in repr(session)


def test_a_topic_that_the_knowledge_file_lost_is_something_else(advisor: Advisor) -> None:
    read = Understood(How.READ, "gone", "program", 0.9, (), "gone_too", 0.1)
    text = plain_text(advisor.why(Session(understood=(read,))))
    assert text.count("Something else") == 2
