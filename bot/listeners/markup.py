"""Slack's markup of what people type, taken off before anything reads it."""

from __future__ import annotations

import html
import re

# No nested quantifiers: each runs in linear time on any input.
_LINK = re.compile(r"<([^<>|]{0,3000})(?:\|([^<>]{0,3000}))?>")
# Slack's own limit. Of a question the core reads 2,000 characters, of a job ad all.
MAX_CHARACTERS = 40_000


def to_plain(text: str) -> str:
    """The words a person sees: mentions of people gone, channels and links by name, entities resolved."""
    return html.unescape(_LINK.sub(_shown, text[:MAX_CHARACTERS])).strip()


def _shown(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith(("@", "!")):
        return " "
    return label or target.removeprefix("#")
