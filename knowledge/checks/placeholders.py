"""Placeholders in the sentences that the code fills in."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.phrases import Phrases
from knowledge.problems import Problem

# What the code fills in; anything else in braces would stand in the message as it is.
PLACEHOLDERS = frozenset(
    {
        "caveat",
        "contact",
        "count",
        "date",
        "day",
        "end",
        "hour",
        "percent",
        "role",
        "roles",
        "topic",
        "words",
        "zone",
    }
)
NOTHING: frozenset[str] = frozenset()


def check_placeholders(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Phrases, the sentences of summaries, the welcome, of channels, and the leads of actions."""
    for name in Phrases.model_fields:
        yield from find_strange(origins.file("phrases", name), name, getattr(knowledge.phrases, name))
    summaries = knowledge.summaries
    for group in (summaries, summaries.kept, summaries.settings):
        for name, value in group:
            if isinstance(value, str):
                yield from find_strange(origins.file("summaries", name), name, value)
    for name, value in knowledge.channel:
        if isinstance(value, str):
            yield from find_strange(origins.file("channel", name), name, value)
    for name, value in knowledge.welcome or ():
        yield from find_strange(origins.file("welcome", name), name, value or "", NOTHING)
    for action in knowledge.actions:
        file = origins.file("actions", action.intent)
        yield from find_strange(file, action.intent, action.answer.lead.text)


def find_strange(file: str, name: str, text: str, known: frozenset[str] = PLACEHOLDERS) -> Iterator[Problem]:
    """Placeholders that nothing fills in, and braces that are none."""
    try:
        used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        yield Problem(file, f"'{name}'", "has a single brace", "write a brace as {{ or }}")
        return
    for strange in sorted(used - known):
        cure = f"Known: {', '.join(sorted(known))}."
        yield Problem(file, f"'{name}'", f"placeholder '{strange}' is unknown", cure)
