"""A reply as a Markdown file, for a person to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.advisor import Bullets, Heading, Lead, Part, Reply, Sentence, Sources, Table
from bot.blocks.text import Style, cites, lines

# What could begin markup in the middle of a sentence. A number or a dash only does at its beginning.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
_BEGINNING = re.compile(r"^(\d+)([.)])|^([-+=])")


def escape(text: str) -> str:
    """The text as it is, whatever a reader of Markdown would make of it."""
    return _BEGINNING.sub(r"\1\\\2\3", _MARKUP.sub(r"\\\1", text))


MARKDOWN = Style(escape, lambda url, name: f"[{escape(name)}]({url})", lambda text: f"**{text}**")


def as_markdown(reply: Reply) -> str:
    """Every word of the reply; its buttons are things to ask, in a list at the end."""
    paragraphs = ["\n".join(_part(part)) for part in reply.parts]
    if reply.buttons:
        paragraphs.append(escape(reply.offer))
        paragraphs.append("\n".join(f"- {escape(button.label)}" for button in reply.buttons))
    return "\n\n".join(paragraphs) + "\n"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Heading(text):
            yield f"# {escape(text)}"
        case Lead(Sentence(text, ())):
            yield f"## {escape(text)}"
        case Lead(sentence):
            yield _sentence(sentence)
        case Bullets(said):
            yield from (f"- {_sentence(one)}" for one in said)
        case Table():
            yield from _table(part)
        case Sources(title, names):
            yield f"{escape(title)}:"
            yield ""
            yield from (f"- {escape(name)}" for name in names)
        case _:
            yield from _paragraphs(lines(part, MARKDOWN))


def _paragraphs(said: Iterator[str]) -> Iterator[str]:
    """Lines that begin with a bullet stay a list; the line before a list is a paragraph of its own."""
    first, *rest = said
    yield first
    if rest:
        yield ""
    yield from (f"- {line.removeprefix('• ')}" for line in rest)


def _table(table: Table) -> Iterator[str]:
    yield _row(escape(name) for name in table.head)
    yield _row("---" for _ in table.head)
    for label, cells in table.rows:
        yield _row((escape(label), *map(_sentence, cells)))


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _sentence(sentence: Sentence) -> str:
    return escape(sentence.text) + cites(sentence)
