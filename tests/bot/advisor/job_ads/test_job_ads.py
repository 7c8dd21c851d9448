"""What a person reads about an ad."""

import pytest

from bot.advisor import Act, Address, Advisor, Choice, Decision, Message, Place, Session, Turn
from bot.blocks import plain_text
from intents import Certainty, Guess, Interpretation, Interpreter, Question
from knowledge import Knowledge

ADDRESS = Address("T1", "U1", "D1")
PROGRAM = "You track dependencies across six teams, keep the risk register and report status to executives."
PRODUCT = "You define the product vision, interview users, own the roadmap and set the pricing."
PROJECT = (
    "You lead the project team, keep the project budget and the project schedule, handle procurement with"
    " subcontractors, and meet the client. "
)


def read(advisor: Advisor, text: str, session: Session | None = None) -> Turn:
    message = Message(ADDRESS, Place.COMMAND, text, Choice(Act.READ))
    return advisor.take_turn(message, session or Session())


def said(turn: Turn) -> str:
    return "\n\n".join(plain_text(reply) for reply in turn.replies)


def test_the_work_is_named_with_phrases_facts_and_doubt(advisor: Advisor) -> None:
    turn = read(advisor, PROGRAM)
    text = said(turn)
    assert text.startswith("By the work it describes, this is program manager work.")
    assert (
        '"dependencies across six teams"' in text or '"track dependencies' in text or '"dependencies"' in text
    )
    assert (
        "Program managers handle dependencies, timelines and risks. [A016] (article A, paragraph 3)" in text
    )
    assert "percent is plausible" in text
    assert "Nothing of the text is kept." in text
    assert "A016" in turn.outcome.facts
    assert (turn.outcome.decision, turn.outcome.intents) == (Decision.ACTION, ("read_job_ad",))


def test_a_title_that_says_something_else_is_pointed_out(advisor: Advisor) -> None:
    assert "names a product manager" in said(read(advisor, f"Product Manager\n{PROGRAM}"))
    assert "names a " not in said(read(advisor, f"Program Manager\n{PROGRAM}"))


def test_both_sides_are_shown_where_both_are_described(advisor: Advisor) -> None:
    text = said(read(advisor, f"{PROGRAM} {PRODUCT}"))
    assert "work of both roles" in text
    assert text.count("Points to the work of a pro") == 2


def test_a_neighbour_is_named_with_where_it_is_from(advisor: Advisor) -> None:
    text = said(read(advisor, PROJECT))
    assert "neither of the two" in text
    assert "the work of a project manager" in text
    assert "Keep in mind:" in text


def test_many_phrases_are_cut_and_counted(advisor: Advisor) -> None:
    more = "You do market research, measure adoption, say no a lot, define requirements, groom the backlog."
    assert "more of that kind" in said(read(advisor, f"{PRODUCT} {more}"))


@pytest.mark.parametrize("text", ["", "You own the roadmap."])
def test_too_little_is_answered_with_what_to_paste(text: str, advisor: Advisor) -> None:
    reply = said(read(advisor, text))
    assert "Paste" in reply
    assert "Points to" not in reply


def test_nothing_of_an_ad_is_kept(advisor: Advisor) -> None:
    before = Session(offered=(Choice(Act.ASK, "skills_needed", "both"),))
    turn = read(advisor, PROGRAM, before)
    assert turn.session == before
    typed = advisor.take_turn(
        Message(ADDRESS, Place.DM, f"About the role. Responsibilities: {PROGRAM} " * 6), before
    )
    assert "dependencies" not in repr(typed.session)


def test_a_pasted_ad_is_read_without_being_asked_to(advisor: Advisor) -> None:
    bring = "What you bring\nSix years in delivery, a calm voice and good maps."
    ad = f"About the role\n{PROGRAM}\n{bring} {PROGRAM} {PROGRAM}"
    turn = advisor.take_turn(Message(ADDRESS, Place.DM, f"{ad} Keep the master schedule."), Session())
    assert turn.outcome.intents == ("read_job_ad",)


class Doubtful:
    """Thinks that an ad may be meant, and rather something else."""

    def interpret(self, text: str) -> Interpretation:
        ranking = (Guess("compare_roles", 0.7), Guess("read_job_ad", 0.2))
        return Interpretation((Question(text, "compare_roles", "both", Certainty.ANSWER, 0.7, ranking),))

    def deciding(self, text: str) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize(
    ("text", "intent"), [(PROGRAM, "read_job_ad"), ("product or program?", "compare_roles")]
)
def test_what_may_be_an_ad_is_read_where_there_is_something_to_read(
    text: str, intent: str, knowledge: Knowledge
) -> None:
    advisor = Advisor(knowledge, Doubtful(), {})  # type: ignore[arg-type]
    assert advisor.take_turn(Message(ADDRESS, Place.DM, text), Session()).outcome.intents == (intent,)


def test_without_signals_the_written_answer_is_given(knowledge: Knowledge, interpreter: Interpreter) -> None:
    advisor = Advisor(knowledge.model_copy(update={"job_ads": None}), interpreter, {})
    typed = advisor.take_turn(Message(ADDRESS, Place.DM, "can you read a job ad for me"), Session())
    assert "Paste the text of the ad" in said(typed)
    assert "older version" in said(read(advisor, PROGRAM))
