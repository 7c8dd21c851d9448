"""What every result says, whatever was answered: its range, and that it is no validated test."""

from bot.advisor import Address, Finished, Message, Person, Place
from bot.advisor.assessment import Attempt, Quiz
from bot.advisor.fit import build_fit
from bot.blocks import plain_text
from knowledge import load
from tests.bot.advisor.assessment.attempts import ASSESSMENT, buttons, by_list, for_all, play, seeds

FIT = build_fit(load())
ANA = Address("T1", "U1", "D1")


def told(intent: str, attempt: Attempt) -> str:
    """The complete text of what a person gets who asks for their last result, or why it is so."""
    assert FIT
    turn = FIT.asked(intent, Message(ANA, Place.DM), Person(finished=(Finished(attempt, 1.0),)))
    assert turn
    return "\n".join(plain_text(reply) for reply in turn.replies).lower()


@for_all(seed=seeds, choices=buttons)
def test_every_result_has_its_range_and_that_it_is_not_validated(
    quiz: Quiz, seed: str, choices: list[int]
) -> None:
    """Invariant 19."""
    attempt = play(quiz, quiz.start(seed), by_list(choices))
    said = told("show_result", attempt)
    named = {
        band: ASSESSMENT.wording.bands[band.value].name for band in quiz.result(attempt).finding.plausible
    }
    assert "plausible range, at least 90 % likely" in said
    assert all(name in said for name in named.values())
    assert "not been validated" in said
    assert "you should" not in said + told("explain_result", attempt)
