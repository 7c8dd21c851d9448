"""Which roles a message names, in whatever way people write them."""

import pytest

from intents.aliases import Aliases
from intents.dialog import load_dialog
from intents.models import Mention
from intents.normalizer import normalize
from intents.roles import RoleFinder
from intents.words import load_english
from knowledge import AmbiguousAlias, Knowledge, Role

PM = ("product", "program", "project")


def _role(name: str, *aliases: str, focal: bool = True) -> Role:
    return Role(id="some", focal=focal, name=name, plural=name, field=name, short="Some", aliases=aliases)


@pytest.fixture(scope="module")
def aliases(knowledge: Knowledge) -> Aliases:
    return Aliases(knowledge.roles, knowledge.ambiguous, load_dialog(), load_english())


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> RoleFinder:
    return RoleFinder(knowledge.roles, knowledge.ambiguous, load_dialog(), load_english())


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("mgr", "manager"),
        ("pgms", "pgm"),
        ("manegar", "manegar"),
        ("mannager", "manager"),
        ("prodct", "product"),
        ("tecnical", "technical"),
        ("enggagment", "engagement"),
        ("markets", "markets"),
        ("pxm", "pxm"),
        ("zzzzzzzzz", "zzzzzzzzz"),
    ],
)
def test_a_role_word_is_repaired_where_one_is_near(aliases: Aliases, word: str, read: str) -> None:
    assert aliases.read(word) == read


def test_a_word_between_two_role_words_is_left_alone() -> None:
    both = [_role("catter", focal=False), _role("cotter")]
    assert Aliases(both, (), load_dialog(), frozenset()).read("cutter") == "cutter"


def test_a_role_of_signs_only_gets_no_alias() -> None:
    made = Aliases([_role("-", "--")], (), load_dialog(), frozenset())
    assert made.longest == 1
    assert made.roles_of(()) == ()


def test_a_role_that_is_no_manager_has_no_short_head() -> None:
    made = Aliases([_role("data analyst")], (), load_dialog(), frozenset())
    assert made.roles_of(("data", "analyst")) == ("some",)
    assert not made.bare
    assert not made.heads


def test_the_head_of_a_role_before_a_short_form_names_the_role(aliases: Aliases) -> None:
    assert aliases.roles_of(("product", "pm")) == ("product",)
    assert aliases.roles_of(("pm",)) == PM


def test_a_short_form_of_other_roles_lends_nothing() -> None:
    short = AmbiguousAlias(alias="xm", roles=("a", "b"))
    made = Aliases([_role("data manager")], [short], load_dialog(), frozenset())
    assert made.roles_of(("data", "xm")) == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("What does a product manager do?", "what does a xrolex do?"),
        ("technical program managers' pay", "xrolex pay"),
        ("PgM or TPM", "xrolex or xrolex"),
        ("is our product good", "is our product good"),
        ("our programs are late", "our programs are late"),
        ("product vs program", "xrolex vs xrolex"),
        ("our product or program launch", "our product or program launch"),
        ("product or project", "xrolex or xrolex"),
        ("program manager or project", "xrolex or xrolex"),
        ("project plan", "project plan"),
        ("the product role", "the xrolex role"),
        ("does product own it", "does xrolex own it"),
        ("into product", "into xrolex"),
        ("product roadmap", "product roadmap"),
        ("product or and vs than to", "xrolex or and vs than to"),
        ("banana product banana", "banana product banana"),
        ("product manager and product", "xrolex and xrolex"),
        ("", ""),
    ],
)
def test_names_of_roles_are_masked(finder: RoleFinder, text: str, masked: str) -> None:
    assert finder.find(normalize(text)).masked == masked


@pytest.mark.parametrize("text", ["pm me", "at 3 pm", "send me a pm", "via pm"])
def test_a_private_message_or_a_time_is_no_role(finder: RoleFinder, text: str) -> None:
    assert finder.find(normalize(text)).mentions == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("what is a pm", [PM]),
        ("pm vs program manager", [("product",), ("program",)]),
        ("product manager (pm)", [("product",), ("product",)]),
        ("program manager (pm) pay", [("program",), ("program",)]),
        ("product manager and pm", [("product",), ("product",)]),
    ],
)
def test_a_short_form_beside_a_role_is_narrowed(
    finder: RoleFinder, text: str, roles: list[tuple[str, ...]]
) -> None:
    assert [one.roles for one in finder.find(normalize(text)).mentions] == roles


def test_a_neighbour_is_told_from_focal_roles(finder: RoleFinder) -> None:
    assert finder.find("scrum master").neighbour
    assert not finder.find("product manager").neighbour


def test_a_piece_keeps_only_its_own_roles(finder: RoleFinder) -> None:
    whole = finder.find("scrum master pay. product manager pay")
    piece = whole.within("scrum master pay. product manager pay", 18, 37)
    assert [one.roles for one in piece.mentions] == [("product",)]
    assert piece.masked == "xrolex pay"
    assert not piece.neighbour


def test_a_piece_without_roles_can_borrow_those_of_the_whole(finder: RoleFinder) -> None:
    lent = finder.find("salary").lend((Mention(("scrum_master",), 0, 3),), "xrolex salary")
    assert lent.neighbour
    assert lent.masked == "xrolex salary"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("pm as in program manager", ["program", "program"]),
        ("what does a PM (product manager) earn", ["product", "product"]),
        ("what does a PM do, I mean the program kind", ["program", "program"]),
        ("does a PM differ from a scrum master", ["product", "scrum_master"]),
    ],
)
def test_a_short_name_stands_for_what_it_is_explained_by(
    finder: RoleFinder, text: str, roles: list[str]
) -> None:
    assert [role for one in finder.find(normalize(text)).mentions for role in one.roles] == roles


def test_a_short_name_before_an_article_needs_another_role_beside_it(finder: RoleFinder) -> None:
    assert len(finder.find(normalize("is going from program to product a step up")).mentions) == 2
    assert not finder.find(normalize("is product a word")).mentions


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("what does a srum master do", "what does a xrolex do"),
        ("scrum masger", "xrolex"),
        ("whats a product oner", "what is a xrolex"),
        ("product mmgt books", "xrolex books"),
        ("the same master", "the same master"),
        ("product of two numbers", "product of two numbers"),
    ],
)
def test_half_a_name_is_repaired_beside_its_other_half(finder: RoleFinder, text: str, masked: str) -> None:
    assert finder.find(normalize(text)).masked == masked


@pytest.mark.parametrize(
    "text",
    ["a product internship", "we have neither product nor program managers", "any course for product stuff"],
)
def test_a_short_name_is_a_role_in_such_company(finder: RoleFinder, text: str) -> None:
    assert finder.find(normalize(text)).mentions[0].roles == ("product",)
