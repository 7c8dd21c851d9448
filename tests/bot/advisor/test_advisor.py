"""What the advisor decides, given how a message was understood; the understanding itself is scripted."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.advisor import (
    Act,
    Address,
    Advisor,
    Button,
    Choice,
    Decision,
    Exchange,
    Home,
    Message,
    Person,
    Place,
    Session,
    To,
    Turn,
    build_fit,
)
from bot.advisor.summary import Errand, Order, Wished
from bot.blocks import plain_text
from intents import Certainty, Guess, Interpretation, Mention, Move, Question
from knowledge import Knowledge, load

TINY = Path(__file__).parents[2] / "knowledge" / "tiny.yaml"

ADDRESS = Address("T1", "U1", "D1")
NOTHING = Session()
SKILLS = Session((Exchange("skills_needed", "program", ("B101",), (0,)),))


class Scripted:
    """Understands every message in the one way that it is told."""

    def __init__(self, read: Interpretation) -> None:
        self._read = read

    def interpret(self, text: str) -> Interpretation:
        return self._read

    def deciding(self, text: str) -> tuple[str, ...]:
        return ("skills", "need")


def question(
    intent: str, role: str = "none", certainty: Certainty = Certainty.ANSWER, **more: object
) -> Question:
    ranking = (Guess(intent, 0.6), Guess("out_of_scope", 0.2), Guess("industries", 0.1), Guess("help", 0.05))
    return Question("?", intent, role, certainty, 0.6, ranking, **more)  # type: ignore[arg-type]


def turn(
    knowledge: Knowledge,
    *questions: Question,
    session: Session = NOTHING,
    place: Place = Place.DM,
    **read: object,
) -> Turn:
    interpretation = Interpretation(questions or (question("greet"),), **read)  # type: ignore[arg-type]
    advisor = Advisor(knowledge, Scripted(interpretation), {"contact": "Ask Dana."})  # type: ignore[arg-type]
    return advisor.take_turn(Message(ADDRESS, place, "typed"), session)


def click(knowledge: Knowledge, choice: Choice, session: Session = NOTHING, place: Place = Place.DM) -> Turn:
    advisor = Advisor(knowledge, Scripted(Interpretation((question("greet"),))), {})  # type: ignore[arg-type]
    return advisor.take_turn(Message(ADDRESS, place, choice=choice), session)


def text_of(turn: Turn) -> str:
    return "\n".join(plain_text(reply) for reply in turn.replies)


def buttons_of(turn: Turn) -> tuple[Button, ...]:
    return turn.replies[0].buttons


def test_when_not_sure_at_most_three_choices_are_offered(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("skills_needed", "program", Certainty.SUGGEST))
    assert said.outcome.decision is Decision.SUGGEST
    assert said.outcome.suggestions == ("skills_needed", "industries", "help")
    assert [button.choice.role for button in buttons_of(said)] == ["program", "program", "none"]
    assert [choice.intent for choice in said.session.offered] == ["skills_needed", "industries", "help"]


def test_yes_takes_the_first_choice_offered(knowledge: Knowledge) -> None:
    offered = Session(offered=(Choice(Act.ASK, "industries", "program"), Choice(Act.ASK, "help", "none")))
    said = turn(knowledge, session=offered, move=Move.YES)
    assert said.outcome.intents == ("industries",)


def test_a_bare_role_completes_the_choice_offered(knowledge: Knowledge) -> None:
    offered = Session(offered=(Choice(Act.ASK, "industries", "both"),))
    named = question("define_role", "product", mentions=(Mention(("product",), 0, 7),))
    assert turn(knowledge, named, session=offered, move=Move.ROLE).outcome.intents == ("industries",)


def test_a_bare_neighbour_asks_what_it_is(knowledge: Knowledge) -> None:
    named = question("define_role", "scrum_master", mentions=(Mention(("scrum_master",), 0, 12),))
    said = turn(knowledge, named, move=Move.ROLE)
    assert (said.outcome.intents, said.outcome.roles) == (("related_role",), ("scrum_master",))


def test_what_is_not_understood_is_not_guessed(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("skills_needed", "both", Certainty.FALLBACK))
    assert said.outcome.decision is Decision.FALLBACK
    assert knowledge.phrases.not_understood in text_of(said)
    assert len(buttons_of(said)) == 2


def test_surely_out_of_scope_names_two_things_that_it_can_answer(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("out_of_scope"))
    assert said.outcome.intents == ("out_of_scope",)
    assert len(buttons_of(said)) == 2


def test_several_sure_questions_are_all_answered_under_headings(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("skills_needed", "program"), question("industries", "product"))
    assert said.outcome.intents == ("skills_needed", "industries")
    assert "Which skills does a program manager need?" in text_of(said)
    assert len(said.session.exchanges) == 2


@pytest.mark.parametrize("move", [Move.WHY, Move.SOURCES])
def test_why_and_sources_show_the_facts_behind_the_last_answer(move: Move, knowledge: Knowledge) -> None:
    said = turn(knowledge, session=SKILLS, move=move)
    assert knowledge.fact["B101"].text in text_of(said)
    assert said.outcome.facts[0] == "B101"


def test_the_source_of_a_greeting_is_none(knowledge: Knowledge) -> None:
    said = turn(knowledge, session=Session((Exchange("greet", "none"),)), move=Move.SOURCES)
    assert knowledge.phrases.nothing_cited in text_of(said)


def test_facts_that_belong_together_are_shown_with_how(knowledge: Knowledge) -> None:
    before = Session((Exchange("ownership_decisions", "product", ("A025", "B017")),))
    assert knowledge.relation["OV11"].text in text_of(turn(knowledge, session=before, move=Move.SOURCES))


def test_asking_for_sources_after_an_answer_means_that_answer(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("show_sources"), session=SKILLS)
    assert knowledge.fact["B101"].text in text_of(said)


def test_the_last_answer_is_sent_directly_with_a_private_note(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("dm_summary"), session=SKILLS, place=Place.CHANNEL)
    assert [reply.to for reply in said.replies] == [To.DM, To.EPHEMERAL]
    assert knowledge.phrases.sent_to_dm in text_of(said)


def test_in_a_direct_message_it_simply_comes_again(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("dm_summary"), session=SKILLS)
    assert [reply.to for reply in said.replies] == [To.HERE]


def test_what_this_conversation_does_not_know_is_sent_from_the_history(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("dm_summary"))
    assert said.orders == (Order(Errand.SUMMARY, ("last", "")),)


def test_sending_it_to_somebody_else_is_declined(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("dm_summary", stems=frozenset({"boss"})), session=SKILLS)
    assert "only send things to the person who asks" in text_of(said)


def test_the_contact_of_the_settings_is_named(knowledge: Knowledge) -> None:
    assert "Ask Dana." in text_of(turn(knowledge, question("talk_to_human")))


def test_a_message_that_goes_on_keeps_the_role(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("industries", "both"), session=SKILLS, continues=True)
    assert said.outcome.roles == ("program",)


def test_the_other_one_of_both_stays_both(knowledge: Knowledge) -> None:
    both = Session((Exchange("industries", "both"),))
    assert turn(knowledge, session=both, move=Move.OTHER_ROLE).outcome.roles == ("both",)


def test_a_focal_role_after_a_neighbour_is_defined(knowledge: Knowledge) -> None:
    before = Session((Exchange("related_role", "project"),))
    named = question("define_role", "program", mentions=(Mention(("program",), 0, 7),))
    assert turn(knowledge, named, session=before, move=Move.ROLE).outcome.intents == ("define_role",)


def test_more_says_what_was_left_out_until_nothing_is(knowledge: Knowledge) -> None:
    session, seen = Session((Exchange("skills_needed", "program", (), (0,)),)), []
    for _ in range(12):
        said = turn(knowledge, session=session, move=Move.MORE)
        session = said.session
        seen.append(text_of(said))
    assert knowledge.phrases.no_more in seen[-1]
    assert len(set(seen)) > 1


def test_there_is_no_more_on_a_neighbour_that_the_topic_does_not_cover(knowledge: Knowledge) -> None:
    before = Session((Exchange("industries", "scrum_master"),))
    assert knowledge.phrases.no_more in text_of(turn(knowledge, session=before, move=Move.MORE))


def test_a_topic_that_does_not_cover_a_neighbour_says_so_first(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("industries", "scrum_master"))
    assert text_of(said).startswith(knowledge.phrases.role_not_covered.format(role="scrum master"))


def test_the_more_button_goes_on_from_its_own_answer(knowledge: Knowledge) -> None:
    said = click(knowledge, Choice(Act.MORE, "skills_needed", "product"), SKILLS)
    assert said.outcome.intents == ("skills_needed",)
    assert said.outcome.roles == ("product",)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Act.MORE, "gone_topic", "both"),
        Choice(Act.ASK, "gone_topic", "both"),
        Choice(Act.ASK, "industries", "gone_role"),
        Choice(Act.ASK),
    ],
)
def test_a_button_of_an_older_version_says_so(choice: Choice, knowledge: Knowledge) -> None:
    said = click(knowledge, choice, SKILLS)
    assert knowledge.phrases.old_button in text_of(said)
    assert said.session == SKILLS


def test_a_button_for_an_ambiguous_short_name_offers_its_meanings(knowledge: Knowledge) -> None:
    said = click(knowledge, Choice(Act.ASK, "industries", "ambiguous"))
    labels = [button.label for button in buttons_of(said)]
    assert [label for label in labels if label.startswith("I meant")] == [
        "I meant product manager",
        "I meant program manager",
        "I meant project manager",
    ]


def test_a_button_for_something_else_is_no_answer(knowledge: Knowledge) -> None:
    assert click(knowledge, Choice(Act.ASK, "out_of_scope")).outcome.decision is Decision.FALLBACK


def test_erasing_asks_once_and_then_erases(knowledge: Knowledge) -> None:
    asked = turn(knowledge, question("delete_my_data"), session=SKILLS)
    assert asked.session.confirming
    assert not asked.erase
    done = turn(knowledge, session=asked.session, move=Move.YES)
    assert done.erase
    assert done.session == Session()


def test_saying_no_keeps_everything(knowledge: Knowledge) -> None:
    done = turn(knowledge, session=Session(confirming=True), move=Move.NO)
    assert not done.erase
    assert knowledge.phrases.kept in text_of(done)


@pytest.mark.parametrize(("act", "erases"), [(Act.ERASE, True), (Act.KEEP, False)])
def test_the_buttons_erase_or_keep(act: Act, erases: bool, knowledge: Knowledge) -> None:
    assert click(knowledge, Choice(act), SKILLS).erase is erases


def test_what_concerns_one_person_is_private_in_a_channel(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("delete_my_data"), place=Place.CHANNEL)
    assert [reply.to for reply in said.replies] == [To.EPHEMERAL]


def test_another_language_is_said_not_to_be_understood(knowledge: Knowledge) -> None:
    said = turn(knowledge, question("out_of_scope", certainty=Certainty.FALLBACK), english=False)
    assert knowledge.phrases.only_english in text_of(said)


@pytest.mark.parametrize(
    ("choice", "value"),
    [(Choice(Act.ASK, "industries", "both"), "ask/industries/both"), (Choice(Act.ERASE), "erase//")],
)
def test_a_choice_travels_in_the_value_of_a_button(choice: Choice, value: str) -> None:
    assert choice.encode() == value
    assert Choice.decode(value) == choice


@pytest.mark.parametrize("value", ["", "nothing/a/b", "ask/<!channel>/x", "ask/a/b/c"])
def test_a_value_that_nobody_wrote_is_no_choice(value: str) -> None:
    assert Choice.decode(value) is None


@pytest.mark.parametrize("intent", ["start_quiz", "show_result", "define_role"])
def test_knowledge_without_an_assessment_answers_all_the_same(intent: str, knowledge: Knowledge) -> None:
    without = knowledge.model_copy(update={"assessment": None})
    said = turn(without, question(intent, "product"))
    assert said.outcome.intents == (intent,)
    assert text_of(said)
    home = Home(without, {}, build_fit(without))
    titles = [plain_text(section) for section in home.sections(Person(), Wished())]
    assert titles
    assert not any(knowledge.phrases.home_assessment in title for title in titles)


@pytest.mark.parametrize("place", list(Place))
def test_words_that_end_the_digest_are_an_order(place: Place, knowledge: Knowledge) -> None:
    advisor = Advisor(knowledge, Scripted(Interpretation((question("greet"),))), {})  # type: ignore[arg-type]
    said = advisor.take_turn(Message(ADDRESS, place, "stop the weekly digest"), NOTHING)
    assert [order.errand for order in said.orders] == ["digest_off"]


@pytest.mark.parametrize("certainty", list(Certainty))
def test_what_the_knowledge_file_has_no_topic_for_is_out_of_its_scope(certainty: Certainty) -> None:
    said = turn(load(TINY), question("skills_needed", "apple", certainty))
    offered = {button.choice.intent for button in buttons_of(said)}
    assert said.outcome.decision is (
        Decision.SUGGEST if certainty is Certainty.SUGGEST else Decision.FALLBACK
    )
    assert text_of(said)
    assert offered <= {"help", "taste"}


def test_where_nothing_that_it_knows_is_meant_nothing_is_offered() -> None:
    doubtful = replace(question("skills_needed", "apple", Certainty.SUGGEST), ranking=())
    assert turn(load(TINY), doubtful).outcome.decision is Decision.FALLBACK


@pytest.mark.parametrize("stems", [frozenset[str](), frozenset({"useless", "wrong", "feedback", "thumb"})])
def test_no_gap_is_left_open_wherever_its_sentence_stands(
    stems: frozenset[str], knowledge: Knowledge
) -> None:
    said = text_of(turn(knowledge, question("talk_to_human", stems=stems)))
    assert "Ask Dana." in said
    assert "{" not in said
