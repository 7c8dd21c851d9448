"""A reply as Block Kit and as text: the same words in both, and nothing in them that Slack would act on."""

import json

import pytest

from bot.advisor import (
    Act,
    Bullets,
    Button,
    Choice,
    Differ,
    Heading,
    Lead,
    Note,
    Quote,
    Quotes,
    Reply,
    Sentence,
    Sources,
    Table,
)
from bot.blocks import Labels, plain_text, render

LABELS = Labels("This helped", "This did not help")
ABOUT = Choice(Act.ASK, "compare_roles", "both")
TABLE = Table(
    ("compared", "product manager", "program manager"),
    (("Decides", (Sentence("what and why", ("A019",)), Sentence("how and when", ("A020",)))),),
)
WHOLE = Reply(
    parts=(
        Heading("Two questions"),
        Note("PM can mean several things."),
        Lead(Sentence("They differ.", ("A001",))),
        Bullets((Sentence("One decides.", ("A019", "B012")), Sentence("No source."))),
        Differ(
            Sentence("They disagree."), (Sentence("One side.", ("B080",)), Sentence("Other side.", ("B104",)))
        ),
        TABLE,
        Quotes(
            "From elsewhere:",
            (Quote(Sentence("Quoted.", ("S01",)), "a page", "https://example.com/a", "Old."),),
        ),
        Sources("Sources", ("article A", "article B")),
    ),
    offer="You can also ask:",
    buttons=(Button("What do they do?", ABOUT), Button("Erase", Choice(Act.ERASE), danger=True)),
    rated=ABOUT,
)


def words_of(blocks: list[dict[str, object]]) -> str:
    return json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize(
    "said",
    ["Two questions", "PM can mean", "They differ. [A001]", "[A019, B012]", "No source.", "One side. [B080]",
     "what and why [A019]", "Quoted. [S01]", "a page", "Old.", "Sources: article A; article B",
     "You can also ask:", "What do they do?"],
)  # fmt: skip
def test_everything_stands_in_the_blocks_and_in_the_text(said: str) -> None:
    rendered = render(WHOLE, LABELS)
    assert said in rendered.text
    assert said in words_of(rendered.blocks) or said in words_of(rendered.blocks).replace("*", "")


def test_a_comparison_is_a_table_block_and_is_read_row_by_row() -> None:
    rendered = render(WHOLE, LABELS)
    table = next(block for block in rendered.blocks if block["type"] == "table")
    assert [cell["text"] for cell in table["rows"][0]] == ["Compared", "Product manager", "Program manager"]
    assert "product manager: what and why [A019]" in rendered.text


def test_a_second_table_is_written_out_because_slack_allows_one() -> None:
    rendered = render(Reply((TABLE, TABLE)), LABELS)
    assert [block["type"] for block in rendered.blocks] == ["table", "section"]


def test_nothing_in_a_text_can_ping_or_disguise_a_link() -> None:
    evil = "<!channel> <https://evil.example|bank> & <@U1>"
    reply = Reply((Lead(Sentence(evil)), Note(evil)), offer=evil, buttons=(Button(evil[:75], ABOUT),))
    rendered = render(reply, LABELS)
    sent = [block for block in rendered.blocks if block["type"] != "actions"]
    assert "<" not in rendered.text
    assert "<" not in words_of(sent)
    assert "&lt;!channel&gt;" in rendered.text


def test_only_the_first_sentence_of_a_point_is_bold() -> None:
    (section,) = render(Reply((Lead(Sentence("Sure? It erases all. Shall I?", ("A001",))),)), LABELS).blocks
    assert section["text"]["text"] == "*Sure?* It erases all. Shall I? [A001]"


def test_plain_text_is_for_terminals_and_not_escaped() -> None:
    text = plain_text(Reply((Lead(Sentence("R&D < sales")), WHOLE.parts[6])))
    assert text.startswith("R&D < sales")
    assert "(a page, https://example.com/a) Old." in text


def test_buttons_have_names_of_their_own_and_carry_their_meaning() -> None:
    actions = next(block for block in render(WHOLE, LABELS).blocks if block["type"] == "actions")
    ids = [element["action_id"] for element in actions["elements"]]
    assert len(set(ids)) == len(ids)
    assert Choice.decode(actions["elements"][0]["value"]) == ABOUT
    assert actions["elements"][1]["style"] == "danger"


def test_thumbs_are_named_for_screen_readers() -> None:
    thumbs = render(WHOLE, LABELS).blocks[-1]["elements"][0]
    assert thumbs["positive_button"]["accessibility_label"] == "This helped"
    assert thumbs["negative_button"]["value"] == "bad/ask/compare_roles/both"


def test_a_long_part_is_cut_into_sections_that_slack_takes() -> None:
    reply = Reply((Bullets(tuple(Sentence("x" * 590) for _ in range(12))),))
    texts = [block["text"]["text"] for block in render(reply, LABELS).blocks]
    assert len(texts) == 3
    assert max(map(len, texts)) <= 3000
    assert sum(text.count("x" * 590) for text in texts) == 12


def test_a_message_never_has_more_than_fifty_blocks() -> None:
    assert len(render(Reply((Note("a"),) * 80), LABELS).blocks) == 50
