"""The balance of an ad, and how uncertain it is."""

import pytest

from bot.advisor.job_ads.weighing import weigh


def test_with_nothing_found_everything_is_plausible() -> None:
    balance = weigh(0, 0)
    assert (balance.share, round(balance.sure, 6)) == (0.5, 0.5)
    assert (round(balance.low, 2), round(balance.high, 2)) == (0.1, 0.9)


@pytest.mark.parametrize("weights", [(3, 0), (10, 4), (20, 20), (0, 9)])
def test_either_side_is_weighed_alike(weights: tuple[float, float]) -> None:
    one, other = weigh(*weights), weigh(*reversed(weights))
    assert one.share == pytest.approx(1 - other.share)
    assert one.sure == pytest.approx(1 - other.sure)
    assert one.low == pytest.approx(1 - other.high, abs=0.01)


def test_the_share_lies_between_low_and_high() -> None:
    for first in range(0, 60, 5):
        balance = weigh(first, 6)
        assert balance.low < balance.share < balance.high


def test_much_evidence_leaves_little_doubt_but_some() -> None:
    balance = weigh(500, 0)
    assert 0.99 < balance.sure <= 1.0000001
    assert balance.high < 1
