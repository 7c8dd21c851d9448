"""Slack's markup of what people type, taken off before anything reads it."""

from __future__ import annotations

import html
import re
from functools import partial

# No nested quantifiers: each runs in linear time on any input.
_LINK = re.compile(r"<([^<>|]{0,3000})(?:\|([^<>]{0,3000}))?>")
# Slack's own limit. Of a question the core reads 2,000 characters, of a job ad all.
MAX_CHARACTERS = 40_000


def to_plain(text: str, me: str = "") -> str:
    """The words a person sees: channels and links by name, entities resolved, mentions gone.

    Where it is known who we are, a mention of anybody else leaves an @, as something may be meant for them.
    """
    return html.unescape(_LINK.sub(partial(_shown, me), text[:MAX_CHARACTERS])).strip()


def _shown(me: str, found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith(("@", "!")):
        is_somebody = me and target.startswith("@") and target != f"@{me}"
        return " @ " if is_somebody else " "
    return label or target.removeprefix("#")
