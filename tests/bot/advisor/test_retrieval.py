"""Single facts come up where no topic is likely, and never for what is out of scope."""

from pathlib import Path

import pytest
import yaml

from bot.advisor import Advisor, Decision, Message, Place, Session
from bot.advisor.models import Address
from bot.advisor.retrieval import MOST, Retrieval
from bot.blocks import plain_text
from intents import Certainty, Interpretation, Interpreter, Question, stems
from intents.models import Guess
from knowledge import Knowledge

HELDOUT = Path(__file__).parents[3] / "intents" / "heldout" / "out_of_scope.yaml"
OUTSIDE = [one["text"] for one in yaml.safe_load(HELDOUT.read_text())["heldout"]]
ADDRESS = Address("T1", "U1", "D1")


class Puzzled:
    """Finds no topic likely, whatever is asked."""

    def interpret(self, text: str) -> Interpretation:
        words = frozenset(stems(text)) - {"the", "a", "who", "do"}
        nothing = (Guess("out_of_scope", 0.1), Guess("help", 0.1))
        return Interpretation(
            (Question(text, "out_of_scope", "none", Certainty.FALLBACK, 0.1, nothing, stems=words),)
        )

    def deciding(self, text: str) -> tuple[str, ...]:
        return ()


@pytest.fixture(scope="module")
def retrieval(knowledge: Knowledge) -> Retrieval:
    return Retrieval(knowledge)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("device medical pharmaceuticals", "B048"),
        ("see dangers coming contingencies", "B073"),
        ("customer adoption satisfaction", "A012"),
        ("positioning messaging", "B028"),
        ("negotiating conflicts", "B038"),
        ("flawless execution wasted", "A031"),
    ],
)
def test_the_fact_that_holds_the_words_is_found(question: str, fact: str, retrieval: Retrieval) -> None:
    found = retrieval.find(frozenset(stems(question)), frozenset())
    assert fact in [one.id for one in found]
    assert len(found) <= MOST


def test_a_question_on_one_role_gets_no_fact_on_the_other(retrieval: Retrieval) -> None:
    words = frozenset(stems("negotiating conflicts"))
    assert retrieval.find(words, frozenset({"product"}))
    assert all(one.role != "product" for one in retrieval.find(words, frozenset({"program"})))


@pytest.mark.parametrize(
    "question", ["", "manager team", "negotiating", "zebra quartz", "zebra quartz violin negotiating"]
)
def test_too_little_in_common_is_nothing(question: str, retrieval: Retrieval) -> None:
    assert retrieval.find(frozenset(stems(question)), frozenset()) == ()


def test_what_is_out_of_scope_gets_no_facts(interpreter: Interpreter, advisor: Advisor) -> None:
    turns = [advisor.take_turn(Message(ADDRESS, Place.DM, text), Session()) for text in OUTSIDE]
    with_facts = [turn for turn in turns if turn.outcome.decision is Decision.FALLBACK and turn.outcome.facts]
    assert len(with_facts) <= 0.05 * len(OUTSIDE)


def test_even_when_nothing_is_understood_little_out_of_scope_gets_facts(
    retrieval: Retrieval, interpreter: Interpreter
) -> None:
    read = [interpreter.interpret(text).questions[0].stems for text in OUTSIDE]
    assert sum(bool(retrieval.find(words, frozenset())) for words in read) <= 0.05 * len(OUTSIDE)


def test_the_nearest_facts_are_said_to_be_that(knowledge: Knowledge) -> None:
    advisor = Advisor(knowledge, Puzzled(), {})  # type: ignore[arg-type]
    turn = advisor.take_turn(Message(ADDRESS, Place.DM, "who do the contingencies coming"), Session())
    text = plain_text(turn.replies[0])
    assert text.startswith("The sources do not answer that directly")
    assert "[B073] (article B, Program Manager skills, item 3)" in text
    assert "Sources: article B" in text
    assert (turn.outcome.decision, turn.outcome.facts) == (Decision.FALLBACK, ("B073",))


def test_without_such_facts_it_says_that_it_did_not_understand(knowledge: Knowledge) -> None:
    advisor = Advisor(knowledge, Puzzled(), {})  # type: ignore[arg-type]
    turn = advisor.take_turn(Message(ADDRESS, Place.DM, "zebra quartz"), Session())
    assert plain_text(turn.replies[0]).startswith(knowledge.phrases.not_understood)
    assert turn.outcome.facts == ()
