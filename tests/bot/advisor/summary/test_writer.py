"""A summary: each topic once with its point, the roles side by side, the open questions, what comes next."""

import re

import pytest

from bot.advisor import Address, Advisor, Heading, Message, Note, Place, Session, Sources, Table, To
from bot.advisor.summary import EVERY, OUTSIDE, TOPICS, Past, Scope, SummaryWriter, remember
from bot.blocks import Labels, plain_text, render
from bot.blocks.markdown import as_markdown
from knowledge import Knowledge

ASKED = (
    "what does a product manager do?",
    "who owns the roadmap",
    "what are the duties of a program manager?",
    "what is the salary of a program manager",
    "what tools does a scrum master use",
    "what is the weather in paris",
)


@pytest.fixture(scope="module")
def pasts(advisor: Advisor, knowledge: Knowledge) -> list[Past]:
    """A conversation as the core has it."""
    session, found = Session(), []
    for number, text in enumerate(ASKED):
        message = Message(Address("T1", "U1", "D1"), Place.DM, text, at=float(number))
        turn = advisor.take_turn(message, session)
        session = turn.session
        found += remember(message, turn, knowledge)
    return found


@pytest.fixture(scope="module")
def writer(knowledge: Knowledge) -> SummaryWriter:
    return SummaryWriter(knowledge, {})


def every_topic(knowledge: Knowledge) -> list[Past]:
    return [Past(topic.intent, role) for topic in knowledge.topics for role in topic.answers]


def test_it_goes_to_the_person_alone_and_says_what_it_covers(writer, pasts, knowledge):
    reply = writer.write(pasts, Scope.TODAY)
    assert reply.to is To.DM
    assert reply.parts[:2] == (Heading("Your summary"), Note(knowledge.summaries.covers.today))


def test_each_topic_stands_once_with_a_point_for_each_role(writer, pasts):
    text = plain_text(writer.write(pasts, Scope.SINCE))
    assert text.count("What the role does\n") == 1
    assert "A product manager defines the vision and strategy" in text
    assert "A program manager delivers complex initiatives" in text


def test_the_roles_are_compared_for_these_topics_only(writer, pasts):
    (table,) = [part for part in writer.write(pasts, Scope.SINCE).parts if isinstance(part, Table)]
    assert table.head == ("Compared", "product manager", "program manager")
    assert "Who owns and decides what: Owns" in [label for label, _ in table.rows]
    assert not {"Pay and outlook", "Skills"} & {label for label, _ in table.rows}


def test_what_the_sources_could_not_answer_is_named(writer, pasts):
    text = plain_text(writer.write(pasts, Scope.SINCE))
    opened = text.split("What the sources could not answer:")[1]
    assert "do not say what these roles earn" in opened
    assert "Documents, methods and tools: the articles do not say this for a scrum master." in opened
    assert "not understood: 1" in opened


def test_sources_are_named_once_and_next_topics_are_new(writer, pasts):
    reply = writer.write(pasts, Scope.SINCE)
    assert len([part for part in reply.parts if isinstance(part, Sources)]) == 1
    asked = {past.intent for past in pasts}
    assert 1 <= len(reply.buttons) <= 3
    assert asked.isdisjoint(button.choice.intent for button in reply.buttons)


def test_the_point_is_the_one_that_the_answer_began_with(writer, advisor, knowledge):
    message = Message(Address("T1", "U1", "D1"), Place.DM, "what is the aim of a product manager?")
    turn = advisor.take_turn(message, Session())
    pasts = remember(message, turn, knowledge)
    first = plain_text(turn.replies[0]).splitlines()[0]
    assert first in plain_text(writer.write(pasts, Scope.LAST))


def test_the_same_question_three_times_is_said_once(writer, pasts):
    text = plain_text(writer.write(pasts[:1] * 3, Scope.SINCE))
    assert text.count("A product manager defines the vision") == 1


def test_a_result_stands_between_the_comparison_and_what_is_open(writer, pasts):
    parts = writer.write(pasts, Scope.SINCE, (Note("the result"),)).parts
    place = parts.index(Note("the result"))
    assert isinstance(parts[place - 2], Table)
    assert parts[place + 1] == Note("What the sources could not answer:")


def test_a_result_alone_is_worth_a_summary(writer):
    assert Note("the result") in writer.write([], Scope.SINCE, (Note("the result"),)).parts


def test_nothing_asked_is_no_summary(writer):
    assert writer.write([], Scope.SINCE) is None
    assert writer.digest([]) is None
    assert writer.digest([Past("out_of_scope", "none", gap=OUTSIDE)]) is None


def test_a_topic_that_the_file_lost_is_left_out(writer, pasts):
    assert writer.write([Past("gone", "product", ("A001",))], Scope.SINCE) is None


def test_every_topic_and_role_can_be_summarised(writer, knowledge):
    for past in every_topic(knowledge):
        text = plain_text(writer.write([past], Scope.LAST))
        assert not re.search(r"[{}]", text)
        assert knowledge.topic[past.intent].title in text


def test_a_long_past_fits_a_message_and_the_file_has_all(writer, knowledge):
    pasts = every_topic(knowledge)
    short, whole = writer.write(pasts, Scope.EVERYTHING), writer.write(pasts, Scope.EVERYTHING, most=EVERY)
    assert len(render(short, Labels("good", "bad")).blocks) < 50
    assert f"left out here: {len(knowledge.topics) - TOPICS}." in plain_text(short)
    assert all(topic.title in as_markdown(whole) for topic in knowledge.topics)


def test_a_digest_has_one_thing_worth_reading_and_how_to_end_it(writer, pasts):
    reply = writer.digest(pasts[:1])
    text = plain_text(reply)
    assert text.count("Worth reading next:") == 1
    assert 'Say "stop" to end it.' in text
    assert len(reply.buttons) == 1


def test_the_comparison_is_of_what_was_asked_else_of_the_roles_as_such(writer, pasts, knowledge):
    asked, general = writer.write(pasts, Scope.COMPARISON), writer.write([], Scope.COMPARISON)
    assert asked.parts[1] == Note(knowledge.summaries.covers.comparison)
    tables = [part for reply in (asked, general) for part in reply.parts if isinstance(part, Table)]
    assert len(tables) == 2
    assert tables[0] != tables[1]


def test_without_anything_to_compare_there_is_no_comparison(knowledge):
    bare = knowledge.model_copy(update={"topics": ()})
    assert SummaryWriter(bare, {}).write([], Scope.COMPARISON) is None
