"""Summaries, settings and one's own data, as the core decides about them."""

import pytest

from bot.advisor import Act, Address, Advisor, Choice, Message, Person, Place, Session, To, Turn
from bot.advisor.summary import Errand, Order, chosen_order, day_choice, goes_to_others, hour_choice
from bot.blocks import plain_text

ANA = Address("T1", "U1", "D1")


def say(advisor: Advisor, text: str, place: Place = Place.DM, session: Session | None = None) -> Turn:
    return advisor.take_turn(Message(ANA, place, text), session or Session())


def click(advisor: Advisor, choice: Choice, place: Place = Place.DM, person: Person | None = None) -> Turn:
    return advisor.take_turn(Message(ANA, place, choice=choice), Session(), person or Person())


def text_of(turn: Turn) -> str:
    return "\n".join(plain_text(reply) for reply in turn.replies)


CHOICES = {
    Choice(Act.SUMMARY, "conversation"): Order(Errand.SUMMARY, ("conversation", "")),
    Choice(Act.DATA, "show"): Order(Errand.DATA),
    Choice(Act.DATA, "file"): Order(Errand.DATA_FILE),
    Choice(Act.WISH, "digest_on"): Order(Errand.DIGEST_ON, ("", "", "home")),
    Choice(Act.WISH, "digest_off"): Order(Errand.DIGEST_OFF, ("home",)),
    Choice(Act.WISH, "files_on"): Order(Errand.FILES, ("on",)),
    Choice(Act.WISH, "files_off"): Order(Errand.FILES),
    day_choice(4): Order(Errand.DIGEST_ON, ("4", "", "home")),
    hour_choice(17): Order(Errand.DIGEST_ON, ("", "17", "home")),
}
STRANGE = (
    Choice(Act.SUMMARY, "all_of_ben"),
    Choice(Act.WISH, "riches"),
    Choice(Act.WISH, "day", "d7"),
    Choice(Act.WISH, "hour", "h24"),
    Choice(Act.WISH, "hour"),
    Choice(Act.ASK, "industries"),
)


@pytest.mark.parametrize("choice", CHOICES, ids=Choice.encode)
def test_a_button_orders_what_it_says(choice: Choice, advisor: Advisor) -> None:
    assert Choice.decode(choice.encode()) == choice
    assert click(advisor, choice).orders == (CHOICES[choice],)


@pytest.mark.parametrize("choice", STRANGE, ids=Choice.encode)
def test_a_button_that_nobody_wrote_orders_nothing(choice: Choice) -> None:
    assert chosen_order(choice) is None


def test_such_a_button_is_said_to_be_old(advisor: Advisor) -> None:
    assert text_of(click(advisor, Choice(Act.WISH, "riches"))) == advisor.phrases.old_button


def test_a_setting_is_told_in_the_home_tab_alone(advisor: Advisor) -> None:
    assert click(advisor, Choice(Act.WISH, "digest_on")).replies == ()


def test_a_setting_in_the_middle_of_the_assessment_leads_nowhere_back(advisor: Advisor) -> None:
    person = click(advisor, Choice(Act.QUIZ, "start")).person
    assert person
    assert click(advisor, Choice(Act.WISH, "files_on"), person=person).replies == ()


@pytest.mark.parametrize("said", ["data", "Show me my data!", "what do you know about me?"])
def test_ones_own_data_is_asked_for_by_word(said: str, advisor: Advisor) -> None:
    turn = say(advisor, said, Place.CHANNEL)
    assert turn.orders == (Order(Errand.DATA),)
    assert [reply.to for reply in turn.replies] == [To.EPHEMERAL]


OTHERS = (
    "send it to my boss",
    "loop in my manager with my result",
    "share the summary with the team",
    "cc my coach on the summary",
    "forward my outcome to hr",
    "share this with jonas",
    "send it to jonas",
    "send it to @",
    "please pass this on to lisa",
    "can you share my results with anna and tom",
    "dm it to my sister",
    "send jonas smith my last results",
    "message jonas my results",
    "dm jonas that please",
    "show jonas it",
)
MINE = (
    "my boss is in this channel so please send that to me alone",
    "dm me a summary of what i asked about team leads",
    "privately please, my coworkers are nosy",
    "dm me that",
    "send it to me",
    "send me the summary",
    "send the summary to my inbox",
    "send it to my own laptop",
    "send it to read it later",
    "send me that and share it with jonas",
    "send",
    "share it",
    "pass it on",
    "dm so that i can find it again",
    "give reasons for the split",
    "send roles to compare",
)


@pytest.mark.parametrize(("place", "replies"), [(Place.DM, 0), (Place.CHANNEL, 1)])
def test_what_becomes_of_a_digest_is_told_in_the_direct_message(
    place: Place, replies: int, advisor: Advisor
) -> None:
    turn = say(advisor, "send me a weekly digest", place)
    assert len(turn.orders) == 1
    assert [reply.to for reply in turn.replies] == [To.EPHEMERAL] * replies


@pytest.mark.parametrize("said", OTHERS)
def test_what_goes_to_others_is_declined_with_the_reason(said: str, advisor: Advisor) -> None:
    asked = say(advisor, "which industries hire product managers?")
    turn = say(advisor, said, session=asked.session)
    assert turn.orders == ()
    assert "only send things to the person who asks" in text_of(turn)
    assert [reply.to for reply in turn.replies if reply.to is To.DM] == []


@pytest.mark.parametrize("said", MINE)
def test_whoever_else_is_named_the_asker_may_have_it(said: str, advisor: Advisor) -> None:
    assert not goes_to_others(said, advisor.knowledge.summaries.words)
    asked = say(advisor, "which industries hire product managers?")
    assert "only send things" not in text_of(say(advisor, said, session=asked.session))


def test_my_results_are_the_results(advisor: Advisor) -> None:
    asked = say(advisor, "which industries hire product managers?")
    turn = say(advisor, "message me my results", session=asked.session)
    assert "no result of yours" in text_of(turn)
    assert turn.session.exchanges == asked.session.exchanges


def test_the_button_for_a_summary_is_the_last_below_an_answer_alone(advisor: Advisor) -> None:
    (answer,) = say(advisor, "which industries hire product managers?").replies
    assert answer.buttons[-1].choice == Choice(Act.SUMMARY, "conversation")
    (greeting,) = say(advisor, "hi there").replies
    assert Act.SUMMARY not in [button.choice.act for button in greeting.buttons]
