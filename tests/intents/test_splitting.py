"""Where a message is cut into questions."""

import pytest

from intents.dialog import load_dialog
from intents.models import Mention
from intents.splitting import MAX_PARTS, Splitter


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    dialog = load_dialog()
    return Splitter(dialog.openers, dialog.lead_ins)


def _mentions(text: str, *names: str) -> list[Mention]:
    return [Mention((name,), text.index(name), text.index(name) + len(name)) for name in names]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("what is it? who pays", ["what is it", "who pays"]),
        ("pay\nskills", ["pay", "skills"]),
        ("what is it and how is it paid", ["what is it", "how is it paid"]),
        ("pay, what is it", ["pay", "what is it"]),
        ("skills and pay", ["skills and pay"]),
        ("product vs. program", ["product vs. program"]),
        ("and also but so", ["and also but so"]),
        ("0. what is it 0. who pays", ["what is it", "who pays"]),
        ("??", []),
        ("", []),
    ],
)
def test_sentences_and_joined_questions_are_parts(splitter: Splitter, text: str, pieces: list[str]) -> None:
    assert [text[one.start : one.end].strip() for one in splitter.parts(text)] == pieces


@pytest.mark.parametrize(
    ("text", "asks"),
    [("pay?", True), ("so what is it", True), ("i like it", False), ("so ok and now", False), ("so", False)],
)
def test_a_question_is_known_by_its_form(splitter: Splitter, text: str, asks: bool) -> None:
    assert [one.asks for one in splitter.parts(text)] == [asks]


def test_one_part_is_not_several(splitter: Splitter) -> None:
    text = "what is it? and what does it pay?"
    assert splitter.several(text) == splitter.parts(text)
    assert splitter.several("what is it?") == []


def test_a_message_has_a_bounded_number_of_parts(splitter: Splitter) -> None:
    assert len(splitter.parts("what is it? " * 50)) == MAX_PARTS


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("skills and salary", (), 1),
        ("skills, pay and salary", (), 2),
        ("product and program", ("product", "program"), 0),
        ("the product, and the program pay", ("product", "program"), 0),
        ("pay and product", ("product",), 0),
        ("pay and product skills", ("product",), 1),
        ("product pay and skills", ("product",), 1),
        ("salary, -", (), 0),
        ("a, b, c, d, e, f", (), 0),
    ],
)
def test_halves_are_cut_where_no_roles_are_joined(
    splitter: Splitter, text: str, names: tuple[str, ...], count: int
) -> None:
    assert len(splitter.halves(text, _mentions(text, *names))) == count


def test_halves_leave_out_the_joining_word(splitter: Splitter) -> None:
    [(first, second)] = splitter.halves("skills and salary")
    assert ((first.start, first.end), (second.start, second.end)) == ((0, 6), (10, 17))


def test_roles_that_are_joined_stay_in_one_part(splitter: Splitter) -> None:
    text = "product and what is program"
    assert len(splitter.parts(text, _mentions(text, "product", "program"))) == 2
    assert len(splitter.parts(text, [Mention(("product",), 0, 7), Mention(("program",), 12, 27)])) == 1
