"""A reply as a Markdown file: every word of it, and nothing in it acts as markup by accident."""

import pytest

from bot.advisor import (
    Act,
    Bullets,
    Button,
    Choice,
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
from bot.blocks.markdown import as_markdown, escape

SAID = Sentence("decides what is built", ("A019",))


def written(*parts):
    return as_markdown(Reply(parts))


def test_headings_leads_and_bullets():
    text = written(Heading("Summary"), Lead(Sentence("Skills")), Bullets((SAID, SAID)))
    assert (
        text == "# Summary\n\n## Skills\n\n- decides what is built [A019]\n- decides what is built [A019]\n"
    )


def test_a_table_is_a_table():
    text = written(Table(("Compared", "one"), (("Aim | goal", (SAID,)),)))
    rows = ["| Compared | one |", "| --- | --- |", r"| Aim \| goal | decides what is built [A019] |"]
    assert text.splitlines() == rows


def test_sources_and_quotes_are_lists():
    quotes = Quotes("From elsewhere:", (Quote(SAID, "a blog", "https://example.com/a"),))
    text = written(Sources("Sources", ("article A",)), quotes)
    assert "Sources:\n\n- article A" in text
    assert "From elsewhere:\n\n- decides what is built [A019] ([a blog](https://example.com/a))" in text


def test_buttons_are_things_to_ask():
    reply = Reply((Note("a note"),), offer="Next:", buttons=(Button("Skills?", Choice(Act.ASK)),))
    assert as_markdown(reply) == "a note\n\nNext:\n\n- Skills?\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2. second", r"2\. second"),
        ("- a dash", r"\- a dash"),
        ("a_b*c", r"a\_b\*c"),
        ("<b>", r"\<b\>"),
        ("well-known 2.5", "well-known 2.5"),
    ],
)
def test_nothing_becomes_markup_by_accident(text, shown):
    assert escape(text) == shown
