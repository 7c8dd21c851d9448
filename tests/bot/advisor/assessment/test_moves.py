"""Moves: every button counts once, old ones change nothing, and a restart in between is not noticed."""

from dataclasses import fields, replace

import pytest
from hypothesis import strategies as st

from bot.advisor.assessment import Attempt, Quiz, Response, Side, Wish, decode, encode
from tests.bot.advisor.assessment.attempts import ASSESSMENT, buttons, by_list, for_all, play, seeds, walk


@for_all(seed=seeds, chosen=buttons)
def test_an_attempt_goes_on_after_a_restart_as_if_nothing_had_been(
    quiz: Quiz, seed: str, chosen: list[int]
) -> None:
    """Invariant 6: stopped after any click, kept as text, taken up by another process."""
    unbroken = play(quiz, quiz.start(seed, {"fc11"}), by_list(chosen))
    attempt = quiz.start(seed, {"fc11"})
    while question := quiz.question(attempt):
        attempt = decode(encode(attempt))
        assert quiz.question(attempt) == question
        attempt = quiz.answer(attempt, question.step, chosen[question.step % len(chosen)], 6000)
    assert attempt == unbroken
    assert quiz.result(decode(encode(attempt))) == quiz.result(unbroken)


def test_another_process_asks_the_same_question(quiz: Quiz) -> None:
    """Nothing is kept in the quiz itself."""
    other = Quiz(ASSESSMENT)
    for attempt, question in walk(quiz, quiz.start("1"), lambda _: 3):
        assert other.question(attempt) == question


@for_all(seed=seeds, chosen=buttons, times=st.integers(2, 10))
def test_a_button_pressed_again_counts_once(quiz: Quiz, seed: str, chosen: list[int], times: int) -> None:
    """Invariant 7."""
    once = play(quiz, quiz.start(seed), by_list(chosen))
    attempt = quiz.start(seed)
    while question := quiz.question(attempt):
        choice = chosen[question.step % len(chosen)]
        for _ in range(times):
            attempt = quiz.answer(attempt, question.step, choice, 6000)
    assert attempt == once


@for_all(seed=seeds, chosen=buttons, changed_at=st.integers(0, 12), choice=st.integers(0, 4))
def test_a_changed_answer_is_as_if_given_first(quiz: Quiz, seed, chosen, changed_at, choice) -> None:
    """Invariant 7."""
    states = [attempt for attempt, _ in walk(quiz, quiz.start(seed), by_list(chosen))]
    before = states[min(changed_at, len(states) - 3)]
    wrong = quiz.answer(before, before.step, chosen[before.step % len(chosen)], 6000)
    mended = quiz.answer(quiz.back(wrong, wrong.step), before.step, choice, 6000)
    assert mended == quiz.answer(before, before.step, choice, 6000)


@for_all(seed=seeds, chosen=buttons, step=st.integers(-1, 30), choice=st.integers(0, 4))
def test_late_clicks_do_not_touch_a_finished_attempt(quiz: Quiz, seed, chosen, step, choice) -> None:
    """Invariant 7."""
    over = play(quiz, quiz.start(seed), by_list(chosen))
    assert quiz.answer(over, step, choice) is over
    assert quiz.skip(over, step) is over
    assert quiz.back(over, step) is over
    assert quiz.finish(over) is over


@for_all(seed=seeds, chosen=buttons, steps=st.lists(st.integers(0, 20), max_size=8))
def test_going_back_and_forth_leaves_a_straight_walk(quiz: Quiz, seed, chosen, steps) -> None:
    """However one went back and skipped on the way, the responses are those of some straight walk."""
    attempt = quiz.start(seed)
    for number in range(12):
        attempt = quiz.answer(attempt, attempt.step, chosen[number])
        if number in steps:
            attempt = quiz.back(attempt, attempt.step)
    straight = quiz.start(seed)
    for response in attempt.responses:
        straight = quiz.answer(straight, straight.step, response.choice)
    assert straight == attempt


