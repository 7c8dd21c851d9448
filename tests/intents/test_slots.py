"""Which role a question is about."""

import pytest

from intents.dialog import load_dialog
from intents.models import RELATED_ROLE, Mention
from intents.slots import Slots

OWNING = "ownership_decisions"
PRODUCT, PROGRAM = Mention(("product",), 0, 1), Mention(("program",), 2, 3)
SCRUM, PM = Mention(("scrum_master",), 4, 5), Mention(("product", "program"), 6, 7)


@pytest.fixture(scope="module")
def slots() -> Slots:
    topics = {"salary", OWNING, RELATED_ROLE, "definition"}
    return Slots(["product", "program"], topics, {"definition": "product"}, load_dialog())


@pytest.mark.parametrize(
    ("intent", "mentions", "words", "role"),
    [
        ("greeting", [PRODUCT], "hello", "none"),
        (RELATED_ROLE, [PRODUCT, SCRUM], "", "scrum_master"),
        (RELATED_ROLE, [PRODUCT], "", "other"),
        ("salary", [PRODUCT], "pay", "product"),
        ("salary", [PRODUCT, PROGRAM], "pay", "both"),
        ("salary", [PM], "pay", "ambiguous"),
        ("salary", [SCRUM], "pay", "scrum_master"),
        ("salary", [PRODUCT, SCRUM], "pay vs", "scrum_master"),
        ("salary", [PRODUCT, SCRUM], "pay", "product"),
        ("salary", [PRODUCT, PROGRAM, SCRUM], "pay vs", "both"),
        ("salary", [], "pay", "both"),
        ("definition", [], "what", "product"),
        (OWNING, [], "who owns the timelines", "program"),
        (OWNING, [], "who owns the backlog", "product"),
        (OWNING, [], "backlog and timeline", "both"),
        (OWNING, [], "who owns it", "both"),
    ],
)
def test_the_role_follows_from_names_and_subject(
    slots: Slots, intent: str, mentions: list[Mention], words: str, role: str
) -> None:
    assert slots.slot(intent, mentions, words.split()) == role


def test_a_question_about_both_roles_says_so(slots: Slots) -> None:
    assert slots.slot("salary", [PRODUCT], ["pay"], both=True) == "both"
