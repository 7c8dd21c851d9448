"""Sentences that ask for nothing are no part of a question."""

import pytest

from intents.dialog import load_dialog
from intents.pleas import Pleas


@pytest.fixture(scope="module")
def pleas() -> Pleas:
    return Pleas(load_dialog())


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("what does it pay in a year? any advice appreciated", "what does it pay in a year?"),
        ("serious question. how do i get there? thanks", "how do i get there?"),
        ("quick question\nis the pay any good?! help!\ntia", "is the pay any good?!"),
        ("how do i get there. i need advice soon", "how do i get there. i need advice soon"),
        ("good morning. help", "good morning. help"),
        ("help. thanks", "help. thanks"),
        ("what does it pay in a year", "what does it pay in a year"),
        ("", ""),
    ],
)
def test_a_plea_is_left_out_where_something_is_asked_beside_it(pleas: Pleas, message: str, left: str) -> None:
    assert pleas.without(message) == left