@for_all(plays=st.lists(st.tuples(seeds, buttons), min_size=2, max_size=3))
def test_people_at_the_same_time_do_not_touch_one_another(
    quiz: Quiz, plays: list[tuple[str, list[int]]]
) -> None:
    """Invariant 16, in the engine: attempts that take turns give each what it would be alone."""
    attempts = [quiz.start(seed) for seed, _ in plays]
    for _ in range(30):
        for number, (_, chosen) in enumerate(plays):
            if question := quiz.question(attempts[number]):
                choice = chosen[question.step % len(chosen)]
                attempts[number] = quiz.answer(attempts[number], question.step, choice, 6000)
    alone = [play(quiz, quiz.start(seed), by_list(chosen)) for seed, chosen in plays]
    assert attempts == alone
    assert [quiz.result(one) for one in attempts] == [quiz.result(one) for one in alone]


def test_an_attempt_knows_nothing_of_the_person() -> None:
    """Invariant 15: what is not there cannot be used."""
    assert [one.name for one in fields(Attempt)] == ["seed", "version", "responses", "wish", "seen"]
    assert [one.name for one in fields(Response)] == ["item", "choice", "side", "milliseconds", "repeat"]


def test_a_new_attempt_begins_at_the_prior(quiz: Quiz) -> None:
    """Invariant 17, in the engine: nothing of an earlier attempt is left in the quiz."""
    play(quiz, quiz.start("1"), lambda _: 0)
    fresh = quiz.start("1")
    assert fresh.responses == ()
    assert quiz.result(fresh).finding.score == Quiz(ASSESSMENT).find({}).score


def test_back_at_the_first_question_changes_nothing(quiz: Quiz) -> None:
    attempt = quiz.start("1")
    assert quiz.back(attempt, 0) is attempt


def test_back_takes_up_the_question_before_even_a_skipped_one(quiz: Quiz) -> None:
    attempt = quiz.start("1")
    first = quiz.question(attempt)
    skipped = quiz.skip(attempt, 0)
    assert quiz.question(skipped).item != first.item
    assert quiz.back(skipped, 1) == attempt


def test_old_steps_change_nothing(quiz: Quiz) -> None:
    attempt = quiz.answer(quiz.start("1"), 0, 2)
    for move in (quiz.skip, quiz.back):
        assert move(attempt, 0) is attempt


def test_finish_waits_for_eight_pairs(quiz: Quiz) -> None:
    states = list(walk(quiz, quiz.start("2"), lambda _: 1))
    for attempt, question in states:
        pairs = quiz.result(attempt).finding.pairs
        assert question.progress.may_finish is (pairs >= 8)
        finished = quiz.finish(attempt)
        assert (finished.wish is Wish.FINISH) is (pairs >= 8)
        assert (quiz.question(finished) is None) is (pairs >= 8)


def test_a_finished_attempt_may_be_taken_up_again(quiz: Quiz) -> None:
    attempt = next(
        one for one, question in walk(quiz, quiz.start("3"), lambda _: 1) if question.progress.may_finish
    )
    again = quiz.go_on(quiz.finish(attempt))
    assert quiz.question(again).item == quiz.question(attempt).item


def test_an_attempt_of_another_version_does_not_fit(quiz: Quiz) -> None:
    attempt = quiz.answer(quiz.start("1"), 0, 2)
    assert quiz.fits(attempt)
    assert not quiz.fits(replace(attempt, version="v0"))
    assert not quiz.fits(replace(attempt, responses=(Response("fc99", 1, Side.LEFT),)))


def test_unknown_items_seen_before_are_forgotten(quiz: Quiz) -> None:
    assert quiz.start("1", ["fc11", "gone"]).seen == {"fc11"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "nonsense",
        '{"seed": 1, "version": "v"}',
        '{"seed": "1", "version": "v", "responses": [{}]}',
    ],
)
def test_what_is_no_saved_attempt_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a saved attempt: "):
        decode(text)
