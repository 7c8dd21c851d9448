"""Findings: no verdict without evidence, reasons that were really given, and soft flags that stay soft."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import strategies as st

from bot.advisor.assessment import (
    Attempt,
    Band,
    Change,
    Flag,
    Leaning,
    Quiz,
    Response,
    Side,
    compare,
    is_recent,
)
from bot.advisor.assessment.level import is_neither
from knowledge import DEFAULT_PATH
from knowledge.assessment import Likert
from knowledge.reading import read_yaml
from tests.bot.advisor.assessment.attempts import (
    PAIRS,
    answers,
    buttons,
    by_list,
    enough_answers,
    exchange_roles,
    for_all,
    is_mirror_image,
    play,
    seeds,
)

EIGHT = dict.fromkeys(PAIRS[:8], 0)
LOW = {"lk1P+": 2, "lk1G+": 2, "lk1P-": 4, "lk1G-": 4}
LOW_TOO = {"lk2P+": 2, "lk2G+": 2, "lk2P-": 4, "lk2G-": 4}


def fact_roles() -> dict[str, str]:
    files = sorted(DEFAULT_PATH.glob("facts_*.yaml"))
    return {fact["id"]: fact["role"] for file in files for fact in read_yaml(file, file.name)["facts"]}


ROLES = fact_roles()


@for_all(seed=seeds, chosen=buttons)
def test_exchanging_the_roles_mirrors_any_attempt(quiz: Quiz, seed: str, chosen: list[int]) -> None:
    """Invariant 2."""
    other = _exchanged_quiz(quiz)
    one, two = (play(each, each.start(seed), by_list(chosen)) for each in (quiz, other))
    assert one == two
    assert is_mirror_image(quiz.result(one).finding, other.result(two).finding)


@cache
def _exchanged_quiz(quiz: Quiz) -> Quiz:
    return Quiz(exchange_roles(quiz.assessment))


@for_all(seed=seeds, chosen=buttons, turned=st.sets(st.integers(0, 23)))
def test_the_side_of_an_option_changes_nothing(
    quiz: Quiz, seed: str, chosen: list[int], turned: set[int]
) -> None:
    """Invariant 4: the same activities preferred, shown on other sides."""
    attempt = play(quiz, quiz.start(seed), by_list(chosen))
    responses = tuple(_turned(one) if n in turned else one for n, one in enumerate(attempt.responses))
    other = replace(attempt, responses=responses)
    assert quiz.result(other).finding == quiz.result(attempt).finding


def _turned(response: Response) -> Response:
    if response.side is None or response.choice is None:
        return response
    return replace(response, side=response.side.other, choice=4 - response.choice)


@for_all(seed=seeds, chosen=buttons, shuffled=st.randoms())
def test_the_order_of_responses_changes_no_finding(
    quiz: Quiz, seed: str, chosen: list[int], shuffled
) -> None:
    """Invariant 3, for attempts; the soft flags do look at the order."""
    attempt = play(quiz, quiz.start(seed), by_list(chosen))
    responses = list(attempt.responses)
    shuffled.shuffle(responses)
    assert quiz.result(replace(attempt, responses=tuple(responses))).finding == quiz.result(attempt).finding


@for_all(seed=seeds, button=st.integers(0, 4))
def test_one_and_the_same_button_says_nothing(quiz: Quiz, seed: str, button: int) -> None:
    """Invariant 8: at every even count, not only where the stop rule ends it."""
    attempt, stops = quiz.start(seed), 0
    while question := quiz.question(attempt):
        finding = quiz.result(attempt).finding
        if finding.pairs >= 8 and finding.pairs % 2 == 0:
            stops += 1
            assert_says_nothing(quiz, attempt)
        attempt = quiz.answer(attempt, question.step, button, 6000)
    assert_says_nothing(quiz, attempt)
    assert stops >= 1


def assert_says_nothing(quiz: Quiz, attempt: Attempt) -> None:
    result = quiz.result(attempt)
    assert result.finding.score.theta == 0.0
    assert result.finding.band is Band.BALANCED
    assert not result.finding.neither
    assert Flag.SAME_BUTTON in result.flags
    assert result.provisional


@for_all(given=answers)
def test_there_is_no_verdict_on_fewer_than_eight_pairs(quiz: Quiz, given: dict[str, int]) -> None:
    """Invariant 10."""
    finding = quiz.find(given)
    pairs = sum(item in given for item in PAIRS)
    assert finding.pairs == pairs
    assert (finding.band is None) is (pairs < 8)
    assert finding.band in {None, finding.score.band}
    assert not (finding.neither and pairs < 8)


@for_all(given=enough_answers)
def test_reasons_were_really_given_and_mean_what_they_say(quiz: Quiz, given: dict[str, int]) -> None:
    """Invariant 14."""
    finding = quiz.find(given)
    for reason in (*finding.reasons.pro, *finding.reasons.con):
        assert (reason.weight > 0) is (reason.pole == "product")
        assert all(ROLES[fact] == reason.pole for fact in reason.facts)
        assert_was_chosen(quiz, reason, given)


def assert_was_chosen(quiz: Quiz, reason, given: dict[str, int]) -> None:
    item = quiz.bank.item[reason.item]
    if isinstance(item, Likert):
        assert (item.pole, item.prompt) == (reason.pole, reason.chosen)
        assert given[item.id] >= 4
        assert given[item.id] > given[item.twin]
    else:
        chosen = next(one for one in item.options if one.pole == reason.pole)
        assert (chosen.text, chosen.dimension, chosen.facts) == (
            reason.chosen,
            reason.dimension,
            reason.facts,
        )
        assert (given[item.id] > 0) is (reason.pole == "product")
        assert (abs(given[item.id]) == 2) is reason.much


@for_all(given=enough_answers)
def test_the_heaviest_reasons_come_first_and_on_their_side(quiz: Quiz, given: dict[str, int]) -> None:
    finding = quiz.find(given)
    pro, con = finding.reasons.pro, finding.reasons.con
    for group, most in ((pro, 2 if finding.is_even else 3), (con, 2)):
        weights = [abs(one.weight) for one in group]
        assert weights == sorted(weights, reverse=True)
        assert len(group) <= most
    if not finding.is_even:
        assert all(one.weight * finding.score.theta > 0 for one in pro)
        assert all(one.weight * finding.score.theta < 0 for one in con)


def test_neutral_answers_are_no_reasons(quiz: Quiz) -> None:
    reasons = quiz.find(EIGHT | {"lk1P+": 4, "lk1G+": 4}).reasons
    assert (reasons.pro, reasons.con) == ((), ())


def test_a_statement_is_only_a_reason_where_it_was_agreed_to(quiz: Quiz) -> None:
    agreed, less_disliked = ({**EIGHT, "lk4P+": one, "lk4G+": 1} for one in (5, 3))
    assert [one.item for one in quiz.find(agreed).reasons.pro] == ["lk4P+"]
    assert quiz.find(less_disliked).reasons.pro == ()
    assert quiz.find(less_disliked).score.theta > 0


def test_rejected_activities_count_but_are_no_reasons(quiz: Quiz) -> None:
    finding = quiz.find({**EIGHT, "lk4P-": 1, "lk4G-": 5})
    assert finding.score.theta > 0
    assert finding.reasons.pro == ()


def test_the_profile_needs_clear_answers(quiz: Quiz) -> None:
    given = {"fc11": 1, "fc12": 1, "fc21": 1, "fc22": 0, "fc31": -2, "fc32": 0, "fc41": -1, "fc61": 0}
    leanings = [one.leaning for one in quiz.find(given).profile]
    assert leanings == [
        Leaning.PRODUCT, Leaning.EVEN, Leaning.PROGRAM, Leaning.PROGRAM, Leaning.UNASKED, Leaning.EVEN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (EIGHT | LOW | LOW_TOO, True),
        (dict(list(EIGHT.items())[1:]) | LOW | LOW_TOO, False),
        (EIGHT | LOW, False),
        (EIGHT | LOW | {**LOW_TOO, "lk2P-": 1, "lk2G-": 1}, False),
        (EIGHT | LOW | {**LOW_TOO, "lk2P-": 2, "lk2G-": 1}, True),
        (EIGHT | {"lk1P+": 3, "lk1G+": 3, "lk1P-": 5, "lk1G-": 5} | LOW_TOO, True),
        (EIGHT | {**LOW, "lk1P+": 4, "lk1P-": 5} | {**LOW_TOO, "lk2G+": 4, "lk2G-": 5}, False),
        (dict.fromkeys(PAIRS, 2) | LOW | LOW_TOO, False),
    ],
    ids=[
        "both low", "seven pairs", "one quad", "the second pulls the mean up", "the mean is just low enough",
        "one quad is low in itself", "liked more than five in all", "a strong side",
    ],
)  # fmt: skip
def test_neither_is_said_with_caution(given: dict[str, int], expected: bool, quiz: Quiz) -> None:
    assert quiz.find(given).neither is expected


def test_agreeing_with_everything_is_never_neither(quiz: Quiz) -> None:
    for said in range(1, 6):
        same = dict.fromkeys([*LOW, *LOW_TOO], said)
        assert not is_neither(same, Band.BALANCED, quiz.bank.quads, quiz.assessment.asking)


def clicks(*places: int, milliseconds: int | None = 6000) -> tuple[Response, ...]:
    return tuple(Response(PAIRS[n], place, Side.LEFT, milliseconds) for n, place in enumerate(places))


def flags_of(quiz: Quiz, *responses: Response) -> set[Flag]:
    return set(quiz.result(Attempt("1", quiz.assessment.version, responses)).flags)


def test_nine_of_the_first_ten_on_one_button_are_flagged(quiz: Quiz) -> None:
    assert flags_of(quiz, *clicks(*[3] * 9, 1)) == {Flag.SAME_BUTTON}
    assert flags_of(quiz, *clicks(*[3] * 8, 1, 2, *[3] * 6)) == set()
    assert flags_of(quiz, *clicks(*[3] * 8)) == set()


def test_quick_clicks_are_flagged_by_their_median(quiz: Quiz) -> None:
    assert flags_of(quiz, *clicks(0, 1, 2, milliseconds=2499)) == {Flag.FAST}
    assert flags_of(quiz, *clicks(0, 1, 2, milliseconds=2500)) == set()
    assert flags_of(quiz, *clicks(0, 1, 2, milliseconds=None)) == set()
    slow_one = replace(clicks(0)[0], item="fc64", milliseconds=60_000)
    assert flags_of(quiz, *clicks(1, 2, milliseconds=900), slow_one) == {Flag.FAST}


@pytest.mark.parametrize(("again", "flagged"), [(4, False), (3, False), (2, True), (0, True), (None, False)])
def test_a_repeat_two_steps_apart_is_flagged(again: int | None, flagged: bool, quiz: Quiz) -> None:
    """Shown with its sides swapped: the same preference is the button at the other end."""
    repeat = Response(PAIRS[0], again, Side.RIGHT, 6000, repeat=True)
    assert (Flag.UNEVEN in flags_of(quiz, *clicks(0, 1, 2), repeat)) is flagged


def test_a_skip_is_no_click(quiz: Quiz) -> None:
    skips = tuple(Response(item, None, Side.LEFT) for item in PAIRS[12:22])
    assert flags_of(quiz, *skips, *clicks(*[3] * 9)) == {Flag.SAME_BUTTON}


def test_flags_make_a_result_provisional_and_change_no_number(quiz: Quiz) -> None:
    slow, fast = (Attempt("1", "v", clicks(0, 1, 2, milliseconds=one)) for one in (6000, 100))
    assert quiz.result(fast).provisional
    assert not quiz.result(slow).provisional
    assert quiz.result(fast).finding == quiz.result(slow).finding


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((0.0, 0.5), (1.38, 0.5), Change.UNCLEAR),
        ((0.0, 0.5), (1.39, 0.5), Change.PRODUCT),
        ((1.39, 0.5), (0.0, 0.5), Change.PROGRAM),
        ((0.4, 0.5), (0.4, 0.5), Change.UNCLEAR),
        ((-1.0, 0.4), (1.0, 0.9), Change.PRODUCT),
        ((-1.0, 0.6), (1.0, 0.9), Change.UNCLEAR),
    ],
)
def test_a_change_has_to_be_larger_than_its_uncertainty(before, after, change, assessment) -> None:
    assert compare(before, after, assessment.retest) is change


def test_memory_helps_for_thirty_days(assessment) -> None:
    assert is_recent(29.9, assessment.retest)
    assert not is_recent(30, assessment.retest)
