"""The whole reply as text, as a screen reader or a notification gets it: plain, or in Slack's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.advisor import (
    Bullets,
    Differ,
    Heading,
    Lead,
    Leanings,
    Meter,
    Note,
    Part,
    Quote,
    Quotes,
    Reply,
    Scale,
    Sentence,
    Sources,
    Table,
)

BULLET = "• "
NEXT_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text writes a person's or an author's words, a link and emphasis."""

    words: Callable[[str], str]
    link: Callable[[str, str], str]
    strong: Callable[[str], str]


def escape(text: str) -> str:
    """Slack's three control characters; with these escaped no text can ping, link or disguise a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


PLAIN = Style(str, lambda url, name: f"{name}, {url}", str)
SLACK_TEXT = Style(escape, lambda url, name: f"<{url}|{escape(name)}>", str)
SLACK_BLOCK = Style(escape, lambda url, name: f"<{url}|{escape(name)}>", lambda text: f"*{text}*")


def plain_text(reply: Reply) -> str:
    """The reply for a terminal, without any markup."""
    return as_text(reply, PLAIN)


def as_text(reply: Reply, style: Style) -> str:
    """Every word of the reply, its buttons named at the end."""
    paragraphs = ["\n".join(lines(part, style)) for part in reply.parts]
    for menu in reply.menus:
        chosen = next(one.label for one in menu.options if one.choice == menu.chosen)
        paragraphs.append(style.words(chosen))
    if reply.buttons:
        labels = "\n".join(BULLET + style.words(button.label) for button in reply.buttons)
        paragraphs.append(f"{style.words(reply.offer)}\n{labels}" if reply.offer else labels)
    return "\n\n".join(paragraphs)


def _stressed(text: str, style: Style) -> str:
    """The first sentence is the point; what follows it would shout in bold."""
    first, *rest = NEXT_SENTENCE.split(text, maxsplit=1)
    return " ".join([style.strong(style.words(first)), *map(style.words, rest)])


def lines(part: Part, style: Style) -> Iterator[str]:
    """A part, a line for each thing it says."""
    match part:
        case Heading(text):
            yield style.strong(style.words(text))
        case Note(text) | Meter(_, text):
            yield style.words(text)
        case Lead(sentence):
            yield _stressed(sentence.text, style) + cites(sentence)
        case Bullets(said):
            yield from (BULLET + sentence_text(one, style) for one in said)
        case Differ(sentence, sides):
            yield style.strong(style.words(sentence.text)) + cites(sentence)
            yield from (BULLET + sentence_text(side, style) for side in sides)
        case Table():
            yield from _table_lines(part, style)
        case Quotes(title, quotes):
            yield style.words(title)
            yield from (BULLET + _quote(quote, style) for quote in quotes)
        case Scale() | Leanings():
            yield style.words(part.alt)
        case Sources(title, names):
            yield f"{style.words(title)}: " + "; ".join(style.words(name) for name in names)


def sentence_text(sentence: Sentence, style: Style) -> str:
    return style.words(sentence.text) + cites(sentence)


def cites(sentence: Sentence) -> str:
    """The facts behind a sentence: ' [A004, B012]'."""
    return f" [{', '.join(sentence.facts)}]" if sentence.facts else ""


def _table_lines(table: Table, style: Style) -> Iterator[str]:
    """A table read row by row, each cell with its column's name, as a screen reader needs it."""
    for label, cells in table.rows:
        yield style.strong(style.words(label))
        named = zip(table.head[1:], cells, strict=True)
        yield from (f"{BULLET}{style.words(name)}: {sentence_text(cell, style)}" for name, cell in named)


def _quote(quote: Quote, style: Style) -> str:
    source = style.link(quote.url, quote.source) if quote.url else style.words(quote.source)
    caveat = f" {style.words(quote.caveat)}" if quote.caveat else ""
    return f"{sentence_text(quote.sentence, style)} ({source}){caveat}"
