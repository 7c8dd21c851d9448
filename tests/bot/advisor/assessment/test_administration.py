"""Questions come in the order that the seed decides, balanced, and stop exactly when the rule says so."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import strategies as st

from bot.advisor.assessment import Attempt, Quiz, Response, Wish
from knowledge.assessment import Likert
from tests.bot.advisor.assessment.attempts import (
    Choose,
    buttons,
    by_list,
    changed,
    for_all,
    play,
    seeds,
    walk,
)

AXES = 6


def neutral(_: object) -> int:
    return 2


def towards_product(quiz: Quiz) -> Choose:
    """The product option, much more, wherever it stands; statements in between."""
    first = {pair.options[0].text for pair in quiz.assessment.pairs}
    return lambda question: 2 if not question.shown else 0 if question.shown[0] in first else 4


def pairs_of(attempt: Attempt) -> list[Response]:
    return [one for one in attempt.responses if one.side and not one.repeat and one.choice is not None]


def axis_of(item: str) -> str:
    return item[2]


@for_all(seed=seeds, chosen=buttons)
def test_axes_and_sides_are_balanced_at_any_time(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    """Invariant 11."""
    for attempt, _ in walk(quiz, quiz.start(seed), by_list(chosen)):
        pairs = pairs_of(attempt)
        used = Counter(axis_of(one.item) for one in pairs)
        assert all(used[axis] in {len(pairs) // AXES, -(-len(pairs) // AXES)} for axis in "123456")
        sides = Counter(one.side for one in pairs)
        assert abs(sides["left"] - sides["right"]) <= len(pairs) % 2
        inside = {axis: [one.side for one in pairs if axis_of(one.item) == axis] for axis in used}
        assert all(a != b for found in inside.values() for a, b in pairwise(found))


@for_all(seed=seeds, chosen=buttons)
def test_no_question_comes_twice_but_the_marked_repeat(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    """Invariant 11."""
    attempt = play(quiz, quiz.start(seed), by_list(chosen))
    first_time = [one.item for one in attempt.responses if not one.repeat]
    repeats = [one for one in attempt.responses if one.repeat]
    assert len(first_time) == len(set(first_time))
    assert len(repeats) == 1
    again = repeats[0]
    assert again is attempt.responses[-1]
    assert next(one.side for one in pairs_of(attempt) if one.item == again.item) is again.side.other


@for_all(seed=seeds, chosen=buttons)
def test_pairs_stop_when_the_rule_first_holds_at_an_even_count(
    quiz: Quiz, seed: str, chosen: list[int]
) -> None:
    """Invariant 12."""
    attempt = play(quiz, quiz.start(seed), by_list(chosen))
    pairs = pairs_of(attempt)
    twin = [one for one in attempt.responses if one.side is None][:2]
    held = [count for count in range(8, 17, 2) if rule_holds(quiz, [*pairs[:count], *twin])]
    assert len(pairs) == min([16, *(count for count in held if count <= len(pairs))])


def rule_holds(quiz: Quiz, responses: list[Response]) -> bool:
    score = quiz.find(quiz.bank.answers(responses)).score
    return max(score.sides) >= 0.95 or score.sd <= 0.5


@for_all(seed=seeds, chosen=buttons)
def test_statements_are_the_fourth_and_seventh_click(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    attempt = play(quiz, quiz.start(seed), by_list(chosen))
    items = [one.item for one in attempt.responses]
    assert {items[3][3:], items[6][3:]} == {"P+", "G+"}
    assert axis_of(items[3]) == axis_of(items[6])
    assert not any(item.startswith("lk") for item in (*items[:3], *items[4:6], *items[7:10]))


@for_all(seed=seeds, chosen=buttons, low=st.integers(0, 4), other=st.integers(0, 4))
def test_more_statements_are_asked_exactly_where_the_first_were_low(
    quiz: Quiz, seed, chosen, low, other
) -> None:
    def choose(question) -> int:
        if question.shown:
            return chosen[question.step % len(chosen)]
        return low if question.item.endswith("+") else other

    attempt = play(quiz, quiz.start(seed), choose)
    asked = [one.item for one in attempt.responses if one.side is None]
    is_low = 2 * (low + 1) <= 5
    is_very_low = is_low and (low - other) / 2 <= -0.5
    assert len(asked) == (8 if is_very_low else 4 if is_low else 2)
    assert len({axis_of(item) for item in asked}) == (2 if is_very_low else 1)


@for_all(seed=seeds, chosen=buttons, skipped=st.sets(st.integers(0, 30), max_size=6))
def test_a_skipped_pair_is_replaced_by_one_of_its_axis_and_side(quiz: Quiz, seed, chosen, skipped) -> None:
    attempt = quiz.start(seed)
    while question := quiz.question(attempt):
        if question.step not in skipped:
            attempt = quiz.answer(attempt, question.step, chosen[question.step % len(chosen)])
            continue
        attempt = quiz.skip(attempt, question.step)
        now = quiz.question(attempt)
        if now and question.shown and now.shown and not question.repeat and not now.repeat:
            assert axis_of(now.item) == axis_of(question.item) or _exhausted(attempt, question.item)
    items = [one.item for one in attempt.responses if not one.repeat]
    assert len(items) == len(set(items))


def _exhausted(attempt: Attempt, item: str) -> bool:
    return sum(axis_of(one.item) == axis_of(item) for one in attempt.responses if one.side) >= 4


def test_skipping_everything_ends_without_a_verdict(quiz: Quiz) -> None:
    attempt = quiz.start("1")
    while question := quiz.question(attempt):
        attempt = quiz.skip(attempt, question.step)
    finding = quiz.result(attempt).finding
    assert (finding.band, finding.pairs, finding.score.theta) == (None, 0, 0)
    assert len(attempt.responses) == 24
    assert not quiz.result(attempt).may_go_on


def test_a_skipped_statement_is_not_followed_by_its_twin(quiz: Quiz) -> None:
    attempt = quiz.start("2")
    while question := quiz.question(attempt):
        move = quiz.answer(attempt, question.step, 0) if question.shown else quiz.skip(attempt, question.step)
        attempt = move
    assert sum(one.side is None for one in attempt.responses) == 1


def test_a_skipped_reverse_statement_ends_the_search_for_neither(quiz: Quiz) -> None:
    attempt = quiz.start("3")
    while question := quiz.question(attempt):
        is_reverse = question.item.endswith("-")
        attempt = quiz.skip(attempt, question.step) if is_reverse else quiz.answer(attempt, question.step, 0)
    assert sum(one.item.endswith("-") for one in attempt.responses) == 1
    assert not quiz.result(attempt).finding.neither


def test_the_repeat_may_be_skipped_and_ends_the_attempt(quiz: Quiz) -> None:
    *_, (attempt, question) = walk(quiz, quiz.start("4"), neutral)
    assert question.repeat
    over = quiz.skip(attempt, question.step)
    assert quiz.question(over) is None
    assert quiz.result(over).flags == quiz.result(attempt).flags


def test_the_clearest_answer_is_the_one_that_is_repeated(quiz: Quiz) -> None:
    attempt = play(quiz, quiz.start("5"), lambda question: 4 if question.step == 2 else 2)
    assert attempt.responses[-1].item == attempt.responses[2].item


@for_all(seed=seeds, chosen=buttons)
def test_a_second_attempt_meets_unseen_pairs_first(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    first = play(quiz, quiz.start(seed), by_list(chosen))
    seen = {one.item for one in first.responses}
    second = play(quiz, quiz.start(seed + "b", seen), by_list(chosen))
    left = {axis: [p for p in quiz.bank.pairs[axis] if p.id not in seen] for axis in quiz.bank.axes}
    for axis, unseen in left.items():
        asked = [one.item for one in pairs_of(second) if quiz.bank.item[one.item].axis == axis]
        assert set(asked[: len(unseen)]) <= {pair.id for pair in unseen}
    statements = [one.item for one in second.responses if one.side is None]
    assert set(statements[:2]).isdisjoint(seen)


@for_all(seed=seeds)
def test_a_first_attempt_asks_one_form_before_the_other(quiz: Quiz, seed: str) -> None:
    attempt = play(quiz, quiz.start(seed), neutral)
    forms = [quiz.bank.item[one.item].form for one in attempt.responses if not one.repeat]
    assert len(set(forms[:14])) == 1
    assert set(forms[14:]) - set(forms[:14]) or len(forms) <= 14


@for_all(seed=seeds)
def test_an_axis_never_follows_itself(quiz: Quiz, seed: str) -> None:
    axes = [axis_of(one.item) for one in pairs_of(play(quiz, quiz.start(seed), neutral))]
    assert all(a != b for a, b in pairwise(axes))


def test_seeds_lead_to_different_questions(quiz: Quiz) -> None:
    firsts = Counter(quiz.question(quiz.start(str(seed))).item for seed in range(600))
    sides = Counter(next(iter(pairs_of(quiz.answer(quiz.start(str(n)), 0, 0)))).side for n in range(600))
    assert len(firsts) == 24
    assert 250 < sides["left"] < 350


def test_an_odd_number_of_axes_stays_balanced(assessment) -> None:
    items = tuple(item for item in assessment.items if axis_of(item.id) != "6")
    quiz = Quiz(changed(assessment, axes=assessment.axes[:5], items=items))
    for attempt, _ in walk(quiz, quiz.start("1"), neutral):
        sides = Counter(one.side for one in pairs_of(attempt))
        assert abs(sides["left"] - sides["right"]) <= len(pairs_of(attempt)) % 2


def test_a_wish_for_more_goes_on_to_sixteen_pairs_and_repeats_nothing_twice(quiz: Quiz) -> None:
    over = play(quiz, quiz.start("6"), towards_product(quiz))
    assert len(pairs_of(over)) < 16
    more = quiz.go_on(over)
    assert more.wish is Wish.MORE
    progress = quiz.question(more).progress
    assert progress.fewest_left == progress.most_left == 16 - len(pairs_of(over))
    whole = play(quiz, more, towards_product(quiz))
    assert len(pairs_of(whole)) == 16
    assert sum(one.repeat for one in whole.responses) == 1
    assert quiz.go_on(whole) is whole


def test_going_on_is_offered_while_no_band_is_likely(quiz: Quiz) -> None:
    attempt = quiz.start("7")
    while not quiz.question(attempt).progress.may_finish:
        attempt = quiz.answer(attempt, attempt.step, 1)
    over = quiz.finish(attempt)
    result = quiz.result(over)
    assert max(result.finding.score.p_bands) < 0.5
    assert result.may_go_on
    assert not quiz.result(attempt).may_go_on
    assert quiz.go_on(attempt) is attempt


@for_all(seed=seeds, chosen=buttons)
def test_progress_never_promises_less_than_what_comes(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    """Statements on whether either role draws at all come on top."""
    states = list(walk(quiz, quiz.start(seed), by_list(chosen)))
    left = len(states)
    extra = sum(quiz.bank.item[question.item].format == "likert5" for _, question in states) - 2
    for number, (_, question) in enumerate(states):
        progress = question.progress
        assert progress.fewest_left <= left - number <= progress.most_left + extra
        assert progress.answered == number
        assert 0 <= progress.share < 1
        assert progress.fewest_left <= progress.left <= progress.most_left


def test_progress_counts_from_eleven_to_nineteen_questions(quiz: Quiz) -> None:
    progress = quiz.question(quiz.start("8")).progress
    assert (progress.answered, progress.fewest_left, progress.most_left) == (0, 11, 19)
    assert not progress.may_finish
    assert progress.share == 0


def test_statements_show_no_side(quiz: Quiz) -> None:
    for attempt, question in walk(quiz, quiz.start("9"), neutral):
        is_statement = isinstance(quiz.bank.item[question.item], Likert)
        assert (question.shown == ()) is is_statement
        assert len(question.options) == 5
        assert question.step == attempt.step


@pytest.mark.parametrize("choice", [-1, 5])
def test_a_button_that_is_not_there_is_refused(quiz: Quiz, choice: int) -> None:
    with pytest.raises(ValueError, match="not one of 0 to 4"):
        quiz.answer(quiz.start("1"), 0, choice)
