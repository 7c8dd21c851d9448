"""The outside contract of `score`: keyed answers in, the model's numbers out; bad lines are named."""

import json

import pytest

from bot.advisor.assessment import Quiz
from bot.score_batch import score_batch
from tests.bot.advisor.assessment import reference
from tests.bot.advisor.assessment.attempts import ASSESSMENT, PAIRS

KEYS = {"id", "theta", "sd", "p_product", "p_bands", "band"}


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    return Quiz(ASSESSMENT)


def run(quiz: Quiz, *lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in score_batch(quiz, lines)]


def test_a_line_gets_the_numbers_of_the_model(quiz: Quiz) -> None:
    answers = {"fc11": 2, "lk1P+": 4, "lk1G+": 2}
    (scored,) = run(quiz, json.dumps({"id": "a", "answers": answers}))
    expected = reference.score(answers)
    assert set(scored) == KEYS
    assert scored["id"] == "a"
    assert scored["theta"] == pytest.approx(expected["theta"], abs=1e-9)
    assert scored["sd"] == pytest.approx(expected["sd"], abs=1e-9)
    assert scored["p_bands"] == pytest.approx(expected["p_bands"], abs=1e-9)


def test_a_band_is_named_from_eight_pairs_on(quiz: Quiz) -> None:
    lines = [json.dumps({"id": n, "answers": dict.fromkeys(PAIRS[:n], 2)}) for n in (0, 7, 8)]
    assert [one["band"] for one in run(quiz, *lines)] == [None, None, "strong_product"]


def test_the_five_bands_run_from_program_to_product(quiz: Quiz) -> None:
    (scored,) = run(quiz, json.dumps({"id": 1, "answers": dict.fromkeys(PAIRS, -2)}))
    assert scored["p_bands"][0] == max(scored["p_bands"])
    assert scored["band"] == "strong_program"


def test_lines_keep_their_order_and_blank_ones_are_skipped(quiz: Quiz) -> None:
    said = run(quiz, '{"id": 1, "answers": {}}', " ", '{"id": 2, "answers": {}}')
    assert [one["id"] for one in said] == [1, 2]


@pytest.mark.parametrize(
    ("line", "identifier", "words"),
    [
        ("not json", None, "not a JSON object"),
        ("[1]", None, "line"),
        ("[" * 100_000, None, "not a JSON object"),
        ('{"id": 3}', 3, "answers"),
        ('{"id": 3, "answers": [1]}', 3, "answers"),
        ('{"id": 3, "answers": {"fc99": 1}}', 3, "item 'fc99' is unknown"),
        ('{"id": 3, "answers": {"fc11": 3}}', 3, "fc11 is 3; use -2 to 2"),
        ('{"id": 3, "answers": {"lk1P+": 0}}', 3, "lk1P+ is 0; use 1 to 5"),
        ('{"id": 3, "answers": {"fc11": 1.5}}', 3, "answers.fc11"),
        ('{"id": 3, "answers": {"fc11": true}}', 3, "answers.fc11"),
        ('{"id": 3, "answers": {"fc11": null}}', 3, "answers.fc11"),
        ('{"id": 3, "answers": {"fc11": "2"}}', 3, "answers.fc11"),
    ],
)
def test_a_bad_line_yields_its_error(line: str, identifier: object, words: str, quiz: Quiz) -> None:
    (said,) = run(quiz, line)
    assert said.keys() == {"id", "error"}
    assert said["id"] == identifier
    assert words in said["error"]
