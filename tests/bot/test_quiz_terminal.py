"""The outside contract of `quiz`: a question out, an answer in, and the result at the end, as JSON lines."""

import json
from collections.abc import Iterable

import pytest

from bot.advisor.assessment import Attempt, Quiz
from bot.quiz_terminal import QuizTerminal
from tests.bot.advisor.assessment.attempts import ASSESSMENT

RESULT_KEYS = {
    "theta", "sd", "p_product", "p_bands", "band", "range", "neither", "provisional", "flags", "reasons",
    "profile", "answered", "pairs", "version",
}  # fmt: skip


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    return Quiz(ASSESSMENT)


def run(quiz: Quiz, lines: Iterable[str], attempt: Attempt | None = None) -> list[dict]:
    terminal = QuizTerminal(quiz, lambda _: None)
    return [json.loads(line) for line in terminal.run(attempt or quiz.start("1"), lines)]


def forever(line: str) -> Iterable[str]:
    while True:
        yield line


def test_a_whole_quiz_ends_with_its_result(quiz: Quiz) -> None:
    *asked, last = run(quiz, forever('{"choose": 1}'))
    assert all(set(one) == {"item", "format", "prompt", "options", "progress"} for one in asked)
    assert all(len(one["options"]) == 5 for one in asked)
    assert set(last["result"]) == RESULT_KEYS
    assert last["result"]["theta"] == 0
    assert last["result"]["band"] == "balanced"
    assert last["result"]["answered"] == len(asked) - 1


def test_reasons_name_the_chosen_option_and_its_facts(quiz: Quiz) -> None:
    result = run(quiz, (f'{{"choose": {n % 5}}}' for n in range(99)))[-1]["result"]
    for reason in result["reasons"]:
        assert reason["facts"]
        assert reason["chosen"]
        assert reason["pole"] in {"product", "program"}
        assert reason["supports"] in {True, False}
    assert list(result["profile"]) == list(quiz.bank.axes)


def test_options_are_told_in_full(quiz: Quiz) -> None:
    first = run(quiz, [])[0]
    texts = {option.text for pair in ASSESSMENT.pairs for option in pair.options}
    left, right = (first["options"][place].removesuffix(": much more") for place in (0, 4))
    assert {left, right} <= texts
    assert first["options"][2] == "About the same"


def test_words_are_read_like_buttons(quiz: Quiz) -> None:
    typed = run(quiz, ['{"say": "b, a lot"}', '{"say": "3"}'])
    clicked = run(quiz, ['{"choose": 4}', '{"choose": 2}'])
    assert typed == clicked


def test_words_can_do_what_buttons_do(quiz: Quiz) -> None:
    said = run(quiz, ['{"say": "skip"}', '{"say": "back"}', '{"say": "pause"}'])
    assert [one.get("item") for one in said] == [said[0]["item"], said[1]["item"], said[0]["item"], None]
    assert said[-1] == {"paused": {"answered": 0}}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "line: Invalid JSON"),
        ("[]", "line: "),
        ("{}", "give one of"),
        ('{"choose": 1, "say": "a"}', "give one of"),
        ('{"choose": 5}', "choose: "),
        ('{"choose": -1}', "choose: "),
        ('{"choose": true}', "choose: "),
        ('{"do": "fly"}', "do: "),
        ('{"jump": 1}', "jump: "),
        ('{"say": "what does a program manager do"}', "could not read that as an answer"),
        ('{"do": "finish"}', "at least 8 answered pairs; so far there are 0"),
        ('{"do": "back"}', "nothing to go back to"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_question_comes_again(line: str, words: str, quiz: Quiz) -> None:
    first, error, again, paused = run(quiz, [line])
    assert words in error["error"]
    assert first == again
    assert paused == {"paused": {"answered": 0}}


def test_finish_ends_it_after_eight_pairs(quiz: Quiz) -> None:
    said = run(quiz, [*['{"choose": 1}'] * 10, '{"do": "finish"}'])
    assert said[-1]["result"]["pairs"] == 8


def test_without_enough_pairs_there_is_no_band_and_no_range(quiz: Quiz) -> None:
    result = run(quiz, forever('{"do": "skip"}'))[-1]["result"]
    assert (result["band"], result["range"], result["pairs"], result["reasons"]) == (None, None, 0, [])


def test_every_step_is_kept(quiz: Quiz) -> None:
    kept: list[Attempt] = []
    list(QuizTerminal(quiz, kept.append).run(quiz.start("1"), ['{"choose": 1}', "", '{"choose": 2}']))
    assert [one.step for one in kept] == [0, 1, 2]
