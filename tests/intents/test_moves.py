"""Messages that only make sense in a conversation."""

import pytest

from intents.dialog import load_dialog
from intents.models import Move
from intents.moves import Content, Moves


@pytest.fixture(scope="module")
def moves() -> Moves:
    return Moves(load_dialog())


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("tell me more", Move.MORE),
        ("ok more please", Move.MORE),
        ("but why", Move.WHY),
        ("source", Move.SOURCES),
        ("yes please", Move.YES),
        ("no thanks", Move.NO),
        ("the other one", Move.OTHER_ROLE),
        ("and for xrolex", Move.ROLE),
        ("what is it for xrolex", Move.ROLE),
        ("what is a xrolex", None),
        ("is a xrolex the same as a xrolex", None),
        ("i said xrolex as in xrolex", Move.ROLE),
        ("actually make that xrolex", Move.ROLE),
        ("no not the xrolex", Move.OTHER_ROLE),
        ("wrong one", Move.OTHER_ROLE),
        ("what did the xrolex do", None),
        ("i wanted to know that for xrolex", Move.ROLE),
        ("and for the second job", Move.OTHER_ROLE),
        ("the other way round", Move.OTHER_ROLE),
        ("both", Move.ROLE),
        ("no i meant either role", Move.ROLE),
        ("ok all of them please", Move.ROLE),
        ("xrolex salary", None),
        ("ok so", None),
        ("", None),
        ("more " * 13, None),
    ],
)
def test_a_move_is_known_by_its_words(moves: Moves, words: str, move: Move | None) -> None:
    assert moves.find(words.split()) is move


@pytest.mark.parametrize(
    ("words", "named"),
    [("both", True), ("and either role", True), ("pay of both", True), ("pay", False), ("", False)],
)
def test_words_for_both_roles_are_known(moves: Moves, words: str, named: bool) -> None:
    assert moves.names_both(tuple(words.split())) is named


@pytest.mark.parametrize(("words", "said"), [("pay of both roles", True), ("both", False)])
def test_both_roles_may_be_said_anywhere(moves: Moves, words: str, said: bool) -> None:
    assert moves.says_both_roles(tuple(words.split())) is said


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        ("and the salary", True),
        ("what do they earn", True),
        ("does a xrolex like their job", False),
        ("which salary", True),
        ("titles on the way up", True),
        ("what do people earn there nowadays", False),
    ],
)
def test_a_message_may_go_on_from_the_last_answer(moves: Moves, words: str, goes_on: bool) -> None:
    assert moves.continues(words.split()) is goes_on


@pytest.mark.parametrize(
    ("words", "weighs"), [("who earns more", True), ("who earns it", False), ("earn more", False)]
)
def test_a_question_may_weigh_the_roles_without_naming_them(moves: Moves, words: str, weighs: bool) -> None:
    assert moves.weighs(words.split()) is weighs


def test_content_leaves_out_roles_numbers_and_empty_words() -> None:
    content = Content(load_dialog())
    assert content.stems(["what", "skills", "does", "a", "xrolex", "need", "in", "0"]) == {"skill"}
